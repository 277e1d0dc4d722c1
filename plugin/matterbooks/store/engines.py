"""The second engine: the host's database, with transactions that begin as the pump needs them.

SQLAlchemy's default SQLite engine lets two workers claim one row and drops FOR UPDATE without a word, so our services
begin with BEGIN IMMEDIATE and synchronous=FULL. The host's own engine, and its journal mode, are left as they are.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from matterbooks.errors import ConfigurationError, UnitOfWorkError

BUSY_TIMEOUT_MS = 30_000
READING = "matterbooks_reading"


def make_engine(url: URL, options: dict[str, Any]) -> Engine:
    """An engine of our own on the host's address, with the host's own engine options but its isolation level.

    Raises ConfigurationError as `prepare`.
    """
    _refuse_memory(url)
    kept = {name: value for name, value in options.items() if name != "isolation_level"}
    return prepare(create_engine(url, **kept | {"hide_parameters": True}))


def prepare(engine: Engine) -> Engine:
    """Let the transactions of an engine that has not connected yet begin as the pump needs them.

    Raises ConfigurationError for in-memory SQLite, of which a second engine would see another database.
    """
    _refuse_memory(engine.url)
    if engine.dialect.name == "sqlite" and not event.contains(engine, "begin", _begin_immediate):
        event.listen(engine, "connect", _take_over_begin)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _refuse_memory(url: URL) -> None:
    in_memory = url.database in (None, "", ":memory:") or "mode=memory" in str(url)
    if url.get_backend_name() == "sqlite" and in_memory:
        raise ConfigurationError(
            "matterbooks needs a database that two connections share, and in-memory SQLite is not one: "
            "name a file (in tests, the fixture `matterbooks_database` gives a temporary one)."
        )


def _take_over_begin(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Stop the driver's own BEGIN, wait for other writers, and lose no committed intent on power loss."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Store:
    """Sessions on our own engine, made on first use; a process that was forked from its user opens its own connections.

    guard: called before every transaction; it raises where the host's session holds writes of its own, which our
    transaction would not see and SQLite would deadlock on. told: stands around every transaction, to put the errors of
    a database into words.
    """

    def __init__(
        self,
        make: Callable[[], Engine],
        guard: Callable[[], None] = lambda: None,
        told: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._make = make
        self._guard = guard
        self._told = told
        self._engine: Engine | None = None
        self._process = 0
        self._making = threading.Lock()

    @property
    def engine(self) -> Engine:
        """Our engine; the first caller of a process makes it, or leaves its parent's connections alone."""
        with self._making:
            if self._engine is None:
                self._engine = self._make()
            elif self._process != os.getpid():
                self._engine.dispose(close=False)
            self._process = os.getpid()
            return self._engine

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        self._guard()
        with self._told(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads, and so takes no write lock; nothing written in it is kept."""
        reading = self.engine.execution_options(**{READING: True})
        with self._told(), Session(reading, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection, before a fork or at the end of a test."""
        with self._making:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


def refuse_unsaved_work(session: Session) -> None:
    """Raise UnitOfWorkError where the host's session holds writes that are not committed, flushed or not."""
    if session.new or session.dirty or session.deleted or not session.is_active or _has_written(session):
        raise UnitOfWorkError(
            "The application's session holds unsaved changes: commit or roll them back before calling matterbooks, "
            "which works in a transaction of its own."
        )


def _has_written(session: Session) -> bool:
    """Whether the session's transaction has written: the database itself is asked, so that no way of writing escapes.

    SQLite's driver begins with the first write; where the application begins by hand, a transaction that only reads
    counts too, since on a file without a write-ahead log our commit would wait for it for ever.
    """
    if not session.in_transaction():
        return False
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return bool(connection.connection.dbapi_connection.in_transaction)  # type: ignore[union-attr]  # it is checked out
    return session.scalar(select(func.txid_current_if_assigned())) is not None
