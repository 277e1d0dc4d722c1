"""Our own engine: transactions that begin as the pump needs them, on the host's database."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matterbooks.errors import ConfigurationError, UnitOfWorkError
from matterbooks.store import outbox
from matterbooks.store.engines import Store, make_engine, refuse_unsaved_work
from matterbooks.store.models import Unit
from matterbooks.values import Action
from tests.clock import Clock
from tests.databases import store_on

WORKERS = 4
OPERATIONS = 12


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_in_memory_sqlite_is_refused_in_a_sentence(address: str) -> None:
    """A second engine would see another database."""
    with pytest.raises(ConfigurationError, match="name a file"):
        make_engine(make_url(address), {})


def test_a_transaction_is_kept_when_its_block_ends_and_undone_when_it_raises(store: Store, clock: Clock) -> None:
    """And a reading one keeps nothing."""

    def write(session: Session, host_id: str) -> None:
        session.add(Unit(firm="north", kind="sales_invoice", host_id=host_id, created_at=clock.now))
        session.flush()

    def write_and_fail(session: Session) -> None:
        write(session, "undone")
        raise RuntimeError

    with store.begin() as session:
        write(session, "kept")
    with pytest.raises(RuntimeError), store.begin() as session:
        write_and_fail(session)
    with store.read() as session:
        write(session, "read")
    with store.read() as session:
        assert session.scalars(select(Unit.host_id)).all() == ["kept"]


def test_sqlite_takes_the_write_lock_at_once_and_readers_do_not(sqlite_store: Store) -> None:
    """While somebody writes, a second writer waits and a reader does not; the journal mode is left as it was."""
    path = str(sqlite_store.engine.url.database)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        with sqlite_store.begin() as session:
            assert session.execute(text("PRAGMA synchronous")).scalar() == 2
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        with sqlite_store.read() as session:
            session.scalars(select(Unit)).all()
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_the_guard_runs_before_every_transaction(sqlite_store: Store, clock: Clock) -> None:
    """A host's unsaved work is refused before anything of ours begins."""
    host = Session(sqlite_store.engine)
    guarded = Store(lambda: sqlite_store.engine, lambda: refuse_unsaved_work(host))
    host.add(Unit(firm="north", kind="x", host_id="1", created_at=clock.now))
    with pytest.raises(UnitOfWorkError, match="commit or roll them back"), guarded.begin():
        raise AssertionError("the block must not run")
    host.rollback()
    with guarded.begin() as session:
        assert session.scalars(select(Unit)).all() == []


def test_no_operation_is_claimed_by_two_workers(store: Store, clock: Clock) -> None:
    """Four at once, each with an engine of its own, until nothing is left."""
    with store.begin() as session:
        for number in range(OPERATIONS):
            outbox.add_operation(
                session,
                firm="north",
                kind="sales_invoice",
                host_id=str(number),
                generation=1,
                action=Action.CREATE,
                now=clock.now,
            )
    together = Barrier(WORKERS)

    def work(_worker: int) -> list[int]:
        own, claimed = store_on(store.engine.url), []
        together.wait()
        while True:
            with own.begin() as session:
                row = outbox.next_claimable(session, "north", clock.now)
                if row is None:
                    break
                if outbox.take(session, row.id, row.fence, clock.now) is not None:
                    claimed.append(row.id)
        own.dispose()
        return claimed

    with ThreadPoolExecutor(WORKERS) as pool:
        claimed = [id_ for ids in pool.map(work, range(WORKERS)) for id_ in ids]
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == OPERATIONS


def test_what_was_to_be_written_stands_in_no_error(store: Store) -> None:
    statement = text("UPDATE matterbooks_link SET nothing_there = :name")
    with store.begin() as session, pytest.raises(SQLAlchemyError) as caught:
        session.execute(statement, {"name": "Ada Lovelace"})
    assert "Ada Lovelace" not in str(caught.value)
