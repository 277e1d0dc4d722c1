"""A document of each kind beside sales invoices and their payments, posted as the firm posts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from matterbooks.ledger.documents import (
    Allocation,
    BankTransfer,
    CreditApplied,
    Document,
    Invoice,
    Line,
    Party,
    Payment,
    PaymentFromTrust,
    Posting,
    Ref,
    Refund,
    TrustEntry,
    TrustMove,
)
from matterbooks.values import Kind
from tests.quickbooks.examples import ADA, D
from tests.quickbooks.firm import ESTATE, PRESS, ref


def posted_elsewhere(document: Document, amount: str = "0.01") -> Document:
    """The document, had the host moved this much from fees to its savings bank as well."""
    more = (Posting("1010", D(amount)), Posting("4000", -D(amount)))
    return replace(document, postings=(*document.postings, *more))


def whose(party: Party, document: Document) -> Document:
    """The document, had the host posted to this party wherever it names one."""
    changed = (replace(one, party=party) if one.party else one for one in document.postings)
    return replace(document, postings=tuple(changed))


def _header(kind: Kind, number: str, postings: tuple[Posting, ...], id_: str = "3") -> dict[str, Any]:
    instant = datetime(2026, 3, 5, 9, tzinfo=UTC)
    return {
        "ref": ref(kind, id_),
        "number": number,
        "date": date(2026, 3, 5),
        "posted_at": instant,
        "modified_at": instant,
        "version": "1",
        "currency": "AUD",
        "postings": postings,
    }


def supplier_invoice(
    *lines: Line, kind: Kind = Kind.SUPPLIER_INVOICE, tax_account: str = "2200", inclusive: bool = False
) -> Invoice:
    """A supplier's bill of these lines; where tax_account is empty the host has the tax in what was spent."""
    sign = -1 if kind is Kind.SUPPLIER_CREDIT_NOTE else 1
    tax = sum((line.tax for line in lines), D(0))
    total = sum((line.net for line in lines), D(0)) + tax
    spent = [Posting(line.account, sign * (line.net if tax_account else line.net + line.tax)) for line in lines]
    taxed = [Posting(tax_account, sign * tax)] if tax_account else []
    return Invoice(
        **_header(kind, "AP-77", (Posting("2000", -sign * total, PRESS), *spent, *taxed)),
        party=PRESS,
        lines=lines,
        total=total,
        tax=tax,
        tax_inclusive=inclusive,
    )


def supplier_payment(amount: str, *allocations: tuple[Ref, str], account: str = "1000") -> Payment:
    """Paid to the supplier from that account."""
    postings = (Posting("2000", D(amount), PRESS), Posting(account, -D(amount)))
    return Payment(
        **_header(Kind.SUPPLIER_PAYMENT, "PAY-1", postings),
        party=PRESS,
        account=account,
        amount=D(amount),
        allocations=_allocated(allocations),
        reference="EFT 5",
    )


def applied(credit: Ref, *allocations: tuple[Ref, str]) -> CreditApplied:
    """A credit, or the rest of a payment, set against documents of the same side."""
    supplier = credit.kind.startswith("supplier")
    party, control = (PRESS, "2000") if supplier else (ADA, "1100")
    total = sum((D(part) for _, part in allocations), D(0))
    kind = Kind.SUPPLIER_CREDIT_APPLIED if supplier else Kind.SALES_CREDIT_APPLIED
    return CreditApplied(
        **_header(kind, "CA-1", (Posting(control, total, party), Posting(control, -total, party))),
        party=party,
        credit=credit,
        allocations=_allocated(allocations),
    )


def refund(amount: str, against: Ref | None, *, account: str = "1000", method: str = "", reference: str = "") -> Refund:
    """Given back to the client, or got back from the supplier where a supplier's record is given back."""
    supplier = against is not None and against.kind.startswith("supplier")
    sign = -1 if supplier else 1
    party, control = (PRESS, "2000") if supplier else (ADA, "1100")
    kind = Kind.SUPPLIER_REFUND if supplier else Kind.SALES_REFUND
    postings = (Posting(control, sign * D(amount), party), Posting(account, -sign * D(amount)))
    return Refund(
        **_header(kind, "RF-1", postings),
        party=party,
        account=account,
        amount=D(amount),
        against=against,
        method=method,
        reference=reference,
    )


def transfer(
    amount: str,
    source: str,
    target: str,
    *postings: Posting,
    moves: tuple[TrustMove, ...] = (),
    firms_own: bool = False,
    kind: Kind = Kind.BANK_TRANSFER,
) -> BankTransfer:
    """Moved from one account to another; where no postings are given it posts between those two."""
    between = (Posting(target, D(amount)), Posting(source, -D(amount)))
    return BankTransfer(
        **_header(kind, "TF-1", postings or between),
        from_account=source,
        to_account=target,
        amount=D(amount),
        trust_moves=moves,
        firms_own=firms_own,
    )


def trust_entry(
    kind: Kind, *moves: TrustMove, payee: Party | None = None, method: str = "", cheque: str = ""
) -> TrustEntry:
    """Client money in or out of the first trust bank, or from one matter to another."""
    total = sum((move.amount for move in moves), D(0))
    owed = tuple(Posting("3100", -move.amount, move.client, move.matter) for move in moves)
    banked = (Posting("3000", total),) if total else ()
    return TrustEntry(
        **_header(kind, "TR-1", (*banked, *owed)),
        bank_account="3000",
        liability_account="3100",
        moves=moves,
        payee=payee,
        method=method,
        reference=cheque,
    )


def paid_from_trust(amount: str, *allocations: tuple[Ref, str]) -> PaymentFromTrust:
    """Fees that Ada owes, paid with her money in trust."""
    paid = D(amount)
    postings = (
        Posting("3100", paid, ADA, ESTATE),
        Posting("3000", -paid),
        Posting("1000", paid),
        Posting("1100", -paid, ADA),
    )
    return PaymentFromTrust(
        **_header(Kind.SALES_PAYMENT_FROM_TRUST, "TP-1", postings),
        party=ADA,
        account="1000",
        amount=paid,
        allocations=_allocated(allocations),
        trust_account="3000",
        trust_liability="3100",
        trust_moves=(TrustMove(ADA, -paid, ESTATE),),
    )


def _allocated(allocations: tuple[tuple[Ref, str], ...]) -> tuple[Allocation, ...]:
    return tuple(Allocation(one, Decimal(part)) for one, part in allocations)
