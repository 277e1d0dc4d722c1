"""A year of a practice, written by chance: every kind, several rates and currencies, part payments, credits, refunds.

Each act is a few numbers; what cannot be done just then (no bill is open, a matter holds nothing) is left out, so that
any list of acts is a year, and a shorter list a simpler one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from matterbooks.ledger.documents import CreditApplied, Document, Invoice, Line, Party, Payment
from matterbooks.values import Kind
from tests.story.kinds.firm import ADA, BABBAGE, COURT, ENGINE, HOUSE, PRINTER, WILL
from tests.story.kinds.practice import Practice

T = TypeVar("T")
CLIENTS, SUPPLIERS, MATTERS = (ADA, BABBAGE), (COURT, PRINTER), (WILL, HOUSE, ENGINE)


class Act(NamedTuple):
    """what is done; cents of its first amount; picks choose among what is open, the party, the tax and the bank."""

    what: int
    cents: int
    pick: int
    other: int


_ACT = st.builds(Act, st.integers(0, 19), st.integers(1, 900_000), st.integers(0, 11), st.integers(0, 11))


def acts(most: int) -> st.SearchStrategy[list[Act]]:
    """The acts of a year; the simplest, with which hypothesis begins, is one in which nothing is done."""
    return st.just([]) | st.lists(_ACT, min_size=most * 5 // 6, max_size=most)


@dataclass
class Open:
    """Something that can still be settled, and what is left of it."""

    document: Invoice | Payment
    left: Decimal
    party: Party


@dataclass
class Year:
    """What the acts so far have left open."""

    practice: Practice
    foreign: bool
    bills: list[Open] = field(default_factory=list)
    credits: list[Open] = field(default_factory=list)
    overpaid: list[Open] = field(default_factory=list)
    abroad: list[Open] = field(default_factory=list)
    bought: list[Open] = field(default_factory=list)
    returned: list[Open] = field(default_factory=list)
    receipts: list[tuple[Payment, Invoice]] = field(default_factory=list)
    trust: dict[str, Decimal] = field(default_factory=dict)

    def write(self, acts: Sequence[Act]) -> Iterator[Document]:
        """The documents of these acts, each of which can be posted when its turn comes."""
        does: tuple[Callable[[Act], Document | None], ...] = (
            self._bill, self._bill, self._foreign_bill, self._credit_note, self._apply_credit, self._receipt,
            self._receipt, self._apply_rest, self._refund, self._supplier_bill, self._supplier_credit,
            self._pay_supplier, self._trust_receipt, self._trust_move, self._pay_from_trust, self._transfer,
            self._foreign_receipt, self._dishonoured, self._firms_own, self._trust_interest,
        )  # fmt: skip
        for act in acts:
            document = does[act.what](act)
            if document is not None:
                yield document

    def _bill(self, act: Act) -> Document | None:
        lines = self._lines(act, "4000", "4100")
        bill = self.practice.invoice(Kind.SALES_INVOICE, *lines, party=_of(CLIENTS, act.other))
        if bill.total > 0:
            self.bills.append(Open(bill, bill.total, bill.party))
        return bill

    def _foreign_bill(self, act: Act) -> Document | None:
        if not self.foreign:
            return self._bill(act)
        line = self.practice.line("4000", _text(act.cents), self.practice.country.nothing)
        rate = f"1.{act.other:02d}7"
        party = _of(CLIENTS, act.pick)
        bill = self.practice.invoice(Kind.SALES_INVOICE, line, party=party, currency="EUR", rate=rate)
        self.abroad.append(Open(bill, bill.total, party))
        return bill

    def _foreign_receipt(self, act: Act) -> Document | None:
        """The whole of a foreign bill, at another rate: the practice posts what it gained or lost."""
        bill = _take(self.abroad, act.pick)
        if bill is None or not isinstance(bill.document, Invoice):
            return None
        rate, amount = Decimal(f"1.{act.other:02d}3"), f"{bill.left}"
        gain = bill.document.postings[0].amount - (bill.left * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
        paid = (bill.document, amount)
        return self.practice.receipt(amount, paid, party=bill.party, currency="EUR", rate=f"{rate}", gain=f"{gain}")

    def _credit_note(self, act: Act) -> Document | None:
        line = self.practice.line("4000", _text(act.cents), self._code(act.pick))
        credit = self.practice.invoice(Kind.SALES_CREDIT_NOTE, line, party=_of(CLIENTS, act.other))
        self.credits.append(Open(credit, credit.total, credit.party))
        return credit

    def _apply_credit(self, act: Act) -> Document | None:
        return self._settle(act, self.credits, self.bills, Kind.SALES_CREDIT_APPLIED)

    def _receipt(self, act: Act) -> Document | None:
        """Half of a bill, the whole of it, or more."""
        bill = _take(self.bills, act.pick)
        if bill is None:
            return None
        share = _share(bill.left, act.other)
        more = Decimal(act.cents).scaleb(-2) if act.other % 4 == 3 else Decimal(0)
        assert isinstance(bill.document, Invoice)
        receipt = self.practice.receipt(f"{share + more}", (bill.document, f"{share}"), party=bill.party)
        self._keep(self.bills, bill, share)
        if more:
            self.overpaid.append(Open(receipt, more, bill.party))
        else:
            self.receipts.append((receipt, bill.document))
        return receipt

    def _dishonoured(self, act: Act) -> Document | None:
        """A receipt of one bill bounces: what it paid is open again."""
        if not self.receipts:
            return None
        receipt, bill = self.receipts.pop(act.pick % len(self.receipts))
        before = next((one for one in self.bills if one.document is bill), None)
        if before is not None:
            self.bills.remove(before)
        self.bills.append(Open(bill, receipt.amount + (before.left if before else 0), bill.party))
        return self.practice.receipt(f"{receipt.amount}", party=bill.party, reverses=receipt.ref)

    def _firms_own(self, act: Act) -> Document | None:
        ends = ("1000", "1050") if act.pick % 2 else ("1050", "1000")
        return self.practice.transfer(_text(act.cents), *ends, Kind.TRUST_OFFICE_TRANSFER, firms_own=True)

    def _trust_interest(self, act: Act) -> Document | None:
        matter, amount = _of(MATTERS, act.pick), Decimal(act.cents).scaleb(-2)
        self.trust[matter.id] = self.trust.get(matter.id, Decimal(0)) + amount
        return self.practice.trust(Kind.TRUST_JOURNAL, (matter, f"{amount}"), bank="1055")

    def _apply_rest(self, act: Act) -> Document | None:
        return self._settle(act, self.overpaid, self.bills, Kind.SALES_CREDIT_APPLIED)

    def _refund(self, act: Act) -> Document | None:
        """Of a credit note, of what was paid too much, or from a supplier."""
        pool = (self.credits, self.overpaid, self.returned)[act.other % 3]
        given = _take(pool, act.pick)
        if given is None:
            return None
        kind = Kind.SUPPLIER_REFUND if pool is self.returned else Kind.SALES_REFUND
        return self.practice.refund(kind, f"{given.left}", given.document, given.party)

    def _supplier_bill(self, act: Act) -> Document | None:
        lines = self._lines(act, "5000", "6200")
        bill = self.practice.invoice(Kind.SUPPLIER_INVOICE, *lines, party=_of(SUPPLIERS, act.other))
        if bill.total > 0:
            self.bought.append(Open(bill, bill.total, bill.party))
        return bill

    def _supplier_credit(self, act: Act) -> Document | None:
        applied = self._settle(act, self.returned, self.bought, Kind.SUPPLIER_CREDIT_APPLIED)
        if applied is not None:
            return applied
        line = self.practice.line("5000", _text(act.cents), self._code(act.pick))
        credit = self.practice.invoice(Kind.SUPPLIER_CREDIT_NOTE, line, party=_of(SUPPLIERS, act.other))
        self.returned.append(Open(credit, credit.total, credit.party))
        return credit

    def _pay_supplier(self, act: Act) -> Document | None:
        bill = _take(self.bought, act.pick)
        if bill is None:
            return None
        share = _share(bill.left, act.other)
        assert isinstance(bill.document, Invoice)
        account = ("1000", "2050", "2100")[act.cents % 3]
        self._keep(self.bought, bill, share)
        return self.practice.paid(f"{share}", (bill.document, f"{share}"), party=bill.party, account=account)

    def _trust_receipt(self, act: Act) -> Document | None:
        matter, amount = _of(MATTERS, act.pick), Decimal(act.cents).scaleb(-2)
        self.trust[matter.id] = self.trust.get(matter.id, Decimal(0)) + amount
        return self.practice.trust(Kind.TRUST_RECEIPT, (matter, f"{amount}"))

    def _trust_move(self, act: Act) -> Document | None:
        """Paid out, moved to another matter, or to the other trust bank."""
        matter, to = _of(MATTERS, act.pick), _of(MATTERS, act.pick + 1)
        amount = _share(self.trust.get(matter.id, Decimal(0)), act.other)
        if not amount:
            return None
        if act.other % 3 == 2:
            return self.practice.transfer(f"{amount}", "1050", "1055", Kind.TRUST_BANK_TRANSFER)
        self.trust[matter.id] -= amount
        if act.other % 3:
            return self.practice.trust(Kind.TRUST_PAYMENT, (matter, f"-{amount}"), payee=PRINTER)
        self.trust[to.id] = self.trust.get(to.id, Decimal(0)) + amount
        return self.practice.trust(Kind.TRUST_TRANSFER, (matter, f"-{amount}"), (to, f"{amount}"))

    def _pay_from_trust(self, act: Act) -> Document | None:
        bill = _take(self.bills, act.pick)
        if bill is None:
            return None
        matter = next((one for one in MATTERS if one.client.id == bill.party.id and self.trust.get(one.id)), None)
        share = min(bill.left, self.trust[matter.id]) if matter else Decimal(0)
        self._keep(self.bills, bill, share)
        if matter is None or not isinstance(bill.document, Invoice):
            return None
        self.trust[matter.id] -= share
        return self.practice.from_trust(f"{share}", (bill.document, f"{share}"), matter=matter)

    def _transfer(self, act: Act) -> Document | None:
        ends = ("1000", "1010") if act.pick % 2 else ("1010", "1000")
        return self.practice.transfer(_text(act.cents), *ends)

    def _settle(self, act: Act, given: list[Open], owed: list[Open], kind: Kind) -> CreditApplied | None:
        credit = _take(given, act.pick)
        if credit is None:
            return None
        bill = next((one for one in owed if one.party.id == credit.party.id), None)
        if bill is None or not isinstance(bill.document, Invoice):
            given.append(credit)
            return None
        owed.remove(bill)
        share = min(credit.left, bill.left)
        self._keep(given, credit, share)
        self._keep(owed, bill, share)
        return self.practice.applied(kind, credit.document, (bill.document, f"{share}"), party=bill.party)

    def _keep(self, pool: list[Open], one: Open, settled: Decimal) -> None:
        if one.left > settled:
            pool.append(Open(one.document, one.left - settled, one.party))

    def _lines(self, act: Act, *accounts: str) -> list[Line]:
        """One to four lines, of which the last may take off."""
        count = 1 + act.pick % 4
        nets = [_text(act.cents // (place + 1) + place) for place in range(count)]
        lines = [
            self.practice.line(_of(accounts, place + act.other), net, self._code(act.pick + place))
            for place, net in enumerate(nets)
        ]
        if count == 4:
            lines.append(self.practice.line(accounts[0], f"-{_text(act.cents // 3)}", self._code(act.other)))
        return lines

    def _code(self, pick: int) -> str | None:
        codes = list(self.practice.country.taxes)
        return codes[pick % len(codes)] if codes else None


def _of(choices: Sequence[T], pick: int) -> T:
    return choices[pick % len(choices)]


def _take(pool: list[Open], pick: int) -> Open | None:
    return pool.pop(pick % len(pool)) if pool else None


def _share(left: Decimal, pick: int) -> Decimal:
    """The whole, or for every third pick half of it."""
    return (left / 2).quantize(Decimal("0.01")) if pick % 3 == 1 and left > 1 else left


def _text(cents: int) -> str:
    return f"{Decimal(max(cents, 1)).scaleb(-2)}"
