"""`flask matterbooks ...`, run as an operator runs it: what it prints, how it ends, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import flask_migrate
import pytest
from click.testing import Result
from sqlalchemy import URL

import matterbooks
from matterbooks.commands import group
from matterbooks.store import connections, history
from matterbooks.store.connections import ConnectionState
from matterbooks.store.models import Operation
from tests.extension.conftest import Host, Make
from tests.hosts.tiny import FIRM, make_app
from tests.store.firms import OTHER_REALM, connect

COMMANDS = [
    ["worker", "--once"],
    ["status"],
    ["status", "--json"],
    ["export", "--out", "x"],
    ["sweep"],
    ["db", "check"],
]


def _said(result: Result) -> str:
    """What a command said, having ended by itself and not in a traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.output


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_tables_every_command_names_the_one_that_makes_them(make_host: Make, words: list[str]) -> None:
    host = make_host()
    history.downgrade(host.mount.store.engine, "base")
    result = host.run(*words)
    assert result.exit_code == 1
    assert "run flask matterbooks db upgrade" in _said(result)
    assert _said(result).count("\n") == 1


def test_an_application_that_does_not_mount_us_is_told_what_to_call(make_host: Make) -> None:
    host = make_host()
    mount = host.app.extensions.pop("matterbooks")
    for words in COMMANDS:
        assert "books.init_app(app)" in _said(host.run(*words))
    host.app.extensions["matterbooks"] = mount


def test_status_says_where_every_firm_stands(host: Host) -> None:
    host.add_bill()
    host.session.commit()
    said = _said(host.run("status"))
    assert said == "tiny: North Law Books (active); nothing yet, 1 saved and not yet looked at\n"
    (told,) = json.loads(_said(host.run("status", "--json")))
    assert (told["firm"], told["state"], told["unplanned"], told["queue"]) == ("tiny", "active", 1, {})


def test_status_counts_what_waits_where(host: Host) -> None:
    ref = host.add_bill()
    host.session.rollback()
    host.link(ref)
    assert _said(host.run("status")) == "tiny: North Law Books (active); 1 done\n"


def test_status_where_nobody_is_connected(unconnected: Host) -> None:
    assert _said(unconnected.run("status")) == "no firm is connected\n"
    assert _said(unconnected.run("status", "--firm", "x")) == "firm x is not connected\n"
    assert json.loads(_said(unconnected.run("status", "--json"))) == []


def test_a_firm_is_named_where_there_are_several(host: Host, tmp_path: Path) -> None:
    with host.mount.store.begin() as session:
        connect(session, host.mount.settings.ring, host.clock, firm="south", realm=OTHER_REALM)
    result = host.run("export", "--out", str(tmp_path))
    assert result.exit_code == 1
    assert "2 firms are connected: name one by --firm (south, tiny)" in _said(result)
    assert host.run("export", "--out", str(tmp_path), "--firm", FIRM).exit_code == 0


def test_export_of_nobody_says_so(unconnected: Host, tmp_path: Path) -> None:
    assert "No firm is connected" in _said(unconnected.run("export", "--out", str(tmp_path)))
    assert "Firm x was never connected" in _said(unconnected.run("export", "--out", str(tmp_path), "--firm", "x"))


