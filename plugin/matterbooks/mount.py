"""One application with matterbooks mounted on it: what views, commands and workers ask of it."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable
from datetime import datetime
from time import sleep
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, has_app_context
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matterbooks.ledger.source import LedgerSource
from matterbooks.push.context import Context
from matterbooks.push.worker import EmbeddedWorker
from matterbooks.quickbooks.environment import Environment
from matterbooks.quickbooks.session import open_session
from matterbooks.settings import Settings
from matterbooks.store.engines import Store, make_engine, prepare, refuse_unsaved_work
from matterbooks.store.missing import told_of_missing_tables
from matterbooks.values import Permission

if TYPE_CHECKING:
    import requests
    from flask_sqlalchemy import SQLAlchemy

May = Callable[[Any, str, str], bool]


def administrators_only(user: Any, action: str, firm: str) -> bool:
    """Who may do anything, where the host does not say: its administrators."""
    return bool(getattr(user, "is_authenticated", False) and getattr(user, "is_admin", False))


class Mount:
    """What `init_app` leaves in `app.extensions["matterbooks"]`."""

    def __init__(
        self,
        app: Flask,
        db: SQLAlchemy,
        source: LedgerSource,
        settings: Settings,
        firm_of: Callable[[], str],
        may: May,
        pump_engine: Engine | None,
    ) -> None:
        self.settings = settings
        self.source = source
        self._app = app
        self._db = db
        self._firm_of = firm_of
        self._may = may
        make = self._make_engine if pump_engine is None else lambda: prepare(pump_engine)
        self.store = Store(make, self._guard, lambda: told_of_missing_tables(lambda: self.store.engine))
        self.context = Context(
            store=self.store,
            source=source,
            ring=settings.ring,
            app=settings.app,
            http=_Sessions(settings.app.environment).current,
            clock=settings.clock,
            new_id=lambda: str(uuid.uuid4()),
            sleep=sleep,
            failpoint=settings.failpoint,
        )
        self.worker = EmbeddedWorker(self.context)

    @property
    def base_template(self) -> str:
        """The template that every page of ours extends."""
        return self.settings.base_template

    @property
    def clock(self) -> Callable[[], datetime]:
        """The clock that everything of this mount goes by."""
        return self.settings.clock

    def firm_of(self) -> str:
        """The firm that the current request is about."""
        return self._firm_of()

    def may(self, permission: Permission, firm: str) -> bool:
        """Whether the current user may do this for the firm."""
        return self._may(_user(), permission.value, firm)

    def actor(self) -> str:
        """The current user's key as text, for the audit; empty where nobody is logged in."""
        user = _user()
        return str(user.get_id() or "") if hasattr(user, "get_id") else ""

    def public_session(self) -> Session:
        """The host's own session, for reading its ledger within a request."""
        return self._db.session()

    def wake(self, firm: str) -> None:
        """There is work for this firm. A hint: a worker that runs elsewhere finds it within a second by itself."""
        self.worker.wake()

    def _make_engine(self) -> Engine:
        with self._app.app_context():
            options = {**self._db._engine_options, **self._app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})}
            options.pop("url", None)
            return make_engine(self._db.engine.url, options)

    def _guard(self) -> None:
        """Our transactions stand apart from the host's: refuse while its session holds unsaved writes."""
        if has_app_context() and self._db.session.registry.has():
            refuse_unsaved_work(self._db.session())


def _user() -> Any:
    """Who is logged in by Flask-Login, None where the host does not use it."""
    return current_user._get_current_object() if hasattr(current_app, "login_manager") else None


class _Sessions:
    """One HTTP session for each thread of each process, since none may be shared."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._local = threading.local()

    def current(self) -> requests.Session:
        """This thread's session, made on first use and anew after a fork."""
        process, session = getattr(self._local, "opened", (0, None))
        if session is None or process != os.getpid():
            session = open_session(self._environment)
            self._local.opened = (os.getpid(), session)
        return session
