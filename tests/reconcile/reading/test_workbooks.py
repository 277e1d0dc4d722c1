"""Workbooks as QuickBooks writes them: numbers, text dates, and amounts that are formulas with a stored zero."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from matterbooks.reconcile.reading.quickbooks import read_exports, read_quickbooks
from tests.reconcile.reading.files import MODERN, refusal, write

Cell = str | float | None
FOOTER = "Sunday, Jul 27, 2025 06:25:49 PM GMT-7 - Accrual Basis"


def workbook(rows: Sequence[Sequence[Cell]], sheet: str = "Sheet1", *, formulas: bool = True) -> bytes:
    """A workbook; a text that begins with `=` is (with `formulas`) a formula whose stored result is 0."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    page = book.add_worksheet(sheet)
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("=") and formulas:
                page.write_formula(top, left, cell, None, 0)
            elif isinstance(cell, str):
                page.write_string(top, left, cell)
            elif cell is not None:
                page.write(top, left, cell)
    book.close()
    return held.getvalue()


CLASSIC_BALANCE: list[list[Cell]] = [
    ["Trial Balance"],
    ["Acme Law"],
    ["As of July 31, 2025"],
    [],
    [None, "Debit", "Credit"],
    ["Checking", "=1201.00", None],
    ["Checking:Petty cash", "=B6", None],
    ["Accounts Payable (A/P)", None, "=(B6)+(B7)"],
    ["TOTAL", "=(B6)+(B7)", "=C8"],
    [],
    [],
    [],
    [FOOTER],
]
CLASSIC_JOURNAL: list[list[Cell]] = [
    ["Acme Law"],
    ["Journal"],
    ["January - July, 2025"],
    [],
    [None, "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Account", "Debit", "Credit"],
    [None, "02/15/2025", "Invoice", "1001", "Nguyen", "Fees", "Accounts Receivable (A/R)", 110.0, None],
    [None, None, None, None, "Nguyen", "Fees", "Fees earned", None, 100.0],
    [None, None, None, None, None, "Tax", "Tax payable", None, 10.0],
    [None, None, None, None, None, None, None, "=110", "=(I7)+(I8)"],
    [],
    [None, "02/15/2025", "Invoice", "1001", "Nguyen", None, "Accounts Receivable (A/R)", 5.5, None],
    [None, None, None, None, "Nguyen", None, "Fees earned", None, 5.5],
    [None, None, None, None, None, None, None, 5.5, 5.5],
    [],
    ["TOTAL", None, None, None, None, None, None, "=115.5", "=115.5"],
    [],
    [],
    [],
    [FOOTER],
]


def test_a_classic_trial_balance_of_stored_zeros_is_read_through_its_formulas(tmp_path: Path) -> None:
    read = read_quickbooks(write(tmp_path, "tb.xlsx", workbook(CLASSIC_BALANCE, "Trial Balance")))
    assert read.postings["amount_cents"].tolist() == [120100, 120100, -240200]
    assert (read.report, read.basis, read.totals_checked) == ("trial_balance", "accrual", 1)
    assert read.period == (None, date(2025, 7, 31))


def test_a_classic_journal_gives_each_line_its_transaction_though_no_id_is_printed(tmp_path: Path) -> None:
    read = read_quickbooks(write(tmp_path, "journal.xlsx", workbook(CLASSIC_JOURNAL, "Journal")))
    assert (read.report, read.layout, read.company, read.totals_checked) == ("journal", "classic", "Acme Law", 3)
    assert read.postings["transaction_id"].tolist() == [
        *["02/15/2025 Invoice 1001 Nguyen"] * 3,
        *["02/15/2025 Invoice 1001 Nguyen #2"] * 2,
    ]
    assert read.postings["amount_cents"].tolist() == [11000, -10000, -1000, 550, -550]
    assert set(read.postings["date"].dt.date) == {date(2025, 2, 15)}


