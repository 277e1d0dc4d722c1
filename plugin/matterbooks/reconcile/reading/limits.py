"""What a packed file may cost: how much it may unpack to, how far its cells may lie apart, and what it must not hold.

A workbook of a few kilobytes can unpack to gigabytes, or name one cell in the last row and column of a sheet, which a
reader lays out as seventeen thousand million empty ones. All of this is refused before anything is laid out.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.columns import column_index

LARGEST_BYTES = 200_000_000
"""How large an export may be."""
LARGEST_UNPACKED = 400_000_000
"""How much a packed file may hold once it is unpacked."""
LARGEST_RATIO = 500
"""How many times its size a packed part may unpack to; exports stay below 100."""
WIDEST_AREA = 5_000_000
"""How many cells a sheet may span when hardly any of them are written."""
EMPTY_SHARE = 100
"""How many cells of a larger span may lie empty for one that is written."""
WIDEST_ROW = 256
"""How many cells a row of text may have."""
LONGEST_TEXT = 32_767
"""The characters that one cell holds at most (Microsoft: the limits of a worksheet)."""
ASK_AGAIN = "In QuickBooks export the report again, to Excel or CSV, and give that file as it was downloaded."

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
"""What unpacking a damaged file raises."""
_DOCUMENT_TYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_DECLARES = (b"<!", b"<\0!")
_FAR = re.compile(rb"""\br\s*=\s*["'](?:[A-Za-z]{2,}[0-9]|[A-Za-z]?[0-9]{6})""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_LONG = re.compile(rb">[^<]{%d}" % (4 * LONGEST_TEXT + 1))


def parts_of(
    name: str,
    content: bytes,
    wanted: Callable[[str], bool],
    *,
    way_out: str = ASK_AGAIN,
    largest: int = LARGEST_UNPACKED,
) -> Iterator[tuple[str, bytes]]:
    """Unpack the wanted parts of a ZIP. Raises: FileRefusedError for one that is damaged, locked, or far too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bomb(name, parts, way_out, largest)
            for part in parts:
                if wanted(part.filename):
                    yield part.filename, archive.read(part)
    except DAMAGED as error:
        raise FileRefusedError(name, f"is a damaged workbook or ZIP ({error})", way_out) from error


def refuse_traps(name: str, part: str, text: bytes, way_out: str = ASK_AGAIN) -> None:
    """Refuse a part of a workbook that declares entities, whose cells lie absurdly far apart, or are absurdly long."""
    if any(mark in text for mark in _DECLARES) and _DOCUMENT_TYPE.search(text):
        raise FileRefusedError(name, f"declares a document type in {part}, which no workbook does", way_out)
    if "sharedstrings" in part.lower() and _LONG.search(text):
        raise FileRefusedError(name, f"holds a text longer than any cell may hold, in {part}", way_out)
    if _FAR.search(text):
        _refuse_spread(name, part, text, way_out)


def narrow(name: str, records: Iterable[list[str]]) -> Iterator[list[str]]:
    """The records of a text. Raises: FileRefusedError for one so wide that all others would be filled up to it."""
    for cells in records:
        if len(cells) > WIDEST_ROW:
            raise FileRefusedError(name, f"has a row of {len(cells):,} cells, which no report has", ASK_AGAIN)
        yield cells


def refuse_ragged(name: str, width: int, records: int, written: int) -> None:
    """Refuse a text of which hardly any cell is written once its rows are filled up to the widest."""
    area = width * records
    if area > WIDEST_AREA and area > EMPTY_SHARE * written:
        problem = f"writes {written:,} cells over a span of {area:,} cells"
        raise FileRefusedError(name, problem, ASK_AGAIN)


def is_markup(part: str) -> bool:
    """Whether a part of a workbook is XML."""
    return part.lower().endswith((".xml", ".rels", ".vml"))


def _refuse_bomb(name: str, parts: Sequence[zipfile.ZipInfo], way_out: str, largest: int) -> None:
    bomb = any(part.file_size > LARGEST_RATIO * max(part.compress_size, 1_000) for part in parts)
    if bomb or sum(part.file_size for part in parts) > largest:
        raise FileRefusedError(name, "unpacks to far more than a company's reports hold", way_out)
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefusedError(name, "is locked with a password", way_out)


def _refuse_spread(name: str, part: str, text: bytes, way_out: str) -> None:
    places = _PLACE.findall(text)
    height = max((int(row[:9]) for _, row in places), default=0)
    width = max((column_index(letters.decode()) + 1 for letters in {letters for letters, _ in places}), default=0)
    area = height * max(width, 1)
    if area > WIDEST_AREA and area > EMPTY_SHARE * len(places):
        problem = f"writes {len(places)} cells and rows over a span of {area:,} cells, in {part}"
        raise FileRefusedError(name, problem, way_out)
