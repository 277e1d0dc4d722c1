"""Watch: the host's models refuse edits of locked records on flush, and enqueue what was saved.

A convenience over explicit `enqueue`, and a second net under it. ORM bulk statements on a watched model are refused,
because no flush sees them; statements on the bare table, `bulk_save_objects` and raw SQL pass by, and `sweep` finds
what they did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from matterbooks.errors import ConfigurationError, RecordLockedError
from matterbooks.ledger.documents import Ref
from matterbooks.locks.edited import AsItWas, changed_columns, changed_relations, former_parents

WhyLocked = Callable[[Session, Ref], str]
Enqueue = Callable[[Session, Ref], None]

_TOUCHED = "matterbooks_touched"


@dataclass(frozen=True, slots=True)
class Watched:
    """How one model is watched.

    ref: the record's Ref, or None when it is not posted. guarded: columns and relationships whose change is an edit;
    what a payment changes on its bill (balance, status) is not among them. parent: for lines, the row that is locked in
    their stead.
    """

    ref: Callable[[Any], Ref | None]
    guarded: frozenset[str]
    parent: Callable[[Any], Any] | None = None


@dataclass(slots=True)
class _Touched:
    """What one flush edits: records by the names they had and have, and new rows that get theirs in the flush."""

    before: list[Ref] = field(default_factory=list)
    after: list[Ref] = field(default_factory=list)
    new: list[tuple[Watched, Any]] = field(default_factory=list)


class Watcher:
    """The watched models of one application.

    why_locked: why a record may not be edited in this session, empty when it may. enqueue: notes that it was saved.
    """

    def __init__(self, why_locked: WhyLocked, enqueue: Enqueue) -> None:
        self._why_locked = why_locked
        self._enqueue = enqueue
        self._models: dict[type[Any], Watched] = {}

    def add(self, model: type[Any], watched: Watched) -> None:
        """Watch a mapped class, and those that inherit from it. Raises ConfigurationError for a column it has not."""
        unknown = sorted(name for name in watched.guarded if not hasattr(model, name))
        if unknown:
            raise ConfigurationError(f"watch({model.__name__}) guards {', '.join(unknown)}, which it does not have.")
        self._models[model] = watched

    def listen(self, session_class: Any) -> None:
        """Attach to a session class or factory; sessions made before are seen too."""
        event.listen(session_class, "before_flush", self._before_flush)
        event.listen(session_class, "after_flush_postexec", self._after_flush)
        event.listen(session_class, "do_orm_execute", self._refuse_bulk)

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        """Refuse edits of locked records; remember what is to be enqueued once the rows have their keys."""
        touched = session.info[_TOUCHED] = _Touched()
        with session.no_autoflush:
            for row in [*session.new, *session.dirty, *session.deleted]:
                watched = self._watch_of(type(row))
                if watched is not None:
                    self._touch(session, watched, row, touched)
            for ref in dict.fromkeys(touched.before):
                self._refuse_if_locked(session, ref)

    def _after_flush(self, session: Session, _context: Any) -> None:
        """Enqueue each record of this flush once. What that writes is flushed by the next one, and touches nothing."""
        touched: _Touched | None = session.info.pop(_TOUCHED, None)
        if touched is None:
            return
        made = [ref for watched, owner in touched.new if (ref := watched.ref(owner)) is not None]
        for ref in dict.fromkeys([*touched.before, *touched.after, *made]):
            self._enqueue(session, ref)

    def _touch(self, session: Session, watched: Watched, row: Any, touched: _Touched) -> None:
        before = changed_columns(session, row) if row in session.dirty else {}
        edited = row not in session.dirty or bool(watched.guarded & {*before, *changed_relations(row)})
        if watched.parent is None:
            self._touch_record(watched, row, before, touched, edited=edited)
            return
        former = [old for old in former_parents(row) if self._watch_of(type(old)) is not None]
        for owner in [watched.parent(row) if edited or former else None, *former]:
            if owner is not None:
                changes = changed_columns(session, owner)
                self._touch_record(self._watch_of(type(owner)) or watched, owner, changes, touched, edited=True)

    def _touch_record(
        self, watched: Watched, row: Any, before: dict[str, Any], touched: _Touched, *, edited: bool
    ) -> None:
        """An edit of what is guarded touches a record; so does posting it, taking it back, or naming it anew."""
        if not inspect(row).persistent:
            touched.new.append((watched, row))
            return
        was, now = watched.ref(AsItWas(row, before)) if before else watched.ref(row), watched.ref(row)
        if edited or was != now:
            touched.before += [was] if was is not None else []
            touched.after += [now] if now is not None else []

    def _watch_of(self, model: type[Any]) -> Watched | None:
        return next((self._models[each] for each in model.__mro__ if each in self._models), None)

    def _refuse_if_locked(self, session: Session, ref: Ref) -> None:
        why = self._why_locked(session, ref)
        if why:
            raise RecordLockedError(f"The {ref} cannot be edited: {why} An administrator can unlock it first.")

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        if not (state.is_insert or state.is_update or state.is_delete) or state.bind_mapper is None:
            return
        model = state.bind_mapper.class_
        if any(issubclass(model, each) or issubclass(each, model) for each in self._models):
            raise RecordLockedError(
                f"A bulk insert, update or delete of {model.__name__} would pass by the lock: change its records one "
                "by one."
            )
