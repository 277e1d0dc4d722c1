"""``/sandbox/webhooks``: who is told of changes, what they were told, and telling them now."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response

from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.control.blueprint import RefusedError, answer, given
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.webhooks.forms import Form
from matterbooks.sandbox.webhooks.notifications import Notification, Subscription

bp = Blueprint("control_webhooks", __name__, url_prefix="/sandbox/webhooks")


@bp.get("")
def webhooks() -> Response:
    """The endpoints that are told of changes."""
    return answer([_shown(one) for one in state().webhooks.subscriptions.values()])


@bp.post("")
def subscribe() -> Response:
    """One more endpoint: ``{url, verifier, form?: legacy or cloudevents, entities?: [...], realms?: [...]}``."""
    asked = given(("url", "verifier", "form", "entities", "realms"))
    made = state().webhooks.subscribe(
        _url(asked.get("url")),
        _verifier(asked.get("verifier")),
        _form(asked.get("form", Form.CLOUDEVENTS.value)),
        _names(asked, "entities", set(REGISTRY)),
        _names(asked, "realms", set(state().companies)),
    )
    return answer(_shown(made))


@bp.delete("/<int:number>")
def unsubscribe(number: int) -> Response:
    """Tell this endpoint nothing any more."""
    try:
        state().webhooks.unsubscribe(number)
    except KeyError:
        raise RefusedError(f"There is no webhook {number}.") from None
    return webhooks()


@bp.post("/deliver")
def deliver() -> Response:
    """Send what waits, and what is due again by the clock; answers the deliveries that were tried."""
    return answer([_told(one) for one in state().webhooks.deliver()])


@bp.get("/deliveries")
def deliveries() -> Response:
    """Every notification with its body and the attempts to deliver it."""
    return answer([_told(one) for one in state().webhooks.notifications])


def _shown(one: Subscription) -> dict[str, Any]:
    return {
        "id": one.number,
        "url": one.url,
        "form": one.form,
        "entities": sorted(one.entities),
        "realms": sorted(one.realms),
        "dropped": one.dropped,
        "waiting": len(one.waiting),
    }


def _told(one: Notification) -> dict[str, Any]:
    return {
        "id": one.number,
        "webhook": one.subscription,
        "headers": dict(one.headers),
        "body": one.body.decode(),
        "attempts": [{"time": stamp(attempt.at), "status": attempt.status} for attempt in one.attempts],
        "due": None if one.due is None else stamp(one.due),
    }


def _url(given_url: object) -> str:
    if not isinstance(given_url, str) or urlsplit(given_url).scheme not in {"http", "https"}:
        raise RefusedError("url must be the http or https address of the endpoint.")
    return given_url


def _verifier(token: object) -> str:
    if not isinstance(token, str) or not token:
        raise RefusedError("verifier must be the token that signs the bodies.")
    return token


def _form(word: object) -> Form:
    try:
        return Form(str(word))
    except ValueError:
        raise RefusedError(f"{word!r} is no form. There are: {', '.join(Form)}.") from None


def _names(asked: dict[str, Any], field: str, known: set[str]) -> frozenset[str]:
    names = asked.get(field) or []
    if not isinstance(names, list) or not set(map(str, names)) <= known:
        raise RefusedError(f"{field} must be a list of: {', '.join(sorted(known))}.")
    return frozenset(map(str, names))
