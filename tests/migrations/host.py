"""A host with a table of its own and Flask-Migrate: `python -m tests.migrations.host ADDRESS FOLDER WHAT`.

WHAT: `keep` or `plain` write the host's first revision into FOLDER, told to keep to its own tables or not;
`ours` runs our revisions through the host's Flask-Migrate. A process of its own, because Flask-Migrate sets up logging.
"""

from __future__ import annotations

import sys

import flask_migrate
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

import matterbooks
from matterbooks.store import history

db = SQLAlchemy()


class Bill(db.Model):  # type: ignore[name-defined, misc]  # Flask-SQLAlchemy makes the class at run time
    """The host's only table."""

    id: Mapped[int] = mapped_column(primary_key=True)


def main(address: str, folder: str, what: str) -> None:
    """Do as the module says."""
    app = Flask("practice")
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    db.init_app(app)
    options = {"include_name": matterbooks.keep_host_tables} if what == "keep" else {}
    flask_migrate.Migrate(app, db, **options)
    with app.app_context():
        if what == "ours":
            flask_migrate.upgrade(directory=history.path())
        else:
            flask_migrate.init(directory=folder)
            flask_migrate.migrate(directory=folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
