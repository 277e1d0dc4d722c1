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


def month_end(day: date) -> date:
    """The last day of the month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _weeks(day: date, steps: int, first: int) -> date:
    del first
    return day - timedelta(days=(day.weekday() + 1) % 7 - 7 * steps)


def _months(day: date, steps: int) -> date:
    years, month = divmod(day.month - 1 + steps, 12)
    return date(day.year + years, month + 1, 1)


def _units_of_months(length: int, *, fiscal: bool) -> "Unit":
    def start(day: date, steps: int, first: int) -> date:
        into = (day.month - (first if fiscal else 1)) % length
        return _months(day, steps * length - into)

    return start


Unit = Callable[[date, int, int], date]
"""The first day of the unit that is some steps from a day's own, given the first month of the fiscal year."""
UNITS: Mapping[str, Unit] = {
    "week": _weeks,
    "month": _units_of_months(1, fiscal=False),
    "fiscal quarter": _units_of_months(3, fiscal=True),
    "calendar quarter": _units_of_months(3, fiscal=False),
    "fiscal year": _units_of_months(12, fiscal=True),
    "calendar year": _units_of_months(12, fiscal=False),
}
STEPS = {"last": -1, "this": 0, "next": 1}
TO_DATE = "-to-date"


def of_macro(word: str, today: date, first_month: int) -> Period:
    """The period that Intuit's word means, any case. Raises: KeyError for a word there is not.

    Weeks begin on Sunday. "Last ...-to-date" ends as far into the last unit as today is into this one (assumed).
    """
    known = " ".join(word.lower().split())
    alone: Mapping[str, tuple[date | None, date | None]] = {
        "all": (None, None),
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "next 4 weeks": (_weeks(today, 1, 1), _weeks(today, 5, 1) - timedelta(days=1)),
    }
    start, end = alone[known] if known in alone else _span(known, today, first_month)
    return Period(start, end, known)


def _span(word: str, today: date, first_month: int) -> tuple[date, date]:
    which, _, rest = word.partition(" ")
    steps, unit = STEPS[which], UNITS[rest.removesuffix(TO_DATE)]
    start = unit(today, steps, first_month)
    end = unit(today, steps + 1, first_month) - timedelta(days=1)
    if not rest.endswith(TO_DATE):
        return start, end
    if steps > 0:
        raise KeyError(word)
    return start, min(end, start + (today - unit(today, 0, first_month)))
