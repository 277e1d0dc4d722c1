"""Documents of every kind as a practice hands them over, each with the postings that it makes in its own ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from matterbooks.ledger.documents import (
    Allocation,
    BankTransfer,
    CreditApplied,
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
from matterbooks.values import Kind
from tests.clock import Clock
from tests.push.office import FIRM
from tests.story.kinds.countries import Country
from tests.story.kinds.firm import ADA, COURT, numbers

DAY = date(2026, 3, 2)
CENT = Decimal("0.01")
Paid = tuple[Invoice, str]

_PREFIX = {
    Kind.SALES_INVOICE: "INV", Kind.SALES_CREDIT_NOTE: "CN", Kind.SUPPLIER_INVOICE: "SI",
    Kind.SUPPLIER_CREDIT_NOTE: "SC",
}  # fmt: skip


class Practice:
    """Writes documents; every amount is given as text."""

    def __init__(self, clock: Clock, country: Country) -> None:
        self._clock, self.country, self._number = clock, country, numbers()

    def line(self, account: str, net: str, code: str | None = "", text: str = "Work", **more: Any) -> Line:
        """A line with the tax of its code, kept unrounded; "" is the country's usual code."""
        used = self.country.plain if code == "" else code
        amount = Decimal(net)
        return Line(account, amount, amount * self.country.rate(used) / 100, used, text, **more)

    def bill(self, *nets: str, party: Party = ADA, matter: Matter | None = None) -> Invoice:
        """A sales invoice of fee lines."""
        return self.invoice(Kind.SALES_INVOICE, *(self.line("4000", net) for net in nets), party=party, matter=matter)

    def supplier_bill(self, *nets: str, party: Party = COURT) -> Invoice:
        """A supplier invoice of court fees."""
        return self.invoice(Kind.SUPPLIER_INVOICE, *(self.line("5000", net) for net in nets), party=party)

    def invoice(
        self, kind: Kind, *lines: Line, party: Party, matter: Matter | None = None, inclusive: bool = False,
        rate: str = "1", currency: str = "", rounding: str = "0", day: date = DAY,
    ) -> Invoice:  # fmt: skip
        """Any invoice or credit note; purchases in the United States spend their tax with the line."""
        tax = _cents(sum((line.tax for line in lines), Decimal(0)))
        total = sum((line.net for line in lines), tax) + Decimal(rounding)
        sales = kind in (Kind.SALES_INVOICE, Kind.SALES_CREDIT_NOTE)
        side = 1 if kind in (Kind.SALES_INVOICE, Kind.SUPPLIER_CREDIT_NOTE) else -1
        spent_with_tax = not sales and self.country.code == "US"
        home = [(line.account, -side * (line.net + (line.tax if spent_with_tax else 0)), line.matter) for line in lines]
        postings = [
            *(Posting(account, _at(amount, rate), None, matter_) for account, amount, matter_ in home),
            *([] if spent_with_tax or not tax else [Posting("2200", _at(-side * tax, rate))]),
            *([Posting("4800", -side * Decimal(rounding))] if Decimal(rounding) else []),
        ]
        if spent_with_tax:
            left = _at(-side * total, rate) - sum((posting.amount for posting in postings), Decimal(0))
            postings[0] = replace(postings[0], amount=postings[0].amount + left)
        owed = -sum((posting.amount for posting in postings), Decimal(0))
        postings.insert(0, Posting("1200" if sales else "2000", owed, party, matter if sales else None))
        return Invoice(
            **self._head(kind, self._number(_PREFIX[kind]), postings, currency=currency, rate=rate, day=day),
            party=party,
            lines=lines,
            total=total,
            tax=tax,
            due=day + timedelta(days=14),
            matter=matter,
            tax_inclusive=inclusive,
            open_balance=total,
        )

    def receipt(self, amount: str, *paid: Paid, party: Party = ADA, account: str = "1000", **more: Any) -> Payment:
        """Money from a client."""
        return self._payment(Kind.SALES_PAYMENT, "R", amount, paid, party, account, 1, **more)

    def paid(self, amount: str, *paid: Paid, party: Party = COURT, account: str = "1000", **more: Any) -> Payment:
        """Money to a supplier."""
        return self._payment(Kind.SUPPLIER_PAYMENT, "SP", amount, paid, party, account, -1, **more)

    def from_trust(self, amount: str, *paid: Paid, matter: Matter) -> PaymentFromTrust:
        """A client's bills paid with what a matter holds in trust."""
        value, client = Decimal(amount), matter.client
        postings = [
            Posting("2300", value, client, matter),
            Posting("1050", -value),
            Posting("1000", value),
            Posting("1200", -value, client),
        ]
        return PaymentFromTrust(
            **self._head(Kind.SALES_PAYMENT_FROM_TRUST, self._number("TP"), postings),
            party=client,
            account="1000",
            amount=value,
            allocations=_allocations(paid),
            trust_account="1050",
            trust_liability="2300",
            trust_moves=(TrustMove(client, -value, matter, "2300"),),
        )

    def applied(self, kind: Kind, credit: Invoice | Payment, *to: Paid, party: Party) -> CreditApplied:
        """A credit note, or what is left of a payment, set against invoices."""
        total = sum((Decimal(part) for _, part in to), Decimal(0))
        control = "1200" if kind is Kind.SALES_CREDIT_APPLIED else "2000"
        postings = [Posting(control, total, party), Posting(control, -total, party)]
        return CreditApplied(
            **self._head(kind, self._number("CA"), postings),
            party=party,
            credit=credit.ref,
            allocations=_allocations(to),
        )

    def refund(self, kind: Kind, amount: str, against: Invoice | Payment | None, party: Party, **more: Any) -> Refund:
        """Office money given back to a client, or received back from a supplier."""
        value, sales = Decimal(amount), kind is Kind.SALES_REFUND
        postings = [
            Posting("1200" if sales else "2000", value if sales else -value, party),
            Posting("1000", -value if sales else value),
        ]
        return Refund(
            **self._head(kind, self._number("RF"), postings),
            party=party,
            account="1000",
            amount=value,
            against=against.ref if against else None,
            **more,
        )

    def transfer(
        self, amount: str, source: str, target: str, kind: Kind = Kind.BANK_TRANSFER, *, firms_own: bool = False
    ) -> BankTransfer:
        """Money between two accounts of the firm."""
        value = Decimal(amount)
        postings = [Posting(target, value), Posting(source, -value)]
        return BankTransfer(
            **self._head(kind, self._number("BT"), postings),
            from_account=source,
            to_account=target,
            amount=value,
            firms_own=firms_own,
        )

    def fees_from_trust(self, amount: str, matter: Matter) -> BankTransfer:
        """Trust money taken to the office against what the client owes, matter named, no bill yet."""
        value, client = Decimal(amount), matter.client
        postings = [
            Posting("2300", value, client, matter),
            Posting("1050", -value),
            Posting("1000", value),
            Posting("1200", -value, client),
        ]
        return BankTransfer(
            **self._head(Kind.TRUST_OFFICE_TRANSFER, self._number("TO"), postings),
            from_account="1050",
            to_account="1000",
            amount=value,
            trust_moves=(TrustMove(client, -value, matter, "2300"),),
        )

    def trust(
        self, kind: Kind, *moves: tuple[Matter, str], bank: str = "1050", payee: Party | None = None, **more: Any
    ) -> TrustEntry:
        """Any entry of the trust ledger: what each matter gains, and the bank with it."""
        shares = [(matter, Decimal(amount)) for matter, amount in moves]
        banked = sum((amount for _, amount in shares), Decimal(0))
        owed = [Posting("2300", -amount, matter.client, matter) for matter, amount in shares]
        return TrustEntry(
            **self._head(
                kind, self._number("T"), [*([Posting(bank, banked)] if banked else []), *owed], **_header(more)
            ),
            bank_account=bank,
            liability_account="2300",
            moves=tuple(TrustMove(matter.client, amount, matter, "2300") for matter, amount in shares),
            payee=payee,
            **more,
        )

    def entry(self, kind: Kind, *postings: tuple[str, str, Party | None]) -> Entry:
        """An entry by hand: (account, amount, party) of each line."""
        lines = [Posting(account, Decimal(amount), party) for account, amount, party in postings]
        return Entry(**self._head(kind, self._number("J"), lines))

    def _payment(
        self, kind: Kind, prefix: str, amount: str, paid: Sequence[Paid], party: Party, account: str, side: int,
        rate: str = "1", currency: str = "", reverses: Ref | None = None, gain: str = "0",
    ) -> Payment:  # fmt: skip
        value = Decimal(amount)
        way = -side if reverses else side
        banked = _at(way * value, rate)
        postings = [
            Posting(account, banked),
            Posting("1200" if side > 0 else "2000", -banked - Decimal(gain), party),
            *([Posting("7000", Decimal(gain))] if Decimal(gain) else []),
        ]
        return Payment(
            **self._head(kind, self._number(prefix), postings, currency=currency, rate=rate, reverses=reverses),
            party=party,
            account=account,
            amount=value,
            allocations=_allocations(paid),
        )

    def _head(
        self, kind: Kind, number: str, postings: Sequence[Posting], *, currency: str = "", rate: str = "1",
        day: date = DAY, reverses: Ref | None = None, memo: str = "",
    ) -> dict[str, Any]:  # fmt: skip
        now = self._clock()
        assert sum((posting.amount for posting in postings), Decimal(0)) == 0, f"{number} does not balance"
        return {
            "ref": Ref(FIRM, kind, number),
            "number": number,
            "date": day,
            "posted_at": now,
            "modified_at": now,
            "version": "1",
            "currency": currency or self.country.currency,
            "postings": tuple(postings),
            "exchange_rate": Decimal(rate),
            "reverses": reverses,
            "memo": memo,
        }


def _header(more: dict[str, Any]) -> dict[str, Any]:
    return {name: more.pop(name) for name in ("reverses", "memo") if name in more}


def _allocations(paid: Sequence[Paid]) -> tuple[Allocation, ...]:
    return tuple(Allocation(invoice.ref, Decimal(part)) for invoice, part in paid)


def _at(amount: Decimal, rate: str) -> Decimal:
    return _cents(amount * Decimal(rate))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
