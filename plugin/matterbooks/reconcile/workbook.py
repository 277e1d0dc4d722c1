"""The workbook that an accountant signs: thirteen sheets of typed cells, and no text that could become a formula."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import xlsxwriter

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets import bridge, findings, overview, records
from matterbooks.reconcile.sheets.page import STYLES, Page

SHEETS: dict[str, Callable[[Page, Result], None]] = {
    "Summary and sign-off": overview.summary,
    "Bridge": bridge.bridge,
    "Findings": findings.findings,
    "Matched": records.matched,
    "Unsynced": records.unsynced,
    "Locked": records.locked,
    "Wrongly mapped": findings.wrongly_mapped,
    "Only in QuickBooks": records.only_in_quickbooks,
    "Trust": findings.trust,
    "Ageing": findings.ageing,
    "Actions": findings.actions,
    "Inputs": overview.inputs,
    "Rules and mapping": overview.rules_and_mapping,
}
"""Sheet name -> what writes it, in order."""

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
"""Nothing that a file said is ever parsed."""

A4 = 9


def write_workbook(result: Result, path: Path) -> Path:
    """Write the workbook and return where; raises OSError where it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    book.set_properties({
        "title": "Practice ledger against QuickBooks", "author": "matterbooks",
        "created": datetime.combine(result.period.as_of, time()),
    })  # fmt: skip
    styles = {name: book.add_format({"font_name": "Calibri", **style}) for name, style in STYLES.items()}
    for name, write in SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        write(Page(sheet, styles), result)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(0, "cannot be written; close it where it is open", str(path)) from error
    return path
