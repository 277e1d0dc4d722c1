"""Documents of lines, from draft to ledger and back: bills, credit notes, supplier invoices and their credits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar

from matterbooks.demo.chart import GST_COLLECTED, GST_PAID, PAYABLE, RECEIVABLE
from matterbooks.demo.practice.base import CENT
from matterbooks.demo.practice.books import TaxCode
from matterbooks.demo.practice.errors import NotPossibleError
from matterbooks.demo.practice.kinds import Bill, CreditNote, Document, SupplierCredit, SupplierInvoice
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import Line
from matterbooks.demo.services import ledger
from matterbooks.demo.services.ledger import ZERO, Leg
from matterbooks.demo.services.work import Work, refuse_locked

D = TypeVar("D", bound=Document)


class _Side(NamedTuple):
    """Where a document posts: its control account, its tax account, the sign of its total, its series of numbers."""

    control: str
    tax: str
    sign: int
    prefix: str


SIDES: dict[type[Document], _Side] = {
    Bill: _Side(RECEIVABLE, GST_COLLECTED, 1, "INV"),
    CreditNote: _Side(RECEIVABLE, GST_COLLECTED, -1, "CN"),
    SupplierInvoice: _Side(PAYABLE, GST_PAID, -1, "SI"),
    SupplierCredit: _Side(PAYABLE, GST_PAID, 1, "SC"),
}


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as it is entered; its tax follows from the code."""

    account: str
    description: str
    net: Decimal
    tax_code: str | None = None


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document as it is entered. number: empty for the next of its series."""

    contact: Contact
    date: dt.date
    lines: Sequence[NewLine]
    matter: Matter | None = None
    due: dt.date | None = None
    memo: str = ""
    number: str = ""


def draft(work: Work, shape: type[D], new: NewDocument) -> D:
    """A new draft, which posts nothing yet."""
    document = shape(number=new.number or work.next_number(SIDES[shape].prefix), settled=ZERO)
    _fill(work, document, new)
    work.session.add(document)
    work.session.flush()
    return document


def post(work: Work, document: Document) -> None:
    """Post a draft. Raises NotPossibleError where it is posted already or comes to nothing."""
    if document.is_posted:
        raise NotPossibleError(f"{document.number} is posted already.")
    if document.amount <= 0:
        raise NotPossibleError(f"{document.number} comes to {document.amount:.2f}; only an amount above 0 is posted.")
    ledger.post(work, document, legs(document))


def issue(work: Work, shape: type[D], new: NewDocument) -> D:
    """Draft and post in one go."""
    document = draft(work, shape, new)
    post(work, document)
    return document


def edit(work: Work, document: D, new: NewDocument) -> D:
    """Write a draft or a posted document anew; a posted one posts anew. Raises LockedRecordError, NotPossibleError."""
    refuse_locked(document)
    _refuse_settled(document, "edited")
    if new.number:
        document.number = new.number
    _fill(work, document, new)
    if document.is_posted:
        ledger.post(work, document, legs(document))
    work.session.flush()
    return document


def revert_to_draft(work: Work, document: Document) -> None:
    """Take a posted document back. Raises LockedRecordError, and NotPossibleError while anything settles it."""
    if not document.is_posted:
        raise NotPossibleError(f"{document.number} is a draft already.")
    refuse_locked(document)
    _refuse_settled(document, "moved back to draft")
    ledger.unpost(work, document)


def delete(work: Work, document: D) -> D:
    """Delete a draft and give what was deleted. A posted document is moved back to draft first."""
    if document.is_posted:
        raise NotPossibleError(f"{document.number} is posted. Move it back to draft, then delete it.")
    ledger.remove(work, document)
    return document


def legs(document: Document) -> list[Leg]:
    """What the document posts: its control account with the contact, each line, and the tax."""
    side = SIDES[type(document)]
    lines = [Leg(line.account_code, -side.sign * line.net, matter=document.matter) for line in document.lines]
    return [
        Leg(side.control, side.sign * document.amount, document.contact, document.matter),
        *lines,
        Leg(side.tax, -side.sign * document.tax),
    ]


def tax_on(work: Work, net: Decimal, code: str | None) -> Decimal:
    """The tax on a line, rounded half away from zero to the cent."""
    if code is None:
        return ZERO
    rate = work.session.get_one(TaxCode, code).rate
    return (net * rate / 100).quantize(CENT, ROUND_HALF_UP)


def _fill(work: Work, document: Document, new: NewDocument) -> None:
    if not new.lines:
        raise NotPossibleError(f"{document.number} has no lines. Add at least one.")
    document.contact, document.matter = new.contact, new.matter
    document.date, document.due, document.memo = new.date, new.due or new.date, new.memo
    document.lines = [
        Line(
            account_code=line.account,
            description=line.description,
            net=line.net,
            tax=tax_on(work, line.net, line.tax_code),
            tax_code=line.tax_code,
        )
        for line in new.lines
    ]
    document.tax = sum((line.tax for line in document.lines), ZERO)
    document.amount = sum((line.net for line in document.lines), document.tax)
    document.modified_at = work.now


def _refuse_settled(document: Document, done: str) -> None:
    if document.settled:
        raise NotPossibleError(
            f"{document.number} is settled with {document.settled:.2f} and cannot be {done}. "
            "Remove its payments and credits first."
        )
