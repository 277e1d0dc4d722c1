"""Every address of matterbooks in one table, and what holds for all of them: who may, CSRF, headers, errors."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, render_template, request
from flask.typing import ResponseReturnValue, RouteCallable
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import RequestEntityTooLarge

from matterbooks.errors import ConfigurationError, FileRefusedError, MatterbooksError, NotAllowedError, QuickBooksError
from matterbooks.web import (
    activity,
    connect,
    decisions,
    health,
    mapping,
    mapping_csv,
    mapping_effect,
    mapping_history,
    notes,
    preview,
    reconcile,
    words,
)
from matterbooks.web.badge import badge_of
from matterbooks.web.guard import ForeignFormError, refuse_foreign_forms
from matterbooks.web.host import host
from matterbooks.web.mends import mend
from matterbooks.web.people import person
from matterbooks.web.reconcile_upload import limit_upload
from matterbooks.web.unlock import unlock

OWN_BASE = "matterbooks/base.html"

_STATUS: tuple[tuple[type[MatterbooksError], int], ...] = (
    (ForeignFormError, 400), (NotAllowedError, 403), (FileRefusedError, 400), (ConfigurationError, 503),
    (QuickBooksError, 502), (MatterbooksError, 409),
)  # fmt: skip

_ADDRESSES: tuple[tuple[str, str, RouteCallable, list[str]], ...] = (
    ("/", "accounting", connect.accounting, ["GET"]),
    ("/connect", "connect", connect.connect, ["GET", "POST"]),
    ("/callback", "callback", connect.callback, ["GET"]),
    ("/disconnect", "disconnect", connect.disconnect, ["GET", "POST"]),
    ("/refresh", "refresh_accounts", connect.refresh_accounts, ["POST"]),
    ("/mapping", "mapping", mapping.mapping, ["GET", "POST"]),
    ("/mapping/suggest", "suggest", mapping.suggest, ["POST"]),
    ("/mapping/csv", "mapping_csv", mapping_csv.mapping_csv, ["GET", "POST"]),
    ("/mapping/effect", "mapping_effect", mapping_effect.mapping_effect, ["POST"]),
    ("/mapping/history", "mapping_history", mapping_history.mapping_history, ["GET"]),
    ("/mapping/history/<int:version>", "mapping_version", mapping_history.posted_under_version, ["GET"]),
    ("/activity", "activity", activity.activity, ["GET"]),
    ("/activity/<kind>/<path:host_id>", "record", activity.record, ["GET"]),
    ("/preview/<kind>/<path:host_id>", "preview", preview.preview, ["GET"]),
    ("/decide", "decide_several", decisions.decide_several, ["POST"]),
    ("/decide/<kind>/<path:host_id>", "decide", decisions.decide, ["POST"]),
    ("/copies/<kind>/<path:host_id>", "copies", decisions.copies, ["GET"]),
    ("/retry", "retry", activity.retry, ["POST"]),
    ("/unlock", "unlock", unlock, ["GET", "POST"]),
    ("/reconcile", "reconcile", reconcile.reconcile, ["GET", "POST"]),
    ("/healthz", "healthz", health.healthz, ["GET"]),
)

blueprint = Blueprint(
    "matterbooks", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
)


def mount_blueprint(app: Flask, url_prefix: str = "/accounting") -> None:
    """Register the screens and `matterbooks_badge(ref)` for the host's own templates."""
    app.register_blueprint(blueprint, url_prefix=url_prefix)
    app.add_template_global(badge_of, "matterbooks_badge")


@blueprint.before_request
def _check_form() -> None:
    if request.endpoint == "matterbooks.reconcile":
        limit_upload()
    refuse_foreign_forms()


@blueprint.context_processor
def _context() -> dict[str, Any]:
    return {
        "matterbooks_base": host().base_template,
        "matterbooks_csrf": generate_csrf,
        "matterbooks_notes": notes.take,
        "person": person,
        "mend": mend,
        "reconciles": reconcile.is_installed(),
        "words": words,
    }


@blueprint.after_request
def _headers(response: Response) -> Response:
    """Nothing of ours is kept by a browser; with our own base template nothing foreign runs in the page either."""
    if request.endpoint == "matterbooks.static":
        return response
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if host().base_template == OWN_BASE:
        response.headers.setdefault("Content-Security-Policy", _content_policy())
    return response


def _content_policy() -> str:
    """Our own pages; a form may also lead to Intuit's consent page, to which its answer redirects."""
    environment = host().context.app.environment
    consent = environment.api_base if environment.is_loopback else "https://appcenter.intuit.com"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; frame-ancestors 'none'; form-action 'self' {consent}"
    )


@blueprint.errorhandler(MatterbooksError)
def _refused(trouble: MatterbooksError) -> ResponseReturnValue:
    """What happened and what to do next, as a page."""
    status = next(status for kind, status in _STATUS if isinstance(trouble, kind))
    return render_template("matterbooks/error.html", words=str(trouble), status=status), status


blueprint.register_error_handler(RequestEntityTooLarge, reconcile.too_large)

for _rule, _name, _view, _methods in _ADDRESSES:
    blueprint.add_url_rule(_rule, _name, _view, methods=_methods)
