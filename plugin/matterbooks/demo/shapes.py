"""The practice's records as the frozen documents of matterbooks: no ORM object crosses the border."""

from __future__ import annotations

from typing import Any

from matterbooks.demo.chart import TRUST_BANK, TRUST_LIABILITY
from matterbooks.demo.practice import kinds
from matterbooks.demo.practice.books import JournalLine
from matterbooks.demo.practice.people import Contact
from matterbooks.demo.practice.people import Matter as PracticeMatter
from matterbooks.demo.practice.records import Line as PracticeLine
from matterbooks.demo.practice.records import Record, TrustShare
from matterbooks.demo.refs import ref_of
from matterbooks.ledger.documents import (
    Allocation,
    BankTransfer,
    CreditApplied,
    Document,
    Entry,
    Invoice,
    Line,
    Matter,
    Party,
    Payment,
    PaymentFromTrust,
    Posting,
    Refund,
    TrustEntry,
    TrustMove,
)


def document_of(record: Record, currency: str) -> Document:
    """The posted record as a document."""
    head = _header(record, currency)
    match record:
        case kinds.Document():
            return _invoice(record, head)
        case kinds.CreditUse():
            return CreditApplied(
                **head, party=party_of(record.party), credit=ref_of(record.credit), allocations=_allocations(record)
            )
        case kinds.ClientRefund() | kinds.SupplierRefund():
            return _refund(record, head)
        case kinds.PaymentFromTrust():
            return PaymentFromTrust(
                **head,
                **_cash(record),
                trust_account=TRUST_BANK,
                trust_liability=TRUST_LIABILITY,
                trust_moves=_moves(record),
            )
        case kinds.Cash():
            return Payment(**head, **_cash(record))
        case kinds.Transfer():
            return _transfer(record, head)
        case kinds.TrustEntry():
            return _trust_entry(record, head)
        case _:
            return Entry(**head, party=party_of(record.contact) if record.contact else None)


def postings_of(record: Record) -> tuple[Posting, ...]:
    """What the record posted, as the practice's journal has it."""
    lines = record.entry.lines if record.entry is not None else []
    return tuple(_posting(line) for line in lines)


def party_of(contact: Contact) -> Party:
    """A client or supplier."""
    return Party(str(contact.id), contact.name, contact.email)


def _matter_of(matter: PracticeMatter | None) -> Matter | None:
    if matter is None:
        return None
    return Matter(str(matter.id), matter.number, matter.name, party_of(matter.client))


def _header(record: Record, currency: str) -> dict[str, Any]:
    if record.posted_at is None:
        raise ValueError(f"{record.number} is not posted")
    return {
        "ref": ref_of(record),
        "number": record.number,
        "date": record.date,
        "posted_at": record.posted_at,
        "modified_at": record.modified_at,
        "version": str(record.version),
        "currency": currency,
        "postings": postings_of(record),
        "memo": record.memo,
    }


def _posting(line: JournalLine) -> Posting:
    party = party_of(line.contact) if line.contact is not None else None
    return Posting(line.account_code, line.amount, party, _matter_of(line.matter))


def _invoice(record: kinds.Document, head: dict[str, Any]) -> Invoice:
    return Invoice(
        **head,
        party=party_of(record.party),
        lines=tuple(_line(line, record) for line in record.lines),
        total=record.amount,
        tax=record.tax,
        due=record.due,
        matter=_matter_of(record.matter),
        open_balance=record.open_balance,
    )


def _line(line: PracticeLine, record: Record) -> Line:
    matter = _matter_of(record.matter)
    return Line(line.account_code, line.net, line.tax, line.tax_code, line.description, matter)


def _cash(record: kinds.Cash) -> dict[str, Any]:
    return {
        "party": party_of(record.party),
        "account": record.account_code,
        "amount": record.amount,
        "allocations": _allocations(record),
        "method": record.method,
        "reference": record.reference,
    }


def _refund(record: kinds.Cash, head: dict[str, Any]) -> Refund:
    against = ref_of(record.allocations[0].target) if record.allocations else None
    return Refund(
        **head, party=party_of(record.party), account=record.account_code, amount=record.amount, against=against
    )


def _transfer(record: kinds.Transfer, head: dict[str, Any]) -> BankTransfer:
    return BankTransfer(
        **head,
        from_account=record.account_code,
        to_account=record.to_account_code,
        amount=record.amount,
        firms_own=record.firms_own,
    )


def _trust_entry(record: kinds.TrustEntry, head: dict[str, Any]) -> TrustEntry:
    return TrustEntry(
        **head,
        bank_account=record.account_code,
        liability_account=TRUST_LIABILITY,
        moves=_moves(record),
        payee=party_of(record.payee) if record.payee is not None else None,
        method=record.method,
        reference=record.reference,
    )


def _allocations(record: Record) -> tuple[Allocation, ...]:
    return tuple(Allocation(ref_of(each.target), each.amount) for each in record.allocations)


def _moves(record: Record) -> tuple[TrustMove, ...]:
    return tuple(_move(share) for share in record.shares)


def _move(share: TrustShare) -> TrustMove:
    return TrustMove(party_of(share.matter.client), share.amount, _matter_of(share.matter), TRUST_LIABILITY)
