"""Bytes to and from a sandbox, where a client library would be too polite."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT

DISCOVERY = b"GET /.well-known/openid_configuration HTTP/1.1\r\nHost: here\r\n"


@contextmanager
def connected(sandbox: Sandbox) -> Iterator[socket.socket]:
    """A plain connection."""
    host, _, port = sandbox.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT) as connection:
        yield connection


def until_closed(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    return b"".join(iter(lambda: connection.recv(65_536), b""))


def said(sandbox: Sandbox, request: bytes) -> bytes:
    """The answer to bytes after which nothing more is sent."""
    with connected(sandbox) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return until_closed(connection)
