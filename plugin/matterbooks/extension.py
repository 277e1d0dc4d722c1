"""The door for a host application.

books = Matterbooks(db, ledger=PracticeLedger(), firm_of=current_firm, may=allowed)
books.init_app(app)        # blueprint, commands, settings; touches no model, starts no thread
books.enqueue(ref)         # after flush, inside the host's own unit of work
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, SessionTransaction

from matterbooks.errors import ConfigurationError
from matterbooks.export import Exported, export
from matterbooks.ledger.documents import Ref
from matterbooks.ledger.source import LedgerSource
from matterbooks.locks.locked import why_locked
from matterbooks.locks.watch import Watched, Watcher
from matterbooks.mount import May, Mount, administrators_only
from matterbooks.push import enqueue, signals
from matterbooks.settings import read_settings
from matterbooks.store import activity, history
from matterbooks.store.activity import ON_THE_WAY, KindTotal
from matterbooks.store.missing import told_of_missing_tables
from matterbooks.web.blueprint import mount_blueprint

_SAVED = "matterbooks_saved"
"""In `session.info`: the records that this unit of work enqueued, and whether that locked them."""


@dataclass(frozen=True, slots=True)
class Status:
    """A firm's queue (state -> how many records) and the totals of both sides by kind."""

    queue: dict[str, int]
    kinds: tuple[KindTotal, ...]

    @property
    def on_the_way(self) -> int:
        """How many records are not settled yet, and need nobody."""
        return sum(self.queue.get(state, 0) for state in ON_THE_WAY)


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
        self._watcher = Watcher(_why_locked, self._enqueue_saved)
        self._watcher.listen(db.session)
        event.listen(db.session, "after_commit", _after_commit)
        event.listen(db.session, "after_transaction_end", _after_transaction)

    def init_app(self, app: Flask) -> None:
        """Mount the blueprint and read the settings. Starts no thread, migrates nothing, asks nobody.

        With MATTERBOOKS_EMBEDDED_WORKER the first request starts the thread, and so after any fork.
        """
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
        """Refuse edits of guarded columns of locked records on flush, and enqueue what was made, edited or deleted.

        ref: the record's Ref, None while it is not posted; asked of `parent(row)` where the model holds lines, which
        must find the parent of a row that names it by key alone too. guarded: columns, and relationships such as lines.
        Raises ConfigurationError for a name that the model does not have.
        """
        self._watcher.add(model, Watched(ref, frozenset(guarded), parent))

    def upgrade(self, *, wal: bool = False) -> None:
        """Bring our tables up to this version, as `flask matterbooks db upgrade [--wal]`; for set-up and for tests."""
        engine = _mount().store.engine
        history.upgrade(engine)
        if wal:
            history.use_wal(engine)

    def status(self, firm: str) -> Status:
        """Where the firm's records stand, for a host that wants to show it on a page of its own."""
        with _mount().store.read() as session:
            return Status(activity.queue(session, firm), activity.totals(session, firm))

    def export(self, firm: str, folder: Path, start: date | None = None, end: date | None = None) -> Exported:
        """Write ledger.csv, links.csv, mapping.csv and books.json for the accountant, as `flask matterbooks export`."""
        return export(_mount().context, firm, folder, start, end)

    def _enqueue_saved(self, session: Session, ref: Ref) -> None:
        if _is_mounted():
            self._enqueue(session, ref)

    def _enqueue(self, session: Session, ref: Ref) -> None:
        mount = _mount()
        with told_of_missing_tables(lambda: mount.store.engine):
            locked = enqueue.enqueue(session, self._ledger, ref, mount.clock)
        saved: dict[Ref, bool] = session.info.setdefault(_SAVED, {})
        saved[ref] = locked or saved.get(ref, False)


def _why_locked(session: Session, ref: Ref) -> str:
    if not _is_mounted():
        return ""
    mount = _mount()
    with told_of_missing_tables(lambda: mount.store.engine):
        return why_locked(session, ref, mount.clock(), saved_here=ref in session.info.get(_SAVED, ()))


def _after_commit(session: Session) -> None:
    """Wake a worker and tell whoever listens, once the whole unit of work is committed and not at a savepoint."""
    if session.in_nested_transaction():
        return
    saved: dict[Ref, bool] = session.info.pop(_SAVED, {})
    for firm in {ref.firm for ref in saved}:
        _mount().wake(firm)
    for ref in (ref for ref, locked in saved.items() if locked):
        signals.tell(signals.locked, ref)


def _after_transaction(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_SAVED, None)


def _is_mounted() -> bool:
    """Whether the application in hand mounts us: a host may share its models between several, and mount on one."""
    return "matterbooks" in current_app.extensions


def _mount() -> Mount:
    mount: Mount | None = current_app.extensions.get("matterbooks")
    if mount is None:
        raise ConfigurationError("This application has not mounted matterbooks: call books.init_app(app).")
    return mount
