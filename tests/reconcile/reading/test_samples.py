"""The sample files that nobody here wrote: read with their totals checked, or refused with the row, never misread."""

from __future__ import annotations

from datetime import date

from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.files import SAMPLES, refusal


def test_the_general_ledger_is_read_with_every_total_checked_and_its_ragged_total_named() -> None:
    read = read_quickbooks(SAMPLES / "general_ledger.csv")
    assert (read.report, read.layout, read.company) == ("general_ledger", "modern", "Acme Consulting LLC")
    assert (read.basis, read.period) == ("cash", (date(2025, 1, 1), date(2025, 12, 31)))
    assert (read.signs, read.totals_checked) == ("natural", 4)
    assert [warning.split(":")[0] for warning in read.warnings] == ["row 19"]


def test_the_general_ledger_has_each_posting_of_the_file_in_its_row_and_account() -> None:
    postings = read_quickbooks(SAMPLES / "general_ledger.csv").postings
    assert postings["row"].tolist() == [8, 9, 10, 11, 12, 13, 17, 18, 22, 23, 24, 28]
    by_row = postings.set_index("row")
    assert by_row.loc[18, "amount_cents"] == -517000
    assert by_row.loc[18, "account"] == "Savings (9873) - 1"
    assert postings.groupby("account")["amount_cents"].sum().to_dict() == {
        "Advertising & Marketing": 100000,
        "Checking (4512) - 1": 450000,
        "Consulting Revenue": -1500000,
        "Savings (9873) - 1": 500000,
    }


def test_the_general_ledger_turns_out_to_be_debit_positive_when_account_types_are_given() -> None:
    read = read_quickbooks(SAMPLES / "general_ledger.csv", SAMPLES / "chart_of_accounts.csv")
    deposit = read.postings[read.postings["date"] == "2025-01-15"]
    assert deposit["account"].tolist() == ["Checking (4512) - 1", "Consulting Revenue"]
    assert deposit["debit_cents"].tolist() == [500000, 0]
    assert deposit["credit_cents"].tolist() == [0, 500000]
    assert read.signs == "debit_positive"
    assert "only so do the transactions balance" in read.warnings[-1]


def test_the_transaction_detail_is_read_with_its_ragged_total_named() -> None:
    read = read_quickbooks(SAMPLES / "transaction_detail.csv")
    assert (read.report, read.totals_checked, len(read.postings)) == ("transaction_detail", 1, 3)
    assert read.warnings == ("row 11: the total stands outside its column; it agrees with the lines",)


def test_the_cash_basis_trial_balance_ties() -> None:
    read = read_quickbooks(SAMPLES / "trial_balance_cash_basis.csv")
    assert (read.basis, read.totals_checked, read.period) == ("cash", 1, (None, date(2025, 12, 31)))
    assert read.postings["debit_cents"].sum() == read.postings["credit_cents"].sum() == 4200000
    assert read.postings["date"].isna().all()


def test_the_accrual_trial_balance_does_not_add_up_to_its_own_total_and_is_refused() -> None:
    error = refusal(SAMPLES / "trial_balance_accrual_basis.csv")
    assert error.row == 16
    assert "53,650.00 and 133,850.00" in error.problem


def test_the_chart_of_accounts_page_is_read_without_any_title_row() -> None:
    read = read_quickbooks(SAMPLES / "chart_of_accounts.csv")
    assert (read.report, len(read.postings)) == ("account_list", 22)
    assert read.postings.iloc[15][["account", "type"]].tolist() == [
        "Office expenses:Dues and Subscriptions",
        "Expenses",
    ]


def test_statements_without_postings_are_refused_by_name() -> None:
    for name, report in (("balance_sheet_2025_12_31", "Balance Sheet"), ("profit_and_loss", "Profit and Loss")):
        error = refusal(SAMPLES / f"{name}.csv")
        assert report in error.problem
        assert "Journal" in error.way_out
