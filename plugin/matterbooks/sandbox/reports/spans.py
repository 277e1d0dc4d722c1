"""The columns of a statement over time (``summarize_column_by``)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from matterbooks.sandbox.reports.asked import TOTAL
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.period import UNITS

DAYS, WEEK, MONTH = "Days", "Week", "Month"
STEPS: Mapping[str, str] = {
    WEEK: "week",
    MONTH: "month",
    "Quarter": "calendar quarter",
    "Year": "calendar year",
    "FiscalQuarter": "fiscal quarter",
    "FiscalYear": "fiscal year",
}
WORDS = (TOTAL, DAYS, *STEPS)
"""What columns there can be; customers, vendors, classes and the like are not among them yet."""
ACCOUNT = Column("account", "", "Account")
SUM = Column("total", "Total", "Money")


class Span(NamedTuple):
    """The days of one column, both ends included."""

    start: date
    end: date


class Spans:
    """The columns from `start` to `end` by one of :data:`WORDS`; the outer ones may be cut short."""

    def __init__(self, by: str, start: date, end: date, first_month: int) -> None:
        """`first_month` (1 to 12) begins the fiscal year."""
        self._by, self._first = by, first_month
        self.days: Sequence[Span] = [Span(start, end)] if by == TOTAL else list(self._all(start, end))

    def columns(self) -> list[Column]:
        """The columns as answered; the key of one over time is its title (Intuit: samples by days and by months)."""
        return [SUM] if self._by == TOTAL else [self._column(one) for one in self.days]

    def _all(self, start: date, end: date) -> Iterator[Span]:
        while start <= end:
            following = self._unit(start, 1)
            yield Span(start, min(end, following - timedelta(days=1)))
            start = following

    def _unit(self, day: date, steps: int) -> date:
        """The first day of the unit that `day` is in, or of one `steps` later."""
        return day + timedelta(days=steps) if self._by == DAYS else UNITS[STEPS[self._by]](day, steps, self._first)

    def _column(self, span: Span) -> Column:
        title = self._title(*span)
        days = (("StartDate", span.start.isoformat()), ("EndDate", span.end.isoformat()))
        return Column(title, title, "Money", days)

    def _title(self, start: date, end: date) -> str:
        """``Jul 20, 2021``, ``Jan 2020``, ``Jul 1 - Jul 27 2025`` (Intuit); longer whole units are assumed."""
        if self._by == DAYS:
            return f"{start:%b} {start.day}, {start.year}"
        year = f" {start.year}" if start.year != end.year else ""
        whole = start == self._unit(start, 0) and end == self._unit(start, 1) - timedelta(days=1)
        if not whole or self._by == WEEK:
            return f"{start:%b} {start.day}{year} - {end:%b} {end.day} {end.year}"
        return f"{start:%b} {start.year}" if self._by == MONTH else f"{start:%b}{year} - {end:%b} {end.year}"
