"""A real HTTP server on loopback that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What to answer. length differs from the body's to cut it short; hang_up resets the connection instead."""

    status: int = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    hang_up: bool = False


def json_reply(body: object, status: int = 200, tid: str = "") -> Reply:
    """A JSON answer, with Intuit's trace id where the test names one."""
    traced = (("intuit_tid", tid),) if tid else ()
    return Reply(status, json.dumps(body).encode(), (("Content-Type", "application/json"), *traced))


@dataclass
class Intuit:
    """The stand-in: replies are given in turn, `always` answers paths whatever the turn."""

    base: str
    replies: deque[Reply] = field(default_factory=deque)
    always: dict[str, Callable[[Asked], Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def says(self, *replies: Reply) -> None:
        """Queue answers."""
        self.replies.extend(replies)


class _Handler(BaseHTTPRequestHandler):
    intuit: Intuit

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
        self.intuit.asked.append(asked)
        answer = self.intuit.always.get(parts.path)
        self._reply(answer(asked) if answer else self.intuit.replies.popleft())

    def _reply(self, reply: Reply) -> None:
        if reply.hang_up:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        self.end_headers()
        self.wfile.write(reply.body)

    def finish(self) -> None:
        if self.connection.fileno() != -1:
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep the test's output clean."""


@contextmanager
def running() -> Iterator[Intuit]:
    """Serve on an ephemeral port until the block ends."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        intuit = Intuit(f"http://127.0.0.1:{server.server_address[1]}")
        handler.intuit = intuit  # type: ignore[attr-defined]  # made a line above
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield intuit
        finally:
            server.shutdown()
            thread.join()
