"""What a cell can hold, and that memory does not grow with the rows."""

from __future__ import annotations

import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import xlsxwriter
from openpyxl.utils.cell import coordinate_to_tuple

from matterbooks.reconcile.sheets.cells import RowSheet
from matterbooks.reconcile.sheets.page import Column, Formula, Link, Page
from matterbooks.reconcile.sheets.styles import styles
from matterbooks.reconcile.workbook import OPTIONS, write_workbook
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import month
from tests.reconcile.planted.running import run
from tests.reconcile.workbook.opening import figures

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VALUES = ("text", " spaces ", "a\nb", Decimal("-12.30"), 7, np.int64(8), 0.5, date(2026, 3, 31))
EMPTY = ("", None, pd.NaT, float("nan"))


def page_of(path: Path) -> tuple[Any, Page]:
    """A workbook with one sheet."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    formats = {name: book.add_format(look) for name, look in styles("GBP").items()}
    return book, Page(book.add_worksheet("Only", RowSheet), formats)


def written_and_read(path: Path, row: tuple[Any, ...]) -> list[Any]:
    """The values of one row of a table, as another library reads them."""
    book, page = page_of(path)
    page.table([Column(f"c{n}", 9, "money" if n == 3 else "text") for n in range(len(row))], [row])
    book.close()
    return [cell.value for cell in figures(path)["Only"][2]]


def test_cells_are_typed(tmp_path: Path) -> None:
    found = written_and_read(tmp_path / "w.xlsx", VALUES)
    assert found == ["text", " spaces ", "a\nb", -12.3, 7, 8, 0.5, 46112]


def test_nothing_there_is_an_empty_cell(tmp_path: Path) -> None:
    assert written_and_read(tmp_path / "w.xlsx", (*EMPTY, "end")) == [None] * len(EMPTY) + ["end"]


def test_a_day_that_excel_cannot_count_is_text(tmp_path: Path) -> None:
    assert written_and_read(tmp_path / "w.xlsx", (date(1899, 12, 31), "")) == ["1899-12-31", None]


def test_dates_are_dates_and_money_is_in_the_books_currency(tmp_path: Path) -> None:
    book, page = page_of(tmp_path / "w.xlsx")
    row = (date(2026, 3, 31), Decimal("-1.5"), Formula("1+1", 2), Link("there", "Only", 0), True)
    kinds = ("date", "money", "integer", "text", "text")
    page.table([Column(kind, 9, kind) for kind in kinds], [row])
    book.close()
    cells = figures(tmp_path / "w.xlsx")["Only"][2]
    assert cells[0].value == datetime(2026, 3, 31)  # noqa: DTZ001
    assert cells[1].number_format.count("[$£-809]") == 3
    assert "[Red]-" in cells[1].number_format
    assert cells[2].value == 2
    assert cells[3].hyperlink.location == "'Only'!A1"
    assert cells[4].value == "yes"


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    book, page = page_of(tmp_path / "w.xlsx")
    rows = (
        (f"id {n}", Decimal(n), date(2026, 3, 31), f"a longer text that no other row has {n}" * 3) for n in range(8_000)
    )
    tracemalloc.start()
    page.table([Column("a", 9), Column("b", 9, "money"), Column("c", 9, "date"), Column("d", 9)], rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    book.close()
    assert peak < 4_000_000


def test_rows_and_cells_of_every_sheet_stand_in_order_and_once(tmp_path: Path) -> None:
    books = month()
    for fault in TEN:
        fault.plant(books)
    path = write_workbook(run(books, tmp_path), tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as archive:
        for name in (name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")):
            root = ElementTree.fromstring(archive.read(name))
            rows = [int(row.attrib["r"]) for row in root.iter(f"{SPREADSHEET}row")]
            assert rows == sorted(set(rows)), name
            for row in root.iter(f"{SPREADSHEET}row"):
                places = [coordinate_to_tuple(cell.attrib["r"]) for cell in row.iter(f"{SPREADSHEET}c")]
                assert places == sorted(set(places)), name
                assert {place for place, _ in places} <= {int(row.attrib["r"])}, name
