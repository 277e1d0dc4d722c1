"""The days a report covers, and Intuit's words for common ones (``date_macro``)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; None is without limit. `macro` is the word it was asked for by."""

    start: date | None = None
    end: date | None = None
    macro: str = ""

    def backwards(self) -> bool:
        """Whether it ends before it starts."""
        return self.start is not None and self.end is not None and self.end < self.start


ALL_DATES = Period()


def fiscal_start(day: date, first_month: int) -> date:
    """The first day of the fiscal year that `day` is in; the year begins with `first_month` (1 to 12)."""
    return date(day.year if day.month >= first_month else day.year - 1, first_month, 1)


def month_start(day: date) -> date:
    """The first of the month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _fiscal_end(day: date, first_month: int) -> date:
    start = fiscal_start(day, first_month)
    return date(start.year + 1, start.month, 1) - timedelta(days=1)


def _week_start(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _last_month(day: date) -> date:
    return month_start(day) - timedelta(days=1)


Span = Callable[[date, int], tuple[date | None, date | None]]
MACROS: Mapping[str, Span] = {
    "all": lambda _day, _first: (None, None),
    "today": lambda day, _first: (day, day),
    "yesterday": lambda day, _first: (day - timedelta(days=1), day - timedelta(days=1)),
    "this week": lambda day, _first: (_week_start(day), _week_start(day) + timedelta(days=6)),
    "this week-to-date": lambda day, _first: (_week_start(day), day),
    "this month": lambda day, _first: (month_start(day), month_end(day)),
    "this month-to-date": lambda day, _first: (month_start(day), day),
    "last month": lambda day, _first: (month_start(_last_month(day)), _last_month(day)),
    "this calendar year": lambda day, _first: (date(day.year, 1, 1), date(day.year, 12, 31)),
    "this calendar year-to-date": lambda day, _first: (date(day.year, 1, 1), day),
    "last calendar year": lambda day, _first: (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
    "this fiscal year": lambda day, first: (fiscal_start(day, first), _fiscal_end(day, first)),
    "this fiscal year-to-date": lambda day, first: (fiscal_start(day, first), day),
    "last fiscal year": lambda day, first: (
        fiscal_start(fiscal_start(day, first) - timedelta(days=1), first),
        fiscal_start(day, first) - timedelta(days=1),
    ),
}
"""Lower-case word to first and last day, given today and the first month of the fiscal year."""


def of_macro(word: str, today: date, first_month: int) -> Period:
    """The period of a macro, any case. Raises: KeyError for a word that is not in :data:`MACROS`."""
    start, end = MACROS[word.lower()](today, first_month)
    return Period(start, end, word.lower())
