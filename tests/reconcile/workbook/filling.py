"""Filling in a workbook as a person does in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl

from matterbooks.reconcile import carried_layout as layout

_COPIES = count(1)


def filled(path: Path, *steps: Callable[[Any], None]) -> Path:
    """The workbook with each step done to it, saved under another name beside it."""
    book = openpyxl.load_workbook(path)
    for step in steps:
        step(book)
    target = path.with_name(f"{path.stem}-{next(_COPIES)}.xlsx")
    book.save(target)
    return target


def deciding(identity: str, **said: object) -> Callable[[Any], None]:
    """Fill in status, owner, comment or decision of a finding."""

    def step(book: Any) -> None:
        sheet = book["Findings"]
        titles = [cell.value for cell in sheet[4]]
        row = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == identity)
        for name, value in said.items():
            row[titles.index(name.capitalize())].value = value

    return step


def settling_all(book: Any) -> None:
    """Accept every finding."""
    sheet = book["Findings"]
    titles = [cell.value for cell in sheet[4]]
    for row in sheet.iter_rows(min_row=5):
        if not row[0].value:
            return
        row[titles.index("Status")].value = "accepted"
        row[titles.index("Decision")].value = "agreed with the partners"


def answering(book: Any) -> None:
    """Write beside everything that was not examined, or changed after it was signed, why that is acceptable."""
    sheet = book[layout.SUMMARY]
    for title in (layout.NOT_EXAMINED, layout.AFTER_SIGNING):
        found = [cell.row for cell in sheet["A"] if cell.value == title]
        for top in found:
            column = next(cell.column for cell in sheet[top] if cell.value == layout.NOTE)
            row = top + 1
            while sheet.cell(row, 1).value:
                sheet.cell(row, column).value = "not needed this month"
                row += 1


def signing(book: Any) -> None:
    """Fill in both names and dates."""
    sheet = book[layout.SUMMARY]
    for cell in sheet["A"]:
        if cell.value in (layout.PREPARED, layout.REVIEWED):
            sheet.cell(cell.row, 2).value = f"{cell.value} Ana"
            sheet.cell(cell.row, 3).value = date(2026, 4, 7)
