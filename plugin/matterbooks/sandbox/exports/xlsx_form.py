"""Rows as a workbook, modern or classic.

Modern: amounts are numbers, totals formulas with stored results, sub-accounts are indented. Classic: the amounts of
statements are formulas with a stored zero, totals nest their sums, sub-accounts begin with spaces (Intuit: exports).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from matterbooks.sandbox.exports.formulas import nested_sum, sum_of
from matterbooks.sandbox.exports.printed import TOTALS, Printed, looks_total
from matterbooks.sandbox.money import from_cents

MODERN_CREATED = datetime(2022, 3, 24, 8, 55, 57)  # noqa: DTZ001 - a workbook's properties have no zone
AMOUNT, TOTAL, INSTANT = "#,##0.00", "$#,##0.00", "MM/dd/yyyy hh:mm:ss a"
Format = Any


@dataclass(frozen=True, slots=True)
class Style:
    """One generation of workbooks."""

    sheet: str
    creator: str
    created: datetime
    sums: Callable[[int, Sequence[int]], str]
    stored_zero: bool = False
    amounts_are_formulas: bool = False


def modern() -> Style:
    """What the modern view writes: a fixed template."""
    return Style("Sheet1", "Microsoft Office User", MODERN_CREATED, sum_of)


def classic(title: str, made: datetime, *, amounts_are_formulas: bool) -> Style:
    """What the classic view and the Export data archive write."""
    created = made.replace(tzinfo=None)
    return Style(title[:31].replace("/", " "), "Apache POI", created, nested_sum, True, amounts_are_formulas)


def write_xlsx(rows: Sequence[Printed], style: Style) -> bytes:
    """The file."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"author": style.creator, "created": style.created})
        sheet = _Sheet(book, book.add_worksheet(style.sheet), style)
        for place, row in enumerate(rows):
            sheet.write(place, row)
    return held.getvalue()


class _Sheet:
    """One sheet while it is written, with the formats it has used."""

    def __init__(self, book: Any, page: Any, style: Style) -> None:
        self._book, self._page, self._style = book, page, style
        self._formats: dict[tuple[str, int, bool], Format] = {}

    def write(self, place: int, row: Printed) -> None:
        """One row."""
        strong = row.part not in {"row", "footer"}
        for column, value in enumerate(row.cells):
            if isinstance(value, int):
                self._amount(place, column, value, row)
            elif value:
                indent = row.depth if column == 0 and not self._style.stored_zero else 0
                self._page.write_string(place, column, value, self._format("", indent, strong))

    def _amount(self, place: int, column: int, cents: int, row: Printed) -> None:
        is_total = row.part in TOTALS
        form = self._format(TOTAL if looks_total(row, column) else AMOUNT, 0, is_total)
        number = float(from_cents(cents))
        formula = self._style.sums(column, row.adds) if is_total else ""
        if not formula and self._style.amounts_are_formulas:
            formula = format(from_cents(cents), "f")
        if formula:
            stored = 0.0 if self._style.stored_zero else number
            self._page.write_formula(place, column, f"={formula}", form, stored)
        else:
            self._page.write_number(place, column, number, form)

    def _format(self, number: str, indent: int, strong: bool) -> Format:
        key = (number, indent, strong)
        if key not in self._formats:
            about = {"num_format": number} if number else {}
            self._formats[key] = self._book.add_format({**about, "indent": indent, "bold": strong})
        return self._formats[key]
