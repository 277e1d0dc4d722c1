"""What QuickBooks made of a body, compared at no extra call: the answer to a create holds the whole record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from matterbooks.quickbooks import wire
from matterbooks.quickbooks.figures import (
    FORMS,
    PARTY,
    TRANSACTIONS,
    answered_total,
    links_in,
    open_of,
    tax_of,
    total_of,
    value_of,
)
from matterbooks.quickbooks.payloads.body import Body


@dataclass(frozen=True, slots=True)
class Returned:
    """The record's own figures, None for a party or item. words say what differs, and are empty where nothing does.

    balance is what is open of an invoice or credit, and what is unapplied of a payment.
    """

    total: Decimal | None
    tax: Decimal | None
    balance: Decimal | None
    differs: bool
    words: str


def compare(body: Body, row: dict[str, Any]) -> Returned:
    """Hold the record in QuickBooks' answer against what was sent. Raises ValueError where it has no figures."""
    if body.entity not in TRANSACTIONS:
        return Returned(None, None, None, False, "")
    total, tax, balance = answered_total(body.entity, row), tax_of(row), _balance(body, row)
    meant = open_of(body.entity, body.fields)
    party = PARTY.get(body.entity)
    found = [
        *_amount("total", total_of(body.entity, body.fields), total),
        *_amount("tax", tax_of(body.fields), tax),
        *(_amount("open balance", meant, balance) if meant is not None and balance is not None else ()),
        *_home(body, row),
        *_same("number", body.fields.get("DocNumber", ""), str(row.get("DocNumber") or "")),
        *(_same(party[:-3].lower(), value_of(body.fields, party), value_of(row, party)) if party else ()),
        *_same("date", body.fields["TxnDate"], str(row.get("TxnDate", ""))),
    ]
    words = f"QuickBooks has {'; '.join(found)}." if found else ""
    return Returned(total, tax, balance, bool(found), words)


def is_voided(body: Body, row: dict[str, Any]) -> bool:
    """Whether QuickBooks voided a payment at once, as it does where the bill was paid already (Intuit: seen live)."""
    return body.entity == "BillPayment" and bool(body.fields.get("Line")) and not row.get("Line")


def applied(sent: Body, row: dict[str, Any]) -> bool:
    """Whether a payment settles exactly what the update that was sent says."""
    return links_in(sent.fields) == links_in(row)


def _balance(body: Body, row: dict[str, Any]) -> Decimal | None:
    """A record that leaves its balance out is taken to have the one that was meant."""
    names = ("Balance", "RemainingCredit") if body.entity in FORMS else ("UnappliedAmt",)
    found = next((row[name] for name in names if row.get(name) is not None), None)
    return open_of(body.entity, body.fields) if found is None else wire.money(found)


def _home(body: Body, row: dict[str, Any]) -> list[str]:
    """Intuit: HomeTotalAmt is what a foreign document posts."""
    if "ExchangeRate" not in body.fields or row.get("HomeTotalAmt") is None:
        return []
    meant = total_of(body.entity, body.fields) * wire.money(body.fields["ExchangeRate"])
    rounded = meant.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _amount("total in home currency", rounded, wire.money(row["HomeTotalAmt"]))


def _amount(name: str, meant: Decimal, found: Decimal) -> list[str]:
    return [] if meant == found else [f"{name} {found:.2f} instead of {meant:.2f}"]


def _same(name: str, meant: str, found: str) -> list[str]:
    """Nothing is said of what was not sent. Intuit: a company that numbers by itself may replace a number."""
    return [] if not meant or meant == found else [f"{name} {found or '(none)'} instead of {meant}"]
