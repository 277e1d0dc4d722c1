"""The same books in the ways of the United States, Australia, the United Kingdom and Canada, read alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.built import COUNTRIES, LINES, US, Line, general_ledger, journal, plain, text_of
from tests.reconcile.reading.files import refusal, write

CHEQUING = ("1101 Chequing", [(date(2025, 1, day), "Expense", "", "", "1101 Chequing", -160_267) for day in (5, 16)])


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_journal_of_every_country_says_the_same(tmp_path: Path, country: str) -> None:
    read = read_quickbooks(write(tmp_path, "journal.csv", text_of(journal(COUNTRIES[country]))))
    postings = read.postings
    assert (read.basis, read.period[1], read.totals_checked) == ("accrual", date(2025, 12, 31), 3)
    assert postings["date"].dt.date.tolist() == [line[0] for group in LINES for line in group]
    assert postings["amount_cents"].tolist() == [line[-1] for group in LINES for line in group]
    assert postings["number"].tolist() == ["1001"] * 3 + [""] * 2
    assert postings["account"].tolist()[1:4] == ["4100 Fees:4110 Conveyancing", "GST/HST Payable", "1101 Chequing"]
    assert set(postings["memo"]) == {"=1+1"}


@pytest.mark.parametrize(
    "form",
    ["-{}", "-${}", "$-{}", "£-{}", "({})", "{}-", "\u2212{}", "(${})", "-£{}", "\u2212${}", "{}- ", "A$-{}"],
)
def test_a_ledger_prints_negatives_in_any_form(tmp_path: Path, form: str) -> None:
    def printed(cents: int) -> str:
        return form.format(plain(-cents)) if cents < 0 else plain(cents)

    read = read_quickbooks(write(tmp_path, "gl.csv", text_of(general_ledger([CHEQUING], printed))))
    assert (read.postings["amount_cents"].tolist(), read.totals_checked) == ([-160_267] * 2, 1)


def _invoice(day: date, cents: int) -> tuple[Line, ...]:
    return (day, "Invoice", "", "Nguyen", "Debtors", cents), (day, "Invoice", "", "Nguyen", "Fees", -cents)


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ([date(2025, 3, 2), date(2025, 4, 16)], "All Dates"),
        ([date(2025, 3, 2), date(2025, 3, 4)], "March 1-31, 2025"),
        ([date(2025, month, day) for month in (1, 2, 3, 4) for day in (2, 9)], "January 1-December 31, 2025"),
    ],
    ids=["a part above twelve", "the period", "the order of the rows"],
)
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_day_first_or_month_first_is_decided_once_for_the_file(
    tmp_path: Path, days: list[date], period: str, form: str
) -> None:
    rows = journal(type(US)(day=form, period=period), [_invoice(day, 100) for day in days])
    read = read_quickbooks(write(tmp_path, "journal.csv", text_of(rows)))
    assert read.postings["date"].dt.date.unique().tolist() == days


def test_dates_that_nothing_decides_are_refused_with_the_row_and_the_setting_to_change(tmp_path: Path) -> None:
    rows = journal(type(US)(period="All Dates"), [_invoice(date(2025, 3, 2), 100), _invoice(date(2025, 4, 5), 100)])
    error = refusal(write(tmp_path, "journal.csv", text_of(rows)))
    assert (error.row, "day first or month first" in error.problem) == (7, True)
    assert "Date format to yyyy-MM-dd" in error.way_out


@pytest.mark.parametrize("printed", [lambda cents: f"({plain(-cents)})" if cents < 0 else plain(cents), plain])
def test_a_canadian_ledger_with_debit_credit_and_adjustments_is_read(
    tmp_path: Path, printed: Callable[[int], str]
) -> None:
    rows = [
        ["Harbour & Vale"], ["General Ledger"], ["All Dates"], [],
        ["", "Date", "Transaction Type", "#", "Adj", "Name", "Memo/Description", "Split", "Debit", "Credit", "Balance"],
        ["1101 Chequing Account"],
        ["", "2025-10-03", "Cheque", "12", "No", "Landlord", "Rent", "Rent", "", "1,000.00", printed(-100_000)],
        ["", "2025-10-04", "Deposit", "", "No", "", "", "-Split-", "400.00", "", printed(-60_000)],
        ["Total for 1101 Chequing Account", "", "", "", "", "", "", "", "$400.00", "$1,000.00", ""],
        [], [], [], ["Tuesday, Apr. 21, 2026 08:36:09 a.m. GMT-7 - Accrual Basis"],
    ]  # fmt: skip
    read = read_quickbooks(write(tmp_path, "gl.csv", text_of(rows)))
    assert (read.company, read.basis, read.layout) == ("Harbour & Vale", "accrual", "classic")
    assert read.postings["amount_cents"].tolist() == [-100_000, 40_000]
    assert read.postings["number"].tolist() == ["12", ""]
    assert set(read.postings["account"]) == {"1101 Chequing Account"}


def test_foreign_amounts_and_currencies_are_not_read_and_never_summed(tmp_path: Path) -> None:
    extra = ("Currency", "Exchange rate", "Foreign debit", "Foreign credit")
    rows = journal(extra=extra, extra_cells=("EUR", "1.34434", "9.99", "9.99"))
    read = read_quickbooks(write(tmp_path, "journal.csv", text_of(rows)))
    assert read.postings["amount_cents"].tolist() == [line[-1] for group in LINES for line in group]


def test_where_foreign_and_home_amounts_stand_side_by_side_the_home_amounts_are_read(tmp_path: Path) -> None:
    rows = journal(extra=("Debit", "Credit"), extra_cells=("7.77", ""))
    place = rows[4].index("Debit")
    rows[4][place : place + 2] = ["Debit (Home)", "Credit (Home)"]
    read = read_quickbooks(write(tmp_path, "journal.csv", text_of(rows)))
    assert read.postings["amount_cents"].tolist() == [line[-1] for group in LINES for line in group]
