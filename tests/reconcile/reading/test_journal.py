"""The modern Journal: what it reads, and what it refuses to read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matterbooks.reconcile.frames import QUICKBOOKS_POSTINGS
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.files import MODERN, changed, refusal

US = MODERN / "journal_us.csv"


def test_a_journal_is_read_with_its_titles_basis_and_totals() -> None:
    read = read_quickbooks(US)
    assert (read.report, read.company, read.basis) == ("journal", "Harbour & Vale LLP", "accrual")
    assert read.period == (date(2025, 1, 1), date(2025, 9, 8))
    assert (read.signs, read.totals_checked, read.warnings) == ("debit_positive", 5, ())
    assert tuple(read.postings.columns) == QUICKBOOKS_POSTINGS


def test_postings_keep_transaction_id_row_path_and_cents() -> None:
    postings = read_quickbooks(US).postings
    assert postings["row"].tolist() == [7, 8, 9, 12, 13, 16, 17, 20, 21]
    assert postings["transaction_id"].tolist() == ["90"] * 3 + ["91"] * 2 + ["92"] * 2 + ["93"] * 2
    assert postings["amount_cents"].tolist() == [110000, -100000, -10000, 10000, -10000, 0, 0, 25000, -25000]
    assert postings["account"].tolist()[1] == "Fees:Conveyancing"
    assert postings["date"].dt.date.tolist()[-1] == date(2025, 9, 8)
    assert str(postings["date"].dtype) == "datetime64[ns]"


def test_odd_names_are_plain_text() -> None:
    postings = read_quickbooks(US).postings.set_index("row")
    assert postings.loc[9, "memo"] == '=HYPERLINK("http://example.org","x")'
    assert postings.loc[12, "name"] == "TOTAL"
    assert postings.loc[12, "account"] == "Checking℠"
    assert postings.loc[20, "account"] == "Total for Rent, level 2"
    assert str(postings.loc[20, "memo"]).splitlines() == ["First line", "second line"]


def test_the_zero_payment_that_quickbooks_makes_is_kept_with_its_empty_account() -> None:
    made = read_quickbooks(US).postings.query("transaction_id == '92'")
    assert made["account"].tolist() == ["", "Accounts Receivable (A/R)"]
    assert made["amount_cents"].tolist() == [0, 0]


def test_a_company_first_journal_of_a_day_first_company_is_read() -> None:
    read = read_quickbooks(MODERN / "journal_au.csv")
    assert (read.company, read.basis) == ("Harbour & Vale Pty Ltd", "accrual")
    assert sorted(set(read.postings["date"].dt.date)) == [date(2026, 1, 5), date(2026, 1, 16)]
    assert read.postings["number"].tolist()[0] == "INV-1001"


@pytest.mark.parametrize(
    ("footer", "basis"),
    [
        ('"Sunday, Jul 27, 2025 06:25:49 PM GMT-7 - Accrual Basis"', "accrual"),
        ('"Accrual basis Wednesday, 20 December 2023 11:30 am GMT+00:00"', "accrual"),
        ('"Tuesday, Apr. 21, 2026 08:36:09 a.m. GMT-7 - Cash Basis"', "cash"),
        ('" Sunday, December 21, 2025 11:39 PM GMT-05:00"', ""),
    ],
)
def test_every_form_of_footer_is_understood(tmp_path: Path, footer: str, basis: str) -> None:
    path = changed(tmp_path, US, '"Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ"', footer)
    read = read_quickbooks(path)
    assert read.basis == basis
    assert bool(read.warnings) == (basis == "")


def test_a_journal_with_its_footer_switched_off_is_read(tmp_path: Path) -> None:
    path = changed(tmp_path, US, '"Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ",,,,,,,,', "")
    assert len(read_quickbooks(path).postings) == 9


def test_a_total_row_in_the_first_column_is_read(tmp_path: Path) -> None:
    path = changed(tmp_path, US, ",TOTAL,,,,,,", "TOTAL,,,,,,,")
    assert read_quickbooks(path).totals_checked == 5


def test_a_renamed_report_is_known_by_its_columns(tmp_path: Path) -> None:
    read = read_quickbooks(changed(tmp_path, US, "Journal,,,,,,,,", "Month end for Jo,,,,,,,,"))
    assert (read.report, read.company, read.period[1]) == ("journal", "", date(2025, 9, 8))


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("$1,450.00", "$1,450.01", 23, "'TOTAL' does not agree"),
        ("Total for 91,,,,,,,$100.00", "Total for 91,,,,,,,$100.10", 14, "does not agree"),
        ('"1,000.00"\r\n', '"1,000.0x"\r\n', 8, "not an amount"),
        ('Fees:Conveyancing,,"1,000.00"', "Fees:Conveyancing,,1,000.00", 8, "more cells than the header"),
        ("Fees:Conveyancing", "", 8, "amount but no account"),
        ("\r\n91,,,,,,,,\r\n", "\r\n90,,,,,,,,\r\n", 11, "twice"),
        ("Total for 91,,,,,,,$100.00,$100.00\r\n", "", 14, "does not belong"),
        ("\r\n91,,,,,,,,\r\n", "\r\n", 11, "under no transaction"),
        ("03/02/2025,Payment", ",Payment", 12, "date is missing"),
        ("03/02/2025,Payment", "03/02/25,Payment", 12, "four digits"),
        ("03/02/2025,Payment", "11/02/2025,Payment", 12, "outside the period"),
        ("Debit,Credit", "Debit,Credits", 5, "columns"),
    ],
)
def test_what_does_not_add_up_or_has_moved_is_refused_with_its_row(
    tmp_path: Path, old: str, new: str, row: int, words: str
) -> None:
    error = refusal(changed(tmp_path, US, old, new))
    assert (error.row, words in error.problem) == (row, True), error


def test_a_filtered_export_that_shows_half_a_transaction_is_refused(tmp_path: Path) -> None:
    half = changed(tmp_path, US, ",03/02/2025,Payment,,TOTAL,,Accounts Receivable (A/R),,100.00\r\n", "")
    error = refusal(changed(tmp_path, half, "Total for 91,,,,,,,$100.00,$100.00", "Total for 91,,,,,,,$100.00,"))
    assert "only part of its lines" in error.problem
    assert "without filters" in error.way_out


@pytest.mark.parametrize("end", ["Total for 93", ",TOTAL,", ",09/08/2025,Journal Entry,7,,,Checking", "second line"])
def test_a_journal_that_is_cut_off_is_refused(tmp_path: Path, end: str) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes(US.read_bytes().split(end.encode())[0])
    error = refusal(path)
    assert error.row is not None
    assert "cut off" in error.problem


def test_rows_after_the_total_are_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, US, '"$1,450.00","$1,450.00"\r\n', '"$1,450.00","$1,450.00"\r\n94,,,,,,,,\r\n')
    assert "after the TOTAL" in refusal(path).problem


def test_a_journal_without_any_transaction_is_read_as_empty(tmp_path: Path) -> None:
    content = US.read_bytes()
    body = content[content.index(b"90,,,") : content.index(b"\r\n\r\n\r\n")]
    path = tmp_path / "empty.csv"
    path.write_bytes(content.replace(body, b""))
    read = read_quickbooks(path)
    assert len(read.postings) == 0
    assert read.warnings == ("the report holds no transaction",)
