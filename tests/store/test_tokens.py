"""Renewed tokens: one worker renews, and saves over the generation that it read, or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from matterbooks.store import connections
from matterbooks.store.connections import ConnectionState, StoredTokens
from matterbooks.store.engines import Store
from matterbooks.store.models import Connection
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock
from tests.databases import store_on
from tests.store.firms import connect, pair

WORKERS = 4
ROUNDS = 10


@pytest.fixture
def connected(store: Store, ring: KeyRing, clock: Clock) -> int:
    """The id of a fresh connection, at generation 1."""
    with store.begin() as session:
        return connect(session, ring, clock).id


def _row(store: Store, connection_id: int) -> Connection:
    with store.read() as session:
        row = connections.by_id(session, connection_id)
    assert row is not None
    return row


def _tokens(store: Store, ring: KeyRing, connection_id: int) -> StoredTokens:
    return connections.read_tokens(ring, _row(store, connection_id))


def _save(store: Store, ring: KeyRing, connection_id: int, generation: int, number: int, clock: Clock) -> bool:
    with store.begin() as session:
        return connections.save_tokens(session, ring, connection_id, generation, pair(clock, number), clock.now)


def test_a_renewal_is_saved_with_the_token_that_it_replaced(
    store: Store, ring: KeyRing, clock: Clock, connected: int
) -> None:
    """The replaced one is the last way in, should the answer have been lost half way."""
    clock.advance(3600)
    assert _save(store, ring, connected, 1, 2, clock)
    tokens = _tokens(store, ring, connected)
    assert (tokens.access, tokens.refresh, tokens.previous_refresh) == ("access-2", "refresh-2", "refresh-1")
    assert (tokens.generation, tokens.access_expires_at) == (2, pair(clock).access_expires_at)
    assert _row(store, connected).renewed_at == clock.now


def test_an_answer_with_the_same_refresh_token_keeps_the_one_before_it(
    store: Store, ring: KeyRing, clock: Clock, connected: int
) -> None:
    """Intuit: the value changes about once a day."""
    assert _save(store, ring, connected, 1, 2, clock)
    assert _save(store, ring, connected, 2, 2, clock)
    assert _tokens(store, ring, connected).previous_refresh == "refresh-1"


def test_a_renewal_of_an_older_generation_changes_nothing(
    store: Store, ring: KeyRing, clock: Clock, connected: int
) -> None:
    """Whoever comes second is told, and reads again."""
    assert _save(store, ring, connected, 1, 2, clock)
    assert not _save(store, ring, connected, 1, 3, clock)
    assert _tokens(store, ring, connected).refresh == "refresh-2"


def test_a_renewal_after_a_disconnect_changes_nothing(
    store: Store, ring: KeyRing, clock: Clock, connected: int
) -> None:
    """Tokens that were erased do not come back."""
    with store.begin() as session:
        row = connections.by_id(session, connected)
        assert row is not None
        connections.end(session, row, actor="ann", now=clock.now)
    assert not _save(store, ring, connected, 1, 2, clock)
    assert _row(store, connected).access_sealed is None


def test_one_worker_has_the_lease_until_it_is_over(store: Store, ring: KeyRing, clock: Clock, connected: int) -> None:
    """It ends by time, by hand, or with the answer."""

    def take() -> bool:
        with store.begin() as session:
            return connections.take_refresh_lease(session, connected, clock.now)

    assert take()
    assert not take()
    clock.advance(59)
    assert not take()
    clock.advance(1)
    assert take()
    with store.begin() as session:
        connections.drop_refresh_lease(session, connected)
    assert take()
    assert _save(store, ring, connected, 1, 2, clock)
    assert take()


def test_a_saved_renewal_mends_a_connection_that_was_given_up_meanwhile(
    store: Store, ring: KeyRing, clock: Clock, connected: int
) -> None:
    """The loser of a race saw `invalid_grant`, the winner has working tokens."""
    with store.begin() as session:
        connections.needs_reconnect(session, connected)
    assert _row(store, connected).state == ConnectionState.NEEDS_RECONNECT
    assert _save(store, ring, connected, 1, 2, clock)
    assert _row(store, connected).state == ConnectionState.ACTIVE


def test_a_renewal_moves_every_secret_to_the_newest_key(
    store: Store, ring: KeyRing, ring_setting: str, clock: Clock, connected: int
) -> None:
    """A key that was put in front is in use within the hour."""
    newer = KeyRing.from_setting(ring_setting.replace("k1:AAEC", "k2:AAAA") + "," + ring_setting)
    assert _save(store, newer, connected, 1, 2, clock)
    row = _row(store, connected)
    for sealed in (row.realm_sealed, row.access_sealed, row.refresh_sealed, row.previous_refresh_sealed):
        assert sealed is not None
        assert sealed.startswith(b"v1:k2:")
    assert connections.read_tokens(newer, row).refresh == "refresh-2"


def test_of_workers_that_save_at_once_exactly_one_wins_each_generation(
    store: Store, ring: KeyRing, clock: Clock, connected: int
) -> None:
    """Each on an engine of its own, as processes have it."""
    together = Barrier(WORKERS)

    def work(worker: int) -> list[bool]:
        own = store_on(store.engine.url)
        won = []
        for generation in range(1, ROUNDS + 1):
            together.wait()
            won.append(_save(own, ring, connected, generation, 100 * generation + worker, clock))
        own.dispose()
        return won

    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(work, range(WORKERS)))
    for generation in range(ROUNDS):
        assert sum(won[generation] for won in results) == 1
    winner = next(worker for worker in range(WORKERS) if results[worker][-1])
    assert _tokens(store, ring, connected).refresh == f"refresh-{100 * ROUNDS + winner}"


def test_of_workers_that_want_the_lease_at_once_exactly_one_has_it(store: Store, clock: Clock, connected: int) -> None:
    """One refresh at a time, whatever number of workers find the token old."""
    together = Barrier(WORKERS)

    def take(_worker: int) -> bool:
        own = store_on(store.engine.url)
        together.wait()
        with own.begin() as session:
            taken = connections.take_refresh_lease(session, connected, clock.now)
        own.dispose()
        return taken

    with ThreadPoolExecutor(WORKERS) as pool:
        assert sum(pool.map(take, range(WORKERS))) == 1
