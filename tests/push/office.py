"""A small Australian law firm, connected to a QuickBooks company of its own, on a real database and over real HTTP."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import requests

from matterbooks.ledger.documents import (
    Allocation,
    CreditApplied,
    Document,
    Entry,
    Invoice,
    Line,
    Party,
    Payment,
    Posting,
    Ref,
)
from matterbooks.ledger.memory import MemoryLedger
from matterbooks.ledger.source import Books, HostAccount, HostTaxCode, Role
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.push.context import Context, no_failpoint
from matterbooks.push.enqueue import enqueue
from matterbooks.push.pump import drain
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.auth import App
from matterbooks.quickbooks.environment import environment
from matterbooks.quickbooks.session import open_session
from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.trouble.rules import Seen
from matterbooks.store import links, outbox
from matterbooks.store.engines import Store
from matterbooks.store.models import Link, Operation
from matterbooks.store.secrets import KeyRing
from matterbooks.values import Kind, OperationState, Switch
from tests.clock import Clock
from tests.hosts.connected import connect, save_mapping

FIRM = "ashgrove"
ADA = Party("c1", "Ada Lovelace")
BABBAGE = Party("c2", "Charles Babbage & Sons")
CHART = (
    HostAccount("1000", "Office account", Role.BANK, "1000"),
    HostAccount("1200", "Accounts receivable", Role.RECEIVABLE, "1200"),
    HostAccount("2200", "GST collected", Role.TAX, "2200"),
    HostAccount("4000", "Fees", Role.INCOME, "4000"),
    HostAccount("4100", "Disbursements recovered", Role.DISBURSEMENT_RECOVERY, "4100"),
)
TAXES = (HostTaxCode("GST", "GST 10 %", Decimal(10)), HostTaxCode("FREE", "GST free", Decimal(0)))


@dataclass
class Office:
    """The firm, its company and everything between them; `clock` stands still until a test moves it."""

    store: Store
    ring: KeyRing
    clock: Clock
    sandbox: Sandbox
    realm: str
    ledger: MemoryLedger
    failpoint: Callable[[str], None] = no_failpoint
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers = itertools.count(1)
        where = environment(self.sandbox.url)
        http = open_session(where)
        self.context = Context(
            store=self.store,
            source=self.ledger,
            ring=self.ring,
            app=App("sandbox-client", "sandbox-secret", f"{self.sandbox.url}/callback", where),
            http=lambda: http,
            clock=self.clock,
            new_id=lambda: f"request-{next(numbers)}",
            sleep=self.slept.append,
            failpoint=self._reach,
        )

    def _reach(self, name: str) -> None:
        self.failpoint(name)

    def connect(self) -> Catalogue:
        """Connect as of the clock's time, without the consent page; the company is read."""
        return connect(self.store, self.ring, self.sandbox, self.realm, FIRM, self.clock())

    def map(self, mapping: Mapping) -> None:
        """Save this as the next version of the mapping."""
        save_mapping(self.store, self.ledger, FIRM, mapping, self.clock())

    def post(self, document: Document) -> Ref:
        """Post a record in the practice: it is saved and enqueued in one unit of work."""
        self.ledger.put(document)
        with self.store.begin() as session:
            enqueue(session, self.ledger, document.ref, self.clock)
        return document.ref

    def post_again(self, ref: Ref) -> None:
        """Say that a record was saved, whatever it is now: back to draft, say."""
        with self.store.begin() as session:
            enqueue(session, self.ledger, ref, self.clock)

    def held(self) -> list[Operation]:
        """Whatever waits for a person."""
        with self.store.read() as session:
            return list(outbox.in_states(session, FIRM, [OperationState.HELD]))

    def drain(self) -> int:
        """Let the worker work until nothing can be done now."""
        return drain(self.context, FIRM)

    def operation(self, ref: Ref) -> Operation:
        """The operation on a record."""
        with self.store.read() as session:
            row = outbox.latest(session, ref.firm, ref.kind, ref.id)
            assert row is not None, f"nothing is planned for {ref}"
            return row

    def link(self, ref: Ref) -> Link | None:
        """The record's latest link."""
        with self.store.read() as session:
            return links.latest(session, ref.firm, ref.kind, ref.id)

    def in_quickbooks(self, entity: str) -> list[dict[str, Any]]:
        """Every live record of this kind in the company."""
        return self.sandbox.company(self.realm).entities(entity)

    def requests(self) -> list[Seen]:
        """What the company has seen of us, oldest first."""
        return [seen for seen in self.sandbox.state.trouble.log if seen.realm == self.realm]

    def by_hand(self, entity: str, body: dict[str, Any]) -> dict[str, Any]:
        """Do in QuickBooks what a bookkeeper does there: enter a record, or change the one whose Id is given.

        entity may carry options of the API, such as `Invoice?operation=delete`.
        """
        token = self.sandbox.tokens(self.realm)["access_token"]
        name, _, options = entity.partition("?")
        answer = requests.post(
            f"{self.sandbox.url}/v3/company/{self.realm}/{name.lower()}?{options}",
            data=wire.encode(body),
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            },
            timeout=5,
        )
        assert answer.ok, answer.text
        found: dict[str, Any] = wire.decode(answer.content)[name]
        return found

    def trouble(self, **rule: Any) -> None:
        """Let the company misbehave as the rule says."""
        answer = requests.post(f"{self.sandbox.url}/sandbox/trouble", json=rule, timeout=5)
        assert answer.ok, answer.text


