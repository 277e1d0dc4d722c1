"""Run by alembic: our own tables, in our own version table, on a connection that is handed in or the Flask app's."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from matterbooks.store import history
from matterbooks.store import models as models  # noqa: PLC0414 - fills the metadata


def run(connection: Connection) -> None:
    """Run the revisions that alembic was asked for."""
    context.configure(connection=connection, **history.options())
    with context.begin_transaction():
        context.run_migrations()


def run_on_the_applications_engine() -> None:
    """As `flask db upgrade -d` of Flask-Migrate does it, which hands no connection in."""
    from flask import current_app  # noqa: PLC0415 - not needed where a connection is handed in

    with current_app.extensions["sqlalchemy"].engine.connect() as connection:
        run(connection)


shared = context.config.attributes.get("connection")
if shared is None:
    run_on_the_applications_engine()
else:
    run(shared)
