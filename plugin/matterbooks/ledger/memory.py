"""A practice ledger in memory: for host developers' tests, and for ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from matterbooks.ledger.documents import (
    CreditApplied,
    Document,
    Entry,
    Invoice,
    Payment,
    Ref,
    Refund,
    TrustEntry,
)
from matterbooks.ledger.source import Books, Changed, Division, HostAccount, HostTaxCode, LedgerTransaction, Retainer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass
class MemoryLedger:
    """Holds documents by their Ref. Locks are kept here and not in any session, so a rollback does not undo them."""

    chart: Sequence[HostAccount] = ()
    taxes: Sequence[HostTaxCode] = ()
    own_books: Books = field(default_factory=lambda: Books("Practice", "USD"))
    configured_retainers: Sequence[Retainer] = ()
    own_divisions: Sequence[Division] = ()
    opening: dict[str, Decimal] = field(default_factory=dict)
    documents: dict[Ref, Document] = field(default_factory=dict)
    locked: dict[Ref, str] = field(default_factory=dict)

    def put(self, document: Document) -> Ref:
        """Post a document, or post it anew."""
        self.documents[document.ref] = document
        return document.ref

    def document(self, session: Session, ref: Ref) -> Document | None:
        """The document, None when it was never put or was removed."""
        return self.documents.get(ref)

    def changed_since(self, session: Session, firm: str, mark: str, limit: int) -> Sequence[Changed]:
        """Documents in the order of their modification; the mark is an instant and the record."""
        rows = [
            Changed(ref, document.version, f"{document.modified_at.isoformat()} {ref.kind} {ref.id}")
            for ref, document in self.documents.items()
            if ref.firm == firm
        ]
        return sorted((row for row in rows if row.mark > mark), key=lambda row: row.mark)[:limit]

    def accounts(self, session: Session, firm: str) -> Sequence[HostAccount]:
        """The chart that was given."""
        return self.chart

    def tax_codes(self, session: Session, firm: str) -> Sequence[HostTaxCode]:
        """The tax codes that were given."""
        return self.taxes

    def currencies(self, session: Session, firm: str) -> Sequence[str]:
        """The base currency, then every other that a document is in."""
        foreign = {document.currency for document in self.documents.values()} - {self.own_books.base_currency}
        return [self.own_books.base_currency, *sorted(foreign)]

    def divisions(self, session: Session, firm: str) -> Sequence[Division]:
        """The divisions that were given."""
        return self.own_divisions

    def retainers(self, session: Session, firm: str) -> Sequence[Retainer]:
        """The retainers that were given."""
        return self.configured_retainers

    def books(self, session: Session, firm: str) -> Books:
        """The books that were given."""
        return self.own_books

    def transactions(
        self, session: Session, firm: str, start: dt.date | None, end: dt.date | None
    ) -> Sequence[LedgerTransaction]:
        """Every document of the period as a ledger transaction."""
        return [
            _transaction(document)
            for ref, document in self.documents.items()
            if ref.firm == firm and (start is None or document.date >= start) and (end is None or document.date <= end)
        ]

    def opening_balances(self, session: Session, firm: str, on: dt.date) -> dict[str, Decimal]:
        """The opening balances that were given and everything posted before that day."""
        sums = dict(self.opening)
        for document in self.documents.values():
            if document.ref.firm == firm and document.date < on:
                for posting in document.postings:
                    sums[posting.account] = sums.get(posting.account, Decimal(0)) + posting.amount
        return sums

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        """Note the lock."""
        self.locked[ref] = reason

    def unlock(self, session: Session, ref: Ref) -> None:
        """Forget the lock."""
        self.locked.pop(ref, None)


def _transaction(document: Document) -> LedgerTransaction:
    match document:
        case Invoice() | CreditApplied() | Payment() | Refund():
            party = document.party.name
        case TrustEntry() if document.moves:
            party = document.moves[0].client.name
        case Entry() if document.party:
            party = document.party.name
        case _:
            party = ""
    allocations = document.allocations if isinstance(document, Payment | CreditApplied) else ()
    return LedgerTransaction(
        ref=document.ref,
        number=document.number,
        date=document.date,
        postings=document.postings,
        currency=document.currency,
        posted_at=document.posted_at,
        modified_at=document.modified_at,
        party=party,
        memo=document.memo,
        due=document.due if isinstance(document, Invoice) else None,
        applied_to=[allocation.ref for allocation in allocations],
        division=document.division,
    )
