"""``/sandbox/clock``, ``oauth``, ``limits``, ``latency``, ``requestids``, ``transfers``, ``preferences``: settings.

Each answers all its settings as they then are; a request that names none only looks.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response

from matterbooks.sandbox.api import service
from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.control.blueprint import RefusedError, answer, given, named_company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.oauth.apps import App, Apps
from matterbooks.sandbox.oauth.rotation import Rotation
from matterbooks.sandbox.trouble.latency import CutAnswer
from matterbooks.sandbox.trouble.windows import Window

bp = Blueprint("control_settings", __name__, url_prefix="/sandbox")
Setters = Mapping[str, Callable[[Any], object]]


def _carry_out(setters: Setters) -> None:
    """Check every name, then set one after the other in the order of `setters`. Raises: RefusedError."""
    asked = given(setters)
    for name, setter in setters.items():
        if name not in asked:
            continue
        try:
            setter(asked[name])
        except (ValueError, TypeError, KeyError, OverflowError):
            raise RefusedError(f"{asked[name]!r} is no value for {name}.") from None


def flag(value: object) -> bool:
    """`value` if it is true or false. Raises: TypeError."""
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def whole(value: object) -> int:
    """`value` if it is a whole number that is not negative. Raises: ValueError, TypeError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    if value < 0:
        raise ValueError(value)
    return value


def seconds(value: object) -> float:
    """`value` as a number that is not negative. Raises: ValueError, TypeError."""
    if isinstance(value, bool | str):
        raise TypeError(value)
    number = float(value)  # type: ignore[arg-type]
    if not 0 <= number < float("inf"):
        raise ValueError(value)
    return number


def _into(target: object, **read: Callable[[Any], Any]) -> Setters:
    """Setters of the attributes of `target`, each read by a function."""

    def setter(name: str, take: Callable[[Any], Any]) -> Callable[[Any], object]:
        return lambda value: setattr(target, name, take(value))

    return {name: setter(name, take) for name, take in read.items()}


@bp.get("/clock")
def clock() -> Response:
    """The time here."""
    now = state().now
    return answer({"now": now().isoformat(), "stopped": now.stopped, "speed": now.speed})


@bp.post("/clock")
def move_clock() -> Response:
    """Set and move the clock: ``{set: instant, advance: seconds, speed: times as fast, stopped: true|false}``."""
    now = state().now

    def stand(stopped: bool) -> None:
        (now.stop if flag(stopped) else now.run)()

    _carry_out(
        {
            "stopped": stand,
            "set": lambda value: now.set(_instant(value)),
            "advance": lambda value: now.advance(float(value)),
            "speed": lambda value: now.pace(seconds(value)),
        }
    )
    return clock()


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


@bp.route("/oauth", methods=["GET", "POST"])
def oauth() -> Response:
    """How apps connect: ``{rotation: always|daily|never, terse: bool, clients: {id: secret or {secret, redirect_uris?,
    scopes?, suspended?}}, expire_access_tokens: true, disconnect: realm, user_left: realm, user_returned: realm}``."""
    kept = state().oauth
    _carry_out(
        {
            **_into(kept, rotation=Rotation, terse=flag),
            "clients": lambda value: setattr(kept, "apps", _apps(value)),
            "expire_access_tokens": lambda value: kept.expire_access_tokens() if flag(value) else None,
            "disconnect": lambda value: kept.disconnect(named_company(value).realm_id),
            "user_left": lambda value: kept.user_left.add(named_company(value).realm_id),
            "user_returned": lambda value: kept.user_left.discard(named_company(value).realm_id),
        }
    )
    left = sorted(kept.user_left)
    return answer({"rotation": kept.rotation, "terse": kept.terse, "clients": sorted(kept.apps.known), "left": left})


def _apps(value: Any) -> Apps:
    return Apps({str(name): App.of(one) for name, one in dict(value).items()})


@bp.route("/limits", methods=["GET", "POST"])
def limits() -> Response:
    """The throttles: ``{enforced, window: sliding|fixed, as_json, old_form, retry_after, concurrent, per_minute,
    ...}``."""
    kept = state().limits

    def most(name: str) -> Callable[[Any], object]:
        return lambda value: kept.most.__setitem__(name, whole(value))

    read = {"enforced": flag, "window": Window, "concurrent": whole, "as_json": flag, "old_form": flag}
    known = {**read, "retry_after": whole}
    _carry_out({**_into(kept, **known), **{name: most(name) for name in kept.most}})
    return answer({**{name: getattr(kept, name) for name in known}, **kept.most})


@bp.route("/latency", methods=["GET", "POST"])
def latency() -> Response:
    """How long each call takes, and the cut: ``{seconds, random_seconds, cut_seconds, cut_answer: 504|drop}``."""
    kept = state().latency
    known = {"seconds": seconds, "random_seconds": seconds, "cut_seconds": seconds, "cut_answer": _cut_answer}
    _carry_out(_into(kept, **known))
    return answer({name: getattr(kept, name) for name in known})


def _cut_answer(value: object) -> CutAnswer:
    return CutAnswer(str(value))


@bp.post("/requestids")
def request_ids() -> Response:
    """How repeats are treated: ``{realmId?, lifetime_seconds?, replay_faults?, forget?}``."""
    company = named_company(given().get("realmId"))
    replies = company.replies
    _carry_out(
        {
            "realmId": str,
            "lifetime_seconds": lambda value: setattr(replies, "lifetime", timedelta(seconds=seconds(value))),
            "replay_faults": lambda value: setattr(replies, "replay_faults", flag(value)),
            "forget": lambda value: replies.forget() if flag(value) else None,
        }
    )
    company.save()
    return answer({"lifetime_seconds": replies.lifetime.total_seconds(), "replay_faults": replies.replay_faults})


@bp.post("/transfers")
def transfers() -> Response:
    """Which accounts a Transfer takes: ``{realmId?, strict}``; strict ones are assets alone."""
    company = named_company(given().get("realmId"))
    _carry_out(
        {"realmId": str, "strict": lambda value: setattr(company, "strict_transfers", flag(value))},
    )
    company.save()
    return answer({"strict": company.strict_transfers})


@bp.post("/preferences")
def preferences() -> Response:
    """Change settings as a person does in QuickBooks: ``{realmId?, SalesFormsPrefs: {...}, ...}``."""
    asked = given()
    company = named_company(asked.pop("realmId", None))
    with company.lock:
        token = company.preferences()["SyncToken"]
        body = {**asked, "Id": "1", "SyncToken": token, "sparse": True}
        try:
            return answer(service.write(company, REGISTRY["Preferences"], body, "", frozenset(), by_hand=True))
        except ServiceFault as fault:
            raise RefusedError(str(fault)) from None
