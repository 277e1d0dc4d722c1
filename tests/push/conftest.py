"""An office for each test: a fresh database of either kind and a fresh QuickBooks company."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from matterbooks.sandbox.server import Sandbox
from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock
from tests.push.office import Office, Paper, make_ledger, mapping_for


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests; each makes a company of its own."""
    with Sandbox(country="AU", seed_company="empty") as running:
        yield running


@pytest.fixture
def unmapped_office(store: Store, ring: KeyRing, clock: Clock, sandbox: Sandbox) -> Office:
    """A firm that has connected and not mapped anything yet."""
    sandbox.state.trouble.rules = []
    company = sandbox.add_company("AU", "sample", "Ashgrove Legal")
    office = Office(store, ring, clock, sandbox, company.realm_id, make_ledger())
    office.connect()
    return office


@pytest.fixture
def office(unmapped_office: Office) -> Office:
    """A firm that has connected and mapped everything, and switched sales on."""
    unmapped_office.map(mapping_for(unmapped_office.connect()))
    return unmapped_office


@pytest.fixture
def paper(clock: Clock) -> Paper:
    """Documents as the practice posts them."""
    return Paper(clock)
