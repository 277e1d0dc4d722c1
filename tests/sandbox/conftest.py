"""The sandbox over real HTTP, for the tests of this room."""

from collections.abc import Iterator

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import Client


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh US sample company."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def us(sandbox: Sandbox) -> Iterator[Client]:
    """Somebody connected to the US company."""
    with Client(sandbox) as client:
        yield client


@pytest.fixture
def au() -> Iterator[Client]:
    """Somebody connected to an Australian company."""
    with Sandbox(country="AU") as running, Client(running) as client:
        yield client


@pytest.fixture
def web() -> Iterator[requests.Session]:
    """A browser, or an app's own client."""
    with requests.Session() as session:
        yield session
