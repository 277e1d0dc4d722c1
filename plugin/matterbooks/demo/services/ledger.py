"""Double entry: every posted record has one journal entry, whose lines sum to zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matterbooks.demo.practice.books import Account, JournalEntry, JournalLine
from matterbooks.demo.practice.errors import NotBalancedError
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import DRAFT, POSTED, Record, RemovedRecord
from matterbooks.demo.refs import ref_of
from matterbooks.demo.services.work import Work, refuse_closed, refuse_locked

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of an entry: debit positive, credit negative."""

    account: str
    amount: Decimal
    contact: Contact | None = None
    matter: Matter | None = None


def post(work: Work, record: Record, legs: Iterable[Leg]) -> None:
    """Write the record and its entry, and report it. Raises NotBalancedError, LockedRecordError."""
    kept = [leg for leg in legs if leg.amount]
    left = sum((leg.amount for leg in kept), ZERO)
    if left:
        raise NotBalancedError(f"{record.number} does not balance: debits and credits differ by {left:.2f}.")
    refuse_locked(record)
    refuse_closed(work, record.date, record.number)
    if record.entry is None:
        record.entry = JournalEntry(date=record.date)
    record.entry.date = record.date
    record.entry.lines = [_line(leg) for leg in kept]
    record.status, record.posted_at = POSTED, work.now
    _saved(work, record)


def unpost(work: Work, record: Record) -> None:
    """Take the record out of the ledger and keep it as a draft."""
    refuse_locked(record)
    refuse_closed(work, record.date, record.number)
    record.entry, record.status = None, DRAFT
    _saved(work, record)


def remove(work: Work, record: Record) -> None:
    """Delete the record with its entry; what was posted once leaves a trace and is reported."""
    refuse_locked(record)
    if record.is_posted:
        refuse_closed(work, record.date, record.number)
    ref = ref_of(record) if record.version else None
    if ref is not None:
        trace = RemovedRecord(id=record.id, kind=record.KIND, version=record.version + 1, modified_at=work.now)
        work.session.add(trace)
    work.session.delete(record)
    work.session.flush()
    if ref is not None:
        work.books.enqueue(ref, session=work.session)


def balances(session: Session, before: date | None = None) -> dict[str, Decimal]:
    """Account code -> balance, debit positive; of everything dated before a day, or of everything."""
    query = select(JournalLine.account_code, func.sum(JournalLine.amount)).group_by(JournalLine.account_code)
    if before is not None:
        query = query.join(JournalEntry).where(JournalEntry.date < before)
    return {row[0]: row[1] for row in session.execute(query)}


def accounts_of_role(session: Session, *roles: str) -> list[Account]:
    """The accounts of these roles, by code."""
    return list(session.scalars(select(Account).where(Account.role.in_(roles)).order_by(Account.code)))


def _line(leg: Leg) -> JournalLine:
    return JournalLine(account_code=leg.account, amount=leg.amount, contact=leg.contact, matter=leg.matter)


def _saved(work: Work, record: Record) -> None:
    record.modified_at = work.now
    record.version = (record.version or 0) + 1
    work.session.add(record)
    work.session.flush()
    work.books.enqueue(ref_of(record), session=work.session)
