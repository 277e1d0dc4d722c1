"""What a flush is about to change in one row: its columns' values as the database still has them, and as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, inspect, select
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.orm.interfaces import MANYTOONE


def changed_columns(session: Session, row: Any) -> dict[str, Any]:
    """Attribute -> its value before, for each mapped column whose value a flush would change.

    Where the row was not loaded when a value was set, the database is asked what it had: saving a form unchanged is
    no edit.
    """
    state = inspect(row)
    before, unknown = {}, []
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.deleted:
            before[attribute.key] = history.deleted[0]
        elif history.added:
            unknown.append(attribute.key)
    before |= _ask(session, state, unknown)
    return {name: value for name, value in before.items() if value != getattr(row, name)}


def _ask(session: Session, state: InstanceState[Any], names: list[str]) -> dict[str, Any]:
    if not names or state.identity is None:
        return {}
    mapper = state.mapper
    key = and_(*(column == value for column, value in zip(mapper.primary_key, state.identity, strict=True)))
    found = session.execute(select(*(getattr(mapper.class_, name) for name in names)).where(key)).one_or_none()
    return dict(zip(names, found, strict=True)) if found is not None else {}


def changed_relations(row: Any) -> Iterator[str]:
    """Names of relationships to which rows were added, or from which they were taken."""
    state = inspect(row)
    return (each.key for each in state.mapper.relationships if state.attrs[each.key].history.has_changes())


def former_parents(row: Any) -> Iterator[Any]:
    """Rows that this one belonged to until now: what it was taken away from, or moved from."""
    state = inspect(row)
    for relation in state.mapper.relationships:
        if relation.direction is MANYTOONE:
            yield from (old for old in state.attrs[relation.key].history.deleted or () if old is not None)


class AsItWas:
    """A row as the database still has it, for asking what it was called before this flush."""

    def __init__(self, row: Any, before: Mapping[str, Any]) -> None:
        self._row = row
        self._before = before

    def __getattr__(self, name: str) -> Any:
        return self._before[name] if name in self._before else getattr(self._row, name)
