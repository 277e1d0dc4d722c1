"""The lines of a General Ledger that stand under one account, checked together: amounts, running balances, sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matterbooks.reconcile.reading.body import Body
from matterbooks.reconcile.reading.cells import Mask, is_filled
from matterbooks.reconcile.reading.groups import Group, Sums
from matterbooks.reconcile.reading.money import Cents
from matterbooks.reconcile.reading.suspects import Suspects
from matterbooks.reconcile.reading.table import AS_DOWNLOADED


@dataclass(frozen=True, slots=True)
class Figures:
    """The money of every row: cents per money column, the sums of the lines before each place, and the balances.

    bad: word -> where its text is no amount; has_balance: where a running balance is printed.
    """

    columns: tuple[str, ...]
    cents: tuple[Cents, ...]
    before: tuple[Cents, ...]
    balance: Cents
    has_balance: Mask
    bad: dict[str, Mask]

    @classmethod
    def of(cls, body: Body, columns: tuple[str, ...], lines: Mask) -> Figures:
        """Read the money columns and the balances of a body; only `lines` are summed."""
        read = {word: body.cents(word) for word in (*columns, "balance")}
        cents = tuple(read[word][0] for word in columns)
        before = tuple(np.concatenate([[0], np.cumsum(np.where(lines, column, 0))]) for column in cents)
        bad = {word: bad for word, (_, bad) in read.items()}
        return cls(columns, cents, before, read["balance"][0], is_filled(body.text("balance")), bad)

    def sums(self, start: int, stop: int) -> Sums:
        """Return the sum of the lines from one place to another, per money column."""
        return tuple(int(column[stop] - column[start]) for column in self.before)

    def change(self, start: int, stop: int) -> Cents:
        """Return what each row adds to the debit side, or to the balance where there is one money column."""
        first, *others = (column[start:stop] for column in self.cents)
        return first - others[0] if others else first


def check_lines(body: Body, figures: Figures, group: Group, start: int, stop: int) -> None:
    """Refuse the first line from one place to another that is not in order; the group follows the running balance."""
    table, places = body.table, np.arange(start, stop)
    suspects = Suspects()
    suspects.add(places[body.beyond[start:stop]], lambda place: table.refuse_overlong(body.row(place)))
    for word in figures.bad:
        suspects.add(places[figures.bad[word][start:stop]], _Unreadable(body, word))
    suspects.add(_not_following(figures, group, start, stop), _Unfollowed(body, group.name))
    suspects.examine()
    printed = places[figures.has_balance[start:stop]]
    if len(printed):
        group.balance = int(figures.balance[printed[-1]])


def _not_following(figures: Figures, group: Group, start: int, stop: int) -> Cents:
    """The places whose running balance is not the one before it and the line's own change."""
    printed = start + np.flatnonzero(figures.has_balance[start:stop])
    if group.balance is None:
        steps, printed = np.diff(figures.balance[printed]), printed[1:]
    else:
        steps = np.diff(figures.balance[printed], prepend=group.balance)
    change = figures.change(start, stop)[printed - start]
    if len(figures.columns) == 1:
        group.direction = 1
    elif not group.direction and change.any():
        first = int(np.argmax(change != 0))
        group.direction = 1 if steps[first] == change[first] else -1
    wrong: Cents = printed[steps != group.direction * change]
    return wrong


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Refuses a row for an amount that is none."""

    body: Body
    word: str

    def __call__(self, place: int) -> None:
        """Read the cell."""
        self.body.table.cents(self.body.row(place), self.word)


@dataclass(frozen=True, slots=True)
class _Unfollowed:
    """Refuses a row for its running balance."""

    body: Body
    name: str

    def __call__(self, place: int) -> None:
        """Refuse it."""
        problem = f"the balance of {self.name!r} does not follow from the line before"
        self.body.table.refuse(int(self.body.numbers[place]), problem, AS_DOWNLOADED)
