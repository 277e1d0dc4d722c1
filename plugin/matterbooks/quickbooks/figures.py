"""The figures of a body and of QuickBooks' record of it: total, tax, and what is left open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matterbooks.quickbooks import wire

FORMS = frozenset({"Invoice", "CreditMemo", "Bill", "VendorCredit"})
"""What stands open until it is paid or used."""

PAYMENTS = frozenset({"Payment", "BillPayment"})
TRANSACTIONS = FORMS | PAYMENTS | {"Purchase", "Deposit", "Transfer", "JournalEntry"}

PARTY = {
    "Invoice": "CustomerRef", "CreditMemo": "CustomerRef", "Payment": "CustomerRef", "Bill": "VendorRef",
    "VendorCredit": "VendorRef", "BillPayment": "VendorRef", "Purchase": "EntityRef",
}  # fmt: skip
"""Which field says whose a transaction is; the others have it on their lines, or not at all."""

_CREDITS = frozenset({"CreditMemo", "VendorCredit"})


def total_of(entity: str, fields: dict[str, Any]) -> Decimal:
    """What a body, or a record, amounts to: its lines and tax, the payment's own total, or one side of an entry."""
    if entity in PAYMENTS:
        return wire.money(fields["TotalAmt"])
    if entity == "Transfer":
        return wire.money(fields["Amount"])
    if entity == "JournalEntry":
        return sum((wire.money(line["Amount"]) for line in fields["Line"] if _is_debit(line)), Decimal(0))
    return sum((wire.money(line["Amount"]) for line in fields["Line"]), tax_of(fields))


def answered_total(entity: str, row: dict[str, Any]) -> Decimal:
    """What QuickBooks says that its record amounts to. Intuit: a journal entry's TotalAmt is always 0."""
    if entity in ("JournalEntry", "Transfer"):
        return total_of(entity, row)
    return wire.money(row.get("TotalAmt"))


def tax_of(fields: dict[str, Any]) -> Decimal:
    """The tax of a body or of a record, zero where it has none."""
    return wire.money((fields.get("TxnTaxDetail") or {}).get("TotalTax") or 0)


def open_of(entity: str, fields: dict[str, Any]) -> Decimal | None:
    """What a body leaves open: all of an invoice or credit, and of a payment what its links do not use."""
    if entity in FORMS:
        return total_of(entity, fields)
    if entity != "Payment":
        return None
    return total_of(entity, fields) - sum((_used(line) for line in fields.get("Line", [])), Decimal(0))


def value_of(fields: dict[str, Any], name: str) -> str:
    """The id in a reference, empty where it is missing."""
    found = fields.get(name)
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def links_in(fields: dict[str, Any]) -> dict[tuple[str, str], Decimal]:
    """(TxnType, TxnId) -> what the lines of a payment apply to it."""
    sums: dict[tuple[str, str], Decimal] = {}
    for line in fields.get("Line", []):
        for link in line.get("LinkedTxn", []):
            key = str(link["TxnType"]), str(link["TxnId"])
            sums[key] = sums.get(key, Decimal(0)) + wire.money(line["Amount"])
    return sums


def _is_debit(line: dict[str, Any]) -> bool:
    return (line.get("JournalEntryLineDetail") or {}).get("PostingType") == "Debit"


def _used(line: dict[str, Any]) -> Decimal:
    """A link to a charge uses money, a link to a credit brings it."""
    kinds = {str(link["TxnType"]) for link in line["LinkedTxn"]}
    amount = wire.money(line["Amount"])
    return -amount if kinds & _CREDITS else amount
