"""What the commands of a host have in common: one sentence instead of a traceback, and tables that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from matterbooks.errors import MatterbooksError
from matterbooks.store import connections, history

if TYPE_CHECKING:
    from matterbooks.mount import Mount


class Group(AppGroup):
    """Ends in one sentence, where matterbooks or the database refuses something, and not in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except MatterbooksError as refused:
            raise click.ClickException(str(refused)) from refused
        except SQLAlchemyError as trouble:
            first_line = str(getattr(trouble, "orig", None) or trouble).partition("\n")[0]
            raise click.ClickException(f"The database refused ({first_line}).") from trouble


def mounted() -> Mount:
    """The mount of the application in hand. Raises ClickException where there is none."""
    mount: Mount | None = current_app.extensions.get("matterbooks")
    if mount is None:
        raise click.ClickException("This application has not mounted matterbooks: call books.init_app(app).")
    return mount


def ready() -> Mount:
    """The mount, over tables of this version. Raises SchemaError where they are missing or older."""
    mount = mounted()
    history.require_current(mount.store.engine)
    return mount


def firm_or_only(mount: Mount, firm: str | None) -> str:
    """The firm that was named, or the only one that is connected. Raises ClickException where that leaves a choice."""
    with mount.store.read() as session:
        firms = connections.firms(session)
    if firm is not None:
        return firm
    if not firms:
        raise click.ClickException("No firm is connected: connect one on the Accounting page, or name one by --firm.")
    if len(firms) > 1:
        raise click.ClickException(f"{len(firms)} firms are connected: name one by --firm ({', '.join(firms)}).")
    return firms[0]
