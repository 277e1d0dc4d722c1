"""`flask matterbooks db ...`: our tables, made and taken back when somebody says so and never by themselves."""

from __future__ import annotations

from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import Engine

from matterbooks.errors import MatterbooksError
from matterbooks.store import history


class _Group(AppGroup):
    """Ends in one sentence, where matterbooks refuses something, and not in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MatterbooksError as refused:
            raise click.ClickException(str(refused)) from refused


db = _Group("db", help="The tables of matterbooks.")


@db.command()
@click.option("--wal", is_flag=True, help="On SQLite, set the write-ahead log in the file, for good.")
def upgrade(wal: bool) -> None:
    """Bring the tables up to this version."""
    engine = _engine()
    before = history.current(engine)
    history.upgrade(engine)
    click.echo(f"The tables of matterbooks: {before or 'none'} -> {history.current(engine)}.")
    if wal:
        done = history.use_wal(engine)
        click.echo("The write-ahead log is set." if done else "This database has no write-ahead log to set.")


@db.command()
def current() -> None:
    """Print the revision that the tables stand at."""
    click.echo(history.current(_engine()) or "none")


@db.command()
def check() -> None:
    """Compare the tables with the models; exit 1 where they differ."""
    engine = _engine()
    history.require_current(engine)
    differences = history.check(engine)
    for difference in differences:
        click.echo(difference)
    if differences:
        raise click.ClickException("The tables differ from what this version of matterbooks expects.")
    click.echo("The tables agree with this version.")


@db.command()
def path() -> None:
    """Print where the revisions lie."""
    click.echo(history.path())


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to REVISION; `base` drops them, with what is in them."""
    engine = _engine()
    history.downgrade(engine, revision)
    click.echo(f"The tables of matterbooks: {history.current(engine) or 'none'}.")


def _engine() -> Engine:
    engine: Engine = current_app.extensions["matterbooks"].store.engine
    return engine
