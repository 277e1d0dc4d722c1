"""``/sandbox/trouble``: the rules in force, one more, or none."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.control.blueprint import RefusedError, answer, given, named_company
from matterbooks.sandbox.schema import known_path
from matterbooks.sandbox.trouble.faults import is_known
from matterbooks.sandbox.trouble.rules import Kind, Rule

bp = Blueprint("control_trouble", __name__, url_prefix="/sandbox")
OPERATIONS = frozenset(("query", "batch", "cdc", "reports", "upload", "download", "taxservice"))
"""Words of paths that are no entity."""
KINDS: dict[str, Callable[[Any], object]] = {
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
        rule = Rule.of({name: _read(name, value) for name, value in asked.items()}, state().now())
    except ValueError as error:
        raise RefusedError(f"This is no rule: {error}.") from None
    _check_reach(rule)
    state().trouble.add(rule)
    return trouble()


def _read(name: str, value: object) -> object:
    """A value as a rule keeps it. Raises: ValueError."""
    kind = KINDS.get(name, str)
    if kind is bool and not isinstance(value, bool):
        raise ValueError(f"{name} is true or false")
    try:
        return kind(value)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{name} is a number, not {value!r}") from None


def _check_reach(rule: Rule) -> None:
    """Raise: RefusedError for a rule that could never match, or a fault that nobody has words for."""
    if rule.realm:
        named_company(rule.realm)
    word = rule.entity.lower()
    if word and word not in OPERATIONS and not known_path(word):
        raise RefusedError(f"QuickBooks has no {rule.entity}: entity is a word of a path, such as invoice or query.")
    if rule.kind is Kind.FAULT and not is_known(rule.code) and not rule.message:
        raise RefusedError(f"Nobody recorded the words of {rule.code}: give the rule a message, and a detail.")


def _shown(rule: Rule) -> dict[str, Any]:
    shown = {name: getattr(rule, name) for name in rule.__slots__}
    return {**shown, "until": rule.until.isoformat() if rule.until else None}
