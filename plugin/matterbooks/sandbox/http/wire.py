"""HTTP/1.1 over plain sockets for one WSGI application.

Keep-alive, one thread for each connection, head and body in one packet without Nagle's delay, and what no ordinary
server offers: closing the connection instead of answering, and answering in slow pieces.
"""

import contextlib
import io
import socket
import sys
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from matterbooks.sandbox.http.answer import Headers, compressed, head, pieces
from matterbooks.sandbox.http.body import BadRequestError, read_body
from matterbooks.sandbox.trouble.spoil import DROP, SLOW, Slow

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ALREADY_READ = frozenset({"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"})
"""Headers that are told to the application in another way: the body reaches it whole."""


class Server(HTTPServer):
    """A threaded server that knows its open connections, so that it can end them."""

    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], application: "WSGIApplication") -> None:
        """Listen at `address`; port 0 takes a free one."""
        self.application = application
        self._open: dict[socket.socket, Thread] = {}
        self._guard = Lock()
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server for our own name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection on a thread of its own."""
        thread = Thread(target=self._serve, args=(request, client_address), daemon=True, name="sandbox-connection")
        with self._guard:
            self._open[request] = thread
        thread.start()

    def _serve(self, request: socket.socket, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # the client has gone, or the server is being closed
        finally:
            self.shutdown_request(request)
            with self._guard:
                self._open.pop(request, None)

    def close(self) -> None:
        """Stop listening and end every connection."""
        self.shutdown()
        self.server_close()
        with self._guard:
            left = list(self._open.items())
        for connection, _ in left:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for _, thread in left:
            thread.join(timeout=5)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "sandbox"
    sys_version = ""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the log is at ``/sandbox/log``."""

    def run(self) -> None:
        """One request: read it whole, ask the application, answer in one packet, in slow pieces, or not at all."""
        try:
            environ = self._environ(read_body(self.rfile, self.headers))
        except BadRequestError as error:
            self.close_connection = True
            self.send_error(400, str(error))
            return
        told: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            del exc_info
            told[:] = [status, headers]
            return None

        server = cast("Server", self.server)
        content = _whole(server.application(environ, start_response))
        if environ.get(DROP):
            self.close_connection = True
            return
        self._answer(told[0], told[1], content, environ.get(SLOW))

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = do_PATCH = run  # noqa: N815

    def _environ(self, body: bytes) -> dict[str, Any]:
        try:
            address = urlsplit(self.path)
        except ValueError:
            raise BadRequestError("The address cannot be read") from None
        if self.request_version == "HTTP/1.1" and "Host" not in self.headers:
            raise BadRequestError("A request of HTTP/1.1 names its host")
        server = cast("Server", self.server)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(address.path, "latin-1"),
            "QUERY_STRING": address.query,
            "SERVER_NAME": server.server_name,
            "SERVER_PORT": str(server.server_port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            key = "HTTP_" + name.upper().replace("-", "_")
            if key not in ALREADY_READ:
                environ[key] = f"{environ[key]},{value}" if key in environ else value
        return environ

    def _answer(self, status: str, headers: Headers, content: bytes, slow: Slow | None) -> None:
        headers, content = compressed(self.headers.get("Accept-Encoding", ""), headers, content)
        length = len(content)
        if self.command == "HEAD":
            length = int(next((value for name, value in headers if name.lower() == "content-length"), length))
            content = b""
        start = head(status, headers, length, date=self.date_time_string(), close=self.close_connection)
        if slow is None:
            self.wfile.write(start + content)
            return
        self.wfile.write(start)
        for piece in pieces(content, slow.pieces):
            slow.sleep(slow.seconds)
            self.wfile.write(piece)


def _whole(result: Iterable[bytes]) -> bytes:
    try:
        return b"".join(result)
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()
