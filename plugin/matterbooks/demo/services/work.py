"""One unit of work: the session, the clock's answer, and where saved records are reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks import Ref
from matterbooks.demo.practice.books import Counter
from matterbooks.demo.practice.errors import LockedRecordError
from matterbooks.demo.practice.people import Firm
from matterbooks.demo.practice.records import Record

_FIRST_NUMBER = 1001


class Books(Protocol):
    """The part of `Matterbooks` that services need."""

    def enqueue(self, ref: Ref, session: Session | None = None) -> None:
        """Note that this record was saved, in the unit of work of this session."""


@dataclass(frozen=True, slots=True)
class Work:
    """What every service is handed. now: aware UTC."""

    session: Session
    books: Books
    now: datetime

    @property
    def firm(self) -> Firm:
        """The one firm."""
        return self.session.scalars(select(Firm)).one()

    def next_number(self, prefix: str) -> str:
        """The next number of a series, as INV-1001."""
        counter = self.session.get(Counter, prefix)
        if counter is None:
            counter = Counter(prefix=prefix, next_number=_FIRST_NUMBER)
            self.session.add(counter)
        number = counter.next_number
        counter.next_number = number + 1
        return f"{prefix}-{number}"


def refuse_locked(record: Record) -> None:
    """Raise LockedRecordError where the record may not be edited."""
    if record.locked:
        raise LockedRecordError(
            f"{record.number} is locked and was not changed. {record.lock_reason} "
            "An administrator can unlock it under Admin > Accounting."
        )


def refuse_closed(work: Work, day: date, number: str) -> None:
    """Raise LockedRecordError where the firm's own books are closed on that day."""
    lockout = work.firm.lockout
    if lockout is not None and day <= lockout:
        raise LockedRecordError(f"{number} is dated {day}, and the books are closed up to {lockout}. Use a later date.")
