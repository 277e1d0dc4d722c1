"""Watch: the host's models refuse edits of locked records on flush, and enqueue what was saved.

A convenience over explicit `enqueue`, and a second net under it. ORM bulk statements on a watched model are refused,
because no flush sees them; statements on the bare table or in raw SQL pass every net but reconciliation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from matterbooks.errors import RecordLockedError
from matterbooks.ledger.documents import Ref
from matterbooks.locks.locked import why_locked

Enqueue = Callable[[Session, Ref], None]


@dataclass(frozen=True, slots=True)
class Watched:
    """How one model is watched.

    ref: the record's Ref, or None when it is not posted. guarded: columns whose change is an edit; what a payment
    changes on its bill (balance, status) is not among them. parent: for lines, the row that is locked in their stead.
    """

    ref: Callable[[Any], Ref | None]
    guarded: frozenset[str]
    parent: Callable[[Any], Any] | None = None


class Watcher:
    """The watched models of one application."""

    def __init__(self, enqueue: Enqueue) -> None:
        self._enqueue = enqueue
        self._models: dict[type[Any], Watched] = {}

    def add(self, model: type[Any], watched: Watched) -> None:
        """Watch a mapped class from now on."""
        self._models[model] = watched

    def listen(self, session_class: Any) -> None:
        """Attach to a session class or factory; sessions made before are seen too."""
        event.listen(session_class, "before_flush", self._before_flush)
        event.listen(session_class, "do_orm_execute", self._refuse_bulk)

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        edited = list(self._edited(session))
        with session.no_autoflush:
            for ref in dict.fromkeys(ref for ref, _ in edited):
                self._refuse_if_locked(session, ref)
            for ref in dict.fromkeys(ref for ref, is_new in edited if not is_new):
                self._enqueue(session, ref)

    def _edited(self, session: Session) -> Iterator[tuple[Ref, bool]]:
        """Refs whose guarded columns, lines or existence this flush changes, and whether the record itself is new."""
        for row in [*session.new, *session.dirty, *session.deleted]:
            watched = self._models.get(type(row))
            if watched is None or (row in session.dirty and not _touches(row, watched.guarded)):
                continue
            owner = watched.parent(row) if watched.parent else row
            ref = watched.ref(owner) if owner is not None else None
            if ref is not None and inspect(owner).persistent:
                yield ref, owner in session.new

    def _refuse_if_locked(self, session: Session, ref: Ref) -> None:
        why = why_locked(session, ref)
        if why:
            raise RecordLockedError(f"The {ref} cannot be edited: {why} An administrator can unlock it first.")

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        bulk = state.is_update or state.is_delete
        if bulk and state.bind_mapper is not None and state.bind_mapper.class_ in self._models:
            name = state.bind_mapper.class_.__name__
            raise RecordLockedError(
                f"A bulk update or delete of {name} would pass by the lock: change the records one by one."
            )


def _touches(row: Any, guarded: frozenset[str]) -> bool:
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in guarded if name in state.attrs)
