"""The third line of a file: which days it covers, in words."""

from datetime import date

from matterbooks.sandbox.reports.period import Period, month_end

ALL = "All Dates"


def period_words(period: Period) -> str:
    """``All Dates``, ``January 1-September 8, 2025``, ``January-December, 2025``, ``September 1-8, 2025``.

    Known from files: the first two, and whole months with dashes. Assumed: days within one month, and two years.
    """
    start, end = period.start, period.end
    if start is None or end is None:
        return ALL if end is None else as_of_words(end)
    if start.year != end.year:
        return f"{_long(start)}-{_long(end)}"
    if start == end:
        return _long(start)
    if start.month == end.month:
        return f"{start:%B} {start.day}-{end.day}, {end.year}"
    if start.day == 1 and end == month_end(end):
        return f"{start:%B}-{end:%B}, {end.year}"
    return f"{start:%B} {start.day}-{_long(end)}"


def as_of_words(day: date) -> str:
    """``As of September 8, 2025``."""
    return f"As of {_long(day)}"


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
