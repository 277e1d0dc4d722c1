"""The general ledger: accounts, tax codes, and one balanced journal entry for each posted record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matterbooks.demo.practice.base import Base, Money
from matterbooks.demo.practice.people import Contact, Matter

if TYPE_CHECKING:
    from matterbooks.demo.practice.records import Record


class Account(Base):
    """One account of the chart. role: what it is, in the words of `matterbooks.ledger.source.Role`.

    on_documents: whether bills, payments and the like post to it; journals may post to any.
    """

    __tablename__ = "account"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(30))
    on_documents: Mapped[bool] = mapped_column(default=True)


class TaxCode(Base):
    """One code of sales tax; the rate in whole percent."""

    __tablename__ = "tax_code"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    percent: Mapped[int]

    @property
    def rate(self) -> Decimal:
        """The rate in percent."""
        return Decimal(self.percent)


class Counter(Base):
    """The next number of a series, such as INV."""

    __tablename__ = "counter"

    prefix: Mapped[str] = mapped_column(String(8), primary_key=True)
    next_number: Mapped[int]


class JournalEntry(Base):
    """What one record posted: its lines sum to zero."""

    __tablename__ = "journal_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), unique=True)
    date: Mapped[date] = mapped_column(index=True)
    record: Mapped[Record] = relationship(back_populates="entry")
    lines: Mapped[list[JournalLine]] = relationship(
        back_populates="entry", cascade="all, delete-orphan", order_by="JournalLine.id"
    )


class JournalLine(Base):
    """One line: debit positive, credit negative. The contact stands on receivable, payable and trust lines."""

    __tablename__ = "journal_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"), index=True)
    account_code: Mapped[str] = mapped_column(ForeignKey("account.code"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    entry: Mapped[JournalEntry] = relationship(back_populates="lines")
    account: Mapped[Account] = relationship()
    contact: Mapped[Contact | None] = relationship()
    matter: Mapped[Matter | None] = relationship()
