"""One application with matterbooks mounted on it: what views, commands and workers ask of it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import datetime
from time import sleep
from typing import TYPE_CHECKING, Any

from flask import Flask, has_app_context
from flask_login import current_user
from sqlalchemy.orm import Session

from matterbooks.ledger.source import LedgerSource
from matterbooks.push.context import Context
from matterbooks.push.worker import EmbeddedWorker
from matterbooks.quickbooks.environment import Environment
from matterbooks.quickbooks.session import open_session
from matterbooks.settings import Settings
from matterbooks.store.engines import Store, make_engine, refuse_unsaved_work
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
        pump_engine: Any,
    ) -> None:
        self.settings = settings
        self.source = source
        self._app = app
        self._db = db
        self._firm_of = firm_of
        self._may = may
        self.store = Store(self._make_engine if pump_engine is None else lambda: pump_engine, self._guard)
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
        return self._may(current_user, permission.value, firm)

    def actor(self) -> str:
        """The current user's key as text, for the audit."""
        return str(current_user.get_id()) if current_user else ""

    def public_session(self) -> Session:
        """The host's own session, for reading its ledger within a request."""
        return self._db.session()

    def wake(self, firm: str) -> None:
        """There is work for this firm. A hint: a worker that runs elsewhere finds it within a second by itself."""
        if self.settings.embedded_worker:
            self.worker.start()
            self.worker.wake()

    def _make_engine(self) -> Any:
        with self._app.app_context():
            options = dict(self._app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {}))
            options.pop("url", None)
            return make_engine(self._db.engine.url, options)

    def _guard(self) -> None:
        """Our transactions stand apart from the host's: refuse while its session holds unsaved writes."""
        if has_app_context() and self._db.session.registry.has():
            refuse_unsaved_work(self._db.session())


class _Sessions:
    """One HTTP session for each thread, since none may be shared."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._local = threading.local()

    def current(self) -> requests.Session:
        """This thread's session, made on first use."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = open_session(self._environment)
        return session
