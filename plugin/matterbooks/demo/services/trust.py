"""Client money: it belongs to a matter to the cent, and no matter is ever overdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import func, select

from matterbooks.demo.chart import TRUST_BANK, TRUST_LIABILITY
from matterbooks.demo.practice.errors import NotPossibleError
from matterbooks.demo.practice.kinds import (
    TrustEntry,
    TrustJournal,
    TrustMatterTransfer,
    TrustPayment,
    TrustReceipt,
)
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import TrustShare
from matterbooks.demo.services import ledger
from matterbooks.demo.services.ledger import ZERO, Leg
from matterbooks.demo.services.work import Work

T = TypeVar("T", bound=TrustEntry)


@dataclass(frozen=True, slots=True)
class TrustNote:
    """What is written on an entry of the trust ledger."""

    date: date
    memo: str = ""
    method: str = "EFT"
    reference: str = ""


def held_for(work: Work, matter: Matter) -> Decimal:
    """What the firm holds in trust for a matter."""
    found = work.session.scalar(select(func.sum(TrustShare.amount)).where(TrustShare.matter_id == matter.id))
    return found or ZERO


def refuse_overdrawn(work: Work, matter: Matter, amount: Decimal) -> None:
    """Raise NotPossibleError where a matter holds less than this."""
    held = held_for(work, matter)
    if held < amount:
        raise NotPossibleError(f"Matter {matter.number} holds {held:.2f} in trust, less than {amount:.2f}.")


def receive(work: Work, matter: Matter, amount: Decimal, note: TrustNote) -> TrustReceipt:
    """Money of a client for a matter."""
    return _enter(work, TrustReceipt, "TR", matter.client, [(matter, amount)], note)


def pay_out(work: Work, matter: Matter, payee: Contact, amount: Decimal, note: TrustNote) -> TrustPayment:
    """Money of a matter to somebody: the client itself, a court, the other side."""
    refuse_overdrawn(work, matter, amount)
    return _enter(work, TrustPayment, "TPAY", matter.client, [(matter, -amount)], note, payee)


def move(work: Work, source: Matter, target: Matter, amount: Decimal, note: TrustNote) -> TrustMatterTransfer:
    """Money from one matter to another; the bank does not move."""
    refuse_overdrawn(work, source, amount)
    shares = [(source, -amount), (target, amount)]
    return _enter(work, TrustMatterTransfer, "TT", source.client, shares, note)


def credit_interest(work: Work, matter: Matter, amount: Decimal, note: TrustNote) -> TrustJournal:
    """Interest that the bank credited for a matter."""
    return _enter(work, TrustJournal, "TJ", matter.client, [(matter, amount)], note)


def _enter(
    work: Work,
    shape: type[T],
    prefix: str,
    client: Contact,
    shares: Sequence[tuple[Matter, Decimal]],
    note: TrustNote,
    payee: Contact | None = None,
) -> T:
    total = sum((amount for _, amount in shares), ZERO)
    amount = max(abs(part) for _, part in shares)
    if amount <= 0:
        raise NotPossibleError(f"{amount:.2f} of trust money cannot move: only an amount above 0.")
    record = shape(
        number=work.next_number(prefix),
        date=note.date,
        contact=client,
        payee=payee,
        amount=amount,
        account_code=TRUST_BANK,
        memo=note.memo,
        method=note.method,
        reference=note.reference,
        shares=[TrustShare(matter=matter, amount=part) for matter, part in shares],
    )
    owed = [Leg(TRUST_LIABILITY, -part, matter.client, matter) for matter, part in shares]
    ledger.post(work, record, [Leg(TRUST_BANK, total), *owed])
    return record
