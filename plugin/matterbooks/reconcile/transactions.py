"""Postings -> transactions: an account vector each, because lines are summed per account when they are pushed.

A vector is kept twice: as rows (transaction, account, cents) and as one number, the sum of cents times a hash of the
account. The number adds up as vectors do, so that sums of transactions are compared as cheaply as transactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pandas as pd

from matterbooks.reconcile.normalise import codes_of

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Side:
    """One side's transactions, in an order that does not depend on the order of rows.

    heads: index 0..n-1; id, kind (ledger kind or printed type), nature (class), number, number_key, date, party,
    party_key, party_full_key (of the document paid; in QuickBooks the whole `client:matter`), total (cents, the sum of
    debits), vector (int64), lines, memo, posted_at, division, in_period. posts: t (position in heads), account, cents;
    one row for each account that does not come to zero.
    """

    heads: pd.DataFrame
    posts: pd.DataFrame


def hashes(accounts: pd.Series[str]) -> Integers:
    """A fixed 64-bit number for each account name."""
    codes, names = codes_of(accounts)
    return np.array([_hash(name) for name in names], dtype=np.int64)[codes]


def summed(values: Integers, codes: Integers, size: int) -> Integers:
    """Sum values per code; 64-bit arithmetic wraps round, which keeps vectors additive."""
    out = np.zeros(size, dtype=np.int64)
    np.add.at(out, codes, values)
    return out


def vector_of(posts: pd.DataFrame, codes: Integers, size: int) -> Integers:
    """The vector number of each code from rows of account and cents."""
    return summed(np.asarray(posts["cents"], dtype=np.int64) * hashes(posts["account"]), codes, size)


def inside(dates: pd.Series[pd.Timestamp], start: date | None, end: date | None) -> pd.Series[bool]:
    """Which dates lie in the period; an open end is None."""
    flags = pd.Series(True, index=dates.index)
    if start is not None:
        flags &= dates >= pd.Timestamp(start)
    if end is not None:
        flags &= dates <= pd.Timestamp(end)
    return flags


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
