"""What every posted record has, and the rows that hang on one: lines, allocations and shares of trust money."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from matterbooks.demo.practice.base import Base, Instant, Money
from matterbooks.demo.practice.books import Account, JournalEntry
from matterbooks.demo.practice.people import Contact, Matter

DRAFT, POSTED = "draft", "posted"
_OWNED = "all, delete-orphan"


class Record(Base):
    """Anything that posts to the ledger; `kinds` has a class for each kind, all in this one table.

    amount: the total of a document or the money that moved. version: 0 until first posted, then rises with every
    saving. locked: edits are refused, and lock_reason says why.
    """

    __tablename__ = "record"
    KIND = ""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), index=True)
    number: Mapped[str] = mapped_column(String(20))
    date: Mapped[date]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    memo: Mapped[str] = mapped_column(String(300), default="")
    amount: Mapped[Decimal] = mapped_column(Money)
    status: Mapped[str] = mapped_column(String(10), default=DRAFT)
    posted_at: Mapped[datetime | None] = mapped_column(Instant)
    modified_at: Mapped[datetime] = mapped_column(Instant, index=True)
    version: Mapped[int] = mapped_column(default=0)
    locked: Mapped[bool] = mapped_column(default=False)
    lock_reason: Mapped[str] = mapped_column(String(200), default="")

    contact: Mapped[Contact | None] = relationship(foreign_keys=[contact_id])
    matter: Mapped[Matter | None] = relationship()
    entry: Mapped[JournalEntry | None] = relationship(back_populates="record", cascade=_OWNED)
    lines: Mapped[list[Line]] = relationship(back_populates="record", order_by="Line.id", cascade=_OWNED)
    allocations: Mapped[list[Allocation]] = relationship(
        back_populates="record", order_by="Allocation.id", cascade=_OWNED, foreign_keys="Allocation.record_id"
    )
    shares: Mapped[list[TrustShare]] = relationship(back_populates="record", order_by="TrustShare.id", cascade=_OWNED)

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 - SQLAlchemy gives the class
        """An id is never used again, not even the last one."""
        return {"sqlite_autoincrement": True} if cls.__name__ == "Record" else None

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy gives the class
        """Classes with a KIND of their own are kinds, the others what several kinds share."""
        kind = cls.__dict__.get("KIND")
        identity = {"polymorphic_identity": kind} if kind else {"polymorphic_abstract": True}
        return identity | ({"polymorphic_on": "kind"} if cls.__name__ == "Record" else {})

    @property
    def is_posted(self) -> bool:
        """Whether it stands in the ledger."""
        return self.status == POSTED

    @property
    def party(self) -> Contact:
        """The client or supplier, of a record that must have one."""
        if self.contact is None:
            raise ValueError(f"{self.number} names nobody")
        return self.contact


class Line(Base):
    """One line of a bill, a credit note or a supplier invoice; `tax` is rounded to the cent on each line."""

    __tablename__ = "line"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    account_code: Mapped[str] = mapped_column(ForeignKey("account.code"))
    description: Mapped[str] = mapped_column(String(200))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    tax_code: Mapped[str | None] = mapped_column(ForeignKey("tax_code.code"))
    account: Mapped[Account] = relationship()
    record: Mapped[Record] = relationship(back_populates="lines")


class Allocation(Base):
    """How much of a payment, a credit or a write-off settles one document."""

    __tablename__ = "allocation"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    record: Mapped[Record] = relationship(back_populates="allocations", foreign_keys=[record_id])
    target: Mapped[Record] = relationship(foreign_keys=[target_id])


class TrustShare(Base):
    """One matter's share of a movement of trust money: into trust positive, out of it negative."""

    __tablename__ = "trust_share"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    matter: Mapped[Matter] = relationship()
    record: Mapped[Record] = relationship(back_populates="shares")


class RemovedRecord(Base):
    """What is left of a record that was posted once and is gone."""

    __tablename__ = "removed_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    version: Mapped[int]
    modified_at: Mapped[datetime] = mapped_column(Instant)
