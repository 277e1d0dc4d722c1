"""The audit chain: complete when everybody writes at once, and broken by any change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from matterbooks.store import append_only, audit
from matterbooks.store.engines import Store
from tests.clock import Clock
from tests.databases import store_on


def _record(store: Store, clock: Clock, event: str, firm: str = "north") -> None:
    with store.begin() as session:
        audit.record(session, firm=firm, actor="ann", event=event, detail={"count": 1, "of": ["é"]}, now=clock.now)


@pytest.fixture
def written(store: Store, clock: Clock) -> Store:
    """A store with three rows of north and one of south."""
    for event in ("connected", "mapping_saved", "unlocked"):
        clock.advance(0.123457)
        _record(store, clock, event)
    _record(store, clock, "connected", "south")
    return store


def _tamper(store: Store, *statements: str) -> None:
    """As somebody does who may do anything with the database."""
    with store.engine.begin() as connection:
        append_only.unguard(connection, "matterbooks_audit")
        for statement in statements:
            connection.execute(text(statement))
        append_only.guard(connection, "matterbooks_audit")


def _verify(store: Store, firm: str = "north") -> int | None:
    with store.read() as session:
        return audit.verify(session, firm)


def test_a_chain_that_nobody_touched_is_whole(written: Store) -> None:
    """Each firm has its own, counted from 1; a firm without rows has nothing broken."""
    assert [_verify(written, firm) for firm in ("north", "south", "nobody")] == [None, None, None]
    with written.read() as session:
        assert [(row.number, row.event) for row in audit.recent(session, "north", 2)] == [
            (3, "unlocked"),
            (2, "mapping_saved"),
        ]


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'bob'",
        "event = 'nothing'",
        "subject = 'x'",
        "at = '2026-01-01 00:00:00'",
        "detail = '{}'",
        "firm = 'north ', number = 2",
        "hash = previous_hash",
    ],
)
def test_a_changed_row_shows(written: Store, change: str) -> None:
    """Whatever was changed in it; a row moved away shows in the one that follows it."""
    _tamper(written, f"UPDATE matterbooks_audit SET {change} WHERE firm = 'north' AND number = 2")
    assert _verify(written) == (3 if "firm" in change else 2)


def test_a_deleted_row_shows(written: Store) -> None:
    """Also when those after it are numbered again."""
    _tamper(
        written,
        "DELETE FROM matterbooks_audit WHERE firm = 'north' AND number = 1",
        "UPDATE matterbooks_audit SET number = 1 WHERE firm = 'north' AND number = 2",
    )
    assert _verify(written) == 1


def test_the_chain_stays_whole_when_many_write_at_once(store: Store, clock: Clock) -> None:
    """Four workers, each with connections of its own, and none of them refused."""
    together = Barrier(4)

    def write(worker: int) -> None:
        own = store_on(store.engine.url)
        together.wait()
        for number in range(5):
            _record(own, clock, f"{worker}-{number}")
        own.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with store.read() as session:
        assert audit.verify(session, "north") is None
        assert len(audit.recent(session, "north", 99)) == 20


def test_what_is_not_json_is_refused_before_it_is_written(sqlite_store: Store, clock: Clock) -> None:
    """Money as text, or the chain could not be computed again."""
    with pytest.raises(TypeError, match="not JSON serializable"), sqlite_store.begin() as session:
        audit.record(session, firm="north", actor="ann", event="x", detail={"at": clock.now}, now=clock.now)
