"""A state is answered once, by the person and in the browser that asked, within ten minutes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from matterbooks.errors import StateMismatchError
from matterbooks.store import oauth_states
from matterbooks.store.engines import Store
from matterbooks.store.models import OAuthState
from tests.clock import Clock
from tests.databases import store_on

ASKED = {"state": "unguessable", "user_id": "ann", "browser": "browser-secret"}


@pytest.fixture
def asked(store: Store, clock: Clock) -> Store:
    """A store in which Ann asked for the firm north."""
    with store.begin() as session:
        oauth_states.ask(session, firm="north", now=clock.now, **ASKED)
    return store


def _answer(store: Store, clock: Clock, **changed: str) -> str:
    with store.begin() as session:
        return oauth_states.answer(session, now=clock.now, **ASKED | changed)


def test_the_answer_gives_the_firm_that_was_asked_for(asked: Store, clock: Clock) -> None:
    """Until ten minutes have passed."""
    clock.advance(600)
    assert _answer(asked, clock) == "north"


def test_an_answer_counts_once(asked: Store, clock: Clock) -> None:
    """A page that is loaded again connects nothing again."""
    _answer(asked, clock)
    with pytest.raises(StateMismatchError, match="used already"):
        _answer(asked, clock)


@pytest.mark.parametrize("changed", [{"state": "guessed"}, {"state": ""}, {"user_id": "bob"}, {"browser": "another"}])
def test_an_answer_from_elsewhere_connects_nothing(asked: Store, clock: Clock, changed: dict[str, str]) -> None:
    """Another state, another person, another browser; and the real one is still good."""
    with pytest.raises(StateMismatchError, match="does not belong to a question that you asked in this browser"):
        _answer(asked, clock, **changed)
    assert _answer(asked, clock) == "north"


def test_an_answer_after_ten_minutes_is_too_late(asked: Store, clock: Clock) -> None:
    """The message says so, and what to do."""
    clock.advance(601)
    with pytest.raises(StateMismatchError, match=r"more than ten minutes.*Connect to QuickBooks again"):
        _answer(asked, clock)


def test_of_two_answers_at_once_one_counts(store: Store, clock: Clock) -> None:
    """Even when both arrive in the same instant at two processes; many times, since chance could hide it once."""
    states = [f"state-{number}" for number in range(25)]
    with store.begin() as session:
        for state in states:
            oauth_states.ask(session, firm="north", now=clock.now, **ASKED | {"state": state})
    together = Barrier(2)

    def answer(_process: int) -> list[bool]:
        own, counted = store_on(store.engine.url), []
        for state in states:
            together.wait()
            try:
                counted.append(_answer(own, clock, state=state) == "north")
            except StateMismatchError:
                counted.append(False)
        own.dispose()
        return counted

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(answer, range(2))
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * len(states)


def test_neither_state_nor_browser_is_stored_as_it_is(asked: Store) -> None:
    """Whoever reads the table cannot answer."""
    with asked.read() as session:
        row = session.scalars(select(OAuthState)).one()
        assert "unguessable" not in row.state_hash
        assert "browser-secret" not in row.browser_hash


def test_yesterdays_questions_are_forgotten(asked: Store, clock: Clock) -> None:
    """The table does not grow."""
    clock.advance(86_401)
    with asked.begin() as session:
        oauth_states.ask(session, firm="north", now=clock.now, **ASKED | {"state": "next"})
        assert session.scalar(select(func.count()).select_from(OAuthState)) == 1
