"""Mounting on an application: who may, which firm, several applications, and engines of our own."""

from __future__ import annotations

import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, create_engine, text

from matterbooks import Matterbooks
from matterbooks.errors import ConfigurationError
from matterbooks.mount import Mount
from matterbooks.store.models import Change
from matterbooks.values import Permission
from tests.extension.conftest import Host, Make
from tests.hosts.tiny import FIRM, Base, Bill, TinyLedger, ref_of

pytest_plugins = ["matterbooks.testing"]


def _person(**what: bool) -> Any:
    return SimpleNamespace(is_authenticated=True, is_active=True, get_id=lambda: "7", **what)


@pytest.mark.parametrize(
    ("person", "may"), [(_person(is_admin=True), True), (_person(is_admin=False), False), (_person(), False)]
)
def test_administrators_may_do_everything_and_others_nothing(make_host: Make, person: Any, may: bool) -> None:
    host = make_host()
    host.app.login_manager.user_loader(lambda _id: person)  # type: ignore[attr-defined]
    with host.app.test_request_context() as context:
        context.session["_user_id"] = "7"
        assert {host.mount.may(permission, FIRM) for permission in Permission} == {may}
        assert host.mount.actor() == "7"


def test_nobody_who_is_not_logged_in_may_do_anything(make_host: Make) -> None:
    host = make_host()
    with host.app.test_request_context():
        assert not host.mount.may(Permission.VIEW, FIRM)
        assert host.mount.actor() == ""


def test_a_host_without_flask_login_decides_by_itself(make_host: Make) -> None:
    asked: list[tuple[Any, str, str]] = []

    def may(user: Any, action: str, firm: str) -> bool:
        asked.append((user, action, firm))
        return True

    host = make_host(may=may)
    del host.app.login_manager  # type: ignore[attr-defined]
    with host.app.test_request_context():
        assert host.mount.may(Permission.UNLOCK, FIRM)
        assert host.mount.actor() == ""
    assert asked == [(None, "unlock", FIRM)]


def test_the_firm_is_asked_of_the_host_for_each_request(make_host: Make) -> None:
    firms = iter(["north", "south"])
    host = make_host(firm_of=lambda: next(firms))
    assert [host.mount.firm_of(), host.mount.firm_of()] == ["north", "south"]


def test_mounting_makes_no_engine_no_thread_and_asks_no_database(ring_setting: str) -> None:
    before = threading.active_count()
    app, db = Flask("practice"), SQLAlchemy()
    app.config.update(
        SQLALCHEMY_DATABASE_URI="sqlite:////no/such/folder/practice.sqlite",
        MATTERBOOKS_KEYS=ring_setting,
        MATTERBOOKS_EMBEDDED_WORKER=True,
    )
    db.init_app(app)
    Matterbooks(db, ledger=TinyLedger()).init_app(app)
    mount: Mount = app.extensions["matterbooks"]
    assert threading.active_count() == before
    assert not mount.worker.running
    assert mount.store._engine is None


def test_several_applications_in_one_process_keep_to_their_own_books(host: Host, make_host: Make) -> None:
    other = make_host({"MATTERBOOKS_URL_PREFIX": "/books"})
    host.add_bill()
    host.session.commit()
    with other.app.app_context():
        other.add_bill("INV-2")
        other.session.commit()
    assert {rule.rule for rule in host.app.url_map.iter_rules()} >= {"/accounting/healthz"}
    assert {rule.rule for rule in other.app.url_map.iter_rules()} >= {"/books/healthz"}
    assert host.mount.store is not other.mount.store


def test_an_application_that_shares_the_models_and_does_not_mount_is_left_alone(host: Host, database: URL) -> None:
    host.books.watch(Bill, ref=ref_of, guarded={"number"})
    bare = Flask("bare")
    bare.config["SQLALCHEMY_DATABASE_URI"] = database.render_as_string(hide_password=False)
    host.db.init_app(bare)
    with bare.app_context():
        host.session.add(Bill(number="INV-9", amount=1, posted_at=host.clock()))
        host.session.commit()
        with pytest.raises(ConfigurationError, match="init_app"):
            host.books.enqueue(ref_of(Bill(id=1)))
        host.db.engine.dispose()
    assert host.changes() == []


def test_our_engine_has_the_hosts_options_but_not_its_isolation_level(make_host: Make) -> None:
    host = make_host({"SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "isolation_level": "AUTOCOMMIT"}})
    assert host.mount.store.engine.pool._pre_ping
    with host.mount.store.begin() as session:
        session.add(Change(firm=FIRM, kind="sales_invoice", host_id="1", at=host.clock()))
        session.flush()
        session.rollback()
    assert host.changes() == []


def test_an_engine_of_the_hosts_choice_begins_as_the_pump_needs_it(make_host: Make, database: URL) -> None:
    engine = create_engine(database)
    host = make_host(pump_engine=engine)
    assert host.mount.store.engine is engine
    with host.mount.store.begin() as session:
        driver = session.connection().connection.dbapi_connection
        if database.get_backend_name() == "sqlite":
            assert driver is not None
            assert driver.in_transaction, "BEGIN IMMEDIATE has taken the write lock already"


def test_an_engine_in_memory_is_refused_too(make_host: Make) -> None:
    engine = create_engine("sqlite://")
    host = make_host(pump_engine=engine)
    with pytest.raises(ConfigurationError, match="matterbooks_database"):
        assert host.mount.store.engine
    engine.dispose()


FORK = """
import os, sys
from sqlalchemy import make_url
from matterbooks.store.engines import Store, make_engine
store = Store(lambda: make_engine(make_url(sys.argv[1]), {}))
def pooled(): return store.engine.pool.checkedin()
with store.read() as session: session.connection()
assert pooled() == 1
child = os.fork()
if child == 0:
    inherited = pooled()
    with store.read() as session: session.connection()
    os._exit(0 if (inherited, pooled()) == (0, 1) else 1)
assert os.waitpid(child, 0)[1] == 0, "the child took its parent's connection"
with store.read() as session: session.connection()
assert pooled() == 1
store.dispose()
"""


def test_a_forked_process_opens_connections_of_its_own(database: URL) -> None:
    command = [sys.executable, "-W", "error", "-c", FORK, database.render_as_string(hide_password=False)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_host_makes_our_tables_by_a_word_of_its_own_too(make_host: Make) -> None:
    host = make_host()
    host.run("db", "downgrade", "base")
    with host.app.app_context():
        host.books.upgrade(wal=True)
    assert host.run("db", "current").output == "matterbooks_0001\n"


def test_the_fixture_for_hosts_gives_a_file_that_both_engines_share(matterbooks_database: str, make_host: Make) -> None:
    host = make_host({"SQLALCHEMY_DATABASE_URI": matterbooks_database})
    with host.app.app_context():
        host.connect()
        host.add_bill()
        host.session.commit()
        assert len(host.changes()) == 1


def test_an_address_with_a_percent_sign_is_taken_as_it_stands(databases: Any, make_host: Make) -> None:
    """In its folder, its password, or its file: setuptools, alembic and URLs all would like to read it."""
    url = databases.migrated("sqlite")
    odd = url.set(database=url.database.replace("test_", "50%20off_"))
    host = make_host({"SQLALCHEMY_DATABASE_URI": odd.render_as_string(hide_password=False)})
    assert "none -> matterbooks_0001" in host.run("db", "upgrade").output
    with host.mount.store.read() as session:
        assert session.scalar(text("SELECT count(*) FROM matterbooks_link")) == 0
    with host.app.app_context():
        assert Base.metadata.tables["bill"] is not None
