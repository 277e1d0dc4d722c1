"""Dates of a file: day-first or month-first is decided once for the whole file, and refused when undecidable.

Evidence, strongest first: a part above 12; the report's period (all dates must fall inside); the order of rows (no step
back under one reading, at least three under the other). ISO dates and dates that read the same either way need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.periods import Period

ASK_FOR_ISO = (
    "In QuickBooks set Account and settings > Advanced > Other preferences > Date format to yyyy-MM-dd, export the "
    "report again, and give the file as it was downloaded."
)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ]0?0:00(?::00)?)?")
_STEPS_BACK_NEEDED = 3


class DateCell(NamedTuple):
    """One printed date; `run` names the stretch of rows that a report sorts by date (an account, the whole journal)."""

    row: int
    text: str
    run: int = 0


Codes = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column of printed dates: distinct text -> the row in which it stands first, in that order.

    `codes` and `runs` hold each row's place among the distinct texts, and its run as in `DateCell`.
    """

    rows: Mapping[str, int]
    codes: Codes
    runs: Codes


class _Numbers(NamedTuple):
    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the undecided dates: text -> date, None where it is no date that way."""

    words: str
    dates: dict[str, date | None]

    def steps_back(self, column: DateColumn) -> int:
        """Count the rows whose date lies before that of the row above in the same run."""
        days = np.array([self.dates[text] or "NaT" for text in column.rows], dtype="datetime64[D]")[column.codes]
        known = ~np.isnat(days)
        days, runs = days[known], column.runs[known]
        order = np.argsort(runs, kind="stable")
        days, runs = days[order], runs[order]
        return int(((days[1:] < days[:-1]) & (runs[1:] == runs[:-1])).sum())

    def inside(self, period: Period) -> bool:
        return all(day is not None and _inside(day, period) for day in self.dates.values())


def read_dates(file: str, cells: Sequence[DateCell], period: Period = (None, None)) -> dict[str, date]:
    """Return text -> date for every printed date of one file, or refuse and name the row that stands in the way."""
    rows: dict[str, int] = {}
    for cell in cells:
        rows.setdefault(cell.text, cell.row)
    places = {text: place for place, text in enumerate(rows)}
    codes = np.array([places[cell.text] for cell in cells], dtype=np.int64)
    return read_column(file, DateColumn(rows, codes, np.array([cell.run for cell in cells], dtype=np.int64)), period)


def read_column(file: str, column: DateColumn, period: Period = (None, None)) -> dict[str, date]:
    """As `read_dates`, from a column."""
    rows = column.rows
    iso = {text: _iso(text) for text in rows if _YEAR_FIRST.fullmatch(text)}
    numeric = {text: _numbers(file, text, row) for text, row in rows.items() if text not in iso}
    if iso and numeric:
        problem = f"some dates are printed year first and others not, such as {next(iter(numeric))!r}"
        raise FileRefusedError(file, problem, ASK_FOR_ISO, rows[next(iter(numeric))])
    dates = iso if iso else _decide(file, column, numeric, period).dates
    return dict(_checked(file, dates, rows, period))


def _decide(file: str, column: DateColumn, numeric: dict[str, _Numbers], period: Period) -> _Reading:
    day_first = _Reading("day first", {text: _date(n.year, n.second, n.first) for text, n in numeric.items()})
    month_first = _Reading("month first", {text: _date(n.year, n.first, n.second) for text, n in numeric.items()})
    if day_first.dates == month_first.dates:
        return day_first
    possible = [reading for reading in (day_first, month_first) if None not in reading.dates.values()]
    if not possible:
        _refuse_contradiction(file, column.rows, day_first, month_first)
    if len(possible) == 2 and period != (None, None):
        possible = [reading for reading in possible if reading.inside(period)] or possible
    if len(possible) == 2:
        possible = _by_order(column, possible)
    if len(possible) == 2:
        undecided = next(text for text in column.rows if day_first.dates[text] != month_first.dates[text])
        problem = f"the date {undecided!r} can be read day first or month first, and nothing in the file decides"
        raise FileRefusedError(file, problem, ASK_FOR_ISO, column.rows[undecided])
    return possible[0]


def _by_order(column: DateColumn, readings: list[_Reading]) -> list[_Reading]:
    steps = [reading.steps_back(column) for reading in readings]
    if min(steps) == 0 and max(steps) >= _STEPS_BACK_NEEDED:
        return [readings[steps.index(0)]]
    return readings


def _refuse_contradiction(file: str, rows: Mapping[str, int], day_first: _Reading, month_first: _Reading) -> None:
    neither = [text for text in rows if day_first.dates[text] is None and month_first.dates[text] is None]
    if neither:
        raise FileRefusedError(file, f"{neither[0]!r} is not a date", ASK_FOR_ISO, rows[neither[0]])
    one = next(text for text in rows if day_first.dates[text] is None)
    other = next(text for text in rows if month_first.dates[text] is None)
    problem = f"{one!r} can only be month first, but {other!r} in row {rows[other]} only day first"
    raise FileRefusedError(file, problem, ASK_FOR_ISO, rows[one])


def _checked(
    file: str, dates: dict[str, date | None], rows: Mapping[str, int], period: Period
) -> Iterator[tuple[str, date]]:
    for text, day in dates.items():
        if day is None:
            raise FileRefusedError(file, f"{text!r} is not a date", ASK_FOR_ISO, rows[text])
        if not _inside(day, period):
            problem = f"the date {text!r} lies outside the period that the report's title states"
            raise FileRefusedError(file, problem, ASK_FOR_ISO, rows[text])
        yield text, day


def _inside(day: date, period: Period) -> bool:
    start, end = period
    return (start is None or start <= day) and (end is None or day <= end)


def _numbers(file: str, text: str, row: int) -> _Numbers:
    found = _NUMERIC.fullmatch(text)
    if found is None:
        problem = "a date is missing" if not text else f"{text!r} is not a date with a year of four digits"
        raise FileRefusedError(file, problem, ASK_FOR_ISO, row)
    return _Numbers(int(found[1]), int(found[3]), int(found[4]))


def _iso(text: str) -> date | None:
    found = _YEAR_FIRST.fullmatch(text)
    return None if found is None else _date(int(found[1]), int(found[3]), int(found[4]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