def test_a_classic_journal_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    cut = refusal(write(tmp_path, "journal.xlsx", workbook(CLASSIC_JOURNAL[:12])))
    assert "cut off" in cut.problem


def _typed(cell: str) -> Cell:
    """A cell of a CSV as the workbook holds it: amounts are numbers, everything else is text."""
    plain = cell.replace("$", "").replace(",", "")
    return float(plain) if re.fullmatch(r"-?\d*\.\d\d", plain) else cell or None


@pytest.mark.parametrize("name", ["journal_us", "general_ledger_us", "trial_balance_us", "account_list_us"])
def test_a_modern_workbook_says_what_its_csv_says(tmp_path: Path, name: str) -> None:
    source = MODERN / f"{name}.csv"
    with source.open(encoding="utf-8", newline="") as text:
        rows = [[_typed(cell) for cell in row] for row in csv.reader(text)]
    read = read_quickbooks(write(tmp_path, f"{name}.xlsx", workbook(rows, formulas=False)))
    plain = read_quickbooks(source)
    assert read.postings.drop(columns="file").equals(plain.postings.drop(columns="file"))
    assert (read.layout, read.totals_checked, read.warnings) == ("modern", plain.totals_checked, plain.warnings)


def test_a_formula_beyond_sums_is_refused_with_its_row(tmp_path: Path) -> None:
    rows = [*CLASSIC_BALANCE]
    rows[5] = ["Checking", '=HYPERLINK("http://example.com")', None]
    error = refusal(write(tmp_path, "tb.xlsx", workbook(rows)))
    assert (error.row, "formula" in error.problem) == (6, True)


def test_formulas_that_name_each_other_are_refused(tmp_path: Path) -> None:
    rows = [*CLASSIC_BALANCE]
    rows[5], rows[6] = ["Checking", "=B7", None], ["Savings", "=B6", None]
    assert "formula" in refusal(write(tmp_path, "tb.xlsx", workbook(rows))).problem


def test_the_export_data_archive_is_read_report_by_report_and_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.xlsx", workbook(CLASSIC_JOURNAL))
        archive.writestr("Trial_balance.xlsx", workbook(CLASSIC_BALANCE))
        archive.writestr("Balance_sheet.xlsx", workbook([["Balance Sheet"], ["Acme Law"], [], [None, "Total"]]))
    path = write(tmp_path, "export.zip", held.getvalue())
    assert [read.report for read in read_exports(path)] == ["journal", "trial_balance"]
    assert read_quickbooks(path).report == "journal"


def test_an_archive_without_a_workbook_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert "without a workbook" in refusal(write(tmp_path, "a.zip", held.getvalue())).problem
    assert "damaged" in refusal(write(tmp_path, "b.xlsx", workbook(CLASSIC_BALANCE)[:-200])).problem


def test_what_unpacks_to_far_more_than_a_report_is_refused_unread(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert "unpacks" in refusal(write(tmp_path, "bomb.xlsx", held.getvalue())).problem


@pytest.mark.parametrize(
    ("amount", "worth"),
    [
        ("5000.00", 500000),
        ("-12.5", -1250),
        ("(B7)-(B7)+3", 300),
        ("SUM(B7:B7)", 700),
        (".5", 50),
        ("((1)+((B7)-(2)))-(-3)", 900),
    ],
)
def test_the_formulas_of_exports_come_to_what_a_spreadsheet_shows(tmp_path: Path, amount: str, worth: int) -> None:
    total = (worth + 700) / 100
    rows: list[list[Cell]] = [
        *CLASSIC_BALANCE[:5],
        ["Checking", f"={amount}", None],
        ["Savings", "=7", None],
        ["Equity", None, total],
        ["TOTAL", total, total],
    ]
    read = read_quickbooks(write(tmp_path, "tb.xlsx", workbook(rows)))
    assert read.postings["amount_cents"].tolist()[0] == worth
