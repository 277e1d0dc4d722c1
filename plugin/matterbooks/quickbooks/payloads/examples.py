"""One document of each kind, in every form that becomes something else in QuickBooks: for explaining the kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

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
    Ref,
    Refund,
    TrustEntry,
    TrustMove,
)
from matterbooks.ledger.source import Role
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import NEVER_PUSHED, Kind, Switch

_ACCOUNTS = {
    "office": ("Bank", Role.BANK),
    "savings": ("Bank", Role.BANK),
    "card": ("Credit Card", Role.CREDIT_CARD),
    "loan": ("Other Current Liability", Role.LIABILITY),
    "trust bank": ("Bank", Role.TRUST_BANK),
    "other trust bank": ("Bank", Role.TRUST_BANK),
    "trust liability": ("Other Current Liability", Role.TRUST_LIABILITY),
    "receivable": ("Accounts Receivable", Role.RECEIVABLE),
    "payable": ("Accounts Payable", Role.PAYABLE),
    "income": ("Income", Role.INCOME),
    "expense": ("Expense", Role.EXPENSE),
    "transfers": ("Other Current Asset", Role.ASSET),
}
_CLIENT, _SUPPLIER = Party("client", "Client"), Party("supplier", "Supplier")
_MATTER = Matter("matter", "1", "Matter", _CLIENT)
_OTHER = Matter("other", "2", "Other matter", Party("other client", "Other client"))
_AMOUNT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Example:
    """A document and the form that it shows, empty where the kind has one alone."""

    document: Document
    form: str = ""


def terms(*, trust: bool = True) -> Terms:
    """A firm with everything mapped, each practice account to one of its own name."""
    accounts = tuple(QuickBooksAccount(name, name, name, type_) for name, (type_, _) in _ACCOUNTS.items())
    catalogue = Catalogue(Company("Company", "US", "USD"), accounts, (), datetime(2026, 1, 1, tzinfo=UTC))
    mapped = {name: name for name in _ACCOUNTS if name != "transfers"}
    mapping = Mapping(1, frozenset(Switch), "transfers", mapped)
    return Terms(mapping, catalogue, {name: role for name, (_, role) in _ACCOUNTS.items()}, trust=trust)


def examples() -> Iterator[Example]:
    """Every kind that is ever pushed, in the order of the kinds."""
    yield from _sales()
    yield from _supplier()
    yield Example(_transfer(Kind.BANK_TRANSFER, "office", "savings"))
    yield from _trust()
    for kind in sorted(NEVER_PUSHED):
        entry = Entry(**_head(kind, ("trust bank", 1, None), ("trust liability", -1, _CLIENT)))
        yield Example(entry, "that touches client money")


def _sales() -> Iterator[Example]:
    invoice, payment = _ref(Kind.SALES_INVOICE), _ref(Kind.SALES_PAYMENT)
    credit = _ref(Kind.SALES_CREDIT_NOTE)
    yield Example(_invoice(Kind.SALES_INVOICE, "receivable", "income", _CLIENT, 1))
    yield Example(_invoice(Kind.SALES_CREDIT_NOTE, "receivable", "income", _CLIENT, -1))
    yield Example(_applied(Kind.SALES_CREDIT_APPLIED, credit, invoice, _CLIENT), "a credit note to an invoice")
    yield Example(_applied(Kind.SALES_CREDIT_APPLIED, payment, invoice, _CLIENT), "the rest of a payment, later")
    received = ("office", 1, None), ("receivable", -1, _CLIENT)
    yield Example(_payment(Kind.SALES_PAYMENT, "office", invoice, _CLIENT, *received))
    bounced = ("office", -1, None), ("receivable", 1, _CLIENT)
    yield Example(_payment(Kind.SALES_PAYMENT, "office", None, _CLIENT, *bounced, reverses=payment), "dishonoured")
    yield Example(_from_trust(invoice))
    for form, against in (("of a credit note", credit), ("of what was paid too much", payment)):
        back = _head(Kind.SALES_REFUND, ("receivable", 1, _CLIENT), ("office", -1, None))
        yield Example(Refund(**back, party=_CLIENT, account="office", amount=_AMOUNT, against=against), form)


def _supplier() -> Iterator[Example]:
    invoice, credit = _ref(Kind.SUPPLIER_INVOICE), _ref(Kind.SUPPLIER_CREDIT_NOTE)
    yield Example(_invoice(Kind.SUPPLIER_INVOICE, "payable", "expense", _SUPPLIER, -1))
    yield Example(_invoice(Kind.SUPPLIER_CREDIT_NOTE, "payable", "expense", _SUPPLIER, 1))
    yield Example(_applied(Kind.SUPPLIER_CREDIT_APPLIED, credit, invoice, _SUPPLIER))
    for account, form in (("office", "from a bank"), ("card", "by card"), ("loan", "from anything else")):
        paid = ("payable", 1, _SUPPLIER), (account, -1, None)
        yield Example(_payment(Kind.SUPPLIER_PAYMENT, account, invoice, _SUPPLIER, *paid), form)
    back = _head(Kind.SUPPLIER_REFUND, ("office", 1, None), ("payable", -1, _SUPPLIER))
    yield Example(Refund(**back, party=_SUPPLIER, account="office", amount=_AMOUNT, against=credit))


def _trust() -> Iterator[Example]:
    fees = (
        ("trust liability", 1, _CLIENT),
        ("trust bank", -1, None),
        ("office", 1, None),
        ("receivable", -1, _CLIENT),
    )
    named = _transfer(Kind.TRUST_OFFICE_TRANSFER, "trust bank", "office", *fees, moves=(_move(_MATTER, -1),))
    yield Example(named, "of a matter")
    own = _transfer(Kind.TRUST_OFFICE_TRANSFER, "trust bank", "office", own=True)
    yield Example(own, "of the firm's own money")
    yield Example(_trust_entry(Kind.TRUST_RECEIPT, (_MATTER, 1)))
    yield Example(_trust_entry(Kind.TRUST_PAYMENT, (_MATTER, -1)))
    yield Example(_trust_entry(Kind.TRUST_TRANSFER, (_MATTER, -1), (_OTHER, 1)))
    yield Example(_transfer(Kind.TRUST_BANK_TRANSFER, "trust bank", "other trust bank"))
    yield Example(_trust_entry(Kind.TRUST_JOURNAL, (_MATTER, 1)))


def _ref(kind: Kind) -> Ref:
    return Ref("firm", kind, "1")


def _head(kind: Kind, *lines: tuple[str, int, Party | None], reverses: Ref | None = None) -> dict[str, Any]:
    postings = tuple(
        Posting(account, sign * _AMOUNT, party, _MATTER if account == "trust liability" else None)
        for account, sign, party in lines
    )
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        "ref": _ref(kind), "number": "1", "date": date(2026, 1, 1), "posted_at": moment, "modified_at": moment,
        "version": "1", "currency": "USD", "postings": postings, "reverses": reverses,
    }  # fmt: skip


def _invoice(kind: Kind, control: str, account: str, party: Party, side: int) -> Invoice:
    head = _head(kind, (control, side, party), (account, -side, None))
    return Invoice(**head, party=party, lines=(Line(account, _AMOUNT),), total=_AMOUNT)


def _applied(kind: Kind, credit: Ref, invoice: Ref, party: Party) -> CreditApplied:
    return CreditApplied(**_head(kind), party=party, credit=credit, allocations=(Allocation(invoice, _AMOUNT),))


def _payment(
    kind: Kind, account: str, invoice: Ref | None, party: Party, *lines: tuple[str, int, Party | None],
    reverses: Ref | None = None,
) -> Payment:  # fmt: skip
    paid = (Allocation(invoice, _AMOUNT),) if invoice else ()
    head = _head(kind, *lines, reverses=reverses)
    return Payment(**head, party=party, account=account, amount=_AMOUNT, allocations=paid)


def _from_trust(invoice: Ref) -> PaymentFromTrust:
    head = _head(
        Kind.SALES_PAYMENT_FROM_TRUST,
        ("trust liability", 1, _CLIENT),
        ("trust bank", -1, None),
        ("office", 1, None),
        ("receivable", -1, _CLIENT),
    )
    return PaymentFromTrust(
        **head,
        party=_CLIENT,
        account="office",
        amount=_AMOUNT,
        allocations=(Allocation(invoice, _AMOUNT),),
        trust_account="trust bank",
        trust_liability="trust liability",
        trust_moves=(_move(_MATTER, -1),),
    )


def _transfer(
    kind: Kind, source: str, target: str, *lines: tuple[str, int, Party | None],
    moves: tuple[TrustMove, ...] = (), own: bool = False,
) -> BankTransfer:  # fmt: skip
    head = _head(kind, *(lines or ((target, 1, None), (source, -1, None))))
    return BankTransfer(
        **head, from_account=source, to_account=target, amount=_AMOUNT, trust_moves=moves, firms_own=own
    )


def _trust_entry(kind: Kind, *moves: tuple[Matter, int]) -> TrustEntry:
    banked = sum(sign for _, sign in moves)
    owed = tuple(Posting("trust liability", -sign * _AMOUNT, matter.client, matter) for matter, sign in moves)
    bank = (Posting("trust bank", banked * _AMOUNT),) if banked else ()
    head = _head(kind) | {"postings": (*bank, *owed)}
    return TrustEntry(
        **head,
        bank_account="trust bank",
        liability_account="trust liability",
        moves=tuple(_move(matter, sign) for matter, sign in moves),
        payee=_SUPPLIER if kind is Kind.TRUST_PAYMENT else None,
    )


def _move(matter: Matter, sign: int) -> TrustMove:
    return TrustMove(matter.client, sign * _AMOUNT, matter, "trust liability")
