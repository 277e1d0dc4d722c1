"""From a file to rows of text: bytes, encoding, delimiter. Knows nothing of reports.

Genuine exports are UTF-8 without BOM, CRLF, comma, quotes only where needed; a spreadsheet that saves one again may add
a BOM, write `;` or tabs, or fall back to Windows-1252. All of these are read; whatever is not text is refused.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matterbooks.errors import FileRefusedError

DELIMITERS = (",", ";", "\t")
ASK_FOR_CSV = "In QuickBooks open the report, choose Export > Export to CSV, and give that file as it was downloaded."
_PIECE = 1 << 22
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""How a workbook with a password is packed (Microsoft: [MS-OFFCRYPTO])."""
_SIGNATURES = {
    b"PK\x03\x04": "is a workbook or a ZIP, where text is needed",
    _OLD_EXCEL: "is an old Excel workbook",
    b"%PDF": "is a PDF, not an export of figures",
}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text as UTF-8 without mark, and the SHA-256 of the file's bytes (hex).

    `warnings` says what was unusual about its encoding.
    """

    name: str
    sha256: str
    content: bytes
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole text; a big file is better read by `split` or as cells."""
        return self.content.decode()


def read_bytes(path: Path, largest: int | None = None) -> bytes:
    """The bytes of a file. Raises: FileRefusedError if it cannot be opened, or has more than `largest` of them."""
    try:
        if largest is not None and path.stat().st_size > largest:
            problem = f"is larger than {largest // 1_000_000} MB"
            raise FileRefusedError(str(path), problem, "Ask QuickBooks for a shorter period.")
        return path.read_bytes()
    except OSError as error:
        raise FileRefusedError(str(path), f"cannot be opened ({error.strerror})", "Check the path.") from error


def read_text(path: Path) -> TextFile:
    """Read and decode one file; what is empty, binary or a web page is refused."""
    return decode(str(path), read_bytes(path))


def decode(name: str, content: bytes) -> TextFile:
    """The text in `content`; what is empty, binary or a web page is refused."""
    _refuse_other_kinds(name, content)
    text, warnings = _decode(name, content)
    if not text or text.isspace():
        raise FileRefusedError(name, "is empty", ASK_FOR_CSV)
    if text[:1_000].lstrip()[:1] == b"<":
        raise FileRefusedError(name, "is a web page or XML, not an export", ASK_FOR_CSV)
    return TextFile(name, hashlib.sha256(content).hexdigest(), text, warnings)


def split(file: TextFile, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    """Yield the records of the text in order, cells stripped; record n is row n of a spreadsheet, blank ones are [].

    `strict` refuses quotation marks that do not pair; a search for the right delimiter goes without.
    """
    text = io.TextIOWrapper(io.BytesIO(file.content), encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=strict)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"the quotation marks do not pair or text is cut off ({error})"
            raise FileRefusedError(file.name, problem, ASK_FOR_CSV, number) from error
        stripped = [cell.strip() for cell in cells]
        yield stripped if any(stripped) else []


def _refuse_other_kinds(name: str, content: bytes) -> None:
    if content.startswith(_OLD_EXCEL) and _LOCKED in content:
        raise FileRefusedError(name, "is a workbook locked with a password", ASK_FOR_CSV)
    for signature, problem in _SIGNATURES.items():
        if content.startswith(signature):
            raise FileRefusedError(name, problem, ASK_FOR_CSV)


def _decode(name: str, content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The text as UTF-8 without mark, and what was unusual about it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(name, content, "utf-16"), ("saved as UTF-16 by another program",)
    if b"\0" in content:
        raise FileRefusedError(name, "is not text", ASK_FOR_CSV)
    if _is_utf8(content):
        return content.removeprefix(codecs.BOM_UTF8), ()
    warning = "not UTF-8: read as Windows-1252, so letters outside it may have been lost when it was saved"
    return _strictly(name, content, "cp1252"), (warning,)


def _is_utf8(content: bytes) -> bool:
    """Try it piece by piece, since the text of a big file takes several times its bytes."""
    if content.isascii():
        return True
    decoder, whole = codecs.getincrementaldecoder("utf-8")(), memoryview(content)
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(whole[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(name: str, content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise FileRefusedError(name, "is not text", ASK_FOR_CSV) from error
