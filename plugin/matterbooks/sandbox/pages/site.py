"""What every page shares: the blueprint, the company of an address, safe headers, and how figures are written."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.locales import amount
from matterbooks.sandbox.reports.words import detail_word
from matterbooks.sandbox.state import State

bp = Blueprint("pages", __name__, template_folder="templates", static_folder="static", static_url_path="/app/static")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def companies() -> list[Company]:
    """Every company of this sandbox."""
    state = current_app.extensions["sandbox"]
    return list(state.companies.values()) if isinstance(state, State) else []


def company_of(realm: str) -> Company:
    """The company of an address. Raises: NotFound."""
    found = next((one for one in companies() if one.realm_id == realm), None)
    if found is None:
        abort(404, f"There is no company {realm} in this sandbox.")
    return found


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A page of ours."""
    return Response(render_template(f"pages/{template}", **values), status=status)


@bp.before_request
def refuse_other_sites() -> None:
    """Raise: Forbidden for a form that another site sent; there is no log-in here that could tell."""
    origin = request.headers.get("Origin", "")
    foreign = request.headers.get("Sec-Fetch-Site") == "cross-site" or (
        bool(origin) and urlsplit(origin).netloc != request.host
    )
    if request.method == "POST" and foreign:
        abort(403, "Forms are taken from the sandbox's own pages only.")


@bp.after_request
def harden(response: Response) -> Response:
    """No script, nothing from elsewhere, no frame."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@bp.errorhandler(HTTPException)
def failed(error: HTTPException) -> Response:
    """What went wrong, and the way back."""
    realm = request.path.removeprefix("/app/").partition("/")[0]
    company = next((one for one in companies() if one.realm_id == realm), None)
    return page("problem.html", error.code or 500, company=company, title=error.name, problem=error.description)


@bp.app_template_filter("sandbox_cents")
def written_cents(cents: int | None) -> str:
    """Cents as ``1,234.50``; nothing for None."""
    return "" if cents is None else amount(cents)


@bp.app_template_filter("sandbox_words")
def written_words(sub_type: str) -> str:
    """A sub type as a person reads it."""
    return detail_word(sub_type)


@bp.app_template_filter("sandbox_money")
def written_money(value: Decimal | int | None) -> str:
    """An amount of the API as ``1,234.50``; nothing for None."""
    return "" if value is None else f"{Decimal(value):,.2f}"
