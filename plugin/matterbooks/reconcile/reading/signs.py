"""From the natural sign that a General Ledger prints to debit and credit, where account types make it known.

A file's claim is tested, not trusted: transactions must balance. If some balance only when the printed amounts are
taken as debit positive (edited files are found so) and none only otherwise, that is what they are; an account without a
type is solved from the transactions in which it is the only unknown, if all of them agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matterbooks.reconcile.reading.postings import UNKNOWN

DEBIT, CREDIT = 1, -1

_DEBIT_WORDS = ("bank", "receivable", "debtor", "asset", "cash", "expense", "cost of", "inventory")
_CREDIT_WORDS = ("credit card", "payable", "creditor", "liabilit", "equity", "income", "revenue", "capital")
_KEY = ["date", "type", "number", "name", "memo"]


def natural_side(account_type: str) -> int:
    """Return DEBIT or CREDIT for a printed account type, 0 for one that is not known."""
    words = account_type.lower()
    if any(word in words for word in _CREDIT_WORDS):
        return CREDIT
    return DEBIT if any(word in words for word in _DEBIT_WORDS) else 0


@dataclass(frozen=True, slots=True)
class Sided:
    """Postings with debit and credit filled where known; `debit_positive` tells that the amounts are printed so."""

    postings: pd.DataFrame
    debit_positive: bool
    warnings: tuple[str, ...]


def with_sides(postings: pd.DataFrame, types: Mapping[str, str]) -> Sided:
    """Fill debit and credit of printed postings where they can be known; `amount_cents` stays as printed.

    `types`: account path -> account type.
    """
    sides = {account: natural_side(types.get(account, "")) for account in postings["account"].unique()}
    only_natural, only_debit_positive = _evidence(postings, sides)
    if only_natural and only_debit_positive:
        warning = "some transactions balance only in natural signs, others only as debit positive: no side is known"
        return Sided(postings, debit_positive=False, warnings=(warning,))
    if only_debit_positive:
        warning = "the amounts are debit positive: only so do the transactions balance"
        return Sided(_fill(postings, dict.fromkeys(sides, DEBIT)), debit_positive=True, warnings=(warning,))
    solved = _solve(postings, sides)
    unknown = sorted(account for account, side in solved.items() if side == 0)
    warnings = (f"no account type is known for {', '.join(map(repr, unknown))}",) if unknown else ()
    return Sided(_fill(postings, solved), debit_positive=False, warnings=warnings)


def _fill(postings: pd.DataFrame, sides: Mapping[str, int]) -> pd.DataFrame:
    side = postings["account"].map(sides).to_numpy(dtype=np.int64)
    amounts = postings["amount_cents"].to_numpy(dtype=np.int64) * side
    debit = np.where(side != 0, amounts.clip(min=0), UNKNOWN)
    credit = np.where(side != 0, (-amounts).clip(min=0), UNKNOWN)
    return postings.assign(debit_cents=debit, credit_cents=credit)


def _evidence(postings: pd.DataFrame, sides: Mapping[str, int]) -> tuple[int, int]:
    """Count the transactions on accounts of known side that balance in natural signs only, and as printed only."""
    side = postings["account"].map(sides)
    lines = postings.assign(known=side != 0, natural=postings["amount_cents"] * side)
    grouped = lines.groupby(_KEY, dropna=False)
    known, natural, printed = grouped["known"].all(), grouped["natural"].sum() == 0, grouped["amount_cents"].sum() == 0
    return int((known & natural & ~printed).sum()), int((known & printed & ~natural).sum())


def _solve(postings: pd.DataFrame, sides: dict[str, int]) -> dict[str, int]:
    """Find unknown sides from transactions in which they are the only unknown, until no more is found."""
    if 0 not in sides.values():
        return sides
    sums = postings.groupby([*_KEY, "account"], dropna=False, as_index=False)["amount_cents"].sum()
    transactions = [
        dict(zip(lines["account"], lines["amount_cents"], strict=True))
        for _, lines in sums[sums["amount_cents"] != 0].groupby(_KEY, dropna=False)
        if len(lines) > 1
    ]
    solved = dict(sides)
    while 0 in solved.values() and (found := _votes(transactions, solved)):
        solved.update(found)
    return solved


def _votes(transactions: Sequence[Mapping[str, int]], sides: Mapping[str, int]) -> dict[str, int]:
    votes: dict[str, set[int]] = {}
    for amounts in transactions:
        unknown = [account for account in amounts if sides[account] == 0]
        if len(unknown) == 1:
            votes.setdefault(unknown[0], set()).add(_vote(amounts, sides, unknown[0]))
    agreed = {account: vote.pop() for account, vote in votes.items() if len(vote) == 1}
    return {account: side for account, side in agreed.items() if side != 0}


def _vote(amounts: Mapping[str, int], sides: Mapping[str, int], unknown: str) -> int:
    """Return the side on which the transaction balances, 0 if it does on neither."""
    rest = sum(amount * sides[account] for account, amount in amounts.items())
    return next((side for side in (DEBIT, CREDIT) if rest + side * amounts[unknown] == 0), 0)
