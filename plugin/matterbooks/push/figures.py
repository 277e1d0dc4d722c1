"""The figures of a document as people look for it: number, party, date and amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matterbooks.ledger.documents import (
    BankTransfer,
    CreditApplied,
    Document,
    Entry,
    Invoice,
    Payment,
    Refund,
    TrustEntry,
)
from matterbooks.store.models import Operation


@dataclass(frozen=True, slots=True)
class Figures:
    """What the activity screen and `links.csv` show of a document."""

    number: str
    party: str
    date: date
    amount: Decimal
    currency: str
    version: str

    def write(self, row: Operation) -> None:
        """Set them on an operation."""
        row.number, row.party, row.date = self.number, self.party, self.date
        row.amount, row.currency, row.document_version = self.amount, self.currency, self.version


def figures_of(document: Document) -> Figures:
    """The figures of any document."""
    return Figures(
        number=document.number,
        party=_party(document),
        date=document.date,
        amount=_amount(document),
        currency=document.currency,
        version=document.version,
    )


def _party(document: Document) -> str:
    match document:
        case Invoice() | CreditApplied() | Payment() | Refund():
            return document.party.name
        case TrustEntry() if document.moves:
            return document.moves[0].client.name
        case Entry() if document.party is not None:
            return document.party.name
        case _:
            return ""


def _amount(document: Document) -> Decimal:
    match document:
        case Invoice():
            return document.total
        case CreditApplied():
            return sum((allocation.amount for allocation in document.allocations), Decimal(0))
        case Payment() | Refund() | BankTransfer():
            return document.amount
        case _:
            return sum((posting.amount for posting in document.postings if posting.amount > 0), Decimal(0))
