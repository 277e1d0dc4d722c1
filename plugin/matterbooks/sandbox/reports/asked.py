"""What a report was asked for beyond its period: filters, columns over time, sorting, and how debts are aged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from matterbooks.sandbox.clock import pacific
from matterbooks.sandbox.reports.model import Cells, Row

TOTAL = "Total"
NO_IDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Days:
    """Instants from the day `start` to the day `end`, both included and Pacific; None is without limit."""

    start: date | None = None
    end: date | None = None

    def hold(self, instant: datetime) -> bool:
        """Whether `instant` is on one of the days."""
        day = pacific(instant).date()
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Aging:
    """How open items are aged: `periods` spans of `days` each, the last without end; as of today if `current`.

    Only items due from `due_from` to `due_to` are shown, and only those at least `past_due` days late.
    """

    days: int = 30
    periods: int = 4
    current: bool = False
    due_from: date | None = None
    due_to: date | None = None
    past_due: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a report. Each set holds ids, empty for all; `columns` are keys, empty for the usual ones.

    `header` repeats the filters as the answer's header does.
    """

    names: frozenset[str] = NO_IDS
    accounts: frozenset[str] = NO_IDS
    classes: frozenset[str] = NO_IDS
    departments: frozenset[str] = NO_IDS
    columns: frozenset[str] = NO_IDS
    by: str = TOTAL
    sort_by: str = ""
    descending: bool = False
    created: Days = Days()
    modified: Days = Days()
    aging: Aging = Aging()
    header: dict[str, str] = field(default_factory=dict)

    def narrowed(self) -> bool:
        """Whether any filter leaves lines out."""
        return bool(self.names or self.accounts or self.classes or self.departments)

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """`rows` in the order asked for; as they are if none was."""
        if not self.sort_by:
            return list(reversed(rows)) if self.descending else list(rows)
        return sorted(rows, key=lambda row: rank(row.cells, self.sort_by), reverse=self.descending)


def rank(cells: Cells, key: str) -> tuple[bool, str | int]:
    """Where a cell stands in its column: what is empty first, words without regard to case."""
    value = cells[key].value if key in cells else None
    if isinstance(value, str):
        return True, value.casefold()
    if isinstance(value, date):
        return True, value.isoformat()
    return value is not None, value or 0


PLAIN = Asked()
