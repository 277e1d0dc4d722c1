"""The period row of a report ("January 1-September 8, 2025", "As of Dec 31, 2025", "All Dates") to a pair of dates."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

Period = tuple[date | None, date | None]

MONTHS = {
    name[:length].lower(): index
    for index, name in enumerate(calendar.month_name)
    for length in {3, 4, len(name)}
    if index
}
"""English month names, whole or cut to three or four letters, lower case -> 1 to 12."""

_TOKEN = re.compile(r"[A-Za-z]+|\d+|[-\u2013\u2014]|[^\s]")
_DASHES = frozenset({"-", "\u2013", "\u2014", "to"})
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:-|\u2013|to)\s*(\d{4}-\d\d-\d\d))?")


class _Part(NamedTuple):
    day: int | None = None
    month: int | None = None
    year: int | None = None


def parse_period(text: str) -> Period | None:
    """Return (first day, last day), None standing for an open end; None if the text is not a period."""
    words = text.strip().lower()
    if words in ("all dates", "all"):
        return (None, None)
    for opening, is_end in (("as of ", True), ("as at ", True), ("since ", False), ("until ", True)):
        if words.startswith(opening):
            whole = _between(words.removeprefix(opening))
            return None if whole is None else (None, whole[1]) if is_end else (whole[0], None)
    return _between(words)


def _between(words: str) -> tuple[date, date] | None:
    iso = _ISO.fullmatch(words)
    try:
        if iso is not None:
            return (date.fromisoformat(iso[1]), date.fromisoformat(iso[2] or iso[1]))
        return _worded(words)
    except ValueError:
        return None


def _worded(words: str) -> tuple[date, date] | None:
    sides: list[list[str]] = [[]]
    for token in _TOKEN.findall(words):
        if token in _DASHES:
            sides.append([])
        elif token not in (",", "."):
            sides[-1].append(token)
    parts = [_part(side) for side in sides]
    first, last = parts[0], parts[-1]
    return None if len(parts) > 2 or first is None or last is None else _fill(first, last)


def _fill(first: _Part, last: _Part) -> tuple[date, date] | None:
    """Complete each side from the other ("June 1-30, 2025", "1-30 June 2025"); a year must stand somewhere."""
    year = last.year
    if year is None or (first.day is None) != (last.day is None):
        return None
    only_years = first.month is None and last.month is None
    if only_years:
        return None if last.day else (date(first.year or year, 1, 1), date(year, 12, 31))
    first_month = first.month or last.month or 1
    last_month = last.month or first.month or 12
    start = date(first.year or year, first_month, first.day or 1)
    end = date(year, last_month, last.day or calendar.monthrange(year, last_month)[1])
    return (start, end) if start <= end else None


def _part(tokens: list[str]) -> _Part | None:
    part = _Part()
    for token in tokens:
        if token in MONTHS and part.month is None:
            part = part._replace(month=MONTHS[token])
        elif token.isdigit() and len(token) == 4 and part.year is None:
            part = part._replace(year=int(token))
        elif token.isdigit() and 1 <= len(token) <= 2 and part.day is None:
            part = part._replace(day=int(token))
        else:
            return None
    return part if tokens else None
