"""One sheet being written: titles, tables of typed cells, widths, frozen headers and print set-up.

Every text is written as a string, never parsed: nothing that a file said can become a formula, a number or a link. A
formula is a `Formula`, with its result worked out here; a link is a `Link` to a row of another sheet of this workbook.
Rows are written from the top down and cannot be gone back to, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_range_abs

from matterbooks.reconcile.sheets.cells import Cell, Column, Formula, Link, written
from matterbooks.reconcile.sheets.rest import write_rest
from matterbooks.reconcile.sheets.texts import plain

MOST_ROWS = 1_048_500
"""Rows that are used of a sheet; Excel holds 1,048,576."""

MOST_LINKS = 65_000
"""Links that are written on a sheet; Excel holds 65,530."""

__all__ = ["MOST_ROWS", "Cell", "Column", "Formula", "Link", "Page", "Places"]

_FIGURES = ("money", "effect", "integer", "share")
_WIDTH_OF_PAPER = 190
_NO_DAY: object = pd.NaT


@dataclass(slots=True)
class Places:
    """What stands where in the workbook, so that sheets can lead to each other; rows are 0-based.

    findings: id -> row; records: id -> sheet -> first row of a record; ranges: name -> range of cells for formulas;
    names: defined name -> the cell that it stands for.
    """

    path: Path = Path("workbook.xlsx")
    findings: dict[str, int] = field(default_factory=dict)
    records: dict[str, dict[str, int]] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def note(self, finding: str, sheet: str, row: int) -> None:
        """A record of a finding stands in this row."""
        if finding:
            self.records.setdefault(finding, {}).setdefault(sheet, row)

    def finding(self, identity: str) -> Link | str:
        """A finding's id that leads to its row."""
        row = self.findings.get(identity)
        return identity if row is None else Link(identity, "Findings", row)


