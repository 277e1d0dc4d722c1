"""Doctor: named checks of an installation, each with what to do where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from flask import Flask
from jinja2 import TemplateError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from matterbooks.errors import ConfigurationError, MatterbooksError, SchemaError
from matterbooks.mount import Mount
from matterbooks.store import connections, history
from matterbooks.store.models import Connection

Result = Literal["pass", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, how it is, and what to do."""

    name: str
    result: Result
    words: str
    mend: str = ""


def examine(app: Flask, mount: Mount) -> list[Check]:
    """Every check of this installation, in the order in which faults are best mended."""
    checks: tuple[Callable[[Flask, Mount], Iterator[Check]], ...] = (
        _settings,
        _template,
        _host_migrations,
        _schema,
    )
    found = [each for check in checks for each in check(app, mount)]
    if found[-1].result == "pass":
        found += [*_journal_mode(mount), *_connections(mount)]
    return found


def _settings(app: Flask, mount: Mount) -> Iterator[Check]:
    names = ("MATTERBOOKS_CLIENT_ID", "MATTERBOOKS_CLIENT_SECRET", "MATTERBOOKS_REDIRECT_URI")
    missing = [name for name in names if not app.config.get(name)]
    if missing:
        yield Check("settings", "fail", f"{', '.join(missing)} not set", "Set them from your registration at Intuit.")
    else:
        yield Check("settings", "pass", f"environment {mount.settings.app.environment.name}")


def _template(app: Flask, mount: Mount) -> Iterator[Check]:
    name = mount.base_template
    try:
        app.jinja_env.get_template(name)
    except TemplateError as trouble:
        problem = f"MATTERBOOKS_BASE_TEMPLATE: {name} cannot be used ({type(trouble).__name__}: {trouble})"
        yield Check("pages", "fail", problem, "Name a template of the application, or leave the setting out.")
    else:
        yield Check("pages", "pass", f"extend {name}")


def _schema(_app: Flask, mount: Mount) -> Iterator[Check]:
    try:
        history.require_current(mount.store.engine)
    except SchemaError as trouble:
        yield Check("tables", "fail", str(trouble).rstrip("."))
    except ConfigurationError as trouble:
        yield Check("database", "fail", str(trouble).rstrip("."))
    except SQLAlchemyError as trouble:
        words = f"cannot be reached ({type(trouble).__name__})"
        yield Check("database", "fail", words, "Check SQLALCHEMY_DATABASE_URI, and that the database runs.")
    else:
        yield Check("tables", "pass", f"revision {history.current(mount.store.engine)}")


def _host_migrations(app: Flask, _mount: Mount) -> Iterator[Check]:
    """A host's autogenerate would drop our tables, unless it is told to leave them out."""
    migrate = app.extensions.get("migrate")
    if migrate is None:
        return
    include_name = getattr(migrate, "configure_args", {}).get("include_name")
    if include_name is None or include_name("matterbooks_link", "table", {"schema_name": None}):
        yield Check(
            "Flask-Migrate",
            "fail",
            "the next `flask db migrate` would drop every matterbooks table",
            "Write Migrate(app, db, include_name=matterbooks.keep_host_tables).",
        )
    else:
        yield Check("Flask-Migrate", "pass", "leaves our tables alone")


def _journal_mode(mount: Mount) -> Iterator[Check]:
    if mount.store.engine.dialect.name != "sqlite":
        return
    with mount.store.read() as session:
        mode = session.scalar(text("PRAGMA journal_mode"))
    if mode == "wal":
        yield Check("SQLite", "pass", "write-ahead log")
    else:
        words = f"journal mode {mode}: a long read of the application holds up the worker"
        yield Check("SQLite", "warn", words, "Run `flask matterbooks db upgrade --wal` while the application is down.")


def _connections(mount: Mount) -> Iterator[Check]:
    with mount.store.read() as session:
        rows = [connections.live(session, firm) for firm in connections.firms(session)]
    if not rows:
        yield Check("connections", "warn", "no firm is connected", "An administrator connects on the Accounting page.")
    for row in rows:
        if row is not None:
            yield _connection(mount, row)


def _connection(mount: Mount, row: Connection) -> Check:
    if row.state != connections.ConnectionState.ACTIVE:
        return Check(f"firm {row.firm}", "fail", "QuickBooks wants a new sign-in", "An administrator connects again.")
    try:
        connections.read_tokens(mount.settings.ring, row)
    except MatterbooksError as trouble:
        return Check(f"firm {row.firm}", "fail", str(trouble).rstrip("."))
    if row.environment != mount.settings.app.environment.name:
        words = f"connected in {row.environment}, and MATTERBOOKS_ENVIRONMENT is {mount.settings.app.environment.name}"
        return Check(f"firm {row.firm}", "fail", words, "Set it back, or connect again.")
    hard = row.hard_expires_at
    if hard is not None and hard - mount.clock() < timedelta(days=60):
        return Check(
            f"firm {row.firm}",
            "warn",
            f"the sign-in ends for good on {hard:%Y-%m-%d}",
            "Connect again before that day.",
        )
    return Check(f"firm {row.firm}", "pass", "connected")
