"""A whole sheet as columns of text: what is read from them is read at once, and one row only where a person asks.

Record n is row n of a spreadsheet, blank ones included; cells are stripped, and what a short row lacks is "".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Texts: TypeAlias = pa.ChunkedArray
"""A column of text, never null."""
TEXT = pa.large_string()
"""The type of such a column, which is also pandas' own, so that nothing is copied on the way there."""
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
Counts = np.ndarray[tuple[int], np.dtype[np.int64]]


class Cells(Sequence[Sequence[str]]):
    """The columns of a sheet, and `written`: how many cells each record has (of a blank one it says nothing).

    As a sequence it is the sheet's rows: padded to the sheet's width, [] for a blank one.
    """

    def __init__(self, columns: Sequence[Texts], written: Counts) -> None:
        """`columns` are of equal length, stripped and without null."""
        self.columns = tuple(columns)
        self.written = written

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Cells:
        """Lay out rows of any lengths."""
        columns = [texts(column) for column in zip_longest(*rows, fillvalue="")]
        return cls(columns, np.array([len(row) for row in rows], dtype=np.int64))

    @classmethod
    def joined(cls, parts: Sequence[Cells]) -> Cells:
        """Put stretches of a sheet under each other; the narrower ones are padded."""
        width = max((len(part.columns) for part in parts), default=0)
        columns = [
            pa.chunked_array([c for part in parts for c in part.column(index).chunks], type=TEXT)
            for index in range(width)
        ]
        return cls(columns, np.concatenate([part.written for part in parts] or [np.array([], dtype=np.int64)]))

    def column(self, index: int) -> Texts:
        """Return a column, "" throughout beyond the last one."""
        return self.columns[index] if index < len(self.columns) else constant("", len(self))

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.written)

    @overload
    def __getitem__(self, index: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        """One row, or the rows of a slice without step."""
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self))
            return list(self._rows(start, max(start, stop)))
        place = index if index >= 0 else index + len(self)
        if not 0 <= place < len(self):
            raise IndexError(index)
        return next(self._rows(place, place + 1))

    def __iter__(self) -> Iterator[Sequence[str]]:
        """Every row in turn."""
        return self._rows(0, len(self))

    def _rows(self, start: int, stop: int) -> Iterator[Sequence[str]]:
        if not self.columns:
            yield from ([] for _ in range(start, stop))
        for cells in zip(*(column.slice(start, stop - start).to_pylist() for column in self.columns), strict=True):
            yield list(cells) if any(cells) else []


def texts(values: Sequence[str]) -> Texts:
    """A column of text."""
    return pa.chunked_array([pa.array(values, type=TEXT)])


def constant(text: str, length: int) -> Texts:
    """A column of the same text throughout."""
    return pa.chunked_array([pa.repeat(pa.scalar(text, TEXT), length)])


def is_filled(column: Texts) -> Mask:
    """Where a column says something."""
    return as_mask(pc.not_equal(column, ""))


def as_mask(column: pa.ChunkedArray) -> Mask:
    """A column of truth values for NumPy."""
    found: Mask = column.to_numpy().astype(np.bool_)
    return found
