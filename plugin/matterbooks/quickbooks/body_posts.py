"""What QuickBooks posts from a body, entity by entity (Intuit: which accounts are posted automatically).

Written from Intuit's posting rules, and apart from the recipes that it checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from matterbooks.mapping.accounts import Catalogue
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.control_accounts import PAYABLE, RECEIVABLE, payable, receivable
from matterbooks.quickbooks.figures import tax_of, total_of, value_of
from matterbooks.quickbooks.payloads.body import Body

TAX = "tax"
"""Stands for every sales-tax account."""

UNKNOWN = "?"
"""Begins a key that has no counterpart in QuickBooks; it never equals one that has."""


class Entry(NamedTuple):
    """account_id, amount in home currency (debit positive), and the QuickBooks id of the customer or vendor."""

    account_id: str
    amount: Decimal
    party: str = ""


def entries_of(body: Body, catalogue: Catalogue, items: dict[str, str]) -> Iterator[Entry]:
    """Every posting. items: item id -> its income account. Raises ValueError for what posts nothing.

    What is left when each is converted falls to the last, as both sides have to be equal in the home currency.
    """
    rate = wire.money(body.fields.get("ExchangeRate", 1))
    entries = [entry for entry in _in_currency(body, catalogue, items) if entry.amount]
    home = [entry._replace(amount=(entry.amount * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)) for entry in entries]
    if rate != 1 and home:
        left = sum((entry.amount for entry in home), Decimal(0))
        home[-1] = home[-1]._replace(amount=home[-1].amount - left)
    yield from home


def _in_currency(body: Body, catalogue: Catalogue, items: dict[str, str]) -> Iterator[Entry]:
    match body.entity:
        case "Invoice" | "CreditMemo":
            yield from _sale(body, catalogue, items)
        case "Bill" | "VendorCredit":
            yield from _purchase_on_account(body, catalogue)
        case "Payment":
            yield from _payment(body.fields, catalogue)
        case "BillPayment":
            yield from _bill_payment(body.fields, catalogue)
        case "Purchase":
            yield from _purchase(body, catalogue)
        case "Deposit":
            yield from _deposit(body)
        case "Transfer":
            yield from _transfer(body.fields)
        case "JournalEntry":
            yield from map(_entry, body.fields["Line"])
        case other:
            raise ValueError(f"{other} posts nothing")


def _control(type_: str, fields: dict[str, Any], catalogue: Catalogue) -> str:
    """The account that is named, else the company's; of a foreign currency its type, since QuickBooks has one each."""
    if value_of(fields, "CurrencyRef") not in ("", catalogue.company.home_currency):
        return type_
    named = value_of(fields, "ARAccountRef" if type_ == RECEIVABLE else "APAccountRef")
    return named or (receivable(catalogue) if type_ == RECEIVABLE else payable(catalogue)).id


def _sale(body: Body, catalogue: Catalogue, items: dict[str, str]) -> Iterator[Entry]:
    fields, sign = body.fields, 1 if body.entity == "Invoice" else -1
    yield Entry(
        _control(RECEIVABLE, fields, catalogue), sign * total_of(body.entity, fields), value_of(fields, "CustomerRef")
    )
    for line in fields["Line"]:
        item = value_of(line["SalesItemLineDetail"], "ItemRef")
        yield Entry(items.get(item, f"{UNKNOWN}item {item}"), -sign * wire.money(line["Amount"]))
    yield Entry(TAX, -sign * tax_of(fields))


def _purchase_on_account(body: Body, catalogue: Catalogue) -> Iterator[Entry]:
    fields, sign = body.fields, 1 if body.entity == "Bill" else -1
    yield Entry(
        _control(PAYABLE, fields, catalogue), -sign * total_of(body.entity, fields), value_of(fields, "VendorRef")
    )
    for account_id, amount, party in _spent(fields, catalogue):
        yield Entry(account_id, sign * amount, party)
    yield Entry(TAX, sign * tax_of(fields))


def _payment(fields: dict[str, Any], catalogue: Catalogue) -> Iterator[Entry]:
    total = wire.money(fields["TotalAmt"])
    yield Entry(value_of(fields, "DepositToAccountRef") or f"{UNKNOWN}undeposited funds", total)
    yield Entry(_control(RECEIVABLE, fields, catalogue), -total, value_of(fields, "CustomerRef"))


def _bill_payment(fields: dict[str, Any], catalogue: Catalogue) -> Iterator[Entry]:
    total = wire.money(fields["TotalAmt"])
    yield Entry(_control(PAYABLE, fields, catalogue), total, value_of(fields, "VendorRef"))
    card = value_of(fields.get("CreditCardPayment") or {}, "CCAccountRef")
    yield Entry(card or value_of(fields.get("CheckPayment") or {}, "BankAccountRef"), -total)


def _purchase(body: Body, catalogue: Catalogue) -> Iterator[Entry]:
    yield Entry(value_of(body.fields, "AccountRef"), -total_of(body.entity, body.fields))
    yield from _spent(body.fields, catalogue)


def _spent(fields: dict[str, Any], catalogue: Catalogue) -> Iterator[Entry]:
    """On payables the payee alone counts; elsewhere the line's own customer before the payee."""
    payee = value_of(fields, "EntityRef")
    for line in fields["Line"]:
        detail = line["AccountBasedExpenseLineDetail"]
        account_id = value_of(detail, "AccountRef")
        account = catalogue.by_id.get(account_id)
        owed = account is not None and account.type == PAYABLE
        yield Entry(account_id, wire.money(line["Amount"]), payee if owed else value_of(detail, "CustomerRef") or payee)


def _deposit(body: Body) -> Iterator[Entry]:
    yield Entry(value_of(body.fields, "DepositToAccountRef"), total_of(body.entity, body.fields))
    for line in body.fields["Line"]:
        detail = line["DepositLineDetail"]
        yield Entry(value_of(detail, "AccountRef"), -wire.money(line["Amount"]), value_of(detail, "Entity"))


def _transfer(fields: dict[str, Any]) -> Iterator[Entry]:
    amount = wire.money(fields["Amount"])
    yield Entry(value_of(fields, "ToAccountRef"), amount)
    yield Entry(value_of(fields, "FromAccountRef"), -amount)


def _entry(line: dict[str, Any]) -> Entry:
    detail = line["JournalEntryLineDetail"]
    sign = 1 if detail["PostingType"] == "Debit" else -1
    party = value_of(detail.get("Entity") or {}, "EntityRef")
    return Entry(value_of(detail, "AccountRef"), sign * wire.money(line["Amount"]), party)
