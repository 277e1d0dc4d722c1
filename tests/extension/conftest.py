"""A host for each test: the tiny one on a fresh database of either kind, connected to a company that nobody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, select
from sqlalchemy.orm import Session

from matterbooks import Matterbooks, Ref
from matterbooks.commands import group
from matterbooks.mount import Mount
from matterbooks.store import connections, outbox, switches
from matterbooks.store.models import Change, Link
from matterbooks.values import Action, LinkState, OperationState, Switch
from tests.clock import Clock
from tests.hosts.tiny import FIRM, Base, Bill, make_app, ref_of
from tests.store.firms import connect

Make = Callable[..., "Host"]


@dataclass
class Host:
    """The tiny host, in an application context."""

    app: Flask
    db: SQLAlchemy
    books: Matterbooks
    clock: Clock

    @property
    def mount(self) -> Mount:
        """What init_app left."""
        mount: Mount = self.app.extensions["matterbooks"]
        return mount

    @property
    def session(self) -> Session:
        """The host's own session."""
        return self.db.session()

    def connect(self) -> None:
        """Connect the firm and switch sales on, as of the clock's time."""
        with self.mount.store.begin() as session:
            connect(session, self.mount.settings.ring, self.clock, firm=FIRM)
            switches.apply(session, FIRM, {Switch.SALES}, actor="ann", now=self.clock())

    def add_bill(self, number: str = "INV-1") -> Ref:
        """Add a posted bill to the session, flush, and enqueue it; the caller commits."""
        bill = Bill(number=number, amount=Decimal("100.00"), posted_at=self.clock())
        self.session.add(bill)
        self.session.flush()
        self.books.enqueue(ref_of(bill))
        return ref_of(bill)

    def run(self, *words: str) -> Result:
        """Run `flask matterbooks ...` on this application."""
        return self.app.test_cli_runner().invoke(group, list(words))

    def link(self, ref: Ref) -> None:
        """Let the record be in QuickBooks, as Invoice 145."""
        with self.mount.store.begin() as session:
            connection = connections.live(session, FIRM)
            assert connection is not None
            row = outbox.add_operation(
                session,
                firm=FIRM,
                kind=ref.kind,
                host_id=ref.id,
                generation=1,
                action=Action.CREATE,
                now=self.clock(),
            )
            row.state = OperationState.DONE
            link = Link(firm=FIRM, kind=ref.kind, host_id=ref.id, operation_id=row.id, state=LinkState.LINKED)
            link.realm_hash, link.pushed_at = connection.realm_hash, self.clock()
            link.quickbooks_type, link.quickbooks_id, link.sync_token = "Invoice", "145", "0"
            session.add(link)

    def changes(self) -> list[str]:
        """The ids of the records that are noted as saved, as another connection sees them."""
        with self.mount.store.read() as session:
            return list(session.scalars(select(Change.host_id).order_by(Change.id)))

    def bills(self) -> dict[str, str]:
        """Number -> why it is locked, as another connection sees them."""
        with self.mount.store.read() as session:
            return {bill.number: bill.locked for bill in session.scalars(select(Bill))}


@pytest.fixture
def make_host(database: URL, ring_setting: str, clock: Clock) -> Iterator[Make]:
    """Make the host, with other settings or options where a test wants them."""
    made: list[Host] = []

    def make(config: dict[str, Any] | None = None, **options: Any) -> Host:
        settings = {
            "SQLALCHEMY_DATABASE_URI": database.render_as_string(hide_password=False),
            "MATTERBOOKS_KEYS": ring_setting,
            "MATTERBOOKS_ENVIRONMENT": "sandbox",
            "MATTERBOOKS_CLOCK": clock,
        }
        app, db, books = make_app(settings | (config or {}), **options)
        with app.app_context():
            Base.metadata.create_all(db.engine)
        made.append(Host(app, db, books, clock))
        return made[-1]

    yield make
    for host in made:
        host.mount.worker.stop()
        host.mount.store.dispose()
        with host.app.app_context():
            host.db.engine.dispose()


@pytest.fixture
def unconnected(make_host: Make) -> Iterator[Host]:
    """A host whose firm was never connected."""
    host = make_host()
    with host.app.app_context():
        yield host


@pytest.fixture
def host(unconnected: Host) -> Host:
    """A host whose firm is connected, with sales switched on."""
    unconnected.connect()
    return unconnected
