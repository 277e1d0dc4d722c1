"""What a report can be asked: periods, columns, filters and order; and how large it may become."""

from datetime import date

import pytest

from matterbooks.sandbox.reports.blueprint import SIZE
from matterbooks.sandbox.reports.build import BUILDERS
from matterbooks.sandbox.reports.json_size import CUT, MOST_CELLS
from matterbooks.sandbox.reports.period import of_macro
from tests.sandbox.reports.books import company, kept
from tests.sandbox.reports.busy import busy, entry, prefer
from tests.sandbox.reports.http import Browser
from tests.sandbox.reports.reading import keys, rows, sections, table, texts

ALL = {"date_macro": "All"}
TODAY = date(2025, 9, 8)


@pytest.mark.parametrize(
    ("macro", "start", "end"),
    [
        ("Last Week", date(2025, 8, 31), date(2025, 9, 6)),
        ("Last Week-to-date", date(2025, 8, 31), date(2025, 9, 1)),
        ("Next Week", date(2025, 9, 14), date(2025, 9, 20)),
        ("Next 4 Weeks", date(2025, 9, 14), date(2025, 10, 11)),
        ("Last Month-to-date", date(2025, 8, 1), date(2025, 8, 8)),
        ("Next Month", date(2025, 10, 1), date(2025, 10, 31)),
        ("This Calendar Quarter", date(2025, 7, 1), date(2025, 9, 30)),
        ("Last Calendar Quarter-to-date", date(2025, 4, 1), date(2025, 6, 9)),
        ("This Fiscal Quarter", date(2025, 8, 1), date(2025, 10, 31)),
        ("Last Fiscal Quarter", date(2025, 5, 1), date(2025, 7, 31)),
        ("Next Calendar Year", date(2026, 1, 1), date(2026, 12, 31)),
        ("Last Fiscal Year-to-date", date(2023, 11, 1), date(2024, 9, 7)),
    ],
)
def test_every_macro_of_the_reference_means_these_days(macro: str, start: date, end: date) -> None:
    """For a fiscal year that begins in November."""
    period = of_macro(macro, TODAY, 11)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("word", ["Next Month-to-date", "This Fortnight", "Moon", "Last"])
def test_a_word_that_is_no_macro_is_refused(word: str) -> None:
    with pytest.raises(KeyError):
        of_macro(word, TODAY, 1)


@pytest.mark.parametrize(
    ("name", "macro"),
    [
        ("ProfitAndLoss", "this fiscal year-to-date"),
        ("BalanceSheet", "this fiscal year-to-date"),
        ("TrialBalance", "this fiscal year-to-date"),
        ("AgedPayables", "today"),
        ("CustomerBalance", "all"),
        ("TransactionList", "this month-to-date"),
    ],
)
def test_a_report_asked_for_without_dates_has_its_usual_period(name: str, macro: str) -> None:
    assert Browser(company()).json(name)["Header"]["DateMacro"] == macro


def test_every_report_repeats_its_name_and_is_found_whatever_the_case() -> None:
    browser = Browser(kept())
    for name in BUILDERS:
        assert browser.json(name.lower())["Header"]["ReportName"] == name


def test_the_ledger_has_its_usual_columns_and_ids() -> None:
    report = Browser(kept()).json("GeneralLedger", **ALL, account="84")
    line = ["tx_date", "txn_type", "doc_num", "name", "memo"]
    assert keys(report) == [*line, "split_acc", "subt_nat_amount", "rbal_nat_amount"]
    first = next(rows(report["Rows"]))
    assert (first[1], first[3]) == ({"value": "Invoice", "id": "2"}, {"value": "Weiskopf Consulting", "id": "58"})
    assert report["Rows"]["Row"][0]["Header"]["ColData"][0]["id"] == "84"


def test_the_journal_and_the_trial_balance_have_their_usual_columns() -> None:
    browser = Browser(kept())
    line = ["tx_date", "txn_type", "doc_num", "name", "memo"]
    assert keys(browser.json("JournalReport", **ALL)) == [*line, "account_name", "debt_amt", "credit_amt"]
    trial = browser.json("TrialBalance", **ALL)["Columns"]["Column"]
    assert [one["ColTitle"] for one in trial] == ["", "Debit", "Credit"]
    assert [one["ColType"] for one in trial] == ["Account", "Money", "Money"]


def test_the_ledger_has_further_columns() -> None:
    columns = (
        "account_name,debt_amt,credit_amt,cust_name,vend_name,klass_name,dept_name,is_adj,create_date,last_mod_date"
    )
    report = Browser(busy()).json("GeneralLedger", **ALL, columns=columns)
    assert ",".join(keys(report)) == columns
    cheque = next(row for row in table(report) if row["account_name"] == "Cost of Goods Sold")
    assert (cheque["debt_amt"], cheque["credit_amt"]) == ("20.25", "")
    assert (cheque["cust_name"], cheque["vend_name"]) == ("Weiskopf Consulting:Matter 1", "")
    owed = next(row for row in table(report) if row["vend_name"])
    assert (owed["vend_name"], owed["cust_name"], owed["is_adj"]) == ("Thrifty Meats", "", "")


def test_an_adjusting_entry_says_so_in_the_ledger() -> None:
    books = company()
    entry(books, "2025-09-01", "35", "1", "10", Adjustment=True)
    report = Browser(books).json("GeneralLedger", **ALL, columns="tx_date,is_adj")
    assert [row["is_adj"] for row in table(report) if row["tx_date"] == "2025-09-01"] == ["Yes", "Yes"]


