"""Who a stored key stands for: the host's own name of that person, found as Flask-Login finds who is logged in."""

from __future__ import annotations

from typing import Any

from flask import current_app, g

_NAMES = ("name", "full_name", "display_name", "username", "email")
"""Where users of Flask applications keep what people call them, the best first."""

_KEPT = "_matterbooks_people"


def person(key: str | None) -> str:
    """The name of the person whose key was kept, else the key itself, in words that stand within a sentence."""
    if not key:
        return "somebody who was not logged in"
    known: dict[str, str] = g.setdefault(_KEPT, {})
    if key not in known:
        known[key] = _name(_user(key)) or f"user {key}"
    return known[key]


def _user(key: str) -> Any:
    """The host's user, None where it has none of this key, or no Flask-Login."""
    load = getattr(getattr(current_app, "login_manager", None), "_user_callback", None)
    try:
        return load(key) if load is not None else None
    except (LookupError, TypeError, ValueError):  # a key from before the host changed how it names its users
        return None


def _name(user: Any) -> str:
    values = (getattr(user, attribute, None) for attribute in _NAMES)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")