def test_export_into_what_cannot_be_written_says_so(host: Host, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = host.run("export", "--out", str(tmp_path / "file" / "folder"))
    assert result.exit_code == 1
    assert "Cannot write to" in _said(result)


def test_a_period_that_ends_before_it_begins_is_refused(host: Host, tmp_path: Path) -> None:
    result = host.run("export", "--out", str(tmp_path), "--from", "2026-03-02", "--to", "2026-03-01")
    assert "ends before it begins" in _said(result)


def test_the_worker_with_nothing_to_do_ends_well(host: Host) -> None:
    assert _said(host.run("worker", "--once")) == "0 operations worked on\n"


def test_the_worker_names_the_firm_that_it_could_not_work_on_and_works_on_the_others(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def drain(_context: object, firm: str, _stopped: object) -> int:
        asked.append(firm)
        if firm == "south":
            raise ValueError("what nobody expected")
        return 3

    with host.mount.store.begin() as session:
        connect(session, host.mount.settings.ring, host.clock, firm="south", realm=OTHER_REALM)
    monkeypatch.setattr("matterbooks.push.worker.drain", drain)
    result = host.run("worker", "--once")
    assert asked == ["south", "tiny"]
    assert result.exit_code == 1
    assert "3 operations worked on" in _said(result)
    assert "Could not work on south" in _said(result)


def test_the_worker_of_a_firm_that_must_connect_again_ends_well_and_keeps_everything(host: Host) -> None:
    host.add_bill()
    host.session.commit()
    with host.mount.store.begin() as session:
        connection = connections.live(session, FIRM)
        assert connection is not None
        connections.needs_reconnect(session, connection.id)
    assert _said(host.run("worker", "--once")) == "0 operations worked on\n"
    assert len(host.changes()) == 1


def test_sweep_tells_what_it_found(host: Host) -> None:
    ref = host.add_bill()
    host.session.commit()
    assert _said(host.run("sweep")) == "1 records looked at, 0 were missing and are on their way\n"
    host.link(ref)
    result = host.run("sweep")
    assert result.exit_code == 1
    assert "was changed although it is locked" in _said(result)
    report = json.loads(_said(host.run("sweep", "--json")))
    assert report["changed"][0]["ref"] == {"firm": FIRM, "kind": "sales_invoice", "id": ref.id}


REGISTERED = {
    "MATTERBOOKS_CLIENT_ID": "id",
    "MATTERBOOKS_CLIENT_SECRET": "secret",
    "MATTERBOOKS_REDIRECT_URI": "https://practice.example/accounting/callback",
}


def _checks(result: Result) -> dict[str, str]:
    """Name -> result of each check."""
    lines = (line.split("  ", 1) for line in _said(result).splitlines())
    return {rest.split(":", 1)[0].strip(): state.strip() for state, rest in lines}


def test_doctor_is_content_with_a_good_installation(make_host: Make) -> None:
    host = make_host(REGISTERED)
    host.connect()
    result = host.run("doctor")
    assert result.exit_code == 0, result.output
    assert set(_checks(result).values()) <= {"pass", "warn"}
    assert _checks(result)[f"firm {FIRM}"] == "pass"


def test_doctor_names_what_is_missing_of_the_registration(make_host: Make) -> None:
    result = make_host().run("doctor")
    assert result.exit_code == 1
    assert "MATTERBOOKS_CLIENT_ID, MATTERBOOKS_CLIENT_SECRET, MATTERBOOKS_REDIRECT_URI not set" in _said(result)


def test_doctor_without_tables_says_how_to_make_them_and_goes_no_further(make_host: Make) -> None:
    host = make_host(REGISTERED)
    history.downgrade(host.mount.store.engine, "base")
    result = host.run("doctor")
    assert result.exit_code == 1
    assert _checks(result)["tables"] == "fail"
    assert "flask matterbooks db upgrade" in _said(result)


def test_doctor_finds_a_base_template_that_is_not_there(make_host: Make) -> None:
    result = make_host(REGISTERED | {"MATTERBOOKS_BASE_TEMPLATE": "no/such.html"}).run("doctor")
    assert result.exit_code == 1
    assert "MATTERBOOKS_BASE_TEMPLATE: no/such.html cannot be used" in _said(result)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sqlite://", "in-memory SQLite"),
        ("sqlite:////no/such/folder/practice.sqlite", "cannot be reached"),
        ("postgresql+psycopg://nobody@/nothing?host=/no/such/socket", "cannot be reached"),
    ],
)
def test_doctor_finds_a_database_that_cannot_be_used(ring_setting: str, address: str, says: str) -> None:
    app, _db, _books = make_app({"SQLALCHEMY_DATABASE_URI": address, "MATTERBOOKS_KEYS": ring_setting} | REGISTERED)
    result = app.test_cli_runner().invoke(group, ["doctor"])
    assert result.exit_code == 1
    assert says in _said(result)
    assert _checks(result)["database"] == "fail"
    status = app.test_cli_runner().invoke(group, ["status"])
    assert status.exit_code == 1
    assert _said(status).count("\n") == 1
    app.extensions["matterbooks"].store.dispose()


def test_doctor_fails_loudly_where_flask_migrate_would_drop_our_tables(make_host: Make) -> None:
    host = make_host(REGISTERED)
    flask_migrate.Migrate(host.app, host.db)
    result = host.run("doctor")
    assert result.exit_code == 1
    assert "would drop every matterbooks table" in _said(result)
    assert "include_name=matterbooks.keep_host_tables" in _said(result)


def test_doctor_is_content_with_a_host_that_keeps_to_its_own_tables(make_host: Make) -> None:
    host = make_host(REGISTERED)
    flask_migrate.Migrate(host.app, host.db, include_name=matterbooks.keep_host_tables)
    result = host.run("doctor")
    assert result.exit_code == 0, result.output
    assert _checks(result)["Flask-Migrate"] == "pass"


def test_doctor_tells_of_a_sign_in_that_ended_and_of_one_that_will(make_host: Make) -> None:
    host = make_host(REGISTERED)
    host.connect()
    host.clock.advance(seconds=(1825 - 59) * 86400)
    assert "the sign-in ends for good on" in _said(host.run("doctor"))
    with host.mount.store.begin() as session:
        connection = connections.live(session, FIRM)
        assert connection is not None
        connection.state = ConnectionState.NEEDS_RECONNECT
    result = host.run("doctor")
    assert result.exit_code == 1
    assert "An administrator connects again" in _said(result)


def test_doctor_finds_a_key_that_is_gone(make_host: Make) -> None:
    host = make_host(REGISTERED)
    host.connect()
    other = make_host(REGISTERED | {"MATTERBOOKS_KEYS": "k2:" + "A" * 43 + "="})
    result = other.run("doctor")
    assert result.exit_code == 1
    assert "sealed with the key k1" in _said(result)


def test_doctor_advises_a_write_ahead_log_on_sqlite(make_host: Make, database: URL) -> None:
    host = make_host(REGISTERED)
    on_sqlite = database.get_backend_name() == "sqlite"
    assert ("db upgrade --wal" in _said(host.run("doctor"))) is on_sqlite
    host.run("db", "upgrade", "--wal")
    assert "db upgrade --wal" not in _said(host.run("doctor"))


def test_an_operation_that_waits_for_a_person_shows_in_status(host: Host) -> None:
    ref = host.add_bill()
    host.session.commit()
    host.link(ref)
    with host.mount.store.begin() as session:
        session.query(Operation).update({"state": "held"})
    assert "1 held" in _said(host.run("status"))
