"""A practice in an in-memory database, with a list in the place of the plugin."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache

from sqlalchemy import Engine, StaticPool, create_engine, select
from sqlalchemy.orm import Session

from matterbooks import Ref
from matterbooks.demo.chart import FEES, OFFICE_BANK
from matterbooks.demo.practice.base import Base
from matterbooks.demo.practice.kinds import Bill, CreditNote
from matterbooks.demo.practice.people import Matter
from matterbooks.demo.seed import seed_setup
from matterbooks.demo.services import documents
from matterbooks.demo.services.documents import NewDocument, NewLine
from matterbooks.demo.services.settling import Money
from matterbooks.demo.services.work import Work

TODAY = dt.date(2026, 3, 14)
NOW = dt.datetime(2026, 3, 14, 9, 30, tzinfo=dt.UTC)


class Outbox:
    """Remembers what was reported."""

    def __init__(self) -> None:
        self.refs: list[Ref] = []

    def enqueue(self, ref: Ref, session: Session | None = None) -> None:
        """Keep the ref. A host that forgets to name its session is caught here."""
        assert session is not None
        self.refs.append(ref)


@cache
def _seeded(country: str) -> bytes:
    """The firm before its month, as the bytes of its database; made once."""
    engine = _engine()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        seed_setup(session, Outbox(), today=TODAY, now=NOW, country=country)
        session.commit()
        content = _sqlite(session).serialize()
    engine.dispose()
    return content


@contextmanager
def fresh(country: str = "AU") -> Iterator[tuple[Work, Outbox]]:
    """The seeded firm before its month."""
    engine, outbox = _engine(), Outbox()
    with Session(engine) as session:
        _sqlite(session).deserialize(_seeded(country))
        yield Work(session, outbox, NOW), outbox
    engine.dispose()


def _engine() -> Engine:
    return create_engine("sqlite://", poolclass=StaticPool)


def _sqlite(session: Session) -> sqlite3.Connection:
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def matter_of(work: Work, number: str = "M0001") -> Matter:
    """One matter of the firm."""
    return work.session.scalars(select(Matter).where(Matter.number == number)).one()


def new_document(work: Work, *nets: str, tax_code: str | None = "GST", matter: str = "M0001") -> NewDocument:
    """A document with a line of fees for each amount."""
    found = matter_of(work, matter)
    lines = [NewLine(FEES, "Advice", Decimal(net), tax_code) for net in nets]
    return NewDocument(found.client, TODAY, lines, found)


def bill_of(work: Work, *nets: str, matter: str = "M0001") -> Bill:
    """A posted bill."""
    return documents.issue(work, Bill, new_document(work, *nets, matter=matter))


def credit_of(work: Work, *nets: str) -> CreditNote:
    """A posted credit note."""
    return documents.issue(work, CreditNote, new_document(work, *nets))


def money_from(bill: Bill, amount: str) -> Money:
    """Money of the bill's client into the office account."""
    return Money(bill.party, TODAY, OFFICE_BANK, Decimal(amount))
