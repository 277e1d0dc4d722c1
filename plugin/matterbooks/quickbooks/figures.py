"""The figures of a body and of QuickBooks' record of it: total, tax, and what is left open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matterbooks.quickbooks import wire

SALES_FORMS = frozenset({"Invoice", "CreditMemo"})
TRANSACTIONS = SALES_FORMS | {"Payment"}


def total_of(entity: str, fields: dict[str, Any]) -> Decimal:
    """What a body amounts to: its lines and tax, or the payment's own total."""
    if entity not in SALES_FORMS:
        return wire.money(fields["TotalAmt"])
    return sum((wire.money(line["Amount"]) for line in fields["Line"]), tax_of(fields))


def tax_of(fields: dict[str, Any]) -> Decimal:
    """The tax of a body or of a record, zero where it has none."""
    return wire.money((fields.get("TxnTaxDetail") or {}).get("TotalTax") or 0)


def open_of(entity: str, fields: dict[str, Any]) -> Decimal:
    """What a body leaves open: all of an invoice or credit, and of a payment what its links do not use."""
    if entity in SALES_FORMS:
        return total_of(entity, fields)
    return total_of(entity, fields) - sum((_used(line) for line in fields.get("Line", [])), Decimal(0))


def value_of(fields: dict[str, Any], name: str) -> str:
    """The id in a reference, empty where it is missing."""
    found = fields.get(name)
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def _used(line: dict[str, Any]) -> Decimal:
    """A link to an invoice uses money, a link to a credit brings it."""
    linked = {str(link["TxnType"]) for link in line["LinkedTxn"]}
    amount = wire.money(line["Amount"])
    return amount if linked == {"Invoice"} else -amount
