"""``/sandbox/trouble``: the rules in force, one more, or none."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.control.blueprint import RefusedError, answer, given
from matterbooks.sandbox.trouble.rules import Rule

bp = Blueprint("control_trouble", __name__, url_prefix="/sandbox")
NUMBERS: dict[str, Callable[[Any], object]] = {
    "times": int,
    "after": int,
    "status": int,
    "pieces": int,
    "share": float,
    "for_seconds": float,
    "seconds": float,
    "random_seconds": float,
    "late": bool,
}


@bp.get("/trouble")
def trouble() -> Response:
    """The rules in force."""
    return answer([_shown(rule) for rule in state().trouble.rules])


@bp.post("/trouble")
def add_trouble() -> Response:
    """One more rule, ``{kind, times?, after?, share?, for_seconds?, method?, entity?, path?, realm?, contains?,
    status?, late?, code?, message?, detail?, seconds?, random_seconds?, pieces?}``, or ``{clear: true}``."""
    asked = given()
    if asked.get("clear"):
        state().trouble.rules = []
        return trouble()
    try:
        values = {name: NUMBERS.get(name, str)(value) for name, value in asked.items()}
        state().trouble.add(Rule.of(values, state().now()))
    except (ValueError, TypeError) as error:
        raise RefusedError(f"This is no rule: {error}.") from None
    return trouble()


def _shown(rule: Rule) -> dict[str, Any]:
    shown = {name: getattr(rule, name) for name in rule.__slots__}
    return {**shown, "until": rule.until.isoformat() if rule.until else None}
