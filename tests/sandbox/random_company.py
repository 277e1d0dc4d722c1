"""A company under random hands: any request may come, in any order, and the books stay true."""

from __future__ import annotations

import contextlib
import copy
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from matterbooks.sandbox.api import service
from matterbooks.sandbox.books.audit import in_ledger, open_balances
from matterbooks.sandbox.books.open_items import PAYABLE, RECEIVABLE
from matterbooks.sandbox.books.stock import STOCK
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.seeds import COUNTRIES, build
from tests.sandbox import stocking
from tests.sandbox.client import Json
from tests.sandbox.random_bodies import WRITTEN, Bodies, spoil
from tests.sandbox.stocking import counted

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NONE: frozenset[str] = frozenset()
SWITCHES: tuple[Json, ...] = (
    {},
    {"CurrencyPrefs": {"MultiCurrencyEnabled": True}},
    {"SalesFormsPrefs": {"AutoApplyCredit": True, "CustomTxnNumbers": False}},
    {"AccountingInfoPrefs": {"BookCloseDate": "2026-02-10"}},
)
outcomes: Counter[str] = Counter()
"""What became of the requests of every run so far: "accepted", or a fault's code."""


def prepared(country: str, switches: Json) -> Company:
    """A sample company with these preferences, five urns, two more clients and vendors; its clock stands."""
    company = build("1", country, "sample", MovableClock(lambda: NOON))
    write(company, "Item", counted(Decimal(5), PurchaseCost=Decimal("3.33")))
    write(company, "Preferences", {"Id": "1", "SyncToken": "0", "sparse": True, **switches})
    currency: Json = {}
    if "CurrencyPrefs" in switches:
        write(company, "CompanyCurrency", {"Code": "EUR"})
        currency = {"CurrencyRef": {"value": "EUR"}}
    for name in ("One", "Two"):
        write(company, "Customer", {"DisplayName": f"Client {name}", **currency})
        write(company, "Vendor", {"DisplayName": f"Vendor {name}", **currency})
        currency = {}
    return company


def write(company: Company, entity: str, body: Json, operation: str = "") -> Json:
    """One request."""
    return service.write(company, REGISTRY[entity], body, operation, NONE)


def state(company: Company) -> object:
    """Everything a refused request must leave as it was."""
    records = {entity: company.store.all(entity) for entity in (*REGISTRY, STOCK)}
    return records, sorted(company.book.totals.items()), dict(company.store.next_ids)


class RandomCompany(RuleBasedStateMachine):
    """One company of one country."""

    @initialize(country=st.sampled_from(COUNTRIES), switches=st.sampled_from(SWITCHES))
    def open_books(self, country: str, switches: Json) -> None:
        self.company = prepared(country, switches)
        self.opened = (country, switches)
        self.sent: list[tuple[str, Json, str]] = []
        self.tokens: dict[tuple[str, str], int] = {}
        self.gone: set[tuple[str, str]] = set()
        self._remember()

    @rule(data=st.data())
    def create(self, data: Any) -> None:
        entity = data.draw(st.sampled_from(WRITTEN))
        self._send(entity, self._body(data, entity), "")

    @rule(data=st.data(), sparse=st.booleans())
    def change(self, data: Any, sparse: bool) -> None:
        entity = data.draw(st.sampled_from(WRITTEN))
        record = self._some(data, entity)
        if record is not None:
            own = {"Id": record["Id"], "SyncToken": record["SyncToken"], "sparse": sparse}
            self._send(entity, {**self._body(data, entity), **own}, "")

    @rule(data=st.data(), how=st.sampled_from(["delete", "void", "inactivate"]), stale=st.booleans())
    def undo(self, data: Any, how: str, stale: bool) -> None:
        entity = data.draw(st.sampled_from(WRITTEN))
        record = self._some(data, entity)
        if record is None:
            return
        token = str(int(record["SyncToken"]) - 1) if stale and data.draw(st.booleans()) else record["SyncToken"]
        body: Json = {"Id": record["Id"], "SyncToken": token}
        if how == "inactivate":
            self._send(entity, {**body, "sparse": True, "Active": False}, "")
        else:
            self._send(entity, body, how)

    def _body(self, data: Any, entity: str) -> Json:
        body = Bodies(self.company, data.draw).one(entity)
        return spoil(data.draw, body) if data.draw(st.integers(0, 4)) == 0 else body

    def _some(self, data: Any, entity: str) -> Json | None:
        records = self.company.store.all(entity)
        found: Json | None = data.draw(st.sampled_from(records)) if records else None
        return found

    def _send(self, entity: str, body: Json, operation: str) -> None:
        before = state(self.company)
        self.sent.append((entity, copy.deepcopy(body), operation))
        try:
            write(self.company, entity, body, operation)
        except ServiceFault as fault:
            assert state(self.company) == before, "a refused request left a trace"
            outcomes[fault.problems[0].code] += 1
        else:
            outcomes["accepted"] += 1
        self._check()

    def teardown(self) -> None:
        """The same requests make the same company."""
        if not hasattr(self, "sent"):
            return
        again = prepared(*self.opened)
        for request in self.sent:
            with contextlib.suppress(ServiceFault):
                write(again, *request)
        assert state(again) == state(self.company)
        assert again.journal() == self.company.journal()

    def _check(self) -> None:
        assert sum(self.company.book.totals.values()) == 0
        for side in (RECEIVABLE, PAYABLE):
            assert in_ledger(self.company, side) == open_balances(self.company, side), side.control
        for entity in ("Invoice", "CreditMemo", "Bill", "VendorCredit"):
            for record in self.company.store.all(entity):
                assert Decimal(0) <= record["Balance"] <= record["TotalAmt"], entity
        stocking.check(self.company)
        self._remember()

    def _remember(self) -> None:
        """SyncTokens only rise, and the id of what was deleted never comes back."""
        there = {}
        for entity in REGISTRY:
            for record in self.company.store.all(entity):
                key = (entity, record["Id"])
                there[key] = int(record["SyncToken"])
                assert there[key] >= self.tokens.get(key, 0), key
        self.gone |= self.tokens.keys() - there.keys()
        assert not there.keys() & self.gone, "an id was used twice"
        self.tokens = there
