"""The body of one report as rows of named cells, or as columns: what every reader reads from, and how it refuses.

Row numbers are those a spreadsheet shows (1-based; a record with line breaks inside is one row).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np
import pyarrow.compute as pc

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import to_cents
from matterbooks.reconcile.reading.cells import Cells, as_mask
from matterbooks.reconcile.reading.headers import Header
from matterbooks.reconcile.reading.money import mark_of
from matterbooks.reconcile.reading.titles import Footer, Titles

MONEY = ("amount", "debit", "credit", "balance", "total_balance")
"""Columns that hold money."""

AS_DOWNLOADED = "Export the report again and give the file as it was downloaded."
NO_FILTERS = (
    "In QuickBooks remove the filter, export the report again for the same period without filters, and give the file "
    "as it was downloaded."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One filled body row: 1-based number and its cells, as many as were written."""

    number: int
    cells: Sequence[str]

    @property
    def label(self) -> str:
        """The first cell that says anything: a group's name, `Total for ...`, `TOTAL`."""
        return next(cell for cell in self.cells if cell)

    @property
    def alone(self) -> bool:
        """Whether one cell only says anything."""
        return sum(cell != "" for cell in self.cells) == 1


@dataclass(slots=True)
class Table:
    """A report's body with its header; `warnings` and `totals_checked` grow while it is read."""

    file: str
    rows: Sequence[Sequence[str]]
    header: Header
    titles: Titles
    footer: Footer
    cells: Cells = field(init=False)
    mark: str = field(init=False, default="")
    warnings: list[str] = field(default_factory=list)
    totals_checked: int = 0

    def __post_init__(self) -> None:
        """Lay the rows out in columns, and tell the decimal mark from every money cell of the body."""
        self.cells = self.rows if isinstance(self.rows, Cells) else Cells.of(self.rows)
        first = self.header.index + 1
        columns = [index for word, index in self.header.columns.items() if word in MONEY]
        self.mark = mark_of([self.cells.columns[i].slice(first, self.footer.end - first) for i in columns])

    def body(self) -> Iterator[Row]:
        """Yield the filled rows between header and footer."""
        first = self.header.index + 1
        for number, cells in enumerate(self.rows[first : self.footer.end], start=first + 1):
            if cells:
                yield Row(number, cells)

    def starting(self, words: str) -> Iterator[Row]:
        """Yield the body's rows in which a cell starts so."""
        first = self.header.index + 1
        for column in self.cells.columns:
            begins = as_mask(pc.starts_with(column.slice(first, self.footer.end - first), words))
            yield from (self.row(int(place) + first + 1) for place in np.flatnonzero(begins))

    def row(self, number: int) -> Row:
        """Return one row by its 1-based number."""
        return Row(number, self.rows[number - 1])

    def text(self, row: Row, column: str) -> str:
        """Return a cell's text, "" if the report has no such column or the row ends before it."""
        index = self.header.columns.get(column)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def cents(self, row: Row, column: str) -> int:
        """Return a money cell in cents, 0 if empty; refuse what is no amount."""
        text = self.text(row, column)
        cents = to_cents(text, self.mark)
        if cents is None:
            self.refuse(row.number, f"{text!r} in the {column} column is not an amount", AS_DOWNLOADED)
        return cents

    def refuse_overlong(self, row: Row) -> None:
        """Refuse a row with text beyond the last column: its cells have moved, and may mean anything."""
        beyond = [cell for cell in row.cells[self.header.width :] if cell]
        if beyond:
            problem = f"the row has more cells than the header has columns ({beyond[0]!r} is left over)"
            self.refuse(row.number, problem, AS_DOWNLOADED)

    def refuse(self, row: int | None, problem: str, way_out: str) -> NoReturn:
        """Refuse the file."""
        raise FileRefusedError(self.file, problem, way_out, row)
