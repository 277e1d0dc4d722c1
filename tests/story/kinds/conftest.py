"""A firm in each country, connected to a company of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from matterbooks.sandbox.server import Sandbox
from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock
from tests.story.kinds.countries import AU, COUNTRIES, Country
from tests.story.kinds.firm import Firm
from tests.story.kinds.practice import Practice


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox; each firm has a company of its own in it."""
    with Sandbox(country="AU", seed_company="empty") as running:
        yield running


@pytest.fixture
def make_firm(sqlite_store: Store, ring: KeyRing, clock: Clock, sandbox: Sandbox) -> Callable[..., Firm]:
    """Make the test's firm: `make_firm(AU, Option.ITEMISED, trust=False)`."""
    sandbox.state.trouble.rules = []

    def made(country: Country, *options: Any, **more: Any) -> Firm:
        return Firm(sqlite_store, ring, clock, sandbox, country, *options, **more)

    return made


@pytest.fixture(params=COUNTRIES, ids=lambda country: country.key)
def country(request: pytest.FixtureRequest) -> Country:
    """Each country in turn."""
    found: Country = request.param
    return found


@pytest.fixture
def firm(make_firm: Callable[..., Firm], country: Country) -> Firm:
    """A firm in each country in turn, with trust switched on."""
    return make_firm(country)


@pytest.fixture
def practice(clock: Clock, country: Country) -> Practice:
    """Documents of that firm's practice."""
    return Practice(clock, country)


@pytest.fixture
def au_firm(make_firm: Callable[..., Firm]) -> Firm:
    """A firm in Australia, for what does not differ by country."""
    return make_firm(AU)


@pytest.fixture
def au(clock: Clock) -> Practice:
    """Documents of that firm's practice."""
    return Practice(clock, AU)
