"""A host that runs Flask-Migrate beside us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL

from matterbooks.host_migrations import keep_host_tables
from matterbooks.store import history
from matterbooks.store.base import Base
from tests.databases import store_on


def _run_host(url: URL, folder: Path, what: str) -> None:
    address = url.render_as_string(hide_password=False)
    command: list[str | Path] = [sys.executable, "-m", "tests.migrations.host", address, folder, what]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _revision(url: URL, folder: Path, what: str) -> str:
    _run_host(url, folder, what)
    (revision,) = (folder / "versions").glob("*.py")
    return revision.read_text()


def test_a_host_that_keeps_to_its_tables_writes_no_operation_on_ours(database: URL, tmp_path: Path) -> None:
    """Its own table is made, and no line of the revision names one of ours."""
    revision = _revision(database, tmp_path / "host", "keep")
    assert "create_table('bill'" in revision
    assert "matterbooks" not in revision


def test_without_it_flask_migrate_would_drop_our_tables(database: URL, tmp_path: Path) -> None:
    """The hazard that `keep_host_tables` is for; when this fails, Flask-Migrate has learned better."""
    revision = _revision(database, tmp_path / "host", "plain")
    dropped = {name for name in Base.metadata.tables if f"drop_table('{name}')" in revision}
    assert dropped == set(Base.metadata.tables)


def test_a_hosts_flask_migrate_can_run_our_revisions_from_where_they_lie(empty_database: URL, tmp_path: Path) -> None:
    """`flask db upgrade -d "$(flask matterbooks db path)"`."""
    _run_host(empty_database, tmp_path, "ours")
    store = store_on(empty_database)
    history.require_current(store.engine)
    assert history.check(store.engine) == []
    store.dispose()


@pytest.mark.parametrize(
    ("name", "type_", "parents", "kept"),
    [
        ("bill", "table", {}, True),
        ("matterbooks_link", "table", {}, False),
        ("ix_bill_number", "index", {"table_name": "bill"}, True),
        ("ix_matterbooks_link_firm_state", "index", {"table_name": "matterbooks_link"}, False),
        (None, "schema", {}, True),
    ],
)
def test_what_a_host_may_look_at(name: str | None, type_: str, parents: dict[str, str | None], kept: bool) -> None:
    """Everything but what belongs to one of our tables."""
    assert keep_host_tables(name, type_, parents) is kept


def test_a_host_with_a_rule_of_its_own_asks_both() -> None:
    """Neither rule can bring back what the other left out."""

    def both(name: str | None, type_: str, parents: dict[str, str | None]) -> bool:
        return keep_host_tables(name, type_, parents) and name != "scratch"

    assert [both(name, "table", {}) for name in ("bill", "scratch", "matterbooks_link")] == [True, False, False]
