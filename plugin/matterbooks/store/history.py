"""The history of our tables: up, down, where it stands, and whether the models still agree with it.

The revisions are shipped as `matterbooks.migrations` and their place is kept in a table of our own, so that neither
the host's history nor its version table is touched. Nothing here runs by itself.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from matterbooks.errors import SchemaError
from matterbooks.store import turns
from matterbooks.store.base import PREFIX, Base, Instant
from matterbooks.store.engines import READING

VERSION_TABLE = f"{PREFIX}version"
HEAD = "head"


def path() -> Path:
    """Where the revisions lie, in a checkout as in an installed package."""
    return Path(str(files("matterbooks.migrations")))


def upgrade(engine: Engine, revision: str = HEAD) -> None:
    """Bring the tables up to this revision, in one transaction. Raises SchemaError for a revision that is not known."""
    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to this revision; `base` drops them all, with what is in them. Raises as `upgrade`."""
    _run(engine, command.downgrade, revision)


def current(engine: Engine) -> str | None:
    """The revision that the tables stand at; None where they are not there."""
    with engine.execution_options(**{READING: True}).connect() as connection:
        return MigrationContext.configure(connection, opts=options()).get_current_revision()


def newest() -> str | None:
    """The newest revision that this version of matterbooks knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def check(engine: Engine) -> list[str]:
    """How the tables differ from the models, one line each; empty where they agree."""
    with engine.execution_options(**{READING: True}).connect() as connection:
        context = MigrationContext.configure(connection, opts=options())
        return [_words(difference) for difference in compare_metadata(context, Base.metadata)]


def require_current(engine: Engine) -> None:
    """Raise SchemaError where the tables are missing or of another version than the code."""
    found, wanted = current(engine), newest()
    if found != wanted:
        state = "are missing" if found is None else f"are at {found}"
        raise SchemaError(
            f"The tables of matterbooks {state} and this version needs {wanted}: run flask matterbooks db upgrade."
        )


def use_wal(engine: Engine) -> bool:
    """Set SQLite's write-ahead log, which lets readers and a writer work at once; it stays in the file for good.

    False where there is nothing to set: another database, or a file that cannot have one. Raises OperationalError
    while somebody else is writing.
    """
    if engine.dialect.name != "sqlite":
        return False
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        mode = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    return mode == ("wal",)


def options() -> dict[str, Any]:
    """How alembic is to look at a database: our tables alone. `env.py` configures itself with the same."""
    return {
        "target_metadata": Base.metadata,
        "version_table": VERSION_TABLE,
        "include_name": is_ours,
        "render_as_batch": True,
        "compare_type": True,
        "render_item": _render_item,
    }


def is_ours(name: str | None, type_: str, _parent_names: object) -> bool:
    """Whether alembic may look at it: never at a host's table."""
    return type_ != "table" or (name is not None and name.startswith(PREFIX) and name != VERSION_TABLE)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(path()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(engine: Engine, verb: Any, revision: str) -> None:
    config = _config()
    with engine.begin() as connection:
        turns.take_on(connection, "migrations")
        config.attributes["connection"] = connection
        try:
            verb(config, revision)
        except CommandError as refused:
            raise SchemaError(f"The tables of matterbooks are as they were: {refused}.") from refused


def _render_item(type_: str, item: object, _context: object) -> str | Literal[False]:
    """Revisions are written in plain SQLAlchemy types, so that an old one never depends on today's classes."""
    return "sa.DateTime(timezone=True)" if type_ == "type" and isinstance(item, Instant) else False


def _words(difference: Any) -> str:
    steps = difference if isinstance(difference, list) else [difference]
    return "; ".join(f"{step[0]}: {', '.join(str(part) for part in step[1:] if part is not None)}" for step in steps)