def mapping_for(catalogue: Catalogue) -> Mapping:
    """Everything mapped, sales on: banks to the first bank, incomes to the first two incomes, codes by their rate."""
    bank = catalogue.of_type("Bank")[0].id
    receivable = catalogue.of_type("Accounts Receivable")[0].id
    income = [account.id for account in catalogue.of_type("Income")]
    rates = {
        sum((rate.rate for rate in code.sales_rates), Decimal(0)): code.id
        for code in reversed(catalogue.tax_codes)
        if code.sales_rates
    }
    return Mapping(
        switches=frozenset({Switch.SALES}),
        accounts={"1000": bank, "1200": receivable, "4000": income[0], "4100": income[1]},
        tax_codes={"GST": rates[Decimal(10)], "FREE": rates[Decimal(0)]},
        opening_date=date(2026, 1, 1),
    )


class Paper:
    """Documents as the practice would post them, each posted at the clock's time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def bill(self, number: str, *nets: str, party: Party = ADA, day: date = date(2026, 3, 2)) -> Invoice:
        """A bill of fee lines with 10 % GST."""
        lines = tuple(Line("4000", Decimal(net), _gst(Decimal(net)), "GST", f"Work {net}") for net in nets)
        return self.invoice(Kind.SALES_INVOICE, number, lines, party, day)

    def credit_note(self, number: str, net: str, party: Party = ADA) -> Invoice:
        """A credit note for one fee line with 10 % GST."""
        line = Line("4000", Decimal(net), _gst(Decimal(net)), "GST", "Reduced")
        return self.invoice(Kind.SALES_CREDIT_NOTE, number, (line,), party, date(2026, 3, 2))

    def invoice(self, kind: Kind, number: str, lines: tuple[Line, ...], party: Party, day: date) -> Invoice:
        """A sales document of these lines, with the postings that it makes."""
        tax = sum((line.tax for line in lines), Decimal(0))
        total = sum((line.net for line in lines), tax)
        sign = -1 if kind is Kind.SALES_CREDIT_NOTE else 1
        postings = [Posting("1200", sign * total, party)]
        postings += [Posting(line.account, -sign * line.net) for line in lines]
        if tax:
            postings.append(Posting("2200", -sign * tax))
        return Invoice(
            **self._header(kind, number, day, tuple(postings)),
            party=party,
            lines=lines,
            total=total,
            tax=tax,
            due=day + timedelta(days=14),
        )

    def payment(self, number: str, amount: str, *paid: tuple[Invoice, str], party: Party = ADA) -> Payment:
        """Money banked to the office account, for these invoices."""
        postings = (Posting("1000", Decimal(amount)), Posting("1200", -Decimal(amount), party))
        return Payment(
            **self._header(Kind.SALES_PAYMENT, number, date(2026, 3, 2), postings),
            party=party,
            account="1000",
            amount=Decimal(amount),
            allocations=tuple(Allocation(bill.ref, Decimal(part)) for bill, part in paid),
            reference=number,
        )

    def applied(self, number: str, credit: Invoice, *to: tuple[Invoice, str], party: Party = ADA) -> CreditApplied:
        """A credit note set against invoices."""
        return CreditApplied(
            **self._header(Kind.SALES_CREDIT_APPLIED, number, date(2026, 3, 2), ()),
            party=party,
            credit=credit.ref,
            allocations=tuple(Allocation(bill.ref, Decimal(part)) for bill, part in to),
        )

    def journal(self, number: str, amount: str) -> Entry:
        """A general journal, which is never pushed."""
        postings = (Posting("4000", Decimal(amount)), Posting("4100", -Decimal(amount)))
        return Entry(**self._header(Kind.GENERAL_JOURNAL, number, date(2026, 3, 2), postings))

    def _header(self, kind: Kind, number: str, day: date, postings: tuple[Posting, ...]) -> dict[str, Any]:
        now = self._clock()
        return {
            "ref": Ref(FIRM, kind, number),
            "number": number,
            "date": day,
            "posted_at": now,
            "modified_at": now,
            "version": "1",
            "currency": "AUD",
            "postings": postings,
        }


def edited(document: Invoice, number: str, net: str) -> Invoice:
    """The same bill with one line of another amount and perhaps another number, posted again."""
    paper = Paper(Clock(document.posted_at))
    fresh = paper.bill(number, net, party=document.party, day=document.date)
    return replace(fresh, ref=document.ref, version=document.version + "'")


def _gst(net: Decimal) -> Decimal:
    return (net / 10).quantize(Decimal("0.01"))


def make_ledger() -> MemoryLedger:
    """An empty ledger with the firm's chart and tax codes."""
    return MemoryLedger(chart=CHART, taxes=TAXES, own_books=Books("Ashgrove Legal", "AUD"))
