"""Every report of one company tells the same story: the ledger, the trial balance, the statements and what is owed."""

from collections import defaultdict

import pytest

from matterbooks.sandbox.api import service
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.model import Row, Section
from tests.sandbox.reports.books import company, kept
from tests.sandbox.reports.busy import applied, busy, entry, invoice, payment, voided
from tests.sandbox.reports.http import Browser
from tests.sandbox.reports.reading import Json, cents, codes, group, rows, sections, table, texts, total

YEAR = {"start_date": "2025-01-01", "end_date": "2025-09-08"}
ENDS = ("2024-12-31", "2025-05-31", "2025-08-09", "2025-08-31", "2025-09-08")
DEBIT_SIDE = ("TotalAssets", "COGS", "Expenses", "OtherExpenses")


def _trial_balance(report: Json) -> dict[str, int]:
    found = {}
    for cells in rows(report["Rows"]):
        _, debit, credit = texts(cells)
        found[cells[0]["id"]] = cents(debit) - cents(credit)
    return {one: amount for one, amount in found.items() if amount}


def _from_ledger(browser: Browser, period: dict[str, str]) -> dict[str, int]:
    """The last balance of each account in the general ledger, debit positive."""
    credit_side = {one["Id"] for one in browser.books.accounts() if one["Classification"] not in {"Asset", "Expense"}}
    found: dict[str, int] = {}
    for section in sections(browser.json("GeneralLedger", **period)["Rows"]):
        account = section.get("Header", {}).get("ColData", [{}])[0].get("id")
        own = section["Rows"]["Row"]
        inside = [row for row in own if "ColData" in row] or list(own[0].get("Rows", {}).get("Row", []))
        if account and "ColData" in inside[-1]:
            balance = cents(inside[-1]["ColData"][-1]["value"])
            found[account] = -balance if account in credit_side else balance
    return {one: amount for one, amount in found.items() if amount}


def _from_statements(browser: Browser, period: dict[str, str]) -> dict[str, int]:
    """Each account of the balance sheet and of the year's profit and loss, debit positive."""
    found: dict[str, int] = defaultdict(int)
    for name in ("BalanceSheet", "ProfitAndLoss"):
        report = browser.json(name, **period)
        for code in codes(report):
            side = 1 if code in DEBIT_SIDE else -1
            for account, amount in _accounts(group(report, code)):
                found[account] += side * amount
    return {one: amount for one, amount in found.items() if amount}


def _accounts(section: Json) -> list[tuple[str, int]]:
    """The accounts of a section with their own amounts."""
    found = []
    for row in section.get("Rows", {}).get("Row", []):
        heading = row.get("ColData") or row["Header"]["ColData"]
        if "id" in heading[0]:
            found.append((heading[0]["id"], cents(heading[1]["value"])))
        found += _accounts(row)
    return found


@pytest.mark.parametrize("end", ENDS)
def test_the_ledger_the_trial_balance_and_the_statements_agree(end: str) -> None:
    browser = Browser(busy())
    period = {"start_date": f"{end[:4]}-01-01", "end_date": end}
    trial = _trial_balance(browser.json("TrialBalance", **period))
    assert trial == _from_ledger(browser, period)
    assert trial == _from_statements(browser, period)
    assert sum(trial.values()) == 0


@pytest.mark.parametrize("end", ENDS)
def test_what_is_owed_by_name_is_what_stands_on_the_control_accounts(end: str) -> None:
    browser = Browser(busy())
    trial = _trial_balance(browser.json("TrialBalance", start_date="2024-01-01", end_date=end))
    for names, account, sign in (("Receivable", "84", 1), ("Payable", "33", -1)):
        summary = browser.json(f"Aged{names}s", report_date=end)
        detail = browser.json(f"Aged{names}Detail", report_date=end)
        standing = sign * trial.get(account, 0)
        assert _last(summary) == _last(detail) == standing


def _last(report: Json) -> int:
    """The grand total, nothing if there is none."""
    if "GrandTotal" not in codes(report):
        return 0
    return cents(total(report, "GrandTotal")[-1])


def test_both_sides_of_the_balance_sheet_are_equal_in_every_column() -> None:
    report = Browser(busy()).json(
        "BalanceSheet", start_date="2024-01-01", end_date="2025-09-08", summarize_column_by="Month"
    )
    assert total(report, "TotalAssets") == total(report, "TotalLiabilitiesAndEquity")
    assert len(total(report, "TotalAssets")) == 21


