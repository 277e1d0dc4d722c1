"""The second engine: the host's database, with transactions that begin as the pump needs them.

SQLAlchemy's default SQLite engine lets two workers claim one row and drops FOR UPDATE without a word, so our services
begin with BEGIN IMMEDIATE and synchronous=FULL. The host's own engine, and its journal mode, are left as they are.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from matterbooks.errors import ConfigurationError, UnitOfWorkError

BUSY_TIMEOUT_MS = 30_000
READING = "matterbooks_reading"


def make_engine(url: URL, options: dict[str, Any]) -> Engine:
    """An engine of our own on the host's address, with the host's own engine options.

    Raises ConfigurationError for in-memory SQLite, of which a second engine would see another database.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, **options)
    if url.database in (None, "", ":memory:") or "mode=memory" in str(url):
        raise ConfigurationError(
            "matterbooks needs a database that two connections share, and in-memory SQLite is not one: "
            "name a file (in tests, the fixture `matterbooks_database` gives a temporary one)."
        )
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _take_over_begin)
    event.listen(engine, "begin", _begin_immediate)
    return engine


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
    """Sessions on our own engine, made on first use and so after any fork.

    guard: called before every transaction; it raises where the host's session holds writes of its own, which our
    transaction would not see and SQLite would deadlock on.
    """

    def __init__(self, make: Callable[[], Engine], guard: Callable[[], None] = lambda: None) -> None:
        self._make = make
        self._guard = guard
        self._engine: Engine | None = None
        self._making = threading.Lock()

    @property
    def engine(self) -> Engine:
        """Our engine; the first caller makes it."""
        with self._making:
            if self._engine is None:
                self._engine = self._make()
            return self._engine

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        self._guard()
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads, and so takes no write lock; nothing written in it is kept."""
        with Session(self.engine.execution_options(**{READING: True}), expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection, before a fork or at the end of a test."""
        with self._making:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


def refuse_unsaved_work(session: Session) -> None:
    """Raise UnitOfWorkError where the host's session holds writes that are not committed."""
    if session.new or session.dirty or session.deleted:
        raise UnitOfWorkError(
            "The application's session holds unsaved changes: commit or roll them back before calling matterbooks, "
            "which works in a transaction of its own."
        )
