"""`flask matterbooks db ...`, run as a person runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import URL, text

from matterbooks import db_commands
from matterbooks.store import history
from matterbooks.store.engines import Store
from tests.databases import store_on

Run = Callable[..., Result]


@pytest.fixture
def host_store(empty_database: URL) -> Iterator[Store]:
    """A store on a database without tables."""
    made = store_on(empty_database)
    yield made
    made.dispose()


@pytest.fixture
def run(host_store: Store) -> Run:
    """Run a command of the group in an application that mounts it."""
    app = Flask("practice")
    app.extensions["matterbooks"] = SimpleNamespace(store=host_store)
    app.cli.add_command(db_commands.db)
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(app.cli, ["db", *words])


def test_tables_go_up_stand_and_come_down(run: Run) -> None:
    """The whole life of a schema."""
    assert run("current").output == "none\n"
    assert run("upgrade").output == "The tables of matterbooks: none -> matterbooks_0001.\n"
    assert run("current").output == "matterbooks_0001\n"
    assert run("check").output == "The tables agree with this version.\n"
    assert run("downgrade", "base").output == "The tables of matterbooks: none.\n"


def test_upgrading_twice_changes_nothing(run: Run) -> None:
    """Safe to put into every deployment."""
    run("upgrade")
    assert run("upgrade").output == "The tables of matterbooks: matterbooks_0001 -> matterbooks_0001.\n"


def test_wal_is_set_when_it_is_asked_for(run: Run, host_store: Store) -> None:
    """And only said, where the database has none."""
    output = run("upgrade", "--wal").output
    on_sqlite = host_store.engine.dialect.name == "sqlite"
    assert ("The write-ahead log is set." in output) is on_sqlite


def test_check_before_any_upgrade_names_the_command(run: Run) -> None:
    """Not a list of every missing table."""
    result = run("check")
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "flask matterbooks db upgrade" in result.output


def test_check_names_what_differs(run: Run, host_store: Store) -> None:
    """Somebody changed a table by hand."""
    run("upgrade")
    with host_store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE matterbooks_unit DROP COLUMN created_at"))
    result = run("check")
    assert result.exit_code == 1
    assert "created_at" in result.output


def test_an_unknown_revision_is_refused_in_a_sentence(run: Run) -> None:
    """A slip of the finger costs nothing."""
    run("upgrade")
    result = run("downgrade", "matterbooks_9999")
    assert result.exit_code == 1
    assert "matterbooks_9999" in result.output
    assert run("current").output == "matterbooks_0001\n"


def test_path_is_where_the_revisions_lie(run: Run) -> None:
    """For hosts that run them by other means."""
    assert run("path").output.strip() == str(history.path())
    assert (history.path() / "env.py").is_file()
