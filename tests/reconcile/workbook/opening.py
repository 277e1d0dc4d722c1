"""Opening a written workbook with another library than the one that wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl


def opened(path: Path) -> Any:
    """The workbook, formulas as formulas."""
    return openpyxl.load_workbook(path)


def figures(path: Path) -> Any:
    """The workbook, formulas as what they come to."""
    return openpyxl.load_workbook(path, data_only=True)


def cells(sheet: Any) -> list[Any]:
    """Every cell of a sheet that holds something."""
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def table(sheet: Any, first: str) -> list[dict[str, Any]]:
    """The main table of a sheet, whose header row begins with `first`, as one dict per row."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if row[0] == first)
    found = []
    for row in rows[top + 1 :]:
        if not any(value is not None for value in row):
            break
        found.append(dict(zip(rows[top], row, strict=True)))
    return found
