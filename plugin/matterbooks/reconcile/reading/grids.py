"""What every form of an export comes down to: rows of text, as a spreadsheet would show them, before any meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matterbooks.reconcile.reading.headers import Header, find_header
from matterbooks.reconcile.reading.titles import Titles


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a file: cells stripped, blank rows [], row n of the list being row n + 1 of the spreadsheet.

    name: the file, with the sheet or the archive's member behind it where there are several; sha256: of the whole file;
    titles, basis: what the form states beside its rows, None where the rows themselves say it.
    """

    name: str
    sha256: str
    rows: Sequence[Sequence[str]]
    warnings: tuple[str, ...] = ()
    titles: Titles | None = None
    basis: str | None = None

    def header(self) -> Header | None:
        """The row of column names, None if there is none."""
        return find_header(self.rows[:SEARCHED_ROWS])


SEARCHED_ROWS = 20
"""How far down the row of column names is looked for."""
