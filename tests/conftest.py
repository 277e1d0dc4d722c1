"""What tests of every room may start from: a clock, a key ring, and fresh databases of both kinds."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from sqlalchemy import URL

from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock
from tests.databases import BACKENDS, Databases, store_on, using

pytest_plugins = ["tests.fitting"]


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 2026-03-02 09:30 UTC until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def ring_setting() -> str:
    """A value for MATTERBOOKS_KEYS."""
    return "k1:" + base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def ring(ring_setting: str) -> KeyRing:
    """A key ring of one key."""
    return KeyRing.from_setting(ring_setting)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Both kinds of database, each started on first use."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """`sqlite`, then `postgresql`: whoever asks runs on both."""
    return str(request.param)


@pytest.fixture
def database(databases: Databases, backend: str) -> Iterator[URL]:
    """The address of a fresh database with our tables, on each backend; also for a host's SQLALCHEMY_DATABASE_URI."""
    yield from using(databases, lambda: databases.migrated(backend))


@pytest.fixture
def empty_database(databases: Databases, backend: str) -> Iterator[URL]:
    """The address of a fresh database without tables, on each backend."""
    yield from using(databases, lambda: databases.empty(backend))


@pytest.fixture
def store(database: URL) -> Iterator[Store]:
    """A store on a fresh database, on each backend."""
    made = store_on(database)
    yield made
    made.dispose()


@pytest.fixture
def sqlite_store(databases: Databases) -> Iterator[Store]:
    """A store on a fresh SQLite file, for tests in which the database makes no difference."""
    for url in using(databases, lambda: databases.migrated("sqlite")):
        made = store_on(url)
        yield made
        made.dispose()
