"""A small company whose books are known line by line, kept by the rules of the API, at a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from matterbooks.sandbox.api import service
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.seeds import build

NOW = datetime(2025, 9, 8, 19, 48, tzinfo=UTC)
REALM = "9341453000000001"
Json = dict[str, Any]


def company(country: str = "US", now: Callable[[], datetime] = lambda: NOW) -> Company:
    """A sample company of `country` without a transaction."""
    return build(REALM, country, "sample", now)


def make(books: Company, kind: str, body: Json, **change: object) -> Json:
    """Write a record as the API would; `change` adds to the body."""
    return service.write(books, REGISTRY[kind], {**body, **change}, "", frozenset())


def sale(amount: str, item: str = "1", text: str = "", **detail: object) -> Json:
    """A sales line; `detail` adds to its detail."""
    described = {"Description": text} if text else {}
    inside = {"ItemRef": {"value": item}, **detail}
    return {
        "Amount": Decimal(amount),
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": inside,
        **described,
    }


def side(kind: str, account: str, amount: str, text: str = "") -> Json:
    """A line of a journal entry; `kind` is Debit or Credit."""
    detail = {"PostingType": kind, "AccountRef": {"value": account}}
    line: Json = {
        "Amount": Decimal(amount),
        "DetailType": "JournalEntryLineDetail",
        "JournalEntryLineDetail": detail,
    }
    return {**line, "Description": text} if text else line


def account(books: Company, name: str, parent: str, kind: str = "Income") -> str:
    """Add a sub-account; answers its id."""
    body = {"Name": name, "AccountType": kind, "ParentRef": {"value": parent}, "SubAccount": True}
    return str(make(books, "Account", body)["Id"])


def kept() -> Company:
    """Five transactions: an opening deposit of 2024, an invoice, its payment, a credit memo, and a journal entry."""
    books = company()
    deposit = {"DepositToAccountRef": {"value": "35"}, "TxnDate": "2024-12-15", "PrivateNote": "Opening Balance"}
    opening = {"AccountRef": {"value": "34"}}
    line = {"Amount": Decimal(5000), "DetailType": "DepositLineDetail", "DepositLineDetail": opening}
    make(books, "Deposit", deposit, Line=[line])
    invoice = {"CustomerRef": {"value": "58"}, "TxnDate": "2025-03-16", "DocNumber": "1002"}
    lines = [sale("1740.50", text='Advice, "urgent"'), sale("35", "3")]
    make(books, "Invoice", invoice, PrivateNote="March", Line=lines)
    applied = [{"Amount": Decimal(1000), "LinkedTxn": [{"TxnId": "2", "TxnType": "Invoice"}]}]
    payment = {"CustomerRef": {"value": "58"}, "TotalAmt": Decimal(1000), "DepositToAccountRef": {"value": "35"}}
    make(books, "Payment", payment, TxnDate="2025-04-06", PaymentRefNum="77", Line=applied)
    credit = {"CustomerRef": {"value": "58"}, "TxnDate": "2025-04-07", "DocNumber": "CR-1"}
    make(books, "CreditMemo", credit, Line=[sale("40")])
    sides = [side("Debit", "7", "10.5", "Moved"), side("Credit", "39", "10.5")]
    make(books, "JournalEntry", {"TxnDate": "2025-06-15", "DocNumber": "J1"}, Line=sides)
    return books