@dataclass(slots=True)
class Page:
    """A worksheet with the row that is written next; `sheet` is an xlsxwriter worksheet, `styles` its formats."""

    sheet: Any
    styles: dict[str, Any]
    row: int = 0
    places: Places = field(default_factory=Places)
    most_rows: int = MOST_ROWS
    links: int = 0
    spilled: int = 0

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self.sheet.get_name())

    def title(self, text: str, subtitle: str = "", jumps: Sequence[Link] = ()) -> None:
        """The sheet's title, a sentence below it, and links to what stands further down."""
        self.text(0, text, "title")
        self.sheet.set_row(self.row, 24)
        self.row += 1
        if subtitle:
            self.text(0, subtitle, "subtitle")
            self.row += 1
        for place, jump in enumerate(jumps):
            self.cell(place * 2, jump, "link")
        self.row += 1

    def heading(self, text: str) -> None:
        """A heading within the sheet."""
        self.text(0, text, "heading")
        self.row += 1

    def text(self, column: int, text: str, style: str = "text") -> None:
        """A text in the current row."""
        self.sheet.write_string(self.row, column, plain(text), self.styles[style])

    def paragraph(self, text: str, style: str = "wrapped", across: int = 6, height: float = 18) -> None:
        """A text over several columns, in a row of its own."""
        self.sheet.merge_range(self.row, 0, self.row, across - 1, "", self.styles[style])
        self.text(0, text, style)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def cell(self, column: int, value: Cell, style: str) -> None:
        """One typed cell; nothing there is an empty cell in the style."""
        if value is None or value == "" or value is _NO_DAY:
            self.sheet.write_blank(self.row, column, None, self.styles[style])
        elif isinstance(value, str):
            self.text(column, value, f"severity {value}" if style == "severity" else style)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, column, datetime.combine(value, time()), self.styles[style])
        elif isinstance(value, Formula):
            result = value.value if isinstance(value.value, str) else float(value.value)
            self.sheet.write_formula(self.row, column, f"={value.text}", self.styles[style], result)
        elif isinstance(value, Link):
            self._link(column, value, style)
        else:
            self.sheet.write_number(self.row, column, value, self.styles[style])

    def cells(self, values: Iterable[Cell], style: str) -> None:
        """A row of cells in one style."""
        for place, value in enumerate(values):
            self.cell(place, value, style)
        self.row += 1

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, main: bool = True, frozen: int = 1
    ) -> tuple[int, int]:
        """A table; the main one of a sheet has a frozen, filtered header that repeats on every printed page.

        frozen: columns that stay in view. Returns its first row and the row after its last (0-based). What does not fit
        goes into a file beside the workbook, and the last row says so.
        """
        top = self.row
        for place, column in enumerate(columns):
            self.text(place, column.title, "header right" if column.style in _FIGURES else "header")
            if main:
                self.sheet.set_column(place, place, column.width)
        self.sheet.set_row(top, 30)
        self.row += 1
        looks = [self.styles[column.style]._get_xf_index() for column in columns]
        tinted = [place for place, column in enumerate(columns) if column.style == "severity"]
        source = iter(rows)
        for cells in source:
            if self.row >= self.most_rows:
                end = self.row
                self._spill(columns, chain([cells], source))
                break
            self._take(cells, looks, tinted)
            self.row += 1
        else:
            end = self.row
        if main:
            self._dress(top, columns, frozen)
        self.row += 1
        return top + 1, end

    def sum_of(self, first: int, end: int, column: int, value: Decimal | int) -> Formula | Decimal | int:
        """The sum of a column's rows from first to before end, which the sheet adds up itself."""
        return Formula(f"SUM({xl_range_abs(first, column, end - 1, column)})", value) if end > first else value

    def range(self, first: int, end: int, column: int) -> str:
        """A column's rows from first to before end, for formulas on any sheet; at least one row."""
        name = self.name.replace("'", "''")
        return f"'{name}'!{xl_range_abs(first, column, max(end - 1, first), column)}"

    def choices(self, first: int, end: int, column: int, source: Sequence[str]) -> None:
        """Offer words for the cells of a column."""
        if end > first:
            options = {"validate": "list", "source": list(source), "ignore_blank": True, "error_type": "warning"}
            self.sheet.data_validation(first, column, end - 1, column, options)

    def _link(self, column: int, link: Link, style: str) -> None:
        if link.row is None or self.links >= MOST_LINKS:
            self.text(column, link.text, style)
            return
        self.links += 1
        self.sheet.write_url(self.row, column, f"internal:{target(link)}", self.styles["link"], plain(link.text))

    def _take(self, cells: Sequence[Any], looks: Sequence[int], tinted: Sequence[int]) -> None:
        """One row of a table, with its links and the tints of its states."""
        own = list(looks)
        links = [place for place, value in enumerate(cells) if type(value) is Link and value.row is not None]
        links = links[: MOST_LINKS - self.links]
        for place in links:
            own[place] = self.styles["link"]._get_xf_index()
        for place in tinted:
            if cells[place]:
                own[place] = self.styles[f"severity {cells[place]}"]._get_xf_index()
        self.sheet.take_row(self.row, len(looks), written(cells, self.row, own))
        for place in links:
            self.sheet.link(self.row, place, target(cells[place]))
        self.links += len(links)

    def _spill(self, columns: Sequence[Column], rows: Iterator[Sequence[Cell]]) -> None:
        self.spilled += 1
        part = "continued" if self.spilled == 1 else f"continued {self.spilled}"
        path = self.places.path.with_name(f"{self.places.path.stem} - {self.name}, {part}.csv")
        count = write_rest(path, [column.title for column in columns], rows)
        self.text(0, f"{count:,} more rows do not fit here; they are in {path.name}, beside this workbook.", "text")
        self.row += 1

    def _dress(self, top: int, columns: Sequence[Column], frozen: int) -> None:
        self.sheet.freeze_panes(top + 1, frozen)
        if self.row > top + 1:
            self.sheet.autofilter(top, 0, self.row - 1, len(columns) - 1)
        self.sheet.repeat_rows(top)
        self.sheet.repeat_columns(0)
        self.sheet.fit_to_pages(ceil(sum(column.width for column in columns) / _WIDTH_OF_PAPER), 0)


def target(link: Link) -> str:
    """The place that a link leads to."""
    return f"'{link.sheet}'!A{(link.row or 0) + 1}"
