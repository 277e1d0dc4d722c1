"""The tables of a workbook that is read back, by sheet, heading and titles; what is missing is refused by name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from python_calamine import CalamineError, CalamineWorkbook

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.limits import is_markup, parts_of, refuse_traps
from matterbooks.reconcile.reading.rows import read_bytes
from matterbooks.reconcile.reading.workbooks import is_workbook

LARGEST_UNPACKED = 2_000_000_000
"""Bytes that a workbook may unpack to."""

WAY_OUT = "Give the workbook as it was written and filled in, or do without it."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; number: 1-based on the sheet; cells: title -> value, text stripped, empty is ""."""

    sheet: Sheet
    number: int
    cells: dict[str, Any]

    def text(self, title: str) -> str:
        """What stands there, as text."""
        value = self.cells[title]
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    def cents(self, title: str) -> int:
        """An amount, in cents."""
        return round(self._number(title) * 100)

    def whole(self, title: str) -> int:
        """A count."""
        return round(self._number(title))

    def _number(self, title: str) -> float:
        value = self.cells[title]
        if not isinstance(value, (int, float)):
            self.refuse(f"{title} is {value!r}, which is not a number")
        return value

    def day(self, title: str) -> date | None:
        """A date, None if empty; a text must be an ISO date."""
        value = self.cells[title]
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or value == "":
            return value or None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.refuse(f"{title} is {value!r}, which is not a date", "Type it like 2026-03-31.")

    def refuse(self, problem: str, way_out: str = WAY_OUT) -> NoReturn:
        """Refuse the workbook for what stands in this row."""
        self.sheet.refuse(problem, self.number, way_out)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as rows of values, with the file it is of."""

    path: str
    name: str
    rows: Sequence[Sequence[Any]]

    def refuse(self, problem: str, row: int | None = None, way_out: str = WAY_OUT) -> NoReturn:
        """Refuse the workbook for what this sheet holds, or does not."""
        raise FileRefusedError(f"{self.path}, sheet {self.name}", problem, way_out, row)

    def labelled(self, label: str) -> Row:
        """The row that begins with a label, its second cell under the title "value"."""
        for number, row in enumerate(self.rows, 1):
            if row and row[0] == label:
                return Row(self, number, {"value": _plain(row[1]) if len(row) > 1 else ""})
        return self.refuse(f"the row {label!r} is missing")

    def has(self, heading: str) -> bool:
        """Whether a heading stands in the first column."""
        return any(row and row[0] == heading for row in self.rows)

    def table(self, titles: Sequence[str], heading: str = "") -> Iterator[Row]:
        """The rows below the titles (below a heading, where told), down to the first empty one."""
        top = self._below(heading) if heading else 0
        found = [n for n in range(top, len(self.rows)) if set(titles) <= set(map(_plain, self.rows[n]))]
        if not found:
            beneath = f" below {heading!r}" if heading else ""
            self.refuse(f"the table with the columns {', '.join(filter(None, titles))}{beneath} is missing")
        header = [_plain(value) for value in self.rows[found[0]]]
        places = {title: header.index(title) for title in titles}
        for number in range(found[0] + 1, len(self.rows)):
            row = [_plain(value) for value in self.rows[number]]
            if not any(value != "" for value in row):
                return
            yield Row(self, number + 1, {title: row[place] for title, place in places.items()})

    def _below(self, heading: str) -> int:
        for number, row in enumerate(self.rows):
            if row and row[0] == heading:
                return number + 1
        return self.refuse(f"the heading {heading!r} is missing")


def open_sheets(path: Path, names: Sequence[str]) -> dict[str, Sheet]:
    """These sheets of a workbook. Raises FileRefusedError where it is none, or one of them is missing."""
    content = read_bytes(path)
    _look_inside(path, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        missing = [name for name in names if name not in book.sheet_names]
        if missing:
            problem = f"the sheet {missing[0]!r} is missing"
            raise FileRefusedError(str(path), problem, WAY_OUT)
        rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefusedError(str(path), f"is a damaged workbook ({error})", WAY_OUT) from error
    return {name: Sheet(str(path), name, found) for name, found in rows.items()}


def _look_inside(path: Path, content: bytes) -> None:
    if not is_workbook(content):
        raise FileRefusedError(str(path), "is not a workbook (XLSX)", WAY_OUT)
    for part, text in parts_of(str(path), content, is_markup, way_out=WAY_OUT, largest=LARGEST_UNPACKED):
        refuse_traps(str(path), part, text, WAY_OUT)


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
