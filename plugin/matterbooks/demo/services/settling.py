"""Money and credits that settle documents, on either side: clients' bills and suppliers' invoices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from matterbooks.demo.chart import BAD_DEBTS, PAYABLE, RECEIVABLE, TRUST_BANK, TRUST_LIABILITY
from matterbooks.demo.practice.errors import NotPossibleError
from matterbooks.demo.practice.kinds import (
    Bill,
    Cash,
    ClientRefund,
    CreditApplied,
    CreditNote,
    CreditUse,
    Document,
    Payment,
    PaymentFromTrust,
    SupplierCreditApplied,
    SupplierPayment,
    SupplierRefund,
    WriteOff,
)
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import Allocation, Record, TrustShare
from matterbooks.demo.services import ledger
from matterbooks.demo.services.ledger import ZERO, Leg
from matterbooks.demo.services.trust import refuse_overdrawn
from matterbooks.demo.services.work import Work, refuse_locked

Shares = Sequence[tuple[Document, Decimal]]
"""Documents, and how much of the money or credit goes to each."""


class _Side(NamedTuple):
    """The control account, the sign of money in the bank, and the series of numbers."""

    control: str
    sign: int
    prefix: str


_CASH: dict[type[Cash], _Side] = {
    Payment: _Side(RECEIVABLE, 1, "PAY"),
    ClientRefund: _Side(RECEIVABLE, -1, "REF"),
    SupplierPayment: _Side(PAYABLE, -1, "SP"),
    SupplierRefund: _Side(PAYABLE, 1, "SR"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """Money that came or went through one bank account."""

    contact: Contact
    date: date
    bank: str
    amount: Decimal
    method: str = "EFT"
    reference: str = ""
    memo: str = ""


def move_money(work: Work, shape: type[Cash], money: Money, shares: Shares) -> Cash:
    """A payment or refund, of either side. What the shares leave of it stays on the contact's account."""
    side = _CASH[shape]
    record = shape(number=work.next_number(side.prefix), **_fields(work, money))
    _allocate(work, record, shares, money.amount)
    bank = Leg(money.bank, side.sign * money.amount)
    ledger.post(work, record, [bank, Leg(side.control, -side.sign * money.amount, money.contact)])
    return record


def receive_payment(work: Work, money: Money, shares: Shares) -> Cash:
    """Money from a client, for any number of its bills."""
    return move_money(work, Payment, money, shares)


def pay_from_trust(work: Work, money: Money, matter: Matter, shares: Shares) -> PaymentFromTrust:
    """Pay a client's bills with what a matter holds in trust. Raises NotPossibleError where that is too little."""
    refuse_overdrawn(work, matter, money.amount)
    record = PaymentFromTrust(number=work.next_number("TP"), matter=matter, **_fields(work, money))
    record.shares = [TrustShare(matter=matter, amount=-money.amount)]
    _allocate(work, record, shares, money.amount)
    trust = [Leg(TRUST_LIABILITY, money.amount, matter.client, matter), Leg(TRUST_BANK, -money.amount)]
    office = [Leg(money.bank, money.amount), Leg(RECEIVABLE, -money.amount, money.contact)]
    ledger.post(work, record, [*trust, *office])
    return record


def apply_credit(work: Work, credit: Document, day: date, shares: Shares) -> CreditUse:
    """Set a credit note against documents of its contact; control account against control account."""
    sales = isinstance(credit, CreditNote)
    shape: type[CreditUse] = CreditApplied if sales else SupplierCreditApplied
    control, sign = (RECEIVABLE, 1) if sales else (PAYABLE, -1)
    total = sum((amount for _, amount in shares), ZERO)
    _settle(credit, total)
    record = shape(
        number=work.next_number("CA"),
        date=day,
        contact=credit.contact,
        credit=credit,
        amount=total,
        memo=f"{credit.number} applied",
    )
    _allocate(work, record, shares, total)
    ledger.post(work, record, [Leg(control, sign * part * total, credit.contact) for part in (1, -1)])
    return record


def write_off(work: Work, bill: Bill, day: date, amount: Decimal, memo: str = "") -> WriteOff:
    """Give up what a client will not pay."""
    record = WriteOff(number=work.next_number("WO"), date=day, contact=bill.contact, amount=amount, memo=memo)
    _allocate(work, record, [(bill, amount)], amount)
    ledger.post(work, record, [Leg(BAD_DEBTS, amount), Leg(RECEIVABLE, -amount, bill.contact)])
    return record


def remove(work: Work, record: Record) -> Record:
    """Take back a payment, a credit applied or a write-off; what it settled is open again."""
    refuse_locked(record)
    for allocation in record.allocations:
        _settle(allocation.target, -allocation.amount)
    if isinstance(record, CreditUse):
        _settle(record.credit, -record.amount)
    ledger.remove(work, record)
    return record


def _fields(work: Work, money: Money) -> dict[str, object]:
    if money.amount <= 0:
        raise NotPossibleError(f"{money.amount:.2f} cannot be paid: only an amount above 0.")
    return {
        "contact": money.contact,
        "date": money.date,
        "account_code": money.bank,
        "amount": money.amount,
        "method": money.method,
        "reference": money.reference,
        "memo": money.memo,
    }


def _allocate(work: Work, record: Record, shares: Shares, total: Decimal) -> None:
    """Write the allocations and settle their documents. Raises NotPossibleError."""
    _refuse_foreign(record, (document for document, _ in shares))
    given = sum((amount for _, amount in shares), ZERO)
    if given > total:
        raise NotPossibleError(f"{record.number} is {total:.2f}, and {given:.2f} of it was given to documents.")
    record.modified_at = work.now
    for document, amount in shares:
        if amount <= 0:
            raise NotPossibleError(f"{record.number} gives {amount:.2f} to {document.number}: only amounts above 0.")
        _settle(document, amount)
        record.allocations.append(Allocation(target=document, amount=amount))


def _refuse_foreign(record: Record, documents: Iterable[Document]) -> None:
    for document in documents:
        if document.contact is not record.contact:
            raise NotPossibleError(f"{document.number} is not {record.party.name}'s. Enter a payment for each of them.")


def _settle(document: Record, amount: Decimal) -> None:
    if not isinstance(document, Document) or not document.is_posted:
        raise NotPossibleError(f"{document.number} is not posted, so nothing can settle it.")
    if document.open_balance < amount:
        raise NotPossibleError(f"{document.number} has {document.open_balance:.2f} open, less than {amount:.2f}.")
    document.settled += amount
