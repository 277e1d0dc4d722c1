"""Cutting a delimited text into cells: at once where it is even, record by record where it is not.

A genuine export is even but for its first and last rows. What is uneven in between, or holds quotation marks that do
not stand around whole cells, goes through the csv module, which tells the row at fault; both ways give the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from matterbooks.reconcile.reading.cells import TEXT, Cells, Texts
from matterbooks.reconcile.reading.limits import WIDEST_ROW, narrow, refuse_ragged
from matterbooks.reconcile.reading.rows import TextFile, split

_EDGE = 20
"""How many records at either end are cut one by one: titles, header, footer."""
_RECORDS = 50_000
_PIECE = 1 << 22
_BLOCK = 1 << 22
_BREAKS = b"\r\n"

Places = np.ndarray[tuple[int], np.dtype[np.int64]]


def cut(file: TextFile, delimiter: str) -> Cells:
    """Every record of the text. Raises: FileRefusedError for quotation marks that do not pair."""
    whole = _at_once(file, delimiter)
    return _one_by_one(file, delimiter) if whole is None else whole


def _one_by_one(file: TextFile, delimiter: str) -> Cells:
    """Cut by records, some thousands at a time, since rows take far more room than columns."""
    records = narrow(file.name, split(file, delimiter))
    blocks = iter(lambda: list(islice(records, _RECORDS)), [])
    parts = [Cells.of(block) for block in blocks]
    width = max((len(part.columns) for part in parts), default=0)
    refuse_ragged(file.name, width, sum(len(part) for part in parts), sum(int(part.written.sum()) for part in parts))
    return Cells.joined(parts)


def _at_once(file: TextFile, delimiter: str) -> Cells | None:
    content = file.content
    quotes = _places(content, b'"')
    if not _stand_around_cells(content, quotes, delimiter):
        return None
    start, stop = _after_first(content, quotes), _before_last(content, quotes)
    middle = _even(content, start, stop, delimiter) if start < stop else None
    if middle is None:
        return None
    head, tail = (_one_by_one(TextFile(file.name, "", part), delimiter) for part in (content[:start], content[stop:]))
    written = np.full(len(middle), middle.num_columns, dtype=np.int64)
    return Cells.joined([head, Cells([_stripped(column) for column in middle.columns], written), tail])


def _stripped(column: Texts) -> Texts:
    stripped = pc.utf8_trim_whitespace(column)
    return column if stripped.equals(column) else stripped


def _even(content: bytes, start: int, stop: int, delimiter: str) -> pa.Table | None:
    """The records between two places if all have the same number of cells, more than one."""
    part = memoryview(content)[start:stop]
    first = next(split(TextFile("", "", bytes(part[: 1 << 16])), delimiter, strict=False))
    names = [str(index) for index in range(len(first))]
    if not 2 <= len(names) <= WIDEST_ROW:
        return None
    try:
        return csv.read_csv(
            pa.BufferReader(pa.py_buffer(part)),
            read_options=csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None


def _places(content: bytes, byte: bytes) -> Places:
    whole = np.frombuffer(content, dtype=np.uint8)
    found = [np.flatnonzero(whole[start : start + _PIECE] == byte[0]) + start for start in range(0, len(whole), _PIECE)]
    return np.concatenate(found) if found else np.array([], dtype=np.int64)


def _stand_around_cells(content: bytes, quotes: Places, delimiter: str) -> bool:
    """Whether marks pair, and each pair holds a whole cell, or is one half of a doubled mark."""
    if len(quotes) % 2:
        return False
    whole = np.frombuffer(content, dtype=np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    edge = np.zeros(256, dtype=np.bool_)
    edge[list(delimiter.encode() + _BREAKS)] = True
    doubled = opening[1:] == closing[:-1] + 1
    begins = (opening == 0) | edge[whole[opening - 1]]
    ends = (closing == len(whole) - 1) | edge[whole[np.minimum(closing + 1, len(whole) - 1)]]
    begins[1:] |= doubled
    ends[:-1] |= doubled
    return bool(begins.all() and ends.all())


def _after_first(content: bytes, quotes: Places) -> int:
    """The place behind the first records."""
    return next(islice(_breaks(content, quotes), _EDGE - 1, None), len(content))


def _breaks(content: bytes, quotes: Places) -> Iterator[int]:
    """The places behind the line breaks that end a record."""
    place = content.find(b"\n")
    while place >= 0:
        if not np.searchsorted(quotes, place) % 2:
            yield place + 1
        place = content.find(b"\n", place + 1)


def _before_last(content: bytes, quotes: Places) -> int:
    """The place before the last records."""
    place, seen = content.rfind(b"\n"), 0
    while place >= 0:
        if not np.searchsorted(quotes, place) % 2:
            seen += 1
            if seen > _EDGE:
                return place + 1
        place = content.rfind(b"\n", 0, place)
    return 0
