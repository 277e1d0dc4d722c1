"""An HTTP/1.1 answer as bytes: compressed if that was asked for, whole or in pieces."""

import gzip
from collections.abc import Iterator

COMPRESSIBLE = ("application/json", "application/xml", "text/")
WORTH_COMPRESSING = 1000
"""Bytes; shorter answers fit one packet anyway (assumed)."""

Headers = list[tuple[str, str]]


def compressed(accepted: str, headers: Headers, content: bytes) -> tuple[Headers, bytes]:
    """`headers` and `content` as gzip where the client accepts it (Intuit: if requested) and it is worth it."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if len(content) < WORTH_COMPRESSING or not kind.startswith(COMPRESSIBLE) or not _accepts_gzip(accepted):
        return headers, content
    return [*headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")], gzip.compress(content, 1, mtime=0)


def _accepts_gzip(accepted: str) -> bool:
    for one in accepted.lower().split(","):
        coding, _, quality = one.partition(";")
        if coding.strip() == "gzip":
            return quality.replace(" ", "").rstrip("0.") != "q="
    return False


def head(status: str, headers: Headers, length: int, *, date: str, close: bool) -> bytes:
    """Status line and headers, with the length of the body."""
    lines = [f"HTTP/1.1 {status}", f"Date: {date}"]
    lines += [f"{name}: {value}" for name, value in headers if name.lower() != "content-length"]
    lines.append(f"Content-Length: {length}")
    if close:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def pieces(content: bytes, number: int) -> Iterator[bytes]:
    """`content` in at most `number` pieces of about one length, none of them empty."""
    size = max(1, -(-len(content) // number))
    return (content[start : start + size] for start in range(0, len(content), size))
