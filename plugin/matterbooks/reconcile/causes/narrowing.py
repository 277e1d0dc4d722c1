"""Which pairs are worth a look: everything else agrees, and is never touched again."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from matterbooks.reconcile.known import Known
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Flags, Integers, summed


def differing_pairs(scene: Scene, pairs: pd.DataFrame) -> Flags:
    """Pairs of cases in which a vector, a date or a party differs, or that have several records."""
    here, there = pairs["ledger"].to_numpy(), pairs["quickbooks"].to_numpy()
    ledger, books = scene.ledger.heads, scene.books.heads
    differs: Flags = ledger["vector"].to_numpy()[here] != books["vector"].to_numpy()[there]
    differs |= ledger["date"].to_numpy()[here] != books["date"].to_numpy()[there]
    differs |= parties_differ(scene, pairs)
    return whole_cases(pairs, differs | pairs["case"].duplicated(keep=False).to_numpy())


def whole_cases(pairs: pd.DataFrame, flags: Flags) -> Flags:
    """Every pair of a case of which one is flagged."""
    case = pairs["case"].to_numpy()
    return np.isin(case, case[flags])


def parties_differ(scene: Scene, pairs: pd.DataFrame) -> Flags:
    """Both name somebody, and not the same: neither the party itself nor the one whose document is paid."""
    found: Flags = np.zeros(len(pairs), dtype=np.bool_)
    here, there = pairs["ledger"].to_numpy(), pairs["quickbooks"].to_numpy()
    ledger, books = scene.ledger.heads, scene.books.heads
    keys = [side["party_key"].take(at).array for side, at in ((ledger, here), (books, there))]
    at = np.flatnonzero((keys[0] != keys[1]) & (keys[0] != "") & (keys[1] != ""))
    names = ("party_key", "party_full_key")
    same: Flags = np.zeros(len(at), dtype=np.bool_)
    for ours, theirs in product(names, names):
        same |= np.asarray(ledger[ours].take(here[at]).array == books[theirs].take(there[at]).array, dtype=np.bool_)
    found[at[~same]] = True
    return found


def renamed_pairs(scene: Scene, pairs: pd.DataFrame) -> Flags:
    """Pairs under another name that QuickBooks gives the party ever since: on two records at least, none after it.

    Records from before the renaming may bear the old name.
    """
    differs = parties_differ(scene, pairs)
    found: Flags = np.zeros(len(pairs), dtype=np.bool_)
    if not differs.any():
        return found
    names = scene.ledger.heads["party"].take(pairs["ledger"].to_numpy()).reset_index(drop=True)
    at = np.flatnonzero(names.isin(names[differs].unique()))
    there = pairs["quickbooks"].to_numpy()[at]
    rows = pd.DataFrame({
        "name": names.iloc[at].array, "their_name": scene.books.heads["party"].take(there).array,
        "date": scene.books.heads["date"].take(there).array, "differs": differs[at],
    })  # fmt: skip
    found[at] = rows["differs"].to_numpy() & rows["name"].isin(_renamed(rows)).to_numpy()
    return found


def _renamed(rows: pd.DataFrame) -> pd.Index[str]:
    by_name = rows[rows["differs"]].groupby("name")
    told = by_name.agg(names=("their_name", "nunique"), size=("their_name", "size"), since=("date", "min"))
    last_same = rows[~rows["differs"]].groupby("name")["date"].max().reindex(told.index)
    lasting = (told["names"] == 1) & (told["size"] > 1) & ~(last_same > told["since"])
    return told.index[lasting]


def as_returned(scene: Scene, known: Known) -> Integers:
    """Linked cases in which QuickBooks still holds what it answered with, though that was never what was pushed.

    Intuit: QuickBooks works out tax, and home amounts of foreign documents, itself; so nobody edited these.
    """
    rows = known.rows[known.rows["live"] & (known.rows["ledger"] >= 0) & (known.rows["quickbooks"] >= 0)]
    rows = rows[(rows["returned_total"] != "") & (rows["returned_total"] != rows["amount"])]
    size = len(scene.ledger.heads) + len(scene.books.heads)
    case = scene.ledger_case[rows["ledger"].to_numpy()]
    returned = summed(rows["returned_total_cents"].to_numpy(dtype=np.int64), case, size)
    pushed = summed(rows["amount_cents"].to_numpy(dtype=np.int64), case, size)
    totals = summed(scene.books.heads["total"].to_numpy()[rows["quickbooks"].to_numpy()], case, size)
    cases: Integers = np.unique(case)
    kept: Integers = cases[(returned[cases] == totals[cases]) & (returned[cases] != pushed[cases])]
    return kept
