"""The columns of a statement over time (``summarize_column_by``)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from matterbooks.sandbox.reports.asked import TOTAL
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.period import UNITS

WORDS = (TOTAL, "Days", "Week", "Month", "Quarter", "Year")
"""What columns there can be; customers, vendors, classes and the like are not among them yet."""
STEPS = {"Week": "week", "Month": "month", "Quarter": "calendar quarter", "Year": "calendar year"}
ACCOUNT = Column("account", "", "Account")
SUM = Column("total", "Total", "Money")


class Span(NamedTuple):
    """The days of one column, both ends included."""

    start: date
    end: date


def spans(by: str, start: date, end: date) -> list[Span]:
    """The columns from `start` to `end` by one of :data:`WORDS`; the outer ones may be cut short."""
    return [Span(start, end)] if by == TOTAL else list(_spans(by, start, end))


def _spans(by: str, start: date, end: date) -> Iterator[Span]:
    while start <= end:
        following = start + timedelta(days=1) if by == "Days" else UNITS[STEPS[by]](start, 1, 1)
        yield Span(start, min(end, following - timedelta(days=1)))
        start = following


def column(by: str, span: Span) -> Column:
    """One column as answered; its key is its title (Intuit: samples by days and by months)."""
    if by == TOTAL:
        return SUM
    title = _title(by, span)
    return Column(title, title, "Money", (("StartDate", span.start.isoformat()), ("EndDate", span.end.isoformat())))


def _title(by: str, span: Span) -> str:
    """``Jul 20, 2021``, ``Jan 2020``, ``Jul 1 - Jul 27 2025`` (Intuit); whole quarters and years are assumed."""
    start, end = span
    if by == "Days":
        return f"{start:%b} {start.day}, {start.year}"
    unit = UNITS[STEPS[by]]
    whole = by != "Week" and start == unit(start, 0, 1) and end == unit(start, 1, 1) - timedelta(days=1)
    if whole:
        return f"{start:%b} {start.year}" if by == "Month" else f"{start:%b} - {end:%b} {end.year}"
    year = f" {start.year}" if start.year != end.year else ""
    return f"{start:%b} {start.day}{year} - {end:%b} {end.day} {end.year}"
