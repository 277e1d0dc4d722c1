"""Postings -> transactions: an account vector each, because lines are summed per account when they are pushed.

A vector is kept twice: as rows (transaction, account, cents) and as one number, the sum of cents times a hash of the
account. The number adds up as vectors do, so that sums of transactions are compared as cheaply as transactions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.kinds import CLASS_OF_KIND, CLASS_OF_TYPE, NEGATIVE
from matterbooks.reconcile.normalise import client_key, mapped, number_key, party_key

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_OWN = ("kind", "number", "party", "memo", "posted_at", "division", "applied_to")
_SEPARATORS = re.compile(r"[;,|=]")


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


def ledger_side(postings: pd.DataFrame, chart: Chart, start: date | None, end: date | None) -> Side:
    """Transactions of the practice ledger; postings: LEDGER_POSTINGS with `account`, the QuickBooks path."""
    codes, size = _positions(postings["kind"] + "\x1f" + postings["transaction_id"], postings["transaction_id"])
    posts = _posts(codes, postings)
    columns = {"transaction_id": "id", **{name: name for name in _OWN}}
    heads = _heads(postings, codes, size, columns)
    nature = heads["kind"].map(CLASS_OF_KIND).fillna("").astype("str")
    heads["nature"] = nature.mask(_is_negative(heads, posts, chart), nature.replace(NEGATIVE))
    heads["party_key"] = mapped(heads["party"], party_key)
    heads["party_full_key"] = _client_of_document(heads)
    return Side(_finished(heads, posts, codes, start, end), posts)


def quickbooks_side(postings: pd.DataFrame, start: date | None, end: date | None) -> Side:
    """Transactions of a QuickBooks Journal, grouped under QuickBooks' own transaction id."""
    codes, size = _positions(postings["transaction_id"], postings["transaction_id"])
    posts = _posts(codes, postings)
    columns = {"transaction_id": "id", "type": "kind", "number": "number", "name": "party", "memo": "memo"}
    heads = _heads(postings, codes, size, columns)
    heads["nature"] = heads["kind"].str.strip().str.lower().map(CLASS_OF_TYPE).fillna("").astype("str")
    heads["party_key"] = mapped(heads["party"], client_key)
    heads["party_full_key"] = mapped(heads["party"], party_key)
    return Side(_finished(heads, posts, codes, start, end), posts)


def hashes(accounts: pd.Series[str]) -> Integers:
    """A fixed 64-bit number for each account name."""
    known = {name: _hash(name) for name in accounts.unique()}
    return np.asarray(accounts.map(known), dtype=np.int64)


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


def _client_of_document(heads: pd.DataFrame) -> pd.Series[str]:
    """The party of the first document that a payment is applied to (by id or number): the payer can be another."""
    documents = heads[heads["nature"].isin(["invoice", "credit", "bill", "supplier credit"])]
    named = pd.concat([documents.set_index(name)["party_key"] for name in ("number", "id")])
    named = named[~named.index.duplicated() & (named.index != "")]
    applied = mapped(heads["applied_to"], lambda text: _SEPARATORS.split(text.strip())[0].strip())
    return applied.map(named).fillna(heads["party_key"]).astype("str")


def _positions(keys: pd.Series[str], ids: pd.Series[str]) -> tuple[Integers, int]:
    """Each row's transaction, 0..n-1 by id in natural order, then by key; and how many there are."""
    firsts = pd.DataFrame({"key": keys.array, "id": ids.array}).drop_duplicates("key")
    ordered = firsts.assign(id=firsts["id"].str.zfill(40)).sort_values(["id", "key"])
    codes = pd.Index(ordered["key"]).get_indexer(pd.Index(keys))
    return np.asarray(codes, dtype=np.int64), len(ordered)


def _posts(codes: Integers, postings: pd.DataFrame) -> pd.DataFrame:
    rows = pd.DataFrame({"t": codes, "account": postings["account"].array, "cents": postings["amount_cents"].array})
    sums = rows.groupby(["t", "account"], sort=True, as_index=False)["cents"].sum()
    found: pd.DataFrame = sums.loc[sums["cents"] != 0].reset_index(drop=True)
    return found


def _heads(postings: pd.DataFrame, codes: Integers, size: int, columns: dict[str, str]) -> pd.DataFrame:
    """One value of each column per transaction, the same whatever the order of rows: the last in the alphabet."""
    rows = postings[[*columns, "date"]].rename(columns=columns).assign(t=codes).drop_duplicates()
    if len(rows) == size:
        return rows.set_index("t").sort_index().rename_axis(None)
    parts = [rows[["t", name]].drop_duplicates().sort_values(name) for name in columns.values()]
    texts = [part.drop_duplicates("t", keep="last").set_index("t") for part in parts]
    return pd.concat([*texts, rows.groupby("t")["date"].min()], axis=1).sort_index().rename_axis(None)


def _is_negative(heads: pd.DataFrame, posts: pd.DataFrame, chart: Chart) -> pd.Series[bool]:
    """What is owed is less than nothing: a receivable credited, a payable debited. Only documents heed it."""
    paths = list(posts["account"].unique())
    owed = {path: 1 if chart.is_receivable(path) else -1 if chart.is_payable(path) else 0 for path in paths}
    signed = posts["account"].map(owed).astype("int64") * posts["cents"]
    owing = summed(np.asarray(signed, dtype=np.int64), np.asarray(posts["t"], dtype=np.int64), len(heads))
    return pd.Series(owing < 0, index=heads.index)


def _finished(
    heads: pd.DataFrame, posts: pd.DataFrame, codes: Integers, start: date | None, end: date | None
) -> pd.DataFrame:
    at = np.asarray(posts["t"], dtype=np.int64)
    debits = np.asarray(posts["cents"].clip(lower=0), dtype=np.int64)
    heads["number_key"] = mapped(heads["number"], number_key)
    heads["total"] = summed(debits, at, len(heads))
    heads["vector"] = vector_of(posts, at, len(heads))
    heads["lines"] = np.bincount(codes, minlength=len(heads))
    heads["in_period"] = inside(heads["date"], start, end)
    return heads
