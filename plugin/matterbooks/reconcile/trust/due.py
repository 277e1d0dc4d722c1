"""What falls due for a month under the trust rules of a jurisdiction, until when, and what it must show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from matterbooks.reconcile.trust.jurisdictions import FIVE_WEEKS, JURISDICTIONS, QUARTERLY, Jurisdiction, Statement

WARNING = (
    "The statutory trust reconciliation stays in the practice system: this is no substitute for it, and what is due is "
    "a reminder, not advice."
)
WORKING_DAYS = "working days counted Monday to Friday; public holidays, which move the day back, are not counted"


class Due(NamedTuple):
    """One statement that is due; until is None where the rule names no day. counted: how the day was reached."""

    what: str
    period: str
    until: date | None
    counted: str
    shows: tuple[str, ...]
    source: str


def due_for(code: str, as_of: date) -> tuple[Due, ...]:
    """What is due for the month of `as_of`; nothing for a jurisdiction that is not known."""
    rules = JURISDICTIONS.get(code)
    return tuple(_due(rules, as_of)) if rules else ()


def remarks(code: str) -> tuple[str, ...]:
    """What the reader must know of the list besides: which rules, how surely, or why there is no list."""
    known = ", ".join(JURISDICTIONS)
    if not code:
        return (f"No jurisdiction was given, so what is due is not told; --jurisdiction takes {known}.",)
    rules = JURISDICTIONS.get(code)
    if rules is None:
        return (f"The trust rules of {code} are not known here, so what is due is not told; known are {known}.",)
    sure = "" if rules.read else " They were not read in full: check them."
    return (f"{rules.name}: {rules.rules}. Source: {rules.source}.{sure}",)


def working_day(after: date, number: int) -> date:
    """The working day of this number after a day, Monday to Friday."""
    day = after
    while number:
        day += timedelta(days=1)
        number -= day.isoweekday() <= 5
    return day


def month_end(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _due(rules: Jurisdiction, as_of: date) -> Iterator[Due]:
    end = month_end(as_of)
    for statement in rules.statements:
        if statement.every == QUARTERLY and end.month % 3:
            continue
        until, counted = _term(statement, end, as_of)
        yield Due(statement.what, _period(statement, end, as_of), until, counted, statement.shows, rules.source)


def _term(statement: Statement, end: date, as_of: date) -> tuple[date | None, str]:
    if statement.within:
        number = statement.december if end.month == 12 and statement.december else statement.within
        return working_day(end, number), f"{number} working days after {end.isoformat()}; {WORKING_DAYS}"
    if statement.days:
        told = f"{statement.days} days after {as_of.isoformat()}, if a reconciliation was signed for that day"
        return as_of + timedelta(days=statement.days), told
    return None, "the rule's own term is not known here"


def _period(statement: Statement, end: date, as_of: date) -> str:
    if statement.every == FIVE_WEEKS:
        return f"every five weeks; the next after {as_of.isoformat()}"
    if statement.every == QUARTERLY:
        return f"quarter to {end:%B %Y}"
    return f"{end:%B %Y}"