def test_the_ledger_of_one_account_keeps_the_other_sides() -> None:
    report = Browser(kept()).json("GeneralLedger", **ALL, account="35")
    headings = [texts(one["Header"]["ColData"])[0] for one in sections(report["Rows"])]
    assert headings == ["Checking"]
    splits = [row["split_acc"] for row in table(report)]
    assert splits == ["Opening Balance Equity", "Accounts Receivable (A/R)"]


def test_the_ledger_of_one_customer_opens_with_what_that_customer_owed() -> None:
    report = Browser(kept()).json("GeneralLedger", start_date="2025-04-01", end_date="2025-09-08", customer="58")
    opening = [texts(cells)[-1] for cells in rows(report["Rows"]) if cells[0]["value"] == "Beginning Balance"]
    assert opening == ["1775.50", "1740.50", "35.00"]
    assert {row["name"] for row in table(report) if row["txn_type"]} == {"Weiskopf Consulting"}


def test_the_ledger_and_the_journal_can_be_turned_round() -> None:
    browser = Browser(kept())
    ledger = browser.json("GeneralLedger", **ALL, account="84", sort_by="subt_nat_amount")
    assert [(row["subt_nat_amount"], row["rbal_nat_amount"]) for row in table(ledger)] == [
        ("-1000.00", "-1000.00"),
        ("-40.00", "-1040.00"),
        ("1775.50", "735.50"),
    ]
    journal = browser.json("JournalReport", **ALL, sort_order="descend")
    assert next(row["txn_type"] for row in table(journal) if row["txn_type"]) == "Journal Entry"


@pytest.mark.parametrize(
    ("name", "params", "code"),
    [
        ("ProfitAndLoss", {"accounting_method": "Cash"}, "5030"),
        ("ProfitAndLoss", {"summarize_column_by": "Customers"}, "5030"),
        ("ProfitAndLoss", {"summarize_column_by": "Fortnight"}, "2170"),
        ("ProfitAndLoss", {"item": "1"}, "5030"),
        ("BalanceSheet", {"qzurl": "true"}, "5030"),
        ("TransactionList", {"group_by": "Customer"}, "5030"),
        ("TransactionList", {"sort_by": "moon"}, "5030"),
        ("TransactionList", {"sort_order": "sideways"}, "2170"),
        ("TransactionList", {"start_moddate": "yesterday"}, "2010"),
        ("GeneralLedger", {"account": "Checking"}, "2030"),
        ("TrialBalance", {"summarize_column_by": "Month"}, "5030"),
        ("CashFlow", {}, "5030"),
    ],
)
def test_what_a_report_would_ignore_is_refused(name: str, params: dict[str, str], code: str) -> None:
    answer = Browser(company()).report(name, **params)
    assert answer.status_code == 400
    assert answer.get_json()["Fault"]["Error"][0]["code"] == code


def test_a_company_that_reports_on_the_cash_basis_is_not_answered_on_another() -> None:
    books = company()
    prefer(books, "ReportPrefs", ReportBasis="Cash")
    browser = Browser(books)
    assert browser.report("ProfitAndLoss").status_code == 400
    assert browser.report("ProfitAndLoss", accounting_method="Accrual").status_code == 200
    assert browser.report("TransactionList").status_code == 200


def test_a_list_above_the_most_cells_is_cut_and_says_so_with_status_200() -> None:
    browser = Browser(kept())
    browser.sandbox.app.config[SIZE] = 50
    report = browser.json("JournalReport", **ALL)
    told = [texts(cells) for cells in rows(report["Rows"])]
    assert told[-1] == [CUT, *[""] * 7]
    assert len(told) == 50 // 8 + 1
    assert "GrandTotal" not in [row.get("group") for row in report["Rows"]["Row"]]


def test_a_ledger_is_cut_within_the_account_where_there_is_no_more_room() -> None:
    browser = Browser(kept())
    browser.sandbox.app.config[SIZE] = 16
    report = browser.json("GeneralLedger", **ALL)
    last = report["Rows"]["Row"][-1]
    assert [texts(cells)[0] for cells in rows(report["Rows"])] == ["2024-12-15", "2025-04-06", CUT]
    assert "Summary" not in last
    assert texts(last["Header"]["ColData"])[0] == "Opening Balance Equity"


def test_a_report_of_exactly_the_most_cells_is_whole() -> None:
    browser = Browser(kept())
    browser.sandbox.app.config[SIZE] = 50
    report = browser.json("TransactionList", **ALL)
    assert len(table(report)) == 5
    assert CUT not in str(report)


def test_a_statement_above_the_most_cells_is_refused() -> None:
    browser = Browser(kept())
    browser.sandbox.app.config[SIZE] = 5
    answer = browser.report("ProfitAndLoss", **ALL)
    assert answer.status_code == 400
    error = answer.get_json()["Fault"]["Error"][0]
    assert (error["code"], error["Message"]) == ("10100", "Result Set Big Error")
    assert error["Detail"] == "Result Set Big Error : Report too large, please customize"


def test_the_most_cells_are_intuits() -> None:
    assert MOST_CELLS == 400_000


def test_the_cut_is_told_in_intuits_words() -> None:
    assert CUT == "Unable to display more data. Please reduce the date range."
