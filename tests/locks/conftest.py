"""A connected host that watches its bills and their lines, on a fresh database of either kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from flask import Flask
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, select
from sqlalchemy.orm import Session

from matterbooks import Matterbooks
from matterbooks.mount import Mount
from matterbooks.store import changes, connections, outbox, switches
from matterbooks.store.models import Change, Link, Operation
from matterbooks.values import Action, Kind, LinkState, OperationState, Switch
from tests.clock import Clock
from tests.locks.firm import FIRM, Base, Bill, Ledger, Line, bill_of, ref_of
from tests.push.conftest import office, paper, sandbox, unmapped_office
from tests.store.firms import connect

__all__ = ["firm", "office", "paper", "sandbox", "unmapped_office"]


@dataclass
class Firm:
    """The host, in an application context."""

    db: SQLAlchemy
    books: Matterbooks
    mount: Mount
    clock: Clock

    @property
    def session(self) -> Session:
        """The host's own session."""
        return self.db.session()

    def draft(self, number: str = "INV-1", bill: type[Bill] = Bill) -> Bill:
        """A saved draft with two lines."""
        made = bill(number=number, lines=[Line(amount=Decimal(40)), Line(amount=Decimal(60))])
        self.session.add(made)
        self.session.commit()
        return made

    def posted(self, number: str = "INV-1", bill: type[Bill] = Bill) -> Bill:
        """A posted bill whose change was planned already, and which nobody has locked."""
        made = self.draft(number, bill)
        made.posted_at = self.clock()
        self.session.commit()
        with self.mount.store.begin() as session:
            rows = changes.unplanned(session, FIRM, 100)
            changes.mark_planned(session, (row.id for row in rows), self.clock())
        return made

    def on_the_way(self, bill: Bill, state: OperationState = OperationState.READY) -> None:
        """Let the bill be on its way to QuickBooks."""
        host_id = str(bill.id)
        self.session.rollback()
        with self.mount.store.begin() as session:
            self._operation(session, host_id).state = state

    def linked(self, bill: Bill, state: LinkState = LinkState.LINKED) -> None:
        """Let the bill be in QuickBooks."""
        host_id = str(bill.id)
        self.session.rollback()
        with self.mount.store.begin() as session:
            connection = connections.live(session, FIRM)
            assert connection is not None
            row = self._operation(session, host_id)
            row.state = OperationState.DONE
            link = Link(firm=FIRM, kind=Kind.SALES_INVOICE, host_id=host_id, operation_id=row.id, state=state)
            link.realm_hash, link.pushed_at = connection.realm_hash, self.clock()
            link.quickbooks_type, link.quickbooks_id, link.sync_token = "Invoice", "145", "0"
            session.add(link)

    def _operation(self, session: Session, host_id: str) -> Operation:
        return outbox.add_operation(
            session,
            firm=FIRM,
            kind=Kind.SALES_INVOICE,
            host_id=host_id,
            generation=1,
            action=Action.CREATE,
            now=self.clock(),
        )

    def changes(self) -> list[str]:
        """The ids of the bills that are noted as saved and not planned yet, as another connection sees them."""
        with self.mount.store.read() as session:
            rows = select(Change.host_id).where(Change.planned_at.is_(None)).order_by(Change.id)
            return list(session.scalars(rows))


@pytest.fixture
def firm(database: URL, ring_setting: str, clock: Clock) -> Iterator[Firm]:
    """A firm that watches its bills and is connected, with sales switched on."""
    app, db = Flask("north"), SQLAlchemy(model_class=Base)
    app.config.update(
        SECRET_KEY="only for tests",
        SQLALCHEMY_DATABASE_URI=database.render_as_string(hide_password=False),
        MATTERBOOKS_KEYS=ring_setting,
        MATTERBOOKS_CLOCK=clock,
    )
    db.init_app(app)
    LoginManager(app).user_loader(lambda _id: None)
    books = Matterbooks(db, ledger=Ledger())
    books.watch(Bill, ref=ref_of, guarded={"number"})
    books.watch(Line, ref=ref_of, guarded={"amount", "bill_id"}, parent=bill_of)
    books.init_app(app)
    mount: Mount = app.extensions["matterbooks"]
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with mount.store.begin() as session:
            connect(session, mount.settings.ring, clock, firm=FIRM)
            switches.apply(session, FIRM, {Switch.SALES}, actor="ann", now=clock())
        yield Firm(db, books, mount, clock)
        db.session.remove()
        mount.store.dispose()
        db.engine.dispose()
