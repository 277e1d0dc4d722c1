"""Databases for tests: each a fresh copy of one that was migrated once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import URL

from matterbooks.store import history
from matterbooks.store.engines import Store, make_engine
from tests import postgresql

BACKENDS = ("sqlite", "postgresql")
_TEMPLATE = "migrated"


class Databases:
    """Gives empty or migrated databases of either backend, as addresses; `close` ends what was started."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = itertools.count(1)
        self._started = ExitStack()
        self._cluster: postgresql.Cluster | None = None
        self._template: Path | None = None

    def empty(self, backend: str) -> URL:
        """A database without tables."""
        name = f"test_{next(self._numbers)}"
        return self._sqlite(name) if backend == "sqlite" else self._running().create(name)

    def migrated(self, backend: str) -> URL:
        """A database with our tables, as `flask matterbooks db upgrade` leaves them."""
        name = f"test_{next(self._numbers)}"
        if backend == "postgresql":
            return self._running().create(name, template=_TEMPLATE)
        if self._template is None:
            self._template = self._directory / f"{_TEMPLATE}.sqlite"
            _migrate(self._sqlite(_TEMPLATE))
        shutil.copy(self._template, self._directory / f"{name}.sqlite")
        return self._sqlite(name)

    def remove(self, url: URL) -> None:
        """Remove what `empty` or `migrated` gave."""
        assert url.database is not None
        if url.get_backend_name() == "sqlite":
            for file in self._directory.glob(f"{Path(url.database).name}*"):
                file.unlink()
        else:
            self._running().drop(url.database)

    def close(self) -> None:
        """Stop PostgreSQL, if it was needed."""
        self._started.close()

    def _sqlite(self, name: str) -> URL:
        return URL.create("sqlite", database=str(self._directory / f"{name}.sqlite"))

    def _running(self) -> postgresql.Cluster:
        if self._cluster is None:
            self._cluster = self._started.enter_context(postgresql.running())
            _migrate(self._cluster.create(_TEMPLATE))
        return self._cluster


def store_on(url: URL) -> Store:
    """A store on this database, with transactions that begin as the pump's do."""
    return Store(lambda: make_engine(url, {}))


def _migrate(url: URL) -> None:
    store = store_on(url)
    history.upgrade(store.engine)
    store.dispose()


def using(databases: Databases, make: Callable[[], URL]) -> Iterator[URL]:
    """An address for the length of a test."""
    url = make()
    yield url
    databases.remove(url)
