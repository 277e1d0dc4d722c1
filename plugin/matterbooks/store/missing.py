"""Missing tables, told in one sentence instead of a driver's error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from matterbooks.store import history


@contextmanager
def told_of_missing_tables(engine: Callable[[], Engine]) -> Iterator[None]:
    """Raise SchemaError where a statement failed because our tables are missing or of another version."""
    try:
        yield
    except (OperationalError, ProgrammingError):
        history.require_current(engine())
        raise
