"""The practice's answers to matterbooks: its implementation of `LedgerSource`.

Every question is answered through the session that is handed in, so that a lock commits with what caused it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matterbooks.demo.practice.books import Account, JournalEntry, JournalLine, TaxCode
from matterbooks.demo.practice.people import Firm
from matterbooks.demo.practice.records import Record, RemovedRecord
from matterbooks.demo.refs import BY_WORD, FIRM, KINDS, ref_of
from matterbooks.demo.services.ledger import balances
from matterbooks.demo.shapes import document_of, postings_of
from matterbooks.ledger.documents import Document, Ref
from matterbooks.ledger.source import (
    Books,
    Changed,
    Division,
    HostAccount,
    HostTaxCode,
    LedgerTransaction,
    Retainer,
    Role,
)


class PracticeLedger:
    """The ledger of the one firm; another firm's questions find nothing."""

    def document(self, session: Session, ref: Ref) -> Document | None:
        """The record as it stands, or None when it is gone or a draft."""
        record = _find(session, ref)
        return document_of(record, _firm(session).currency) if record is not None and record.is_posted else None

    def changed_since(self, session: Session, firm: str, mark: str, limit: int) -> Sequence[Changed]:
        """What was posted, edited, taken back or removed after the mark: an instant and the record's key."""
        if firm != FIRM:
            return []
        rows = [row for table in (Record, RemovedRecord) for row in _changes(session, table, mark, limit)]
        return sorted(rows, key=lambda row: row.mark)[:limit]

    def accounts(self, session: Session, firm: str) -> Sequence[HostAccount]:
        """The chart, by code."""
        return [
            HostAccount(account.code, account.name, Role(account.role), account.code, in_use=account.on_documents)
            for account in session.scalars(select(Account).order_by(Account.code))
        ]

    def tax_codes(self, session: Session, firm: str) -> Sequence[HostTaxCode]:
        """The country's codes; none in the United States."""
        found = session.scalars(select(TaxCode).order_by(TaxCode.percent.desc()))
        return [HostTaxCode(code.code, code.name, code.rate) for code in found]

    def currencies(self, session: Session, firm: str) -> Sequence[str]:
        """The practice bills in one currency."""
        return [_firm(session).currency]

    def divisions(self, session: Session, firm: str) -> Sequence[Division]:
        """The practice has no divisions."""
        return []

    def retainers(self, session: Session, firm: str) -> Sequence[Retainer]:
        """The practice keeps no general retainers."""
        return []

    def books(self, session: Session, firm: str) -> Books:
        """The firm's name, currency and closing date."""
        found = _firm(session)
        return Books(found.name, found.currency, found.lockout)

    def transactions(
        self, session: Session, firm: str, start: dt.date | None, end: dt.date | None
    ) -> Sequence[LedgerTransaction]:
        """Every posted record of the period, by date."""
        if firm != FIRM:
            return []
        currency = _firm(session).currency
        lines = selectinload(Record.entry).selectinload(JournalEntry.lines)
        people = lines.options(joinedload(JournalLine.contact), joinedload(JournalLine.matter))
        query = select(Record).join(JournalEntry).options(people, selectinload(Record.allocations))
        if start is not None:
            query = query.where(JournalEntry.date >= start)
        if end is not None:
            query = query.where(JournalEntry.date <= end)
        return [_transaction(record, currency) for record in session.scalars(query.order_by(Record.date, Record.id))]

    def opening_balances(self, session: Session, firm: str, on: dt.date) -> dict[str, Decimal]:
        """Account code -> balance at the start of that day."""
        return balances(session, before=on) if firm == FIRM else {}

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        """Refuse edits of the record. A draft is not on its way anywhere and stays open."""
        record = _find(session, ref)
        if record is not None and record.is_posted:
            record.locked, record.lock_reason = True, reason

    def unlock(self, session: Session, ref: Ref) -> None:
        """Allow edits again."""
        record = _find(session, ref)
        if record is not None:
            record.locked, record.lock_reason = False, ""


def _firm(session: Session) -> Firm:
    return session.scalars(select(Firm)).one()


def _find(session: Session, ref: Ref) -> Record | None:
    if ref.firm != FIRM or not ref.id.isdecimal():
        return None
    record = session.get(Record, int(ref.id))
    return record if record is not None and KINDS[type(record)] is ref.kind else None


def _changes(session: Session, table: type[Record] | type[RemovedRecord], mark: str, limit: int) -> list[Changed]:
    query = select(table.id, table.kind, table.version, table.modified_at).where(table.version > 0)
    if mark:
        instant, _, key = mark.partition("/")
        then = dt.datetime.fromisoformat(instant)
        after = and_(table.modified_at == then, table.id > int(key))
        query = query.where(or_(table.modified_at > then, after))
    rows = session.execute(query.order_by(table.modified_at, table.id).limit(limit))
    return [
        Changed(Ref(FIRM, BY_WORD[kind], str(id_)), str(version), f"{_instant(modified)}/{id_:012d}")
        for id_, kind, version, modified in rows
    ]


def _instant(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _transaction(record: Record, currency: str) -> LedgerTransaction:
    if record.posted_at is None:
        raise ValueError(f"{record.number} stands in the ledger and is not posted")
    return LedgerTransaction(
        ref=ref_of(record),
        number=record.number,
        date=record.date,
        postings=postings_of(record),
        currency=currency,
        posted_at=record.posted_at,
        modified_at=record.modified_at,
        party=record.contact.name if record.contact is not None else "",
        memo=record.memo,
        due=getattr(record, "due", None),
        applied_to=[ref_of(allocation.target) for allocation in record.allocations],
    )
