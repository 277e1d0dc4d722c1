"""What stands before every view: who may, and that a form is our own.

CSRF holds even where the host has no protection of its own: our token is Flask-WTF's, checked here for every method
that changes something, beside the browser's own word on where a request comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from matterbooks.errors import NotAllowedError
from matterbooks.values import Permission
from matterbooks.web.host import host

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_LIFE_SECONDS = 24 * 60 * 60
_WORDS = {
    Permission.VIEW: "see accounting",
    Permission.CONNECT: "connect the firm to QuickBooks or disconnect it",
    Permission.MAP: "change the mapping",
    Permission.PUSH: "send records again",
    Permission.UNLOCK: "unlock records",
    Permission.APPROVE: "approve what others unlock",
}


class ForeignFormError(NotAllowedError):
    """A form that was not ours, or that is too old."""


def needs(permission: Permission, posting: Permission | None = None) -> Callable[[View[P]], View[P]]:
    """Let only those see the view who may; `posting` is what sending its form asks for, where that is more."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            wanted = permission if posting is None or request.method in _SAFE else posting
            return view(*args, **kwargs) if allowed(wanted) else turn_away(wanted)

        guarded.__dict__["matterbooks_permission"] = permission
        return guarded

    return wrap


def allowed(permission: Permission) -> bool:
    """Whether the person of this request may do that for the firm of this request."""
    here = host()
    return here.may(permission, here.firm_of())


def turn_away(permission: Permission) -> ResponseReturnValue:
    """To the host's log-in where nobody is logged in; else say what is missing, as NotAllowedError."""
    manager = getattr(current_app, "login_manager", None)
    if manager is not None and not current_user.is_authenticated:
        response: ResponseReturnValue = manager.unauthorized()
        return response
    raise NotAllowedError(
        f"You may not {_WORDS[permission]}. Nothing was changed. An administrator of the firm can do it, or let you."
    )


def refuse_foreign_forms() -> None:
    """Before every view: raise ForeignFormError for a change that our own page did not ask for."""
    if request.method in _SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise ForeignFormError(
            "This was sent from another site, and nothing was changed. Open the page here and try again."
        )
    token = request.form.get("csrf_token") or request.headers.get("X-CSRFToken")
    try:
        validate_csrf(token, time_limit=_FORM_LIFE_SECONDS)
    except ValidationError:
        raise ForeignFormError(
            "The form is too old or was not made for this session, and nothing was changed. Open the page again and "
            "send it once more."
        ) from None
