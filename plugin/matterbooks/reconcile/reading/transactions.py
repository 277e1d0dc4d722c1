"""Transactions out of a General Ledger, which prints no transaction id: lines that together balance.

Lines belong together if date, type, number, name and memo agree; where these do not balance, coarser keys are tried. n
identical transactions are told apart by counting. Lines that never balance are refused: they are half a transaction.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.cells import Counts

_KEYS = (["date", "type", "number", "name", "memo"], ["date", "type", "number", "name"], ["date", "type", "number"])
_NONE = -1


def with_transaction_ids(file: str, postings: pd.DataFrame, way_out: str) -> pd.DataFrame:
    """Return the postings (amounts debit positive) with an id made of date, type, number and name."""
    lines = postings.sort_values("row")
    groups = _groups(lines)
    if (groups == _NONE).any():
        row = int(postings.loc[groups[postings.index] == _NONE, "row"].iloc[0])
        raise FileRefusedError(file, "the line belongs to a transaction that does not balance", way_out, row)
    copies = _copies(lines.assign(group=groups))
    transactions = pd.DataFrame({"group": groups, "copy": copies})
    number = transactions.groupby(["group", "copy"], sort=False).ngroup()
    ids = pd.Series(_words(lines, transactions, number), dtype="str")
    found = pd.Series(ids.iloc[number].to_numpy(), index=lines.index, dtype="str")
    return postings.assign(transaction_id=found)


def _groups(lines: pd.DataFrame) -> pd.Series[int]:
    """Number the lines that balance together; what never balances keeps _NONE."""
    groups = pd.Series(_NONE, index=lines.index, dtype="int64")
    for key in _KEYS:
        rest = lines[groups == _NONE]
        numbers = rest.groupby(key, sort=False, dropna=False).ngroup()
        balanced = rest["amount_cents"].groupby(numbers).transform("sum") == 0
        groups.update(numbers[balanced] + groups.max() + 1)
    return groups


def _copies(lines: pd.DataFrame) -> Counts:
    """Split n identical transactions: every line stands a multiple of n times, and the k-th of each make the k-th."""
    alike = lines.groupby(["group", "account", "amount_cents"])["row"]
    times, place = alike.transform("count").to_numpy(), alike.cumcount().to_numpy()
    group = lines["group"].to_numpy()
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=_NONE))
    copies = np.zeros(len(lines), dtype=np.int64)
    copies[order] = np.repeat(np.gcd.reduceat(times[order], starts), np.diff([*starts, len(lines)]))
    found: Counts = place * copies // times
    return found


def _words(lines: pd.DataFrame, transactions: pd.DataFrame, number: pd.Series[int]) -> list[str]:
    """Name each transaction by its group's first line, numbered in the order of the file where names repeat."""
    first = lines.loc[~transactions["group"].duplicated(), ["date", "type", "number", "name"]]
    texts = [
        " ".join(word for word in (day.date().isoformat(), *words) if word)
        for day, *words in first.itertuples(index=False)
    ]
    named = dict(zip(transactions.loc[first.index, "group"], texts, strict=True))
    words = transactions.loc[~number.duplicated(), "group"].map(named)
    times = words.groupby(words).cumcount() + 1
    return [text if time == 1 else f"{text} #{time}" for text, time in zip(words, times, strict=True)]
