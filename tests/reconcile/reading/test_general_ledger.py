"""The modern General Ledger: nesting, opening and running balances, totals, and natural signs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.files import MODERN, changed, refusal, write

US = MODERN / "general_ledger_us.csv"
AU = MODERN / "general_ledger_au.csv"


def test_nesting_gives_equal_leaf_names_their_own_paths() -> None:
    read = read_quickbooks(US)
    sums = read.postings.groupby("account")["amount_cents"].sum().to_dict()
    assert sums == {
        "Accounts Receivable (A/R)": 0,
        "Checking": 190000,
        "Job Expenses:Plants and Soil": 30000,
        "Landscaping Services": 100000,
        "Landscaping Services:Job Materials:Plants and Soil": 120000,
    }
    assert (read.totals_checked, read.signs, read.warnings) == (8, "natural", ())


def test_sides_are_unknown_without_account_types_and_known_with_them() -> None:
    assert set(read_quickbooks(US).postings["debit_cents"]) == {-1}
    sided = read_quickbooks(US, MODERN / "account_list_us.csv").postings
    assert (sided["debit_cents"] - sided["credit_cents"]).sum() == 0
    invoice = sided[sided["number"] == "1001"]
    assert invoice["debit_cents"].tolist() == [220000, 0, 0]
    assert invoice["credit_cents"].tolist() == [0, 100000, 120000]
    assert invoice["amount_cents"].tolist() == [220000, 100000, 120000]


def test_an_account_without_a_type_is_solved_from_the_transactions_that_balance_in_one_way_only(tmp_path: Path) -> None:
    line = "Landscaping Services:Job Materials:Plants and Soil,Income,Sales of Product Income,,\r\n"
    accounts = changed(tmp_path, MODERN / "account_list_us.csv", line, "")
    read = read_quickbooks(US, accounts)
    assert read.postings.query("row == 21")["credit_cents"].tolist() == [120000]
    assert read.warnings == ()


def test_an_account_that_nothing_determines_stays_unknown_and_is_named(tmp_path: Path) -> None:
    read = read_quickbooks(US, write(tmp_path, "accounts.csv", "Account name,Account type\nTill,Bank\n"))
    assert set(read.postings["debit_cents"]) == set(read.postings["credit_cents"]) == {-1}
    assert "'Checking'" in read.warnings[0]


def test_debit_and_credit_columns_a_dated_opening_and_an_empty_label_are_read() -> None:
    read = read_quickbooks(AU)
    assert (read.signs, read.totals_checked) == ("debit_positive", 3)
    assert read.postings["amount_cents"].tolist() == [10000, -2500, -10000, 2500]
    assert sorted(set(read.postings["date"].dt.date)) == [date(2026, 1, 5), date(2026, 1, 16)]


def test_an_account_called_total_for_something_is_an_account(tmp_path: Path) -> None:
    renamed = US.read_bytes().decode().replace("Job Expenses", "Total for Rent").replace("Plants and Soil", "TOTAL")
    path = tmp_path / "odd.csv"
    path.write_bytes(renamed.encode())
    accounts = set(read_quickbooks(path).postings["account"])
    assert {"Total for Rent:TOTAL", "Landscaping Services:Job Materials:TOTAL"} <= accounts


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ('"$1,900.00",', '"$1,900.01",', 11, "does not agree"),
        (
            "Total for Job Expenses with sub-accounts,,,,,,,,$300.00",
            "Total for Job Expenses,,,,,,,,$30.00",
            31,
            "agree",
        ),
        ('"1,100.00","1,600.00"', '"1,100.00","1,600.01"', 8, "does not follow"),
        ('-300.00,"2,400.00"', '300.00,"2,400.00"', 10, "does not follow"),
        ('"1,100.00","1,600.00"', '1,100.00,"1,600.00"', 8, "more cells"),
        ('Total for Checking,,,,,,,,"$1,900.00",\r\n', "", 6, "never closed"),
        ("Total for Job Expenses with sub-accounts,,,,,,,,$300.00,\r\n", "", 27, "cut off"),
        ("\r\nChecking,,,,,,,,,\r\n", "\r\n", 6, "does not belong"),
    ],
)
def test_what_does_not_add_up_or_has_moved_is_refused_with_its_row(
    tmp_path: Path, old: str, new: str, row: int, words: str
) -> None:
    error = refusal(changed(tmp_path, US, old, new))
    assert (error.row, words in error.problem) == (row, True), error


@pytest.mark.parametrize("slipped", [',,,,,,,,,"$1,900.00"', ",,,,,,,,,$1,900.00", ',,,,,,,"$1,900.00",,,'])
def test_a_total_that_slipped_out_of_its_column_is_accepted_if_it_agrees(tmp_path: Path, slipped: str) -> None:
    read = read_quickbooks(changed(tmp_path, US, ',,,,,,,,"$1,900.00",', slipped))
    assert (read.totals_checked, len(read.warnings)) == (8, 1)
    assert read.warnings[0].startswith("row 11:")


@pytest.mark.parametrize("slipped", [",,,,,,,,,$1,901.00", ",,,,,,,,$1,900.00,$7.00", ",,,,,,,$1,,$900.00,"])
def test_a_slipped_total_that_does_not_agree_is_refused(tmp_path: Path, slipped: str) -> None:
    assert refusal(changed(tmp_path, US, ',,,,,,,,"$1,900.00",', slipped)).row == 11


def test_without_a_footer_completeness_is_not_proved_and_said_so(tmp_path: Path) -> None:
    path = changed(tmp_path, US, '"Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ",,,,,,,,,', "")
    assert any("complete" in warning for warning in read_quickbooks(path).warnings)
