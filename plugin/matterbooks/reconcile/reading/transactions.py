"""Transactions out of a General Ledger, which prints no transaction id: lines that together balance.

Lines belong together if date, type, number, name and memo agree; where these do not balance, coarser keys are tried. n
identical transactions are told apart by counting. Lines that never balance are refused: they are half a transaction.
"""

from __future__ import annotations

import math

import pandas as pd

from matterbooks.errors import FileRefusedError

_KEYS = (["date", "type", "number", "name", "memo"], ["date", "type", "number", "name"], ["date", "type", "number"])


def with_transaction_ids(file: str, postings: pd.DataFrame, way_out: str) -> pd.DataFrame:
    """Return the postings (amounts debit positive) with an id made of date, type, number and name."""
    ids = pd.Series("", index=postings.index, dtype="str")
    for key in _KEYS:
        rest = postings[ids == ""]
        balanced = rest[rest.groupby(key)["amount_cents"].transform("sum") == 0]
        for _, lines in balanced.groupby(key, sort=False):
            ids[lines.index] = _number(lines, _words(lines))
    if (ids == "").any():
        row = int(postings.loc[ids == "", "row"].iloc[0])
        raise FileRefusedError(file, "the line belongs to a transaction that does not balance", way_out, row)
    return postings.assign(transaction_id=_unlike(ids, postings))


def _words(lines: pd.DataFrame) -> str:
    first = lines.iloc[0]
    words = (first["date"].date().isoformat(), first["type"], first["number"], first["name"])
    return " ".join(word for word in words if word)


def _number(lines: pd.DataFrame, words: str) -> pd.Series[str]:
    """Split n identical transactions: every line stands a multiple of n times, and the k-th of each make the k-th."""
    alike = lines.groupby(["account", "amount_cents"])["row"]
    times = alike.transform("count")
    copies = math.gcd(*(int(n) for n in times))
    copy = alike.cumcount() * copies // times
    return pd.Series([f"{words}\n{lines['row'].iloc[0]}\n{k}" for k in copy], index=lines.index, dtype="str")


def _unlike(ids: pd.Series[str], postings: pd.DataFrame) -> pd.Series[str]:
    """Number the transactions that share the same words, in the order in which the file shows them."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for text in ids[postings.sort_values("row").index].unique():
        words = text.split("\n")[0]
        counts[words] = counts.get(words, 0) + 1
        names[text] = words if counts[words] == 1 else f"{words} #{counts[words]}"
    return ids.map(names).astype("str")
