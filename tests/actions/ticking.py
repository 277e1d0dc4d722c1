"""Ticking rows of the Actions sheet as a person does in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from matterbooks.reconcile import actions_layout as layout

Step = Callable[[Any], None]


def ticked(path: Path, *steps: Step) -> Path:
    """The workbook with each step done to its Actions sheet, saved under another name beside it."""
    book = openpyxl.load_workbook(path)
    for step in steps:
        step(book[layout.SHEET])
    target = path.with_name(f"{path.stem}-ticked.xlsx")
    book.save(target)
    return target


def tick(ledger_id: str, action: str, choice: object = None, mark: object = layout.TICKED) -> Step:
    """Tick every row of a record that has this action, with a choice."""

    def step(sheet: Any) -> None:
        chosen = [row for row in rows(sheet) if row[layout.LEDGER_ID].value == ledger_id]
        chosen = [row for row in chosen if row[layout.ACTION].value == action]
        assert chosen, f"nothing to {action} for {ledger_id}"
        for row in chosen:
            row[layout.TICK].value = mark
            row[layout.CHOICE].value = choice

    return step


def put(label: str, value: object) -> Step:
    """Write a value of the head."""

    def step(sheet: Any) -> None:
        next(row for row in sheet.iter_rows() if row[0].value == label)[1].value = value

    return step


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The table's cells by title."""
    found = list(sheet.iter_rows())
    top = next(place for place, row in enumerate(found) if row[0].value == layout.TICK)
    titles = [cell.value for cell in found[top]]
    return [dict(zip(titles, row, strict=True)) for row in found[top + 1 :] if row[1].value]
