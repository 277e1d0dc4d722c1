"""`python -m matterbooks.demo`: from a posted bill to reconciled books, with everything on this machine.

Starts a QuickBooks company and a law practice, connects and maps as an administrator would in a browser, posts a month,
waits for the push, downloads the Journal, reconciles, prints one table and goes on serving. Each run starts from empty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import signal
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from matterbooks.demo import create_app
from matterbooks.demo.mounting import books
from matterbooks.demo.refs import FIRM
from matterbooks.demo.seed import ADMIN, CLERK, PASSWORD
from matterbooks.demo.setup import prepare
from matterbooks.demo.tour import steps
from matterbooks.demo.tour.administrator import Administrator, TourError
from matterbooks.demo.tour.company import open_trust_investment
from matterbooks.demo.tour.processes import HERE, Server, ServerDiedError, port_like
from matterbooks.demo.tour.table import findings_table, kinds_table, nothing_but_skipped
from matterbooks.extension import Status
from matterbooks.reconcile.result import Result

DATABASE = "practice.sqlite3"
MARK = "made-by-the-demonstration"


def main() -> int:
    """Run the walk; 0 where the books agree and only what stays behind by rule was found."""
    options = _options()
    folder = Path(options.data)
    if not _emptied(folder):
        print(f"{folder} holds other things than a demonstration: name another folder with --data.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    period = steps.Month.before(dt.datetime.now(dt.UTC).date())
    options.port, options.quickbooks_port = port_like(options.port), port_like(options.quickbooks_port)
    quickbooks, practice = f"http://{HERE}:{options.quickbooks_port}", f"http://{HERE}:{options.port}"
    try:
        with ExitStack() as running:
            agreed = _walk(running, options, folder, period, quickbooks, practice)
            if not options.exit:
                _serve(running, quickbooks, practice)
            return 0 if agreed else 1
    except (TourError, ServerDiedError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _emptied(folder: Path) -> bool:
    """Begin from empty, without ever removing what no demonstration left there."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        return False
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    return True


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--exit", action="store_true", help="stop after the table")
    parser.add_argument("--port", type=int, default=8080, help="of the practice application")
    parser.add_argument("--quickbooks-port", type=int, default=8799, help="of the QuickBooks company")
    parser.add_argument("--data", default=".demo", help="folder, emptied first")
    return parser.parse_args()


def _walk(
    running: ExitStack, options: argparse.Namespace, folder: Path, period: steps.Month, quickbooks: str, practice: str
) -> bool:
    """Everything up to the table; whether both books agree."""
    settings = {
        "MATTERBOOKS_DEMO_DATA": str(folder / DATABASE),
        "MATTERBOOKS_ENVIRONMENT": quickbooks,
        "MATTERBOOKS_REDIRECT_URI": f"{practice}/accounting/callback",
    }
    app = create_app(settings | {"MATTERBOOKS_EMBEDDED_WORKER": False})
    prepare(app, now=dt.datetime.combine(period.last, dt.time(9), dt.UTC))
    company = ["--port", str(options.quickbooks_port), "--country", "AU"]
    serve = Server(
        "practice application",
        "matterbooks.demo.serve",
        ["--port", str(options.port)],
        practice,
        log=folder / "practice.log",
    ).told(settings | {"MATTERBOOKS_EMBEDDED_WORKER": "1"})
    running.enter_context(
        Server("QuickBooks company", "matterbooks.sandbox", company, quickbooks, log=folder / "quickbooks.log")
    )
    running.enter_context(serve)
    open_trust_investment(quickbooks)
    administrator = Administrator(practice)
    administrator.log_in()
    print(f"Connected to {administrator.connect()} over the consent page")
    print(f"Mapped {administrator.map(period.first)} accounts on the mapping screen, everything switched on")
    with app.app_context():
        print(f"Posted {steps.post(period)} records dated {period.first:%B %Y} in the practice")
        steps.wait_for_push(FIRM)
        status = books.status(FIRM)
        files = steps.download(quickbooks, period, folder)
        result = steps.compare(FIRM, period, files, folder)
    _show(status, result, folder)
    return nothing_but_skipped(result)


def _show(status: Status, result: Result, folder: Path) -> None:
    print()
    print("\n".join(kinds_table(status)))
    print()
    print("\n".join(findings_table(result)))
    print(f"\nWorkbook: {folder / 'reconciliation.xlsx'}")


def _serve(running: ExitStack, quickbooks: str, practice: str) -> None:
    """Say where everything is, and go on until Ctrl+C."""
    rows: Mapping[str, str] = {
        "Practice": f"{practice}  (log in as {ADMIN} or {CLERK}, password {PASSWORD})",
        "Accounting": f"{practice}/accounting/",
        "QuickBooks": f"{quickbooks}/app/",
    }
    print()
    print("\n".join(f"{name:11} {where}" for name, where in rows.items()))
    print("\nCtrl+C ends it.", flush=True)
    signal.pause()
    running.close()


if __name__ == "__main__":
    sys.exit(main())
