"""`flask matterbooks db ...`: our tables, made and taken back when somebody says so and never by themselves."""

from __future__ import annotations

import click
from sqlalchemy import Engine

from matterbooks.command_group import Group, mounted
from matterbooks.store import history

db = Group("db", help="The tables of matterbooks.")


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
    return mounted().store.engine
