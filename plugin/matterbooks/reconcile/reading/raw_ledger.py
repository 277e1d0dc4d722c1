"""Another program's ledger as it stands in its file, CSV or XLSX: one frame of text under the titles that it prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.files import open_file
from matterbooks.reconcile.reading.grids import SEARCHED_ROWS
from matterbooks.reconcile.reading.rows import TextFile

ONE_SHEET = "Give one table: one sheet of a workbook, or a CSV file, with its titles in one row."
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")
_TOTALS = ("total", "grand total", "totals")


@dataclass(frozen=True, slots=True)
class RawLedger:
    """file: without its content; header: 1-based row of the titles; frame: a column a title, and `row`, 1-based."""

    file: TextFile
    header: int
    frame: pd.DataFrame


def open_raw(path: Path, header: int | None = None) -> RawLedger:
    """Read the table of a file; header: the row of its titles where a person said so, else the first that can be one.

    Raises FileRefusedError with the row where there are several tables, no titles, or a title stands there twice.
    """
    grids = open_file(path)
    if len(grids) > 1:
        raise FileRefusedError(str(path), f"holds {len(grids)} tables", ONE_SHEET)
    (grid,) = grids
    rows = [list(row) for row in grid.rows]
    place = _header(rows) if header is None else header - 1
    if place is None or not 0 <= place < len(rows):
        raise FileRefusedError(str(path), "has no row of titles", ONE_SHEET)
    titles = rows[place]
    named = [title for title in titles if title]
    if repeated := next((title for title in named if named.count(title) > 1), ""):
        raise FileRefusedError(str(path), f"has the column {repeated!r} twice", ONE_SHEET, place + 1)
    body = [(number, row) for number, row in enumerate(rows[place + 1 :], place + 2) if _is_line(row)]
    columns = {title: [row[at] if at < len(row) else "" for _, row in body] for at, title in enumerate(titles) if title}
    frame = pd.DataFrame(columns, dtype="str").assign(row=[number for number, _ in body])
    return RawLedger(TextFile(str(path), grid.sha256, b"", grid.warnings), place + 1, frame)


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row with three titles or more, none of them a number; 0-based."""
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        filled = [cell for cell in row if cell]
        if len(filled) >= 3 and not any(cell.replace(".", "").replace(",", "").isdigit() for cell in filled):
            return place
    return None


def _is_line(row: Sequence[str]) -> bool:
    """Whether a row says anything and is no total; a client may be called Total, but a total has no date."""
    first = next((cell for cell in row if cell), "")
    return first != "" and (first.casefold() not in _TOTALS or any(_DAY.match(cell) for cell in row))
