"""The workbook that an accountant signs: thirteen sheets of typed cells, and no text that could become a formula."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets import (
    actions,
    ageing,
    bridge,
    findings,
    inputs,
    locked,
    mapping,
    matched,
    overview,
    records,
    rules,
    trust,
)
from matterbooks.reconcile.sheets.cells import RowSheet
from matterbooks.reconcile.sheets.page import MOST_ROWS, Page, Places
from matterbooks.reconcile.sheets.styles import styles
from matterbooks.reconcile.sheets.texts import shown
from matterbooks.reconcile.summary import company_of, currency_of

SHEETS: dict[str, Callable[[Page, Result], None]] = {
    "Summary and sign-off": overview.summary,
    "Bridge": bridge.bridge,
    "Findings": findings.findings,
    "Matched": matched.matched,
    "Unsynced": records.unsynced,
    "Locked": locked.locked,
    "Wrongly mapped": mapping.wrongly_mapped,
    "Only in QuickBooks": records.only_in_quickbooks,
    "Trust": trust.trust,
    "Ageing": ageing.ageing,
    "Actions": actions.actions,
    "Inputs": inputs.inputs,
    "Rules and mapping": rules.rules_and_mapping,
}
"""Sheet name -> what writes it, in order. Rows are written from the top down: a row that was passed is gone."""

WRITTEN_LAST = ("Findings", "Bridge", "Ageing", "Summary and sign-off")
"""What leads to rows of other sheets, or adds them up, is written after them."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
"""Nothing that a file said is ever parsed, and memory does not grow with the rows."""

A4 = 9
_LONGEST_FOOTER = 120


def write_workbook(result: Result, path: Path, *, most_rows: int = MOST_ROWS) -> Path:
    """Write the workbook and return where; raises OSError where it cannot be written.

    most_rows: rows of a sheet; what does not fit goes into a CSV file beside the workbook, and the sheet says so.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    book.set_properties({
        "title": "Practice ledger against QuickBooks", "author": "matterbooks",
        "created": datetime.combine(result.period.as_of, time()),
    })  # fmt: skip
    looks = styles(currency_of(result))
    formats = {
        name: book.add_format({"font_name": "Calibri", **look}) for name, look in looks.items() if name != "done"
    }
    formats["done"] = book.add_format(looks["done"])
    places = Places(
        path, {found.id: findings.FIRST_ROW + place for place, found in enumerate(result.findings[:most_rows])}
    )
    pages = {name: Page(_sheet(book, name, result), formats, places=places, most_rows=most_rows) for name in SHEETS}
    for name in (*(name for name in SHEETS if name not in WRITTEN_LAST), *WRITTEN_LAST):
        SHEETS[name](pages[name], result)
    for name, cell in places.names.items():
        book.define_name(name, f"={cell}")
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(0, "cannot be written; close it where it is open", str(path)) from error
    return path


def _sheet(book: Any, name: str, result: Result) -> Any:
    """An empty sheet, set up for print: the company and the run on every page."""
    sheet = book.add_worksheet(name, RowSheet)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    company = shown(company_of(result))[:_LONGEST_FOOTER].replace("&", "&&").replace("\n", " ")
    sheet.set_footer(f"&L{company}  run {result.run_id}&C&A&RPage &P of &N")
    return sheet
