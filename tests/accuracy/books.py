"""Both books as plain records: a unit is one practice transaction, what it became, and what the plugin noted of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tests.accuracy.chart import CHART

Lines = tuple[tuple[str, int], ...]
"""Account (number in the ledger, path in QuickBooks) and cents, debit positive."""


@dataclass
class Record:
    """One transaction of the practice ledger."""

    id: str
    kind: str
    number: str
    day: date
    party: str
    matter: str
    lines: Lines
    posted_at: str
    applied_to: str = ""
    division: str = "Main"
    memo: str = ""
    currency: str = ""
    rate: str = ""


@dataclass
class Entry:
    """One QuickBooks transaction."""

    id: str
    type: str
    number: str
    day: date
    name: str
    lines: Lines
    memo: str = ""


@dataclass
class Unit:
    """What belongs together; a part can be absent. `outside`: not within the period that the effects are told of.

    healthy: nothing is wrong with it, it sets the scene for a fault; settles: what QuickBooks applied the payment to;
    summed_in: the entry of another unit that the record is a part of.
    """

    record: Record | None
    entries: list[Entry]
    notes: list[dict[str, str]] = field(default_factory=list)
    outside: bool = False
    healthy: bool = False
    settles: dict[str, int] = field(default_factory=dict)
    summed_in: str = ""

    def effect(self) -> dict[str, int]:
        """QuickBooks' postings less the mapped postings of the ledger, per path, zeros left out."""
        total: Counter[str] = Counter()
        for entry in self.entries:
            for path, cents in entry.lines:
                total[path] += cents
        for number, cents in self.record.lines if self.record else ():
            total[CHART[number].path] -= cents
        return {} if self.outside else {path: cents for path, cents in total.items() if cents}


def mapped(lines: Lines) -> Lines:
    """Ledger lines as they are pushed: one line per QuickBooks account."""
    total: dict[str, int] = {}
    for number, cents in lines:
        path = CHART[number].path
        total[path] = total.get(path, 0) + cents
    return tuple(total.items())


def debits(lines: Lines) -> int:
    """The sum of the debits, in cents."""
    return sum(cents for _, cents in lines if cents > 0)


def scaled(lines: Lines, add: int) -> Lines:
    """The same two-sided record by `add` cents more: its greatest debit and its greatest credit move."""
    out = list(lines)
    up = max(range(len(out)), key=lambda place: out[place][1])
    down = min(range(len(out)), key=lambda place: out[place][1])
    out[up] = (out[up][0], out[up][1] + add)
    out[down] = (out[down][0], out[down][1] - add)
    return tuple(out)


def moved(lines: Lines, old: str, new: str) -> Lines:
    """The same lines with one account replaced."""
    return tuple((new if account == old else account, cents) for account, cents in lines)


def money(cents: int) -> str:
    """`-1234.50`."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
