"""A host whose bills have lines and drafts, so that every way of editing one can be tried."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, object_session, relationship

from matterbooks import Ref
from matterbooks.ledger.memory import MemoryLedger
from matterbooks.values import Kind

FIRM = "north"


class Base(DeclarativeBase):
    """Base of the host's own tables."""


class Bill(Base):
    """A draft until it is posted; `balance` is what payments change."""

    __tablename__ = "bill"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30))
    posted_at: Mapped[datetime | None]
    balance: Mapped[Decimal] = mapped_column(Numeric(12, 2), default=Decimal(0))
    locked: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20), default="bill")
    lines: Mapped[list[Line]] = relationship(back_populates="bill", cascade="all, delete-orphan")

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "bill"}  # noqa: RUF012 - SQLAlchemy reads it


class FinalBill(Bill):
    """A bill of a kind of its own, in the same table."""

    __mapper_args__ = {"polymorphic_identity": "final"}  # noqa: RUF012 - SQLAlchemy reads it


class Line(Base):
    """A line of a bill."""

    __tablename__ = "line"

    id: Mapped[int] = mapped_column(primary_key=True)
    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    printed: Mapped[bool] = mapped_column(default=False)
    bill: Mapped[Bill | None] = relationship(back_populates="lines")


def ref_of(bill: Bill) -> Ref | None:
    """What the bill is called, once it is posted."""
    return Ref(FIRM, Kind.SALES_INVOICE, str(bill.id)) if bill.posted_at is not None else None


def bill_of(line: Line) -> Bill | None:
    """The bill of a line, also where the line names it by key alone."""
    session = object_session(line)
    return line.bill or (session.get(Bill, line.bill_id) if session is not None else None)


class Ledger(MemoryLedger):
    """Locks a bill in the session that it is given."""

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        """Note why."""
        bill = session.get(Bill, int(ref.id))
        if bill is not None:
            bill.locked = reason

    def unlock(self, session: Session, ref: Ref) -> None:
        """Forget it."""
        bill = session.get(Bill, int(ref.id))
        if bill is not None:
            bill.locked = ""
