"""QuickBooks' legs: what it holds on the trust banks and owes on the trust liability, and why that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.trust.books import TrustBooks, until
from matterbooks.reconcile.trust.given import Given, day_before
from matterbooks.reconcile.trust.result import FOUND, OPENING, OWN_MONEY, UNLOCATED, Item, total_item


@dataclass(frozen=True, slots=True)
class QuickBooksLeg:
    """What QuickBooks holds on some accounts (money held positive): balance, None where only movements are known."""

    moved: int
    balance: int | None

    @property
    def figure(self) -> int:
        """The balance, or else the movements."""
        return self.moved if self.balance is None else self.balance


def quickbooks_leg(inputs: Inputs, books: TrustBooks, paths: Iterable[str], as_of: date, sign: int) -> QuickBooksLeg:
    """QuickBooks' movements and balance on these accounts; sign: 1 for banks, -1 for what is owed."""
    wanted = sorted(set(paths))
    rows = books.quickbooks[books.quickbooks["account"].isin(wanted)]
    moved = _sum(until(rows, as_of, _before(inputs.start)))
    balance = _balance(inputs, rows, wanted, as_of)
    return QuickBooksLeg(sign * moved, None if balance is None else sign * balance)


def _balance(inputs: Inputs, rows: pd.DataFrame, paths: Sequence[str], as_of: date) -> int | None:
    """From the closing trial balance back or forth to the day; else from the opening one; None without either."""
    if inputs.trial_balance is not None:
        day = trial_balance_day(inputs) or as_of
        since = _sum(until(rows, as_of)) - _sum(until(rows, day))
        return sum(inputs.trial_balance.get(path, 0) for path in paths) + since
    if inputs.opening_balance is not None:
        since = _sum(until(rows, as_of, _before(inputs.start)))
        return sum(inputs.opening_balance.get(path, 0) for path in paths) + since
    return None


def trial_balance_day(inputs: Inputs) -> date | None:
    """The day of the trial balance that the run uses."""
    days = [file.period[1] for file in inputs.files if file.report == "trial_balance" and file.period[1]]
    return inputs.end if inputs.end in days else max(days, default=None)


def against_quickbooks(
    between: str, ours: int, moved: int, leg: QuickBooksLeg, effects: Mapping[str, int], sign: int, *, known: bool,
    given: Given, own: int = 0,
) -> Iterator[Item]:  # fmt: skip
    """Why a leg of the practice and QuickBooks' differ: findings, the opening balance, and what is left.

    effects: finding id -> what its QuickBooks records post more on these accounts, debit positive; known: whether
    `ours` is a balance; own: the firm's own money in `ours`, which QuickBooks owes nobody.
    """
    if own:
        words = "put into a trust bank and marked so; no client is owed it"
        yield total_item(between, OWN_MONEY, None, "", words, own, given.as_of)
    for finding, cents in effects.items():
        item = total_item(between, FOUND, None, "", f"see finding {finding}", -sign * cents, given.as_of)
        yield item._replace(finding=finding)
    movements = moved - leg.moved
    rest = movements + sign * sum(effects.values())
    if rest:
        yield total_item(between, UNLOCATED, given.as_of, "", "movements that no finding explains", rest, given.as_of)
    opening = ours - own - leg.balance - movements if known and leg.balance is not None else 0
    if opening:
        words = (
            "held before the first record of these files; QuickBooks' opening balances do not show it: enter it there"
        )
        yield total_item(between, OPENING, None, "", words, opening, given.as_of)


def effects_on(paths: Iterable[str], findings: Sequence[Finding]) -> dict[str, int]:
    """Finding id -> its effect on these QuickBooks accounts, where it has one."""
    wanted = set(paths)
    sums = {f.id: sum(cents for path, cents in f.effects.items() if path in wanted) for f in findings}
    return {identity: cents for identity, cents in sums.items() if cents}


def moved_in_period(rows: pd.DataFrame, inputs: Inputs, as_of: date) -> int:
    """What these postings of the ledger move within the period, up to the day."""
    return _sum(until(rows, as_of, _before(inputs.start)))


def _sum(rows: pd.DataFrame) -> int:
    return int(rows["cents"].sum())


def _before(start: date | None) -> date | None:
    return None if start is None else day_before(start)
