"""The commands of a host: `flask matterbooks ...`."""

from __future__ import annotations

import json
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import AppGroup

from matterbooks.db_commands import db
from matterbooks.errors import MatterbooksError

if TYPE_CHECKING:
    from matterbooks.mount import Mount

FOLDER = click.Path(path_type=Path, file_okay=False)
DAY = click.DateTime(["%Y-%m-%d"])

group = AppGroup("matterbooks", help="Push this application's ledger to QuickBooks Online.")
group.add_command(db)


def _mount() -> Mount:
    mount: Mount | None = current_app.extensions.get("matterbooks")
    if mount is None:
        raise click.ClickException("This application has not mounted matterbooks: call books.init_app(app).")
    return mount


@group.command()
@click.option("--once", is_flag=True, help="Drain what is there and end.")
def worker(once: bool) -> None:
    """Push what is waiting, for every connected firm, until stopped."""
    from matterbooks.push.worker import drain_all, run

    context = _mount().context
    if once:
        click.echo(f"{drain_all(context)} operations worked on")
        return
    wake, stopped = threading.Event(), threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()
        wake.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    click.echo("worker started; Ctrl+C ends it after the operation in hand")
    run(context, wake, stopped.is_set)


@group.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--firm", help="Only this firm.")
def status(as_json: bool, firm: str | None) -> None:
    """Show each firm's connection and queue."""
    from matterbooks.store import activity, connections

    mount = _mount()
    with mount.store.read() as session:
        rows = [connections.live(session, name) for name in connections.firms(session) if firm in (None, name)]
        told: list[dict[str, Any]] = [
            {
                "firm": row.firm,
                "company": row.company_name,
                "state": row.state,
                "last_success": row.last_success_at.isoformat() if row.last_success_at else None,
                "queue": activity.queue(session, row.firm),
            }
            for row in rows
            if row is not None
        ]
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for each in told:
        queue = ", ".join(f"{count} {state}" for state, count in sorted(each["queue"].items())) or "nothing yet"
        click.echo(f"{each['firm']}: {each['company']} ({each['state']}); {queue}")
    if not told:
        click.echo("no firm is connected")


@group.command()
def doctor() -> None:
    """Check the installation; exit 1 if something has to be mended."""
    from matterbooks.doctor import examine

    checks = examine(current_app._get_current_object(), _mount())  # type: ignore[attr-defined]
    for check in checks:
        mend = f" {check.mend}" if check.mend else ""
        click.echo(f"{check.result:4}  {check.name}: {check.words}.{mend}")
    sys.exit(any(check.result == "fail" for check in checks))


@group.command()
@click.option("--out", "folder", type=FOLDER, required=True)
@click.option("--from", "start", type=DAY)
@click.option("--to", "end", type=DAY)
@click.option("--firm", help="Needed where there are several.")
def export(folder: Path, start: datetime | None, end: datetime | None, firm: str | None) -> None:
    """Write ledger.csv, links.csv, mapping.csv and books.json for the accountant."""
    from matterbooks.export import export as write

    mount = _mount()
    try:
        exported = write(mount.context, firm or _only_firm(), folder, start and start.date(), end and end.date())
    except MatterbooksError as trouble:
        raise click.ClickException(str(trouble)) from trouble
    for name, rows in exported.rows.items():
        click.echo(f"{exported.folder / name}: {rows} rows")


def _only_firm() -> str:
    from matterbooks.store import connections

    with _mount().store.read() as session:
        firms = connections.firms(session)
    if len(firms) != 1:
        raise click.ClickException(f"{len(firms)} firms are connected: name one with --firm.")
    return firms[0]
