"""The reconciliation page: exports of QuickBooks are uploaded, and answered with every difference and its cause.

It changes nothing in either book and keeps nothing, so whoever may see accounting may use it.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from matterbooks.errors import FileRefusedError
from matterbooks.store import connections
from matterbooks.values import Permission
from matterbooks.web import notes
from matterbooks.web.guard import needs
from matterbooks.web.host import Host, host
from matterbooks.web.reconcile_upload import LARGEST_UPLOAD, MEGABYTE, chosen

if TYPE_CHECKING:
    from matterbooks.web.reconcile_run import Outcome

LIBRARIES = ("pandas", "polars", "pyarrow", "openpyxl", "python_calamine", "xlsxwriter")
"""What the extra `notebooks` brings and a reconciliation needs."""

SHOWN = 200
"""Findings on the page; the files hold all of them."""


@needs(Permission.VIEW)
def reconcile() -> ResponseReturnValue:
    """GET: what to upload. POST: the findings, or why a file was refused (422)."""
    here = host()
    firm = here.firm_of()
    if not is_installed():
        return _page(status=503 if request.method == "POST" else 200)
    with here.store.read() as session:
        connected = connections.any_ever(session, firm)
    if not connected:
        notes.say("warning", "Connect to QuickBooks first; there is nothing to compare yet.")
        return redirect(url_for("matterbooks.accounting"))
    if request.method != "POST":
        return _page()
    try:
        return _page(_run(here, firm))
    except FileRefusedError as refused:
        return _page(refused=refused, status=422)


def is_installed() -> bool:
    """Whether the extra `notebooks` is there, without loading any of it."""
    return all(find_spec(library) is not None for library in LIBRARIES)


def _run(here: Host, firm: str) -> Outcome:
    from matterbooks.web.reconcile_run import run  # noqa: PLC0415  # without the extra there is nothing to load

    period = request.form.get("from", ""), request.form.get("to", "")
    return run(here.context, firm, here.actor(), _files(), *period)


def too_large(trouble: RequestEntityTooLarge) -> ResponseReturnValue:
    """Why an upload was not read, with what to do (413); the host's own answer on every other page."""
    if request.endpoint != "matterbooks.reconcile":
        return trouble.get_response()
    words = (
        f"The files are larger than {LARGEST_UPLOAD // MEGABYTE} MB together, and nothing of them was read. Export a "
        "shorter period, such as one quarter, or ask whoever runs this application for `matterbooks reconcile`, which "
        "has no such limit."
    )
    return render_template("matterbooks/error.html", words=words, status=413), 413


def _files() -> list[FileStorage]:
    files = chosen("quickbooks", "beside")
    if not files:
        raise FileRefusedError("No file", "none was chosen", "Choose at least the Journal that QuickBooks exported.")
    return files


def _page(
    outcome: Outcome | None = None, refused: FileRefusedError | None = None, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "matterbooks/reconcile.html",
        outcome=outcome,
        refused=refused,
        installed=is_installed(),
        most=LARGEST_UPLOAD // MEGABYTE,
        shown=SHOWN,
        asked=request.form if refused is not None else {},
    )
    return page, status
