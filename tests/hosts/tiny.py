"""The smallest host application that can mount matterbooks: one table of bills, and a ledger source over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Numeric, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from matterbooks import Matterbooks, Ref
from matterbooks.ledger.documents import Document, Invoice, Line, Party, Posting
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
from matterbooks.values import Kind

FIRM = "tiny"
CHART = (
    HostAccount("1000", "Office account", Role.BANK, "1000"),
    HostAccount("1200", "Accounts receivable", Role.RECEIVABLE, "1200"),
    HostAccount("4000", "Fees", Role.INCOME, "4000"),
)


class Base(DeclarativeBase):
    """Base of the host's own tables."""


class Bill(Base):
    """A bill of one line without tax."""

    __tablename__ = "bill"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    posted_at: Mapped[dt.datetime]
    note: Mapped[str] = mapped_column(String(200), default="")
    locked: Mapped[str] = mapped_column(String(200), default="")


def ref_of(bill: Bill) -> Ref:
    """The bill as matterbooks names it."""
    return Ref(FIRM, Kind.SALES_INVOICE, str(bill.id))


class TinyLedger:
    """The host's answers; every read and write goes through the session that is given."""

    def document(self, session: Session, ref: Ref) -> Document | None:
        """The bill, with one line and its two postings."""
        bill = _find(session, ref)
        if bill is None:
            return None
        client, posted = Party("c1", "Ada Lovelace"), bill.posted_at.replace(tzinfo=dt.UTC)
        return Invoice(
            ref=ref,
            number=bill.number,
            date=posted.date(),
            posted_at=posted,
            modified_at=posted,
            version=f"{bill.number} {bill.amount}",
            currency="USD",
            postings=(Posting("1200", bill.amount, client), Posting("4000", -bill.amount)),
            party=client,
            lines=(Line("4000", bill.amount, description="Work"),),
            total=bill.amount,
            due=posted.date(),
        )

    def changed_since(self, session: Session, firm: str, mark: str, limit: int) -> Sequence[Changed]:
        """Every bill after the mark, by its key."""
        if firm != FIRM:
            return ()
        query = select(Bill).where(Bill.id > int(mark or 0)).order_by(Bill.id).limit(limit)
        return [Changed(ref_of(bill), f"{bill.number} {bill.amount}", str(bill.id)) for bill in session.scalars(query)]

    def accounts(self, session: Session, firm: str) -> Sequence[HostAccount]:
        """The chart."""
        return CHART

    def tax_codes(self, session: Session, firm: str) -> Sequence[HostTaxCode]:
        """A host without tax."""
        return ()

    def currencies(self, session: Session, firm: str) -> Sequence[str]:
        """One currency."""
        return ("USD",)

    def divisions(self, session: Session, firm: str) -> Sequence[Division]:
        """No divisions."""
        return ()

    def retainers(self, session: Session, firm: str) -> Sequence[Retainer]:
        """No retainers."""
        return ()

    def books(self, session: Session, firm: str) -> Books:
        """The firm's own books."""
        return Books("Tiny & Co", "USD")

    def transactions(
        self, session: Session, firm: str, start: dt.date | None, end: dt.date | None
    ) -> Sequence[LedgerTransaction]:
        """Every bill of the period as a ledger transaction."""
        bills = session.scalars(select(Bill).order_by(Bill.id)) if firm == FIRM else ()
        documents = [self.document(session, ref_of(bill)) for bill in bills]
        return [
            LedgerTransaction(
                each.ref, each.number, each.date, each.postings, "USD", each.posted_at, each.modified_at, "Ada Lovelace"
            )
            for each in documents
            if each is not None and (start is None or each.date >= start) and (end is None or each.date <= end)
        ]

    def opening_balances(self, session: Session, firm: str, on: dt.date) -> dict[str, Decimal]:
        """The sum of everything dated before that day."""
        sums: dict[str, Decimal] = {}
        for each in self.transactions(session, firm, None, on - dt.timedelta(days=1)):
            for posting in each.postings:
                sums[posting.account] = sums.get(posting.account, Decimal(0)) + posting.amount
        return sums

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        """Note the reason on the bill, if it is still there."""
        bill = _find(session, ref)
        if bill is not None:
            bill.locked = reason

    def unlock(self, session: Session, ref: Ref) -> None:
        """Forget it."""
        bill = _find(session, ref)
        if bill is not None:
            bill.locked = ""


def _find(session: Session, ref: Ref) -> Bill | None:
    ours = ref.firm == FIRM and ref.kind is Kind.SALES_INVOICE
    return session.get(Bill, int(ref.id)) if ours else None


def make_app(config: Mapping[str, Any], **options: Any) -> tuple[Flask, SQLAlchemy, Matterbooks]:
    """A host with matterbooks mounted; its own table is made by the caller. options: those of `Matterbooks`."""
    app = Flask("tiny")
    app.config.update({"SECRET_KEY": "only for tests", **config})
    db = SQLAlchemy(model_class=Base)
    db.init_app(app)
    LoginManager(app).user_loader(lambda _id: None)
    given: dict[str, Any] = {"ledger": TinyLedger(), "firm_of": lambda: FIRM, **options}
    books = Matterbooks(db, **given)
    books.init_app(app)
    return app, db, books
