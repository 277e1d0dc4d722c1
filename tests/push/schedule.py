"""A run of the engine from a seed: documents are posted while the network, the company and the worker misbehave."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matterbooks.ledger.documents import Document
from matterbooks.push.retry import retry
from matterbooks.push.verdict import QUARANTINE
from matterbooks.store import outbox
from matterbooks.values import OperationState
from tests.push.office import ADA, BABBAGE, FIRM, Office, Paper

ENTITIES = {"Invoice": "DocNumber", "CreditMemo": "DocNumber", "Payment": "PaymentRefNum"}
TROUBLES = (
    {"kind": "lose_answer"},
    {"kind": "drop_before"},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 429},
    {"kind": "token"},
)


class Crash(BaseException):
    """The worker dies here; a BaseException, so that nothing in between can live through it."""


@dataclass
class Outcome:
    """What a schedule ended in."""

    rounds: int
    crashes: int
    troubles: int
    unfinished: list[str]
    duplicates: list[str]
    missing: list[str]
    cents_apart: int


class Schedule:
    """One seeded run over one office; without documents of its own, of bills, their payments and credit notes."""

    def __init__(self, office: Office, seed: int, count: int = 12, documents: Sequence[Document] = ()) -> None:
        self.office = office
        self.rng = random.Random(seed)
        self.documents = list(documents) or self._make(Paper(office.clock), count)
        self.crashes = self.troubles = 0
        self.posted: list[Document] = []

    def run(self) -> Outcome:
        """Post everything, let it go wrong, then let it settle; gives what is in the company at the end."""
        return self._outcome(self.settle())

    def settle(self) -> int:
        """The same, without looking; gives how many rounds it took."""
        waiting = list(self.documents)
        rounds = 0
        while waiting or not self._quiet():
            rounds += 1
            if rounds > 400:
                break
            for _ in range(self.rng.randint(0, 3)):
                if waiting:
                    document = waiting.pop(0)
                    self.posted.append(document)
                    self.office.post(document)
            self._misbehave(calm=rounds > 60)
            self._drain()
            self.office.clock.advance(self.rng.choice((1, 30, 70, QUARANTINE.total_seconds(), 400)))
        return rounds

    def unfinished(self) -> list[str]:
        """Whatever is not done, in words."""
        states = [state for state in OperationState if state not in (OperationState.DONE, OperationState.CANCELLED)]
        with self.office.store.read() as session:
            rows = outbox.in_states(session, FIRM, states)
            return [f"{row.kind} {row.host_id} {row.part} {row.state} {row.words}" for row in rows]

    def _make(self, paper: Paper, count: int) -> list[Document]:
        made: list[Document] = []
        for number in range(count // 3):
            party = self.rng.choice((ADA, BABBAGE))
            bill = paper.bill(f"INV-{number}", f"{self.rng.randint(100, 99999) / 100:.2f}", party=party)
            made.append(bill)
            part = f"{bill.total / 2:.2f}"
            made.append(paper.payment(f"R-{number}", part, (bill, part), party=party))
            made.append(paper.credit_note(f"CN-{number}", "10.00", party=party))
        return made

    def _misbehave(self, *, calm: bool) -> None:
        self.office.sandbox.state.trouble.rules = []
        self.office.failpoint = lambda _name: None
        if calm:
            self._ask_a_person()
            return
        if self.rng.random() < 0.6:
            self.office.trouble(
                realm=self.office.realm, method="POST", after=self.rng.randint(0, 4), **self.rng.choice(TROUBLES)
            )
            self.troubles += 1
        if self.rng.random() < 0.5:
            self.office.failpoint = self._maybe_crash

    def _ask_a_person(self) -> None:
        """Whatever waits for a person is retried by one, once the trouble is over."""
        with self.office.store.read() as session:
            held = [row.id for row in outbox.in_states(session, FIRM, [OperationState.HELD])]
        retry(self.office.context, FIRM, held, "admin")

    def _maybe_crash(self, _name: str) -> None:
        if self.rng.random() < 0.08:
            raise Crash

    def _drain(self) -> None:
        try:
            self.office.drain()
        except Crash:
            self.crashes += 1

    def _quiet(self) -> bool:
        return not self.unfinished()

    def _outcome(self, rounds: int) -> Outcome:
        found = Counter(f"{row[key]}" for entity, key in ENTITIES.items() for row in self.office.in_quickbooks(entity))
        wanted = [document.number for document in self.posted]
        return Outcome(
            rounds,
            self.crashes,
            self.troubles,
            self.unfinished(),
            [number for number, count in found.items() if count > 1],
            [number for number in wanted if not found[number]],
            self._receivable_apart(),
        )

    def _receivable_apart(self) -> int:
        company = self.office.sandbox.company(self.office.realm)
        ids = {row["Id"] for row in company.accounts() if row["AccountType"] == "Accounts Receivable"}
        theirs = sum(line.cents for line in company.journal() if line.account_id in ids)
        ours = sum(
            (each.amount for document in self.posted for each in document.postings if each.account == "1200"),
            Decimal(0),
        )
        return theirs - int(ours * 100)
