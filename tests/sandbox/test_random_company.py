"""Random requests, valid and invalid: the books balance after each, and nothing that is refused leaves a trace."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from matterbooks.sandbox import service
from matterbooks.sandbox.audit import open_receivable, receivable
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.seeds import build
from tests.sandbox.client import Json, invoice, link, payment

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
AMOUNTS = st.integers(-500, 5000).map(lambda cents: Decimal(cents) / 100)
PARTS = st.sampled_from([Decimal("0.3"), Decimal(1), Decimal("1.5")])
outcomes: Counter[str] = Counter()


class RandomCompany(RuleBasedStateMachine):
    """One US company under random hands."""

    def __init__(self) -> None:
        super().__init__()
        self.company: Company = build("1", "US", "sample", MovableClock(lambda: NOON))
        self.tokens: dict[tuple[str, str], int] = {}
        self.ids: set[str] = set()
        self.numbers = count(1)

    def send(self, entity: str, body: Json, operation: str = "") -> Json | None:
        """One request; a refused one must leave the company as it was."""
        before = self._state()
        try:
            done = service.write(self.company, REGISTRY[entity], body, operation, frozenset())
        except ServiceFault:
            assert self._state() == before
            outcomes["refused"] += 1
            return None
        outcomes["accepted"] += 1
        return done

    def _state(self) -> object:
        store = self.company.store
        return {kind: dict(table) for kind, table in store.tables.items()}, dict(self.company.book.totals)

    def some(self, entity: str, pick: int) -> Json | None:
        records = self.company.entities(entity)
        return records[pick % len(records)] if records else None

    def add(self, entity: str, body: Json) -> None:
        made = self.send(entity, body)
        if made is not None:
            assert made["Id"] not in self.ids, "an id was used twice"
            self.ids.add(made["Id"])

    @rule(amounts=st.lists(AMOUNTS, min_size=0, max_size=3), customer=st.sampled_from(["1", "58", "7"]))
    def bill(self, amounts: list[Decimal], customer: str) -> None:
        self.add("Invoice", invoice(*amounts, customer=customer, DocNumber=str(next(self.numbers))))

    @rule(amount=AMOUNTS, number=st.integers(1, 5))
    def credit(self, amount: Decimal, number: int) -> None:
        self.add("CreditMemo", invoice(amount, DocNumber=str(number)))

    @rule(picks=st.lists(st.integers(0, 99), max_size=3), part=PARTS, credit=st.booleans(), pick=st.integers(0, 99))
    def pay(self, picks: list[int], part: Decimal, credit: bool, pick: int) -> None:
        invoices = [one for number in picks if (one := self.some("Invoice", number))]
        lines = [link(one["TotalAmt"] * part, "Invoice", one["Id"]) for one in invoices]
        memo = self.some("CreditMemo", pick) if credit else None
        total = sum((line["Amount"] for line in lines), Decimal())
        if memo is not None:
            lines.append(link(memo["TotalAmt"], "CreditMemo", memo["Id"]))
            total = max(Decimal(0), total - memo["TotalAmt"])
        self.add("Payment", payment(total, *lines))

    @rule(pick=st.integers(0, 99), amount=AMOUNTS, entity=st.sampled_from(["Invoice", "CreditMemo"]))
    def correct(self, pick: int, amount: Decimal, entity: str) -> None:
        record = self.some(entity, pick)
        if record is not None:
            self.send(entity, {**invoice(amount), "Id": record["Id"], "SyncToken": record["SyncToken"]})

    @rule(
        pick=st.integers(0, 99),
        entity=st.sampled_from(["Invoice", "CreditMemo", "Payment", "Deposit", "JournalEntry"]),
        how=st.sampled_from(["delete", "void"]),
        stale=st.booleans(),
    )
    def undo(self, pick: int, entity: str, how: str, stale: bool) -> None:
        record = self.some(entity, pick)
        if record is not None:
            token = str(int(record["SyncToken"]) - stale)
            self.send(entity, {"Id": record["Id"], "SyncToken": token}, how)
            if how == "delete":
                self.tokens.pop((entity, record["Id"]), None)

    @rule(pick=st.integers(0, 99))
    def bank(self, pick: int) -> None:
        record = self.some("Payment", pick)
        if record is not None:
            line = {"Amount": 1, "LinkedTxn": [{"TxnId": record["Id"], "TxnType": "Payment"}]}
            self.add("Deposit", {"DepositToAccountRef": {"value": "35"}, "Line": [line]})

    @rule(debit=st.sampled_from(["35", "84", "93"]), amount=AMOUNTS, other=AMOUNTS)
    def enter_by_hand(self, debit: str, amount: Decimal, other: Decimal) -> None:
        def side(posting: str, account: str, value: Decimal) -> Json:
            party = {"Type": "Customer", "EntityRef": {"value": "1"}}
            detail = {"PostingType": posting, "AccountRef": {"value": account}, "Entity": party}
            return {"Amount": value, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}

        credit = amount if other < 30 else other
        self.add("JournalEntry", {"Line": [side("Debit", debit, amount), side("Credit", "94", credit)]})

    @invariant()
    def the_books_balance_and_agree_with_what_is_open(self) -> None:
        lines = self.company.journal()
        assert sum(line.cents for line in lines) == 0
        assert receivable(self.company) == open_receivable(self.company)
        for account in self.company.accounts():
            on_account = sum(line.cents for line in lines if line.account_id == account["Id"])
            assert on_account == self.company.balance(account["Id"])

    @invariant()
    def nothing_is_open_beyond_its_total_and_links_stand_on_both_sides(self) -> None:
        for kind in ("Invoice", "CreditMemo"):
            for record in self.company.entities(kind):
                assert 0 <= record["Balance"] <= record["TotalAmt"]
                paying = {one["Id"] for one in self.company.entities("Payment") if _applies(one, kind, record["Id"])}
                assert {one["TxnId"] for one in record["LinkedTxn"]} == paying
        assert all(record["UnappliedAmt"] >= 0 for record in self.company.entities("Payment"))

    @invariant()
    def sync_tokens_only_rise(self) -> None:
        for kind in ("Invoice", "CreditMemo", "Payment"):
            for record in self.company.entities(kind):
                token = int(record["SyncToken"])
                assert token >= self.tokens.get((kind, record["Id"]), 0)
                self.tokens[kind, record["Id"]] = token


def _applies(record: Json, kind: str, identifier: str) -> bool:
    links = [one for line in record["Line"] for one in line["LinkedTxn"]]
    return any((one["TxnType"], one["TxnId"]) == (kind, identifier) for one in links)


def test_random_hands_never_bring_the_books_out_of_balance() -> None:
    outcomes.clear()
    run_state_machine_as_test(
        RandomCompany,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert outcomes["accepted"] > 60
    assert outcomes["refused"] > 60


def test_the_same_requests_make_the_same_company() -> None:
    def made() -> object:
        company = build("1", "AU", "sample", MovableClock(lambda: NOON))
        steps: list[Callable[[], object]] = [
            lambda: service.write(company, REGISTRY["Customer"], {"DisplayName": "A"}, "", frozenset()),
            lambda: service.write(
                company, REGISTRY["Invoice"], invoice(1, GlobalTaxCalculation="NotApplicable"), "", frozenset()
            ),
        ]
        return [step() for step in steps], company.journal()

    assert made() == made()
