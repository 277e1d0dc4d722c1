"""What every transaction has in QuickBooks: number, date, note, customer and currency."""

from __future__ import annotations

from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Header
from matterbooks.mapping.accounts import Company
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads.body import ref_to

NUMBER_LENGTH = 21
NOTE_LENGTH = 4000
"""Intuit: longest DocNumber and PrivateNote."""


def number(document: Header) -> str:
    """The host's number where QuickBooks can hold it. Raises PushError: a number is never cut or changed."""
    text = document.number.strip()
    if len(text) > NUMBER_LENGTH or not text.isprintable():
        raise PushError(
            f"The {document.ref} has the number {text[:40]!r}; QuickBooks takes at most {NUMBER_LENGTH} characters. "
            "Give it a shorter number in the practice application."
        )
    return text


def note(marker: str, *texts: str) -> str:
    """The private note: what is worth telling, then the marker, within Intuit's length."""
    told = " ".join(" ".join(text.split()) for text in texts if text.strip())
    room = NOTE_LENGTH - len(marker) - 1
    return f"{told[:room].rstrip()} {marker}".lstrip()


def dated(document: Header) -> dict[str, Any]:
    """The date that it posts on."""
    return {"TxnDate": document.date.isoformat()}


def currency(document: Header, mapping: Mapping, company: Company) -> dict[str, Any]:
    """Currency and the host's own rate, where the company keeps several currencies. Raises PushError where it cannot.

    Intuit: CurrencyRef is compulsory with multicurrency, and not wanted without.
    """
    code = mapping.currencies.get(document.currency, document.currency)
    foreign = code != company.home_currency
    if foreign and not company.multi_currency:
        raise PushError(
            f"The {document.ref} is in {document.currency}, and the QuickBooks company keeps {company.home_currency} "
            "only. Switch on several currencies there, or handle it outside."
        )
    if not company.multi_currency:
        return {}
    return {"CurrencyRef": ref_to(code)} | ({"ExchangeRate": document.exchange_rate} if foreign else {})
