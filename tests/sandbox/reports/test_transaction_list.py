"""The Transaction List: one row for each transaction, whatever it is, and which of them are shown."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from tests.sandbox.reports.books import company, kept, make, sale
from tests.sandbox.reports.busy import applied, bought, busy, invoice, paid_by_cheque, spent
from tests.sandbox.reports.http import Browser
from tests.sandbox.reports.reading import Json, keys, rows, table, texts

ALL = {"date_macro": "All"}
DEFAULT = [
    "tx_date",
    "txn_type",
    "doc_num",
    "is_no_post",
    "name",
    "dept_name",
    "memo",
    "account_name",
    "other_account",
    "subt_nat_home_amount",
]


def test_each_transaction_has_one_row_under_the_usual_columns() -> None:
    report = Browser(kept()).json("TransactionList", **ALL)
    assert keys(report) == DEFAULT
    assert [texts(cells) for cells in rows(report["Rows"])][1:4] == [
        [
            "2025-03-16",
            "Invoice",
            "1002",
            "Yes",
            "Weiskopf Consulting",
            "",
            "March",
            *_receivable("-Split-", "1775.50"),
        ],
        ["2025-04-06", "Payment", "77", "Yes", "Weiskopf Consulting", "", "", "Checking", *_receivable("1000.00")],
        ["2025-04-07", "Credit Memo", "CR-1", "Yes", "Weiskopf Consulting", "", "", *_receivable("Services", "-40.00")],
    ]
    assert len(table(report)) == 5


def _receivable(*rest: str) -> list[str]:
    return ["Accounts Receivable (A/R)", *rest]


def test_cells_carry_the_ids_of_what_they_name() -> None:
    found = list(rows(Browser(kept()).json("TransactionList", **ALL)["Rows"]))[1]
    assert [cell.get("id") for cell in found] == [None, "2", None, None, "58", None, None, "84", "", None]


def test_the_header_names_no_basis() -> None:
    header = Browser(kept()).json("TransactionList", **ALL)["Header"]
    assert "ReportBasis" not in header
    assert header["Option"] == [{"Name": "NoReportData", "Value": "false"}]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"customer": "58"}, ["Invoice", "Payment", "Credit Memo"]),
        ({"vendor": "56"}, []),
        ({"customer": "1,58", "start_date": "2025-04-07", "end_date": "2025-12-31"}, ["Credit Memo"]),
        ({"account": "39"}, ["Journal Entry"]),
        ({"account": "34,79"}, ["Deposit", "Invoice"]),
    ],
)
def test_filters_keep_transactions_with_a_line_that_fits(filters: dict[str, str], found: list[str]) -> None:
    asked = filters if "start_date" in filters else {**ALL, **filters}
    report = Browser(kept()).json("TransactionList", **asked)
    assert [row["txn_type"] for row in table(report)] == found


def test_a_name_of_any_kind_can_be_asked_for() -> None:
    browser = Browser(kept())
    answer = browser.client.get(
        f"/v3/company/{browser.books.realm_id}/reports/TransactionList?date_macro=All&name=58",
        headers=browser.headers(),
    )
    assert [row["txn_type"] for row in table(answer.get_json())] == ["Invoice", "Payment", "Credit Memo"]


def test_rows_can_be_sorted_by_any_column_either_way() -> None:
    browser = Browser(kept())
    rising = browser.json("TransactionList", **ALL, sort_by="subt_nat_home_amount")
    amounts = [row["subt_nat_home_amount"] for row in table(rising)]
    assert amounts == ["-40.00", "10.50", "1000.00", "1775.50", "5000.00"]
    falling = browser.json("TransactionList", **ALL, sort_by="txn_type", sort_order="descend")
    assert next(row["txn_type"] for row in table(falling)) == "Payment"
    latest = browser.json("TransactionList", **ALL, sort_order="descend")
    assert next(row["tx_date"] for row in table(latest)) == "2025-06-15"


def test_transactions_can_be_found_by_when_they_were_made_and_changed() -> None:
    now = [datetime(2025, 9, 1, 19, tzinfo=UTC)]
    books = company(now=lambda: now[0])
    first = invoice(books, "2025-01-01", "10")
    now[0] += timedelta(days=2)
    invoice(books, "2025-01-02", "20")
    now[0] += timedelta(days=2)
    make(books, "Invoice", {**_again(books, first), "PrivateNote": "Changed"})
    browser = Browser(books)
    made = browser.json("TransactionList", **ALL, start_createdate="2025-09-02")
    assert [row["subt_nat_home_amount"] for row in table(made)] == ["20.00"]
    changed = browser.json("TransactionList", **ALL, start_moddate="2025-09-04", end_moddate="2025-09-05")
    assert [row["memo"] for row in table(changed)] == ["Changed"]


def _again(books: Company, record: Json) -> Json:
    now = books.transaction("Invoice", record["Id"])
    assert now is not None
    return now


def test_what_posts_nothing_is_listed_and_says_so() -> None:
    """For as long as the sandbox has transactions of that kind."""
    books = kept()
    unposted = [name for name, kind in REGISTRY.items() if kind.id_line == "transactions" and not kind.posts]
    body = {"CustomerRef": {"value": "58"}, "TxnDate": "2025-05-05", "Line": [sale("12")]}
    made = [make(books, kind, body)["Id"] for kind in unposted if kind == "Estimate"]
    listed = list(rows(Browser(books).json("TransactionList", **ALL)["Rows"]))
    assert [cells[1]["id"] for cells in listed if cells[3]["value"] == "No"] == made
    assert len(listed) == 5 + len(made)


def test_each_kind_of_transaction_has_its_word_its_account_and_its_sign() -> None:
    books = company()
    bill = bought(books, "Bill", "2025-01-01", "100")
    bought(books, "VendorCredit", "2025-01-02", "30")
    paid_by_cheque(books, "2025-01-03", "50", applied("50", "Bill", bill))
    accounts = {"FromAccountRef": {"value": "35"}, "ToAccountRef": {"value": "36"}}
    make(books, "Transfer", {**accounts, "TxnDate": "2025-01-04", "Amount": Decimal(7)})
    spent(books, "2025-01-05", "5", "8")
    listed = table(Browser(books).json("TransactionList", **ALL, columns="txn_type,account_name,subt_nat_home_amount"))
    assert [tuple(row.values()) for row in listed] == [
        ("Bill", "Accounts Payable (A/P)", "100.00"),
        ("Vendor Credit", "Accounts Payable (A/P)", "-30.00"),
        ("Bill Payment (Check)", "Checking", "-50.00"),
        ("Transfer", "Savings", "7.00"),
        ("Check", "Checking", "-5.00"),
    ]


def test_the_list_agrees_with_the_journal_on_every_transaction() -> None:
    books = busy()
    spent(books, "2025-06-11", "5", "8", EntityRef={"value": "56"})
    browser = Browser(books)
    listed = {row[1]["id"]: texts(row)[:2] for row in rows(browser.json("TransactionList", **ALL)["Rows"])}
    told = {}
    for row in rows(browser.json("JournalReport", **ALL)["Rows"]):
        if row[1]["value"]:
            told[row[1]["id"]] = texts(row)[:2]
    assert listed == told
    assert len(listed) == len({row.txn_id for row in books.journal()})
