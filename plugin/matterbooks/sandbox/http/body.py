"""The body of an HTTP/1.1 request, whole, whichever way its length is told."""

import re
from collections.abc import Iterator
from email.message import Message
from io import BufferedIOBase

LONGEST_LINE = 1024
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;.*)?\r?\n")
DIGITS = re.compile(r"[0-9]{1,18}")


class BadRequestError(Exception):
    """A request that is not HTTP, in a few words."""


def read_body(stream: BufferedIOBase, headers: Message) -> bytes:
    """Raises: BadRequestError; ConnectionError where the client goes away in the middle."""
    lengths = set(headers.get_all("Content-Length", []))
    coding = headers.get("Transfer-Encoding", "").strip().lower()
    if coding and (coding != "chunked" or lengths):
        raise BadRequestError("The length of the body is told in two ways, or in an unknown one")
    if coding:
        return b"".join(_chunks(stream))
    if not lengths:
        return b""
    length = lengths.pop()
    if lengths or not DIGITS.fullmatch(length):
        raise BadRequestError("Content-Length must be one number")
    return _exactly(stream, int(length))


def _chunks(stream: BufferedIOBase) -> Iterator[bytes]:
    while size := _chunk_size(stream):
        yield _exactly(stream, size)
        if _line(stream) not in {b"\r\n", b"\n"}:
            raise BadRequestError("A chunk of the body is not as long as it says")
    while _line(stream) not in {b"\r\n", b"\n"}:
        pass  # trailers say nothing that is needed here


def _chunk_size(stream: BufferedIOBase) -> int:
    found = CHUNK.fullmatch(_line(stream))
    if found is None:
        raise BadRequestError("The body is not chunked as its header says")
    return int(found[1], 16)


def _line(stream: BufferedIOBase) -> bytes:
    line = stream.readline(LONGEST_LINE)
    if not line:
        raise ConnectionError("the client went away in the middle of a body")
    return line


def _exactly(stream: BufferedIOBase, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise ConnectionError("the client went away in the middle of a body")
    return data
