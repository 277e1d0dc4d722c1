"""``/sandbox/...``: what a test or a person does to the sandbox itself, without a token. JSON in, JSON out."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, request

from matterbooks.sandbox import answers, service
from matterbooks.sandbox.api import state
from matterbooks.sandbox.company import Answer, Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.oauth import Rotation
from matterbooks.sandbox.trouble import Rule

bp = Blueprint("control", __name__, url_prefix="/sandbox")
CLIENT_ID, CLIENT_SECRET = "sandbox-client", "sandbox-secret"


LIMITS = ("enforced", "per_second", "per_minute", "batches_per_minute")


class RefusedError(ValueError):
    """A control request that cannot be carried out, in a sentence."""


def answer(body: object, status: int = 200) -> Response:
    """JSON, whatever was asked for."""
    return answers.respond(Answer(status, answers.encode(body), answers.JSON))


def _given() -> dict[str, Any]:
    try:
        body = answers.decode(request.get_data()) if request.get_data() else {}
    except ServiceFault:
        raise RefusedError("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise RefusedError("The body must be a JSON object.")
    return body


def named_company(realm: object) -> Company:
    companies = state().companies
    found = companies.get(str(realm)) if realm else next(iter(companies.values()))
    if found is None:
        raise RefusedError(f"There is no company {realm}. There are: {', '.join(companies)}.")
    return found


def refused(error: RefusedError) -> Response:
    """400 with the sentence."""
    return answer({"error": str(error)}, 400)


@bp.post("/tokens")
def tokens() -> Response:
    """Tokens for a company without the consent page: ``{realmId?, client_id?, client_secret?}``."""
    given = _given()
    company = named_company(given.get("realmId"))
    client = str(given.get("client_id") or CLIENT_ID)
    grant = state().oauth.connect(client, company.realm_id)
    secret = str(given.get("client_secret") or CLIENT_SECRET)
    return answer(
        {
            "access_token": grant.access_token,
            "refresh_token": grant.refresh_token,
            "realmId": company.realm_id,
            "client_id": client,
            "client_secret": secret,
        }
    )


@bp.get("/companies")
def companies() -> Response:
    """Every company."""
    return answer([_described(company) for company in state().companies.values()])


@bp.post("/companies")
def add_company() -> Response:
    """One more company: ``{country?, seed?, name?}``."""
    given = _given()
    try:
        company = state().add_company(
            str(given.get("country") or "US"), str(given.get("seed") or "sample"), str(given.get("name") or "")
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
    """Begin anew: ``{country?, seed?}``."""
    given = {name: str(value) for name, value in _given().items()}
    try:
        state().reset(given)
    except ValueError as error:
        raise RefusedError(str(error)) from None
    return answer([_described(company) for company in state().companies.values()])


@bp.get("/clock")
def clock() -> Response:
    """The time here."""
    return answer({"now": state().now().isoformat()})


@bp.post("/clock")
def move_clock() -> Response:
    """Move it: ``{set: instant}``, ``{advance: seconds}``, ``{stopped: true|false}``."""
    given, now = _given(), state().now
    if given.get("stopped") is True:
        now.stop()
    try:
        if "set" in given:
            now.set(_instant(str(given["set"])))
        if "advance" in given:
            now.advance(float(given["advance"]))
    except (ValueError, TypeError):
        raise RefusedError("set takes an ISO instant with an offset, advance takes seconds.") from None
    if given.get("stopped") is False:
        now.run()
    return clock()


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


@bp.get("/trouble")
def list_trouble() -> Response:
    """The rules in force."""
    return answer([_shown(rule) for rule in state().trouble.rules])


@bp.post("/trouble")
def add_trouble() -> Response:
    """Add a rule (see :class:`matterbooks.sandbox.trouble.Rule`), or ``{clear: true}``."""
    given = _given()
    if given.get("clear"):
        state().trouble.rules = []
        return list_trouble()
    numbers = {"times": int, "after": int, "status": int, "seconds": float, "code": str}
    try:
        rule = Rule.of({name: numbers.get(name, str)(value) for name, value in given.items()})
    except (ValueError, TypeError) as error:
        raise RefusedError(f"This is no rule: {error}.") from None
    state().trouble.rules.append(rule)
    return list_trouble()


def _shown(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in rule.__slots__}


@bp.post("/oauth")
def oauth_settings() -> Response:
    """``{rotation: always|daily|never}``, ``{expire_access_tokens: true}``, ``{disconnect: realm}``,
    ``{user_left: realm}``, ``{clients: {id: secret}}``."""
    given, oauth = _given(), state().oauth
    actions: Mapping[str, Callable[[Any], object]] = {
        "rotation": lambda value: setattr(oauth, "rotation", Rotation(value)),
        "expire_access_tokens": lambda value: oauth.expire_access_tokens() if value else None,
        "disconnect": lambda value: oauth.disconnect(str(value)),
        "user_left": lambda value: oauth.user_left.add(str(value)),
        "clients": lambda value: setattr(oauth, "clients", dict(value)),
    }
    for name, value in given.items():
        try:
            actions[name](value)
        except (KeyError, ValueError, TypeError):
            raise RefusedError(f"{name} is not a setting, or {value!r} is not one of its values.") from None
    return answer({"rotation": oauth.rotation.value, "clients": sorted(oauth.clients)})


@bp.post("/limits")
def limits() -> Response:
    """``{enforced?, per_second?, per_minute?, batches_per_minute?}``."""
    kept = state().limits
    for name, value in _given().items():
        if name not in LIMITS or not isinstance(value, int):
            raise RefusedError(f"{name} is not a limit, or {value!r} is not a number.")
        setattr(kept, name, value)
    return answer({name: getattr(kept, name) for name in LIMITS})


@bp.post("/requestids")
def request_ids() -> Response:
    """How repeats are treated: ``{realmId?, lifetime_seconds?, replay_faults?, forget?}``."""
    given = _given()
    replies = named_company(given.get("realmId")).replies
    if "lifetime_seconds" in given:
        replies.lifetime = timedelta(seconds=int(given["lifetime_seconds"]))
    if "replay_faults" in given:
        replies.replay_faults = bool(given["replay_faults"])
    if given.get("forget"):
        replies.kept.clear()
    return answer({"lifetime_seconds": replies.lifetime.total_seconds(), "replay_faults": replies.replay_faults})


@bp.post("/preferences")
def preferences() -> Response:
    """Change settings as a person does in QuickBooks: ``{realmId?, SalesFormsPrefs: {...}, ...}``."""
    given = _given()
    company = named_company(given.pop("realmId", None))
    with company.lock:
        token = company.preferences()["SyncToken"]
        body = {**given, "Id": "1", "SyncToken": token, "sparse": True}
        try:
            return answer(service.write(company, REGISTRY["Preferences"], body, "", frozenset()))
        except ServiceFault as fault:
            raise RefusedError(str(fault)) from None
