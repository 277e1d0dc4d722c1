"""``/sandbox/...``: what a test or a person does to the sandbox itself, without a token. JSON in, JSON out.

Here are its list, companies, tokens and reset; settings, trouble and what to look at have modules of their own.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException

from matterbooks.sandbox.api import answers
from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.company import Answer, Company
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.oauth.apps import ACCOUNTING
from matterbooks.sandbox.oauth.roles import Role

bp = Blueprint("control", __name__, url_prefix="/sandbox")
CLIENT_ID, CLIENT_SECRET = "sandbox-client", "sandbox-secret"
VERBS = frozenset({"DELETE", "GET", "POST"})


class RefusedError(ValueError):
    """A control request that cannot be carried out, in a sentence."""


def answer(body: object, status: int = 200) -> Response:
    """JSON, whatever was asked for."""
    return answers.respond(Answer(status, answers.encode(body), answers.JSON))


def refused(error: RefusedError) -> Response:
    """400 with the sentence."""
    return answer({"error": str(error)}, 400)


def nothing_there(error: HTTPException) -> Response:
    """404 or 405 with a sentence."""
    words = f"There is no {request.method} {request.path}. GET /sandbox/ lists what there is."
    return answer({"error": words}, error.code or 404)


def given(known: Iterable[str] | None = None) -> dict[str, Any]:
    """The body of a control request, an empty one if there is none; only of `known` names if these are told.

    Raises: RefusedError.
    """
    try:
        body = answers.decode(request.get_data()) if request.get_data() else {}
    except ServiceFault:
        raise RefusedError("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise RefusedError("The body must be a JSON object.")
    unknown = [] if known is None else sorted(set(body) - set(known))
    if unknown:
        raise RefusedError(f"{unknown[0]} is not known here. There are: {', '.join(known or ())}.")
    return body


def named_company(realm: object) -> Company:
    """The company of a realm, the first if none is named. Raises: RefusedError."""
    companies = state().companies
    found = companies.get(str(realm)) if realm else next(iter(companies.values()))
    if found is None:
        raise RefusedError(f"There is no company {realm}. There are: {', '.join(companies)}.")
    return found


def named_role(name: object) -> Role:
    """The role of this name. Raises: RefusedError."""
    if name not in set(Role):
        raise RefusedError(f"There is no role {name}. There are: {', '.join(Role)}.")
    return Role(str(name))


@bp.get("/", strict_slashes=False)
def index() -> Response:
    """Every address of the control API with what it does."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint.startswith("control")]
    listed = [
        {"method": method, "path": rule.rule, "does": _does(rule.endpoint)}
        for rule in sorted(rules, key=lambda one: one.rule)
        for method in sorted(VERBS & (rule.methods or set()))
    ]
    return answer(listed)


def _does(endpoint: str) -> str:
    return " ".join((current_app.view_functions[endpoint].__doc__ or "").replace("``", "").split())


@bp.post("/tokens")
def tokens() -> Response:
    """Tokens for a company without the consent page: ``{realmId?, client_id?, client_secret?, scope?, role?}``."""
    asked = given(("realmId", "client_id", "client_secret", "scope", "role"))
    company = named_company(asked.get("realmId"))
    client = str(asked.get("client_id") or CLIENT_ID)
    role = named_role(asked.get("role") or Role.ADMIN)
    grant = state().oauth.connect(client, company.realm_id, str(asked.get("scope") or ACCOUNTING), role)
    return answer(
        {
            "access_token": grant.access_token,
            "refresh_token": grant.refresh_token,
            "realmId": company.realm_id,
            "client_id": client,
            "client_secret": str(asked.get("client_secret") or CLIENT_SECRET),
        }
    )


@bp.get("/companies")
def companies() -> Response:
    """Every company."""
    return answer([_described(company) for company in state().companies.values()])


@bp.post("/companies")
def add_company() -> Response:
    """One more company: ``{country?, seed?, name?}``."""
    asked = given(("country", "seed", "name"))
    try:
        company = state().add_company(
            str(asked.get("country") or "US"), str(asked.get("seed") or "sample"), str(asked.get("name") or "")
        )
    except ValueError as error:
        raise RefusedError(str(error)) from None
    return answer(_described(company), 201)


def _described(company: Company) -> dict[str, Any]:
    return {
        "realmId": company.realm_id,
        "name": company.name,
        "country": company.country,
        "currency": company.home_currency,
    }


@bp.post("/reset")
def reset() -> Response:
    """Begin anew as started, with one fresh company, no tokens and no trouble: ``{country?, seed?}``."""
    asked = {name: str(value) for name, value in given(("country", "seed")).items()}
    try:
        state().reset(asked)
    except ValueError as error:
        raise RefusedError(str(error)) from None
    return companies()
