"""``/sandbox/clock``, ``oauth``, ``limits``, ``latency``, ``requestids``, ``transfers``, ``preferences``: settings.

Each answers all its settings as they then are; a request that names none only looks.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from flask import Blueprint, Response

from matterbooks.sandbox.api import service
from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.control.blueprint import RefusedError, answer, given, named_company, named_role
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.oauth.apps import App, Apps
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.oauth.rotation import Rotation
from matterbooks.sandbox.trouble.latency import CutAnswer
from matterbooks.sandbox.trouble.windows import Window

bp = Blueprint("control_settings", __name__, url_prefix="/sandbox")
CENTURY = 100 * 366 * 86_400.0


class Setting(NamedTuple):
    """How a value that is sent is read (it raises for one that is none), and what is then done with it."""

    read: Callable[[Any], Any]
    carry: Callable[[Any], object]


Settings = Mapping[str, Setting]


def _carry_out(settings: Settings) -> None:
    """Read every value, then set them in the order of `settings`. Raises: RefusedError, and then none is set."""
    asked = given(settings)
    read: dict[str, Any] = {}
    for name in asked:
        try:
            read[name] = settings[name].read(asked[name])
        except (ValueError, TypeError, KeyError, OverflowError):
            raise RefusedError(f"{asked[name]!r} is no value for {name}.") from None
    for name, setting in settings.items():
        if name in read:
            setting.carry(read[name])


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


def positive(value: object) -> float:
    """`value` as a number above 0. Raises: ValueError, TypeError."""
    number = seconds(value)
    if not number:
        raise ValueError(value)
    return number


def _into(target: object, **read: Callable[[Any], Any]) -> Settings:
    """Settings that are attributes of `target`, each read by a function."""

    def setter(name: str) -> Callable[[Any], object]:
        return lambda value: setattr(target, name, value)

    return {name: Setting(take, setter(name)) for name, take in read.items()}


def _when_true(carry: Callable[[], object]) -> Setting:
    """Something that is done where true is sent."""
    return Setting(flag, lambda value: carry() if value else None)


REALM = Setting(str, lambda _: None)
"""Which company a request speaks of, which is found before anything is set."""


@bp.get("/clock")
def clock() -> Response:
    """The time here."""
    now = state().now
    return answer({"now": now().isoformat(), "stopped": now.stopped, "speed": now.speed})


@bp.post("/clock")
def move_clock() -> Response:
    """Set and move the clock: ``{set: instant, advance: seconds, speed: times as fast, stopped: true|false}``."""
    now = state().now

    _carry_out(
        {
            "stopped": Setting(flag, lambda stopped: (now.stop if stopped else now.run)()),
            "set": Setting(_instant, now.set),
            "advance": Setting(_span, now.advance),
            "speed": Setting(positive, now.pace),
        }
    )
    return clock()


def _span(value: object) -> float:
    """Seconds forward or back, a century at most. Raises: ValueError, TypeError."""
    span = seconds(abs(value)) if isinstance(value, int | float | Decimal) else seconds(value)
    if span > CENTURY:
        raise ValueError(value)
    return float(value)  # type: ignore[arg-type]


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


@bp.route("/oauth", methods=["GET", "POST"])
def oauth() -> Response:
    """How apps connect: ``{rotation: always|daily|never, terse: bool, clients: {id: secret or {secret, redirect_uris?,
    scopes?, suspended?}}, expire_access_tokens: true, disconnect: realm, user_left: realm,
    user_returned: realm, roles: {realm: role}}``."""
    kept = state().oauth
    _carry_out(
        {
            **_into(kept, rotation=Rotation, terse=flag),
            "clients": Setting(_apps, lambda apps: setattr(kept, "apps", apps)),
            "expire_access_tokens": _when_true(kept.expire_access_tokens),
            "disconnect": Setting(_realm, kept.disconnect),
            "user_left": Setting(_realm, kept.user_left.add),
            "user_returned": Setting(_realm, kept.user_left.discard),
            "roles": Setting(_roles, kept.give_roles),
        }
    )
    left = sorted(kept.user_left)
    return answer({"rotation": kept.rotation, "terse": kept.terse, "clients": sorted(kept.apps.known), "left": left})


def _realm(value: object) -> str:
    return named_company(value).realm_id


def _roles(value: Any) -> dict[str, Role]:
    return {_realm(realm): named_role(role) for realm, role in dict(value).items()}


def _apps(value: Any) -> Apps:
    return Apps({str(name): App.of(one) for name, one in dict(value).items()})


@bp.route("/limits", methods=["GET", "POST"])
def limits() -> Response:
    """The throttles: ``{enforced, window: sliding|fixed, as_json, old_form, retry_after, concurrent, per_minute,
    ...}``."""
    kept = state().limits

    def most(name: str) -> Setting:
        return Setting(whole, lambda value: kept.most.__setitem__(name, value))

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
            "realmId": REALM,
            "lifetime_seconds": Setting(_lifetime, lambda life: setattr(replies, "lifetime", life)),
            "forget": _when_true(replies.forget),
            **_into(replies, replay_faults=flag),
        }
    )
    company.save()
    return answer({"lifetime_seconds": replies.lifetime.total_seconds(), "replay_faults": replies.replay_faults})


def _lifetime(value: object) -> timedelta:
    return timedelta(seconds=seconds(value))


@bp.post("/transfers")
def transfers() -> Response:
    """Which accounts a Transfer takes: ``{realmId?, strict}``; strict ones are assets alone."""
    company = named_company(given().get("realmId"))
    _carry_out({"realmId": REALM, "strict": Setting(flag, lambda strict: setattr(company, "strict_transfers", strict))})
    company.save()
    return answer({"strict": company.strict_transfers})


@bp.post("/preferences")
def preferences() -> Response:
    """Change settings as a person does in QuickBooks: ``{realmId?, SalesFormsPrefs: {...}, ...}``; null takes one
    back."""
    asked = given()
    company = named_company(asked.pop("realmId", None))
    with company.lock:
        token = company.preferences()["SyncToken"]
        body = {**_emptied(asked), "Id": "1", "SyncToken": token, "sparse": True}
        try:
            return answer(service.write(company, REGISTRY["Preferences"], body, "", frozenset(), by_hand=True))
        except ServiceFault as fault:
            where = ", ".join(one.element for one in fault.problems if one.element)
            raise RefusedError(f"{where}: {fault}" if where else str(fault)) from None


def _emptied(part: dict[str, Any]) -> dict[str, Any]:
    """`part` with an empty text, which takes a setting back, wherever null stands."""
    empty = {name: "" for name, value in part.items() if value is None}
    return {name: _emptied(value) if isinstance(value, dict) else value for name, value in part.items()} | empty
