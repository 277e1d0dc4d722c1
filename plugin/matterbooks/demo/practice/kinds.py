"""One class for each kind of record that the practice posts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matterbooks.demo.practice.base import Money
from matterbooks.demo.practice.people import Contact
from matterbooks.demo.practice.records import Record


def _account() -> Mapped[str]:
    return mapped_column(ForeignKey("account.code"), nullable=True, use_existing_column=True)


def _text(length: int) -> Mapped[str]:
    return mapped_column(String(length), default="", nullable=True, use_existing_column=True)


class Document(Record):
    """A document of lines; amount includes tax. settled: what payments and credits took off it, or it gave away."""

    due: Mapped[date] = mapped_column(nullable=True)
    tax: Mapped[Decimal] = mapped_column(Money, nullable=True)
    settled: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), nullable=True)

    @property
    def open_balance(self) -> Decimal:
        """What is not settled yet."""
        return self.amount - self.settled


class Bill(Document):
    """A bill to a client."""

    KIND = "bill"


class CreditNote(Document):
    """A credit note to a client."""

    KIND = "credit_note"


class SupplierInvoice(Document):
    """An invoice from a supplier."""

    KIND = "supplier_invoice"


class SupplierCredit(Document):
    """A credit note from a supplier."""

    KIND = "supplier_credit"


class CreditUse(Record):
    """A credit note set against documents of the same contact."""

    credit_id: Mapped[int] = mapped_column(ForeignKey("record.id"), nullable=True, use_existing_column=True)
    credit: Mapped[Document] = relationship(foreign_keys=[credit_id], remote_side=[Record.id])


class CreditApplied(CreditUse):
    """A client's credit note set against bills."""

    KIND = "credit_applied"


class SupplierCreditApplied(CreditUse):
    """A supplier's credit note set against its invoices."""

    KIND = "supplier_credit_applied"


class Cash(Record):
    """Money that moved through one bank account."""

    account_code: Mapped[str] = _account()
    method: Mapped[str] = _text(20)
    reference: Mapped[str] = _text(60)


class Payment(Cash):
    """Money from a client; what is not allocated stays on the client's account."""

    KIND = "payment"


class PaymentFromTrust(Cash):
    """A bill paid with the money that the matter holds in trust."""

    KIND = "payment_from_trust"


class ClientRefund(Cash):
    """Office money given back to a client."""

    KIND = "client_refund"


class SupplierPayment(Cash):
    """Money paid to a supplier."""

    KIND = "supplier_payment"


class SupplierRefund(Cash):
    """Money that a supplier gave back."""

    KIND = "supplier_refund"


class Transfer(Record):
    """Money moved from one account of the firm to another. firms_own: the firm's own money in trust."""

    account_code: Mapped[str] = _account()
    to_account_code: Mapped[str] = mapped_column(ForeignKey("account.code"), nullable=True)
    firms_own: Mapped[bool] = mapped_column(default=False, nullable=True)


class BankTransfer(Transfer):
    """Between two business accounts."""

    KIND = "bank_transfer"


class TrustOfficeTransfer(Transfer):
    """Between a trust account and a business account."""

    KIND = "trust_office_transfer"


class TrustBankTransfer(Transfer):
    """Between two trust accounts."""

    KIND = "trust_bank_transfer"


class TrustEntry(Record):
    """A movement of client money; account_code is the trust bank, and the shares say whose money it is."""

    account_code: Mapped[str] = _account()
    method: Mapped[str] = _text(20)
    reference: Mapped[str] = _text(60)
    payee_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    payee: Mapped[Contact | None] = relationship(foreign_keys=[payee_id])


class TrustReceipt(TrustEntry):
    """Client money received."""

    KIND = "trust_receipt"


class TrustPayment(TrustEntry):
    """Client money paid out."""

    KIND = "trust_payment"


class TrustMatterTransfer(TrustEntry):
    """Client money moved from one matter to another."""

    KIND = "trust_matter_transfer"


class TrustJournal(TrustEntry):
    """A correction of trust that moves no client's cheque, such as interest that the bank credited."""

    KIND = "trust_journal"


class Deposit(Record):
    """Money received that pays no bill."""

    KIND = "deposit"


class Withdrawal(Record):
    """Money paid out that pays no supplier invoice."""

    KIND = "withdrawal"


class GeneralJournal(Record):
    """An entry made by hand."""

    KIND = "general_journal"


class WriteOff(Record):
    """What is given up of a bill."""

    KIND = "write_off"
