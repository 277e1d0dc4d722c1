"""Fixtures of the practice application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from matterbooks.demo.services.work import Work
from tests.demo.practice import Outbox, fresh


@pytest.fixture
def practice() -> Iterator[tuple[Work, Outbox]]:
    """A seeded firm, and what it reported since."""
    with fresh() as made:
        yield made


@pytest.fixture
def work(practice: tuple[Work, Outbox]) -> Work:
    """A unit of work in it."""
    return practice[0]


@pytest.fixture
def outbox(practice: tuple[Work, Outbox]) -> Outbox:
    """What it reported since."""
    return practice[1]
