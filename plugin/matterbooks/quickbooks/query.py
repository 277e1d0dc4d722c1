"""Questions in Intuit's query language, with every value quoted so that no name can change the question.

Intuit: values in single quotes, a quote inside written as backslash quote (doubling is refused), at most 1000 rows.
"""

from __future__ import annotations

PAGE = 1000
EVEN_INACTIVE = "Active in (true, false)"
"""Without it Intuit leaves out what was made inactive."""


def quoted(value: str) -> str:
    """The value as a literal; the backslash is escaped too, or one at the end would swallow the closing quote."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def equals(name: str, value: str) -> str:
    """A condition: field name, then the value as a literal."""
    return f"{name} = {quoted(value)}"


def select(entity: str, *conditions: str, start: int = 1) -> str:
    """Whole records (a list of columns would drop nested ones), one page of them from `start` (1-based)."""
    where = f" where {' and '.join(conditions)}" if conditions else ""
    return f"select * from {entity}{where} startposition {start} maxresults {PAGE}"  # noqa: S608 - quoted above


def count(entity: str) -> str:
    """How many active records of this kind there are; Intuit answers with `totalCount` and no record."""
    return f"select count(*) from {entity}"  # noqa: S608 - our own word
