"""A healthy law firm's year: every kind that is pushed, in the proportions of a practice, from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.accuracy.books import Lines, Record, Unit, debits
from tests.accuracy.chart import (
    BANK,
    CLIENT_STEMS,
    COSTS,
    EXPENSES,
    FEES,
    PAYABLE,
    RECEIVABLE,
    RECEIVABLE_FOREIGN,
    REMAPPED,
    SAVINGS,
    TAX,
    TRUST_BANK,
    TRUST_LIABILITY,
)
from tests.accuracy.pushing import push

FIRST, LAST, DAYS = date(2025, 1, 2), date(2025, 12, 31), 360


class Firm:
    """Draws records; each transaction has its own id, numbers run on, three clients in a hundred pay twice alike."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0
        self.entries = 9_000
        self.bills: list[Record] = []
        self.foreign: list[Record] = []

    def units(self, transactions: int) -> Iterator[Unit]:
        """Draw this many practice transactions, each with its QuickBooks side."""
        drawers = [self._drawer() for _ in range(transactions)]
        for place, draw in enumerate(drawers):
            if place and place % 33 == 0 and self.bills:
                yield from self._twice()
            else:
                yield self.pushed(draw())

    def pushed(self, record: Record) -> Unit:
        """A record with what it became."""
        return push(record, self.identity)

    def identity(self) -> str:
        """The next QuickBooks transaction id."""
        self.entries += 1
        return str(self.entries)

    def record(self, kind: str, number: str, party: str, matter: str, lines: Lines) -> Record:
        """A record on a day of the year, posted the same day."""
        self.count += 1
        day = FIRST + timedelta(days=self.random.randrange(DAYS))
        stamp = f"{day.isoformat()}T09:30:00+00:00"
        return Record(f"T{self.count:07d}", kind, number, day, party, matter, lines, stamp, memo=f"Matter {matter}")

    def client(self) -> tuple[str, str]:
        """A client and one of its matters."""
        number = self.random.randrange(400)
        stem = CLIENT_STEMS[number % len(CLIENT_STEMS)]
        return f"{stem} {number:03d} Pty Ltd", f"{2025000 + number * 3 + self.random.randrange(3)}"

    def cents(self, least: int = 1_000, most: int = 900_000) -> int:
        """An amount; a third are round, so that amounts repeat."""
        drawn = self.random.randrange(least, most)
        return drawn // 5_000 * 5_000 + 5_000 if self.random.random() < 0.35 else drawn

    def bill(self, account: str = "") -> Record:
        """A client's bill of 1 to 12 lines with its tax."""
        party, matter = self.client()
        fees = [account] if account else self.random.sample(FEES, self.random.choice((1, 1, 2, 3)))
        count = self.random.randint(1, 12)
        nets = [
            (self.random.choice(fees) if place % 4 < 3 else COSTS, self.cents(most=90_000)) for place in range(count)
        ]
        net = sum(cents for _, cents in nets)
        tax = (net + 5) // 10
        lines = ((RECEIVABLE, net + tax), *((each, -cents) for each, cents in nets), (TAX, -tax))
        made = self.record("sales_invoice", f"INV-{self.count + 1:07d}", party, matter, lines)
        self.bills.append(made)
        return made

    def foreign_bill(self) -> Record:
        """A bill in euros, posted in base currency."""
        party, matter = self.client()
        net = self.cents()
        lines = ((RECEIVABLE_FOREIGN, net), (FEES[3], -net))
        made = self.record("sales_invoice", f"INV-{self.count + 1:07d}", party, matter, lines)
        made = replace(made, currency="EUR", rate="1.134417")
        self.foreign.append(made)
        return made

    def payment(self) -> Record:
        """A payment of a bill, half of them without a number."""
        if not self.bills:
            return self.bill()
        bill = self.random.choice(self.bills)
        owed = debits(bill.lines)
        paid = owed if self.random.random() < 0.7 else max(owed // 2, 100)
        number = f"R{self.count + 1:06d}" if self.random.random() < 0.5 else ""
        made = self.record("sales_payment", number, bill.party, bill.matter, ((BANK, paid), (RECEIVABLE, -paid)))
        day = min(bill.day + timedelta(days=self.random.randrange(0, 6)), LAST)
        stamp = f"{day.isoformat()}T09:30:00+00:00"
        return replace(made, day=day, posted_at=stamp, applied_to=f"sales_invoice:{bill.id}")

    def foreign_payment(self) -> Record:
        """A payment in euros of a bill in euros."""
        if not self.foreign:
            return self.foreign_bill()
        bill = self.random.choice(self.foreign)
        paid = debits(bill.lines)
        lines = ((BANK, paid), (RECEIVABLE_FOREIGN, -paid))
        made = self.record("sales_payment", f"RE{self.count + 1:06d}", bill.party, bill.matter, lines)
        return replace(made, applied_to=f"sales_invoice:{bill.id}", currency="EUR", rate="1.134417")

    def credit(self) -> Record:
        """A credit note with its tax."""
        party, matter = self.client()
        net = self.cents(most=60_000)
        tax = (net + 5) // 10
        lines = ((RECEIVABLE, -net - tax), (FEES[0], net), (TAX, tax))
        return self.record("sales_credit_note", f"CN-{self.count + 1:06d}", party, matter, lines)

    def simple(self, kind: str, prefix: str, debit: str, credit: str, *, supplier: bool = False) -> Record:
        """A record of two lines."""
        party, matter = self.client()
        if supplier:
            party, matter = f"Supplier {self.random.randrange(60):02d} Ltd", ""
        if kind == "bank_transfer":
            party = matter = ""
        cents = self.cents()
        return self.record(kind, f"{prefix}{self.count + 1:06d}", party, matter, ((debit, cents), (credit, -cents)))

    def _drawer(self) -> Callable[[], Record]:
        simple = self.simple
        drawers: tuple[tuple[int, Callable[[], Record]], ...] = (
            (34, self.bill), (28, self.payment), (3, self.credit), (2, self.foreign_bill), (1, self.foreign_payment),
            (2, lambda: self.bill(REMAPPED)),
            (8, lambda: simple("supplier_invoice", "BILL-", self.random.choice(EXPENSES), PAYABLE, supplier=True)),
            (5, lambda: simple("supplier_payment", "SP-", PAYABLE, BANK, supplier=True)),
            (1, lambda: simple("supplier_credit_note", "SC-", PAYABLE, EXPENSES[0], supplier=True)),
            (1, lambda: simple("sales_refund", "RF-", RECEIVABLE, BANK)),
            (2, lambda: simple("bank_transfer", "BT-", SAVINGS, BANK)),
            (7, lambda: simple("trust_receipt", "TR-", TRUST_BANK, TRUST_LIABILITY)),
            (4, lambda: simple("trust_payment", "TP-", TRUST_LIABILITY, TRUST_BANK)),
        )  # fmt: skip
        return self.random.choices([draw for _, draw in drawers], [weight for weight, _ in drawers])[0]

    def _twice(self) -> Iterator[Unit]:
        """Two payments of one client on one day for the same amount, both genuine, neither with a number."""
        first = replace(self.payment(), number="")
        self.count += 1
        yield self.pushed(first)
        yield self.pushed(replace(first, id=f"T{self.count:07d}"))
