"""The workbooks a person downloads, opened again: cells, formats, formulas and properties of either generation."""

import io
import zipfile
from datetime import datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.archive import export_data
from matterbooks.sandbox.exports.download import download_classic, download_xlsx
from tests.sandbox.reports.books import account, company, kept, make, sale


def opened(body: bytes) -> Worksheet:
    """The first sheet, formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]


def values(body: bytes) -> list[list[object]]:
    """Every row of the first sheet, with the stored results of formulas."""
    sheet = openpyxl.load_workbook(io.BytesIO(body), data_only=True).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def with_sub_account() -> Company:
    """A company with an invoice on Legal Fees and on Litigation below it."""
    books = company()
    child = account(books, "Litigation", "90")
    hearing = make(books, "Item", {"Name": "Hearing", "Type": "Service", "IncomeAccountRef": {"value": child}})
    fees = make(books, "Item", {"Name": "Fees", "Type": "Service", "IncomeAccountRef": {"value": "90"}})
    lines = [sale("10", hearing["Id"]), sale("5", fees["Id"])]
    make(books, "Invoice", {"CustomerRef": {"value": "1"}, "TxnDate": "2025-05-01"}, Line=lines)
    return books


def test_a_modern_workbook_bears_the_marks_of_the_template_quickbooks_fills() -> None:
    book = openpyxl.load_workbook(io.BytesIO(download_xlsx(kept(), "JournalReport").body))
    assert book.sheetnames == ["Sheet1"]
    assert book.properties.creator == "Microsoft Office User"
    assert book.properties.created == datetime(2022, 3, 24, 8, 55, 57)  # noqa: DTZ001 - a property without zone


def test_modern_amounts_are_numbers_and_totals_are_formulas_with_their_results() -> None:
    body = download_xlsx(kept(), "JournalReport").body
    sheet = opened(body)
    assert (sheet["A1"].value, sheet["A3"].value, sheet["B5"].value) == ("Journal", "All Dates", "Transaction date")
    assert (sheet["H7"].value, sheet["H7"].number_format, sheet["B7"].value) == (5000, "#,##0.00", "12/15/2024")
    assert (sheet["H9"].value, sheet["H9"].number_format) == ("=SUM(H7:H8)", "$#,##0.00")
    assert values(body)[8][7:9] == [5000, 5000]
    assert [row[7] for row in values(body) if row[1] == "TOTAL"] == [7826]


def test_modern_sub_accounts_are_indented_and_classic_ones_begin_with_spaces() -> None:
    books = with_sub_account()
    modern = opened(download_xlsx(books, "GeneralLedger").body)
    indents = {cell.value: cell.alignment.indent for cell in modern["A"] if cell.value}
    assert (indents["Legal Fees"], indents["Litigation"], indents["Total for Litigation"]) == (0, 1, 1)
    classic = [cell.value for cell in opened(download_classic(books, "GeneralLedger").body)["A"]]
    assert "   Litigation" in classic
    assert "   Total for Litigation" in classic


def test_every_amount_of_a_classic_statement_is_a_formula_with_a_stored_zero() -> None:
    body = download_classic(kept(), "TrialBalance").body
    sheet = opened(body)
    assert [sheet["A1"].value, sheet["A2"].value] == ["Sandbox Company_US_1", "Trial Balance"]
    assert (sheet.title, sheet["B5"].value) == ("Trial Balance", "Debit")
    assert sheet["B6"].value == "=6000.00"
    figures = [cell for row in values(body)[5:] for cell in row[1:] if cell is not None]
    assert figures
    assert set(figures) == {0}
    assert openpyxl.load_workbook(io.BytesIO(body)).properties.creator == "Apache POI"


def test_a_classic_journal_prints_a_transaction_s_date_once_and_its_total_without_a_word() -> None:
    rows = [[cell.value for cell in row] for row in opened(download_classic(kept(), "JournalReport").body).rows]
    assert rows[4][1:] == [
        "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Account", "Debit", "Credit",
    ]  # fmt: skip
    assert rows[5][1:4] == ["12/15/2024", "Deposit", None]
    assert rows[6][1:7] == [None, None, None, None, None, "Opening Balance Equity"]
    assert rows[7] == [None, None, None, None, None, None, None, "=(H6)+(H7)", "=(I6)+(I7)"]
    assert not any(rows[8])
    assert [row[0] for row in rows if row[0]][-2:] == ["TOTAL", "Monday, Sep 08, 2025 12:48:00 PM GMT-7"]


def test_the_exported_archive_holds_a_classic_workbook_for_each_report() -> None:
    with zipfile.ZipFile(io.BytesIO(export_data(kept()).body)) as archive:
        assert {"Journal.xlsx", "General_ledger.xlsx", "Trial_balance.xlsx"} <= set(archive.namelist())


def test_text_that_looks_like_a_formula_stays_text() -> None:
    books = company()
    body = {"CustomerRef": {"value": "1"}, "PrivateNote": '=HYPERLINK("http://x.example","y")'}
    make(books, "Invoice", body, Line=[sale("1", "1")])
    sheet = opened(download_xlsx(books, "JournalReport").body)
    assert (sheet["F7"].value, sheet["F7"].data_type) == (body["PrivateNote"], "s")
