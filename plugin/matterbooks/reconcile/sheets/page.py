"""One sheet being written: titles, tables of typed cells, widths, frozen headers and print set-up.

Every text is written as a string, never parsed: nothing that a file said can become a formula, a number or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

import pandas as pd

Cell: TypeAlias = str | int | Decimal | date | pd.Timestamp | float | None

LONGEST_TEXT = 32_000
"""Excel holds 32,767 characters in a cell."""

LAST_ROW = 1_000_000
"""Excel holds 1,048,576 rows."""

_NO_DAY: object = pd.NaT
INK, PAPER, LINE = "#1F2A37", "#E8EEF4", "#C5CED8"
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": INK},
    "subtitle": {"font_color": "#52606D", "italic": True},
    "heading": {"bold": True, "font_size": 12, "font_color": INK, "bottom": 1, "bottom_color": LINE},
    "header": {
        "bold": True, "bg_color": INK, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1,
        "border_color": INK,
    },
    "text": {"valign": "top", "bottom": 4, "bottom_color": LINE},
    "wrapped": {"valign": "top", "text_wrap": True, "bottom": 4, "bottom_color": LINE},
    "money": {"valign": "top", "num_format": "#,##0.00;[Red]-#,##0.00;0.00", "bottom": 4, "bottom_color": LINE},
    "effect": {
        "valign": "top", "num_format": "#,##0.00;[Red]-#,##0.00;–", "align": "right", "bottom": 4, "bottom_color": LINE,
    },
    "integer": {"valign": "top", "num_format": "#,##0", "bottom": 4, "bottom_color": LINE},
    "share": {"valign": "top", "num_format": "0.0%", "bottom": 4, "bottom_color": LINE},
    "date": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left", "bottom": 4, "bottom_color": LINE},
    "total": {"bold": True, "num_format": "#,##0.00;[Red]-#,##0.00;0.00", "top": 1, "bg_color": PAPER},
    "fill in": {"bg_color": "#FFF9E5", "border": 1, "border_color": LINE, "valign": "top", "text_wrap": True},
    "good": {"bold": True, "bg_color": "#DDEFE3", "font_color": "#14532D", "text_wrap": True, "valign": "vcenter"},
    "attention": {"bold": True, "bg_color": "#FDEBD3", "font_color": "#7C3A00", "text_wrap": True, "valign": "vcenter"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, width in characters and one of the cell styles."""

    title: str
    width: float
    style: str = "text"


@dataclass(slots=True)
class Page:
    """A worksheet with the row that is written next; `sheet` is an xlsxwriter worksheet, `styles` its formats."""

    sheet: Any
    styles: dict[str, Any]
    row: int = 0

    def title(self, text: str, subtitle: str = "") -> None:
        """The sheet's title and a sentence below it."""
        self.text(0, text, "title")
        self.sheet.set_row(self.row, 24)
        self.row += 1
        if subtitle:
            self.text(0, subtitle, "subtitle")
            self.row += 1
        self.row += 1

    def heading(self, text: str) -> None:
        """A heading within the sheet."""
        self.text(0, text, "heading")
        self.row += 1

    def text(self, column: int, text: str, style: str = "text") -> None:
        """A text in the current row."""
        cut = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} ..."
        self.sheet.write_string(self.row, column, cut, self.styles[style])

    def paragraph(self, text: str, style: str = "wrapped", across: int = 6, height: float = 18) -> None:
        """A text over several columns, in a row of its own."""
        self.sheet.merge_range(self.row, 0, self.row, across - 1, "", self.styles[style])
        self.text(0, text, style)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def cell(self, column: int, value: Cell, style: str) -> None:
        """One typed cell; nothing there is an empty cell in the style."""
        form = self.styles[style]
        if value is None or value == "" or value is _NO_DAY:
            self.sheet.write_blank(self.row, column, None, form)
        elif isinstance(value, str):
            self.text(column, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, column, datetime.combine(value, time()), form)
        else:
            self.sheet.write_number(self.row, column, value, form)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, main: bool = True) -> None:
        """A table; the main one of a sheet has a frozen, filtered header that repeats on every printed page."""
        top = self.row
        for place, column in enumerate(columns):
            self.text(place, column.title, "header")
            if main:
                self.sheet.set_column(place, place, column.width)
        self.sheet.set_row(top, 30)
        self.row += 1
        for cells in rows:
            if self.row > LAST_ROW:
                self.text(0, "There are more rows than a sheet can hold; see the findings as JSON.")
                break
            for place, (value, column) in enumerate(zip(cells, columns, strict=True)):
                self.cell(place, value, column.style)
            self.row += 1
        if main:
            self._dress(top, len(columns))
        self.row += 1

    def _dress(self, top: int, width: int) -> None:
        self.sheet.freeze_panes(top + 1, 1)
        if self.row > top + 1:
            self.sheet.autofilter(top, 0, self.row - 1, width - 1)
        self.sheet.repeat_rows(top)
