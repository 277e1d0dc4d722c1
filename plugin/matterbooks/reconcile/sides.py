"""Making transactions of either side out of its postings."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.kinds import CLASS_OF_KIND, CLASS_OF_TYPE, NEGATIVE
from matterbooks.reconcile.normalise import client_key, mapped, number_key, party_key
from matterbooks.reconcile.parties import leading_party, party_of_document
from matterbooks.reconcile.transactions import Integers, Side, inside, summed, vector_of

_OWN = ("kind", "number", "party", "memo", "posted_at", "division", "applied_to")


def ledger_side(postings: pd.DataFrame, chart: Chart, start: date | None, end: date | None) -> Side:
    """Transactions of the practice ledger; postings: LEDGER_POSTINGS with `account`, the QuickBooks path."""
    codes, size = _positions(postings["kind"] + "\x1f" + postings["transaction_id"], postings["transaction_id"])
    postings = postings.assign(party=leading_party(postings["party"], postings["account"], codes, chart))
    posts = _posts(codes, postings)
    columns = {"transaction_id": "id", **{name: name for name in _OWN}}
    heads = _heads(postings, codes, size, columns)
    nature = heads["kind"].map(CLASS_OF_KIND).fillna("").astype("str")
    heads["nature"] = nature.mask(_is_negative(heads, posts, chart), nature.replace(NEGATIVE))
    heads["party_key"] = mapped(heads["party"], party_key)
    heads["party_full_key"] = party_of_document(heads)
    return Side(_finished(heads, posts, codes, start, end), posts)


def quickbooks_side(postings: pd.DataFrame, chart: Chart, start: date | None, end: date | None) -> Side:
    """Transactions of a QuickBooks Journal, grouped under QuickBooks' own transaction id."""
    codes, size = _positions(postings["transaction_id"], postings["transaction_id"])
    postings = postings.assign(name=leading_party(postings["name"], postings["account"], codes, chart))
    posts = _posts(codes, postings)
    columns = {"transaction_id": "id", "type": "kind", "number": "number", "name": "party", "memo": "memo"}
    heads = _heads(postings, codes, size, columns)
    heads["nature"] = heads["kind"].str.strip().str.lower().map(CLASS_OF_TYPE).fillna("").astype("str")
    heads["party_key"] = mapped(heads["party"], client_key)
    heads["party_full_key"] = mapped(heads["party"], party_key)
    return Side(_finished(heads, posts, codes, start, end), posts)


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
