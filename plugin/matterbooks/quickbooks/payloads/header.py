"""What every transaction has in QuickBooks: number, date, note and currency."""

from __future__ import annotations

from typing import Any

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Header
from matterbooks.quickbooks.payloads.body import ref_to
from matterbooks.quickbooks.payloads.terms import Terms

NUMBER_LENGTH = 21
NOTE_LENGTH = 4000
"""Intuit: longest DocNumber and PrivateNote."""


def head(document: Header, terms: Terms) -> dict[str, Any]:
    """The date that it posts on, and its currency. Raises MissingRowsError where the company does not keep it."""
    return {"TxnDate": document.date.isoformat(), **_currency(document, terms)}


def numbered(document: Header, marker: str, *texts: str, allowed: bool = True) -> dict[str, str]:
    """The host's number and the private note; where QuickBooks numbers by itself the number goes into the note.

    Intuit: a number that is sent although the company numbers by itself may be taken, and may be taken twice.
    """
    own = number(document)
    if own and allowed:
        return {"DocNumber": own, "PrivateNote": note(marker, *texts, document.memo)}
    return {"PrivateNote": note(marker, own, *texts, document.memo)}


def number(document: Header) -> str:
    """The host's number where QuickBooks can hold it. Raises PushError: a number is never cut or changed."""
    return fitting(document, document.number)


def fitting(document: Header, text: str) -> str:
    """A number of the document, its own or its cheque's, likewise."""
    text = text.strip()
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


def without_tax(terms: Terms) -> dict[str, str]:
    """Out of scope of sales tax; said of every document where the company, outside the United States, keeps tax."""
    if terms.company.is_us or not terms.company.uses_sales_tax:
        return {}
    return {"GlobalTaxCalculation": "NotApplicable"}


def _currency(document: Header, terms: Terms) -> dict[str, Any]:
    """Currency and the host's own rate. Intuit: CurrencyRef is compulsory with multicurrency, and only then."""
    company, foreign = terms.company, terms.foreign(document.currency)
    if foreign and not company.multi_currency:
        raise MissingRowsError(
            f"The {document.ref} is in {document.currency}, and the QuickBooks company keeps {company.home_currency} "
            "only. Switch on several currencies there and read the company again, or handle it outside."
        )
    if not company.multi_currency:
        return {}
    rate = {"ExchangeRate": document.exchange_rate} if foreign else {}
    return {"CurrencyRef": ref_to(foreign or company.home_currency)} | rate
