"""Workbooks (XLSX), modern and classic, to rows of text; formulas whose stored result is 0 are worked out.

Numbers become plain decimal text, dates ISO text, so that the reports read them like the cells of a CSV.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.formulas import Formulas, Place, UnknownFormulaError
from matterbooks.reconcile.reading.grids import Grid
from matterbooks.reconcile.reading.limits import ASK_AGAIN, DAMAGED, is_markup, parts_of, refuse_traps

_BROKEN = (SyntaxError, TypeError, ValueError, KeyError, AttributeError, IndexError, OSError)
"""What openpyxl raises for markup that does not fit together."""
Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(content: bytes) -> bool:
    """Whether a ZIP holds a workbook itself, rather than files that do."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except DAMAGED:
        return False


def read_workbook(name: str, content: bytes) -> list[Grid]:
    """Every sheet that holds anything. Raises: FileRefusedError for what is no workbook, or unpacks to too much."""
    has_formulas = _look_inside(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefusedError(name, f"is a damaged workbook ({error})", ASK_AGAIN) from error
    formulas = _formulas(name, content) if has_formulas else {}
    filled = {sheet: rows for sheet, rows in sheets.items() if any(any(c != "" for c in row) for row in rows)}
    return [
        Grid(
            name if len(filled) == 1 else f"{name}, sheet {sheet}", sha256, list(_rows(name, rows, formulas.get(sheet)))
        )
        for sheet, rows in filled.items()
    ]


def _look_inside(name: str, content: bytes) -> bool:
    """Refuse what is damaged or a trap; tell whether it holds formulas, in whatever part."""
    found = False
    for part, text in parts_of(name, content, is_markup):
        refuse_traps(name, part, text)
        found = found or b"<f>" in text or b"<f " in text
    return found


def _formulas(name: str, content: bytes) -> dict[str, Formulas]:
    try:
        book = load_workbook(io.BytesIO(content), data_only=False)
        return {sheet.title: _of_sheet(sheet) for sheet in book.worksheets}
    except _BROKEN as error:
        raise FileRefusedError(name, f"is a damaged workbook ({error})", ASK_AGAIN) from error


def _of_sheet(sheet: Worksheet) -> Formulas:
    texts: dict[Place, str] = {}
    numbers: dict[Place, Decimal] = {}
    for row in sheet.iter_rows():
        for cell in row:
            place = (int(cell.row or 0) - 1, int(cell.column or 0) - 1)
            if cell.data_type == "f":
                texts[place] = str(cell.value).removeprefix("=")
            elif cell.data_type == "n" and isinstance(cell.value, int | float):
                numbers[place] = Decimal(str(cell.value))
    return Formulas(texts, numbers)


def _rows(name: str, rows: Sequence[Sequence[Cell]], formulas: Formulas | None) -> Iterator[list[str]]:
    for top, cells in enumerate(rows):
        texts = [_text(name, cell, (top, left), formulas) for left, cell in enumerate(cells)]
        yield texts if any(texts) else []


def _text(name: str, cell: Cell, place: Place, formulas: Formulas | None) -> str:
    if formulas is not None and (cell == "" or (isinstance(cell, int | float) and cell == 0)):
        if not formulas.has(place):
            return _plain(cell)
        try:
            return format(formulas.value(place), "f")
        except UnknownFormulaError as error:
            problem = f"a cell holds a formula that no export has ({error})"
            raise FileRefusedError(name, problem, ASK_AGAIN, place[0] + 1) from error
    return _plain(cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return format(Decimal(repr(round(cell, 6))).normalize(), "f") if cell else "0"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    return str(cell).strip()
