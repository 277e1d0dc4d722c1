"""Dates of a file: day-first or month-first is decided once for the whole file, and refused when undecidable.

Evidence, strongest first: a part above 12; the report's period (all dates must fall inside); the order of rows (no step
back under one reading, at least three under the other). ISO dates and dates that read the same either way need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.periods import Period

ASK_FOR_ISO = (
    "In QuickBooks set Account and settings > Advanced > Other preferences > Date format to yyyy-MM-dd, export the "
    "report again, and give the file as it was downloaded."
)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?:[T ]0?0:00(?::00)?)?")
_STEPS_BACK_NEEDED = 3


class DateCell(NamedTuple):
    """One printed date; `run` names the stretch of rows that a report sorts by date (an account, the whole journal)."""

    row: int
    text: str
    run: int = 0


class _Numbers(NamedTuple):
    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the undecided dates: text -> date, None where it is no date that way."""

    words: str
    dates: dict[str, date | None]

    def steps_back(self, cells: Sequence[DateCell]) -> int:
        last: dict[int, date] = {}
        back = 0
        for cell in cells:
            day = self.dates[cell.text]
            if day is not None:
                back += cell.run in last and day < last[cell.run]
                last[cell.run] = day
        return back

    def inside(self, period: Period) -> bool:
        return all(day is not None and _inside(day, period) for day in self.dates.values())


def read_dates(file: str, cells: Sequence[DateCell], period: Period = (None, None)) -> dict[str, date]:
    """Return text -> date for every printed date of one file, or refuse and name the row that stands in the way."""
    rows: dict[str, int] = {}
    for cell in cells:
        rows.setdefault(cell.text, cell.row)
    iso = {text: _iso(text) for text in rows if _YEAR_FIRST.fullmatch(text)}
    numeric = {text: _numbers(file, text, row) for text, row in rows.items() if text not in iso}
    if iso and numeric:
        problem = f"some dates are printed year first and others not, such as {next(iter(numeric))!r}"
        raise FileRefusedError(file, problem, ASK_FOR_ISO, rows[next(iter(numeric))])
    dates = iso if iso else _decide(file, cells, numeric, period).dates
    return dict(_checked(file, dates, rows, period))


def _decide(file: str, cells: Sequence[DateCell], numeric: dict[str, _Numbers], period: Period) -> _Reading:
    day_first = _Reading("day first", {text: _date(n.year, n.second, n.first) for text, n in numeric.items()})
    month_first = _Reading("month first", {text: _date(n.year, n.first, n.second) for text, n in numeric.items()})
    if day_first.dates == month_first.dates:
        return day_first
    possible = [reading for reading in (day_first, month_first) if None not in reading.dates.values()]
    if not possible:
        _refuse_contradiction(file, cells, day_first, month_first)
    if len(possible) == 2 and period != (None, None):
        possible = [reading for reading in possible if reading.inside(period)] or possible
    if len(possible) == 2:
        possible = _by_order(cells, possible)
    if len(possible) == 2:
        undecided = next(cell for cell in cells if day_first.dates[cell.text] != month_first.dates[cell.text])
        problem = f"the date {undecided.text!r} can be read day first or month first, and nothing in the file decides"
        raise FileRefusedError(file, problem, ASK_FOR_ISO, undecided.row)
    return possible[0]


def _by_order(cells: Sequence[DateCell], readings: list[_Reading]) -> list[_Reading]:
    steps = [reading.steps_back(cells) for reading in readings]
    if min(steps) == 0 and max(steps) >= _STEPS_BACK_NEEDED:
        return [readings[steps.index(0)]]
    return readings


def _refuse_contradiction(file: str, cells: Sequence[DateCell], day_first: _Reading, month_first: _Reading) -> None:
    neither = [c for c in cells if day_first.dates[c.text] is None and month_first.dates[c.text] is None]
    if neither:
        raise FileRefusedError(file, f"{neither[0].text!r} is not a date", ASK_FOR_ISO, neither[0].row)
    one = next(cell for cell in cells if day_first.dates[cell.text] is None)
    other = next(cell for cell in cells if month_first.dates[cell.text] is None)
    problem = f"{one.text!r} can only be month first, but {other.text!r} in row {other.row} only day first"
    raise FileRefusedError(file, problem, ASK_FOR_ISO, one.row)


def _checked(
    file: str, dates: dict[str, date | None], rows: dict[str, int], period: Period
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
