"""The parts of a multipart body, read as leniently as the service does: either line end, base64 or plain."""

import base64
import binascii
import re
from typing import NamedTuple

from matterbooks.sandbox import faults

NAME = re.compile(r'\bname="([^"]*)"')
FILE_NAME = re.compile(r'\bfilename="([^"]*)"')
BLANK = re.compile(rb"\r?\n\r?\n")


class Part(NamedTuple):
    """One part: its field, the file's name if one is given, the content type, and the bytes."""

    name: str
    file_name: str
    content_type: str
    data: bytes


def parts(body: bytes, content_type: str) -> list[Part]:
    """Every part of `body`. Raises: ServiceFault 2010 for a body that is not multipart."""
    found = re.search(r'boundary="?([^";]+)"?', content_type)
    if found is None:
        raise faults.unreadable()
    pieces = body.split(b"--" + found.group(1).strip().encode())
    return [_part(piece) for piece in pieces[1:] if not piece.startswith(b"--") and piece.strip()]


def _part(piece: bytes) -> Part:
    head, data = _divided(piece.lstrip(b"\r\n"))
    headers = {}
    for line in head.decode("utf-8", "replace").splitlines():
        header, _, value = line.partition(":")
        headers[header.strip().lower()] = value.strip()
    said = headers.get("content-disposition", "")
    name, file_name = NAME.search(said), FILE_NAME.search(said)
    return Part(
        name.group(1) if name else "",
        file_name.group(1) if file_name else "",
        headers.get("content-type", "application/octet-stream"),
        _decoded(data, headers.get("content-transfer-encoding", "")),
    )


def _divided(piece: bytes) -> tuple[bytes, bytes]:
    """Headers and content, which ends before the line end that belongs to the boundary."""
    blank = BLANK.search(piece)
    if blank is None:
        raise faults.unreadable()
    end = piece[blank.end() :]
    trimmed = end[:-2] if end.endswith(b"\r\n") else end[:-1] if end.endswith(b"\n") else end
    return piece[: blank.start()], trimmed


def _decoded(data: bytes, encoding: str) -> bytes:
    if encoding.lower() != "base64":
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error:
        raise faults.unreadable("file_content_01") from None
