"""Our own history: up and down on both databases, and in step with the models."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import URL, Engine, inspect, text

from matterbooks.errors import SchemaError
from matterbooks.store import history
from matterbooks.store.base import Base
from matterbooks.store.engines import Store
from tests.databases import store_on
from tests.migrations.regenerate import COMMAND


@pytest.fixture
def engine(empty_database: URL) -> Iterator[Engine]:
    """An engine on a database without tables."""
    store = store_on(empty_database)
    yield store.engine
    store.dispose()


def test_models_and_tables_agree(store: Store) -> None:
    """A column added to a model and to no revision is found here."""
    assert history.check(store.engine) == [], f"before the first release, run: {COMMAND}"


def test_every_table_of_ours_is_made_and_dropped(engine: Engine) -> None:
    """Up makes all tables of the models and the version table; down leaves none of them, and up works again."""
    history.upgrade(engine)
    assert set(inspect(engine).get_table_names()) == {*Base.metadata.tables, history.VERSION_TABLE}
    assert history.current(engine) == history.newest() == "matterbooks_0001"
    history.downgrade(engine, "base")
    assert inspect(engine).get_table_names() == [history.VERSION_TABLE]
    assert history.current(engine) is None
    history.upgrade(engine)
    assert history.check(engine) == []


def test_a_table_of_the_host_is_left_alone(engine: Engine) -> None:
    """Neither up, check nor down looks at it."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bill (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
    history.upgrade(engine)
    assert history.check(engine) == []
    history.downgrade(engine, "base")
    assert {"bill", "alembic_version"} < set(inspect(engine).get_table_names())


def test_a_missing_column_is_named(store: Store) -> None:
    """The difference says which column of which table."""
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE matterbooks_unit DROP COLUMN created_at"))
    (difference,) = history.check(store.engine)
    assert difference.startswith("add_column")
    assert "matterbooks_unit" in difference
    assert "created_at" in difference


def test_a_database_without_tables_is_refused_with_the_command_that_makes_them(engine: Engine) -> None:
    """One sentence, no traceback of SQL."""
    with pytest.raises(SchemaError, match=r"are missing.*flask matterbooks db upgrade"):
        history.require_current(engine)
    history.upgrade(engine)
    history.require_current(engine)


def test_an_upgrade_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    """A table in the way stops the whole revision: there is no half-made schema to mend by hand."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE matterbooks_switch_interval (id INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        history.upgrade(engine)
    assert inspect(engine).get_table_names() == ["matterbooks_switch_interval"]


def test_two_deployments_that_upgrade_at_once_both_succeed(empty_database: URL) -> None:
    """The second waits, and finds nothing left to do."""
    together = Barrier(2)

    def deploy(_number: int) -> str | None:
        own = store_on(empty_database)
        together.wait()
        history.upgrade(own.engine)
        stands_at = history.current(own.engine)
        own.dispose()
        return stands_at

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(deploy, range(2))) == ["matterbooks_0001"] * 2


@pytest.mark.parametrize(
    "statement", ["UPDATE matterbooks_audit SET actor = 'nobody'", "DELETE FROM matterbooks_audit"]
)
def test_the_database_itself_refuses_to_change_the_audit(store: Store, statement: str) -> None:
    """Not only our code: any client of the database."""
    row = (
        "INSERT INTO matterbooks_audit (firm, number, at, actor, event, subject, detail, previous_hash, hash) "
        "VALUES ('north', 1, '2026-03-02 09:30:00', 'ann', 'saved', '', '{}', '', '')"
    )
    with store.engine.begin() as connection:
        connection.execute(text(row))
    with pytest.raises(Exception, match="never changed or deleted"), store.engine.begin() as connection:
        connection.execute(text(statement))


def test_the_write_ahead_log_is_set_on_sqlite_alone(store: Store) -> None:
    """It stays in the file; PostgreSQL has its own."""
    on_sqlite = store.engine.dialect.name == "sqlite"
    assert history.use_wal(store.engine) is on_sqlite
    if on_sqlite:
        with store.engine.connect() as connection:
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
