"""The commands of a host: `flask matterbooks ...`. What a command needs is imported when it runs."""

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

from matterbooks.command_group import Group, firm_or_only, mounted, ready
from matterbooks.db_commands import db

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from matterbooks.store.models import Connection

FOLDER = click.Path(path_type=Path, file_okay=False)
DAY = click.DateTime(["%Y-%m-%d"])

group = Group("matterbooks", help="Push this application's ledger to QuickBooks Online.")
group.add_command(db)


@group.command()
@click.option("--once", is_flag=True, help="Drain what is there and end; exit 1 if a firm could not be worked on.")
def worker(once: bool) -> None:
    """Push what is waiting, for every connected firm, until stopped."""
    from matterbooks.push.worker import drain_all, run

    context, wake, stopped = ready().context, threading.Event(), threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()
        wake.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not once:
        click.echo("worker started; Ctrl+C ends it after the operation in hand")
        run(context, wake, stopped.is_set)
        return
    done = drain_all(context, stopped.is_set)
    click.echo(f"{done.worked} operations worked on")
    if done.failed:
        raise click.ClickException(f"Could not work on {', '.join(done.failed)}: the log says why. Nothing is lost.")


@group.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--firm", help="Only this firm.")
def status(as_json: bool, firm: str | None) -> None:
    """Show each firm's connection and queue."""
    from matterbooks.store import connections

    with ready().store.read() as session:
        rows = [connections.live(session, name) for name in connections.firms(session) if firm in (None, name)]
        told = [_status_of(session, row) for row in rows if row is not None]
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for each in told:
        queue = ", ".join(f"{count} {state}" for state, count in sorted(each["queue"].items())) or "nothing yet"
        planned = f", {each['unplanned']} saved and not yet looked at" if each["unplanned"] else ""
        click.echo(f"{each['firm']}: {each['company']} ({each['state']}); {queue}{planned}")
    if not told:
        click.echo("no firm is connected" if firm is None else f"firm {firm} is not connected")


def _status_of(session: Session, row: Connection) -> dict[str, Any]:
    from matterbooks.store import activity, changes

    return {
        "firm": row.firm,
        "company": row.company_name,
        "state": row.state,
        "last_success": row.last_success_at.isoformat() if row.last_success_at else None,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
        "unplanned": changes.count_unplanned(session, row.firm),
        "queue": activity.queue(session, row.firm),
    }


@group.command()
def doctor() -> None:
    """Check the installation; exit 1 if something has to be mended."""
    from matterbooks.doctor import examine

    checks = examine(current_app._get_current_object(), mounted())  # type: ignore[attr-defined]
    for check in checks:
        mend = f" {check.mend}" if check.mend else ""
        click.echo(f"{check.result:4}  {check.name}: {check.words}.{mend}")
    sys.exit(any(check.result == "fail" for check in checks))


@group.group()
def explain() -> None:
    """Tell what matterbooks does, from its own rules."""


@explain.command(with_appcontext=False)
@click.option("--json", "as_json", is_flag=True)
def kinds(as_json: bool) -> None:
    """Show every kind of transaction and what it becomes in QuickBooks."""
    from matterbooks.quickbooks.payloads import explained

    rows = explained.explain_kinds()
    click.echo(json.dumps(explained.as_json(rows), indent=2) if as_json else "\n".join(explained.as_markdown(rows)))


@group.command()
@click.option("--out", "folder", type=FOLDER, required=True)
@click.option("--from", "start", type=DAY)
@click.option("--to", "end", type=DAY)
@click.option("--firm", help="Needed where there are several.")
def export(folder: Path, start: datetime | None, end: datetime | None, firm: str | None) -> None:
    """Write ledger.csv, links.csv, mapping.csv and books.json for the accountant."""
    from matterbooks.export import export as write

    mount = ready()
    if start and end and start > end:
        raise click.BadParameter("the period ends before it begins", param_hint="--from")
    try:
        period = start and start.date(), end and end.date()
        exported = write(mount.context, firm_or_only(mount, firm), folder, *period, actor="command line")
    except OSError as trouble:
        raise click.ClickException(f"Cannot write to {trouble.filename or folder}: {trouble.strerror}.") from trouble
    for name, rows in exported.rows.items():
        click.echo(f"{exported.folder / name}: {rows} rows")


@group.command()
@click.option("--firm", help="Needed where there are several.")
@click.option("--json", "as_json", is_flag=True)
def sweep(firm: str | None, as_json: bool) -> None:
    """Find what was saved past matterbooks and send it; exit 1 if records changed while they were locked."""
    from matterbooks.locks.sweep import sweep as walk

    mount = ready()
    report = walk(mount.context, firm_or_only(mount, firm))
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=2))
    else:
        click.echo(f"{report.looked_at} records looked at, {len(report.enqueued)} were missing and are on their way")
        for each in report.changed:
            click.echo(each.words)
    sys.exit(bool(report.changed))


@group.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--firm", help="Refuse a workbook of another firm.")
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; without --yes nothing is done.")
@click.option("--actor", default="command line", help="Who does it, for the audit.")
def actions(file: Path, firm: str | None, yes: bool, as_json: bool, actor: str) -> None:
    """Carry out what was ticked in a reconciliation workbook; exit 1 if a row was not done, 2 if it is refused."""
    from matterbooks.actions import carrying, planning, telling, whose
    from matterbooks.errors import FileRefusedError
    from matterbooks.reconcile.ticked import read_actions

    mount = ready()
    try:
        ticked = read_actions(file)
        planned = planning.plan(mount.context, ticked, firm)
    except (FileRefusedError, whose.ActionsRefusedError) as refused:
        click.echo(f"Error: {refused}", err=True)
        sys.exit(2)
    if not as_json:
        click.echo("\n".join(telling.plan_lines(ticked, planned)))
        if not yes and any(each.can_be_done for each in planned):
            click.confirm("Do this?", abort=True)
    outcomes = carrying.carry_out(mount.context, planned, actor) if yes or not as_json else None
    if as_json:
        click.echo(json.dumps(telling.as_json(ticked, planned, outcomes), indent=2))
    else:
        click.echo("\n".join(telling.outcome_lines(outcomes or ())))
    sys.exit(any(not each.done for each in outcomes) if outcomes else any(each.why_not for each in planned))