@pytest.mark.parametrize("name", ["ProfitAndLoss", "BalanceSheet", "AgedReceivables"])
def test_every_total_is_the_sum_of_what_stands_above_it(name: str) -> None:
    report = build(busy(), name)
    for part in report.sections:
        if isinstance(part, Section) and part.parts:
            _check(part, [column.key for column in report.columns[1:]])


def _check(section: Section, keys: list[str]) -> None:
    for key in keys:
        inside = [_amount(part.cells if isinstance(part, Row) else part.total, key) for part in section.parts]
        assert _amount(section.total, key) == sum(inside) + _amount(section.own, key)
    for part in section.parts:
        if isinstance(part, Section):
            _check(part, keys)


def _amount(cells: object, key: str) -> int:
    assert isinstance(cells, dict)
    value = cells[key].value if key in cells else None
    return value if isinstance(value, int) else 0


def _linked() -> Company:
    """A company in which a payment of nothing links a credit memo to an invoice."""
    books = kept()
    parts = [applied("40", kind, {"Id": one}) for one, kind in (("2", "Invoice"), ("4", "CreditMemo"))]
    payment(books, "2025-07-01", "0", *parts)
    return books


def test_a_payment_that_only_links_a_credit_is_one_line_more_in_the_api_than_in_the_file() -> None:
    report = Browser(_linked()).json("GeneralLedger", date_macro="All")
    lines = [row for row in table(report) if row["txn_type"] == "Payment" and row["tx_date"] == "2025-07-01"]
    assert [(row["split_acc"], row["subt_nat_amount"]) for row in lines] == [
        ("", ".00"),
        ("Accounts Receivable (A/R)", ".00"),
    ]
    nowhere = report["Rows"]["Row"][-1]
    assert nowhere["Header"]["ColData"][0] == {"value": "Not Specified"}
    made = build(_linked(), "GeneralLedger")
    assert [len(one.rows) for one in made.apart] == [1]
    assert sum(1 for row in made.rows() if "tx_date" in row.cells) == len(table(report)) - 1 - _openings(report)


def _openings(report: Json) -> int:
    return sum(1 for cells in rows(report["Rows"]) if cells[0]["value"] == "Beginning Balance")


def test_a_payment_that_only_links_a_credit_changes_no_report_of_amounts() -> None:
    before, after = Browser(kept()), Browser(_linked())
    for name in ("TrialBalance", "ProfitAndLoss", "BalanceSheet", "AgedReceivables"):
        first, second = before.json(name, date_macro="All"), after.json(name, date_macro="All")
        assert _filled(first) == _filled(second)


def _filled(report: Json) -> list[list[str]]:
    """The rows that have an amount other than zero; names aside, what was aged may have moved between buckets."""
    told = [texts(cells) for cells in rows(report["Rows"])]
    return [[row[0], row[-1]] for row in told if any(cents(one) for one in row[1:])]


def test_a_voided_invoice_keeps_its_lines_in_the_journal_at_nothing() -> None:
    books = company()
    bill = invoice(books, "2025-08-20", "70")
    voided(books, "Invoice", bill)
    browser = Browser(books)
    journal = browser.json("JournalReport", date_macro="All")
    accounts = [(row["account_name"], row["debt_amt"]) for row in table(journal) if row["account_name"]]
    assert accounts == [("Accounts Receivable (A/R)", ".00"), ("Services", ".00")]
    [listed] = table(browser.json("TransactionList", date_macro="All"))
    assert (listed["memo"], listed["subt_nat_home_amount"]) == ("Voided", ".00")
    assert _trial_balance(browser.json("TrialBalance")) == {}


def test_a_deleted_transaction_is_in_no_report() -> None:
    books = company()
    made = entry(books, "2025-08-20", "35", "1", "10")
    body = {"Id": made["Id"], "SyncToken": made["SyncToken"]}
    service.write(books, REGISTRY["JournalEntry"], body, "delete", frozenset())
    browser = Browser(books)
    for name in ("JournalReport", "TransactionList", "TrialBalance"):
        assert list(rows(browser.json(name, date_macro="All")["Rows"])) == []
