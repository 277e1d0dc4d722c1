"""What every test of this room starts from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from matterbooks.quickbooks.client import Client
from matterbooks.quickbooks.environment import environment
from matterbooks.quickbooks.session import open_session
from tests.quickbooks.server import Intuit, running


@pytest.fixture
def intuit() -> Iterator[Intuit]:
    """A scripted stand-in for Intuit."""
    with running() as server:
        yield server


@pytest.fixture
def client(intuit: Intuit) -> Iterator[Client]:
    """A client of the stand-in's company 4620816365."""
    place = environment(intuit.base)
    with open_session(place) as http:
        yield Client(http, place, "4620816365", "secret-access")


@pytest.fixture
def now() -> datetime:
    """The instant that tests live in."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
