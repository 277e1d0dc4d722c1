"""The door for a host application.

books = Matterbooks(db, ledger=PracticeLedger(), firm_of=current_firm, may=allowed)
books.init_app(app)        # blueprint, commands, settings; touches no model, starts no thread
books.enqueue(ref)         # after flush, inside the host's own unit of work
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.ledger.source import LedgerSource
from matterbooks.locks.watch import Watched, Watcher
from matterbooks.mount import May, Mount, administrators_only
from matterbooks.push import enqueue
from matterbooks.settings import read_settings
from matterbooks.web.blueprint import mount_blueprint

_WOKEN = "matterbooks_firms"


class Matterbooks:
    """Mounts matterbooks on a Flask application.

    db: the host's Flask-SQLAlchemy. ledger: what answers our questions about its books. firm_of: the firm of the
    current request, for hosts of many firms. may(user, action, firm): who may do what; administrators by default.
    pump_engine: an engine for our own transactions, where the host's address and options will not do.
    """

    def __init__(
        self,
        db: SQLAlchemy,
        *,
        ledger: LedgerSource,
        firm_of: Callable[[], str] = lambda: "firm",
        may: May = administrators_only,
        pump_engine: Engine | None = None,
    ) -> None:
        self._db = db
        self._ledger = ledger
        self._firm_of = firm_of
        self._may = may
        self._pump_engine = pump_engine
        self._watcher = Watcher(self._enqueue)
        self._watcher.listen(db.session)
        event.listen(db.session, "after_commit", self._after_commit)
        event.listen(db.session, "after_soft_rollback", self._after_rollback)

    def init_app(self, app: Flask) -> None:
        """Mount the blueprint and read the settings. Starts no thread, migrates nothing, asks nobody."""
        settings = read_settings(app.config)
        mount = Mount(app, self._db, self._ledger, settings, self._firm_of, self._may, self._pump_engine)
        app.extensions["matterbooks"] = mount
        mount_blueprint(app, settings.url_prefix)
        if settings.embedded_worker:
            app.before_request(mount.worker.start)

    def enqueue(self, ref: Ref, session: Session | None = None) -> None:
        """Note in the host's unit of work that this record was saved, and lock it.

        Call it after flush, so that the record has its key; it adds to `db.session` unless another session is named.
        """
        self._enqueue(session if session is not None else self._db.session(), ref)

    def watch(
        self,
        model: type[Any],
        *,
        ref: Callable[[Any], Ref | None],
        guarded: Iterable[str],
        parent: Callable[[Any], Any] | None = None,
    ) -> None:
        """Refuse edits of guarded columns of locked records on flush, and enqueue what was edited.

        ref: the record's Ref, None while it is not posted; asked of `parent(row)` where the model holds lines.
        """
        self._watcher.add(model, Watched(ref, frozenset(guarded), parent))

    def _enqueue(self, session: Session, ref: Ref) -> None:
        mount: Mount = current_app.extensions["matterbooks"]
        enqueue.enqueue(session, self._ledger, ref, mount.clock)
        session.info.setdefault(_WOKEN, set()).add(ref.firm)

    def _after_commit(self, session: Session) -> None:
        for firm in session.info.pop(_WOKEN, ()):
            current_app.extensions["matterbooks"].wake(firm)

    def _after_rollback(self, session: Session, _previous: Any) -> None:
        session.info.pop(_WOKEN, None)
