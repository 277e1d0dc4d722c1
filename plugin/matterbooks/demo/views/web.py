"""What every view of the practice starts from: who is logged in, the unit of work, headers and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, abort, current_app, flash
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from sqlalchemy import select

from matterbooks.demo.database import db
from matterbooks.demo.mounting import books
from matterbooks.demo.practice.errors import PracticeError
from matterbooks.demo.practice.people import Firm, User
from matterbooks.demo.refs import ref_of
from matterbooks.demo.services.work import Work
from matterbooks.errors import RecordLockedError

P = ParamSpec("P")
T = TypeVar("T")
INTUITS_CONSENT_PAGE = "https://appcenter.intuit.com"


def install(app: Flask) -> None:
    """Log-in, CSRF, headers and what templates may call."""
    CSRFProtect(app)
    login = LoginManager(app)
    login.login_view = "session.login"
    login.login_message = "Please log in."
    login.user_loader(lambda key: db.session.get(User, int(key)))
    app.after_request(_headers)
    app.add_template_filter(figure)
    app.add_template_filter(day)
    app.add_template_global(ref_of)
    app.context_processor(lambda: {"firm": db.session.scalar(select(Firm))})


def administrators_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Turn everybody else away."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not current_user.is_admin:
            abort(403)
        return view(*args, **kwargs)

    return guarded


def now() -> dt.datetime:
    """The application's clock."""
    moment: dt.datetime = current_app.config["DEMO_CLOCK"]()
    return moment


def attempt(done: str, act: Callable[[Work], T]) -> T | None:
    """One unit of work: committed, or refused in words that say why, with nothing changed and None returned.

    done: what is said afterwards; `{}` in it is the number of the record.
    """
    try:
        result = act(Work(db.session(), books, now()))
        db.session.commit()
    except (PracticeError, RecordLockedError) as refused:
        db.session.rollback()
        flash(str(refused), "problem")
        return None
    flash(done.replace("{}", getattr(result, "number", "")), "done")
    return result


def figure(amount: Decimal | None) -> str:
    """An amount with thousands separated, nothing for none, brackets for less than zero."""
    if amount is None:
        return ""
    return f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}"


def day(date: dt.date | None) -> str:
    """A date as people write it, as 3 Mar 2026."""
    return "" if date is None else f"{date.day} {date:%b %Y}"


def _headers(response: Response) -> Response:
    environment = str(current_app.config["MATTERBOOKS_ENVIRONMENT"])
    consent = environment if "://" in environment else INTUITS_CONSENT_PAGE
    policy: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": f"'self' {consent}",
    }
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
