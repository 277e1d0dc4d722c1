"""Exports that a spreadsheet saved again, and files that are no exports at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.files import MODERN, changed, refusal, write

US = MODERN / "journal_us.csv"


def resaved(delimiter: str) -> str:
    """Write the journal as a spreadsheet does: every row padded to the same width, its own delimiter, LF."""
    rows = list(csv.reader(io.StringIO(US.read_bytes().decode(), newline="")))
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(row + [""] * (9 - len(row)) for row in rows)
    return text.getvalue()


def assert_same(read: ReadFile) -> None:
    expected = read_quickbooks(US)
    columns = [column for column in expected.postings.columns if column not in ("file", "memo")]
    assert read.postings[columns].equals(expected.postings[columns])
    assert (read.company, read.period, read.basis) == (expected.company, expected.period, expected.basis)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_other_delimiters_marks_and_line_ends_read_the_same(tmp_path: Path, delimiter: str, encoding: str) -> None:
    assert_same(read_quickbooks(write(tmp_path, "resaved.csv", resaved(delimiter).encode(encoding))))


def test_windows_1252_is_read_and_said_so(tmp_path: Path) -> None:
    content = resaved(",").replace("℠", "é").encode("cp1252")
    read = read_quickbooks(write(tmp_path, "resaved.csv", content))
    assert "Checkingé" in set(read.postings["account"])
    assert "Windows-1252" in read.warnings[0]


def test_decimal_commas_are_read_when_the_whole_file_has_them(tmp_path: Path) -> None:
    swapped = (
        resaved(";").replace("1,000.00", "1.000,00").replace("1,100.00", "1.100,00").replace("1,450.00", "1450,00")
    )
    for plain in ("100.00", "250.00", "0.00"):
        swapped = swapped.replace(plain, plain.replace(".", ","))
    assert_same(read_quickbooks(write(tmp_path, "resaved.csv", swapped)))


def test_amounts_without_cents_are_read(tmp_path: Path) -> None:
    assert_same(read_quickbooks(write(tmp_path, "resaved.csv", resaved(",").replace(".00", ""))))


def test_two_leading_empty_columns_are_read(tmp_path: Path) -> None:
    rows = US.read_bytes().decode().replace("\r\n,", "\r\n,,").replace("\r\nTotal for 9", "\r\n,Total for 9")
    assert_same(read_quickbooks(write(tmp_path, "wide.csv", rows)))


def test_no_leading_empty_column_is_read(tmp_path: Path) -> None:
    rows = US.read_bytes().decode().replace("\r\n,", "\r\n")
    narrow = rows
    for number in ("90", "91", "92", "93"):
        narrow = narrow.replace(f"Total for {number},", f"Total for {number}")
    assert_same(read_quickbooks(write(tmp_path, "narrow.csv", narrow)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n", "is empty"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02", "not text"),
        (b"\x81\x8d\x8f", "not text"),
        (b"\xff\xfe\x00", "not text"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"hello\nworld\n", "no header row"),
        (b"a,b,c\n1,2,3\n", "no header row"),
        (b"Date,Transaction type,Num,Name,Memo,Due date,Amount\n", "columns"),
        (b"Transaction date,Transaction type,Num,Amount\n", "columns"),
        (b"Balance Sheet\nAcme\n\n,Total\nCash,1.00\n", "'Balance Sheet'"),
        (b"Acme\nTransaction List by Date\n\nTransaction date,Transaction type,Amount\n", "columns"),
        (b"Trial Balance\nAcme\n\n,Debit,Credit,Debit,Credit\nTOTAL,,,,\n", "several periods"),
        (b"Trial Balance\nAcme\n\nFull name,Debit,Credit\nCash,1.00,\n", "cut off"),
        (b"Trial Balance\nAcme\n\nFull name,Debit,Credit\nCash,1.00,\nTOTAL,1.00,0.00\n", "accounts are missing"),
        (b'Trial Balance\nAcme\n\nFull name,Debit,Credit\n"Cash,1.00,\n', "quotation marks"),
        (b"Full name,Type\nCash,\n", "a name and a type"),
        (b"General Ledger\nAcme\n\n,Transaction date,Transaction type,Amount,Balance\n", "no account"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(write(tmp_path, "given.csv", content)).problem


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "nowhere.csv").problem
    assert "cannot be opened" in refusal(tmp_path).problem


def test_a_trial_balance_and_an_account_list_are_read() -> None:
    balance = read_quickbooks(MODERN / "trial_balance_us.csv")
    assert balance.postings["amount_cents"].tolist() == [240000, 0, -50000, -100000, -120000, 30000]
    accounts = read_quickbooks(MODERN / "account_list_us.csv")
    assert (accounts.report, accounts.basis, accounts.totals_checked, accounts.warnings) == ("account_list", "", 1, ())
    assert accounts.postings["type"].tolist()[:3] == ["Bank", "Accounts receivable (A/R)", "Equity"]


def test_a_name_that_stands_twice_in_an_account_list_is_warned_of(tmp_path: Path) -> None:
    path = changed(tmp_path, MODERN / "account_list_us.csv", "Opening Balance Equity,Equity", "Checking,Equity")
    assert "'Checking' stands in the list 2 times" in read_quickbooks(path).warnings[0]
