"""In QuickBooks but not in the ledger: deleted here, a second copy, an opening balance, or made by hand over there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import printed_key
from matterbooks.reconcile.causes.candidates import candidates_of_books
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.reconcile.transactions import Flags, Integers
from matterbooks.values import Cause

OPENING = "opening balance equity"
"""Leaf of the account that Intuit posts opening balances against."""


def verdict_of_quickbooks(scene: Scene) -> pd.DataFrame:
    """One row per QuickBooks record that stands alone."""
    alone = scene.alone_in_books()
    deleted, both = _linked_without_partner(scene, alone)
    original = _originals(scene, alone)
    opening = np.zeros(len(alone), dtype=np.bool_)
    posts = scene.books.posts
    names = [name for name in posts["account"].unique() if printed_key(name).rpartition(":")[2] == OPENING]
    opening[posts.loc[posts["account"].isin(names), "t"].to_numpy()] = True
    ids = scene.books.heads["id"].to_numpy()
    copies = pd.Series([f"the same as QuickBooks id {ids[at]}" for at in original[original >= 0]], dtype="str")
    identical = candidates_of_books(scene, np.flatnonzero(original >= 0)).reset_index(drop=True)
    copies = copies.where(~identical.str.startswith("one of"), identical)
    others = candidates_of_books(scene, np.flatnonzero(alone))
    return pd.concat(
        [
            _verdicts(scene, deleted, Cause.DELETED_IN_LEDGER),
            _verdicts(scene, both, Cause.UNLINKED_BOTH_EXIST),
            _verdicts(scene, original >= 0, Cause.DUPLICATE_IN_QUICKBOOKS, copies),
            _verdicts(scene, alone & opening, Cause.OPENING_BALANCE),
            _verdicts(scene, alone, Cause.ENTERED_IN_QUICKBOOKS, others),
        ],
        ignore_index=True,
    )


def _verdicts(scene: Scene, flags: Flags, cause: Cause, detail: str | pd.Series[str] = "") -> pd.DataFrame:
    return verdicts(scene.books_case[np.flatnonzero(flags)], cause, detail=detail)


def _linked_without_partner(scene: Scene, alone: Flags) -> tuple[Flags, Flags]:
    """Named by a link whose ledger record is gone; named by an ended link while the record lives on elsewhere."""
    deleted, both = np.zeros_like(alone), np.zeros_like(alone)
    if scene.known is not None:
        rows = scene.known.rows[scene.known.rows["quickbooks"] >= 0]
        deleted[rows.loc[rows["ledger"] < 0, "quickbooks"].to_numpy()] = True
        both[rows.loc[rows["ledger"] >= 0, "quickbooks"].to_numpy()] = True
    return deleted & alone, both & alone


def _originals(scene: Scene, alone: Flags) -> Integers:
    """For each record alone its matched twin in QuickBooks (as QuickBooks has it, or as the ledger does), else -1."""
    heads = scene.books.heads
    matched = scene.pairs[["ledger", "quickbooks"]].drop_duplicates("quickbooks")
    wanted = heads.loc[alone, "vector"].to_numpy()
    as_there = _like(heads, matched["quickbooks"], matched, wanted)
    as_here = _like(scene.ledger.heads, matched["ledger"], matched, wanted)
    found = np.full(len(heads), -1, dtype=np.int64)
    for keys in (["nature", "vector", "date", "party_key"], ["nature", "vector", "number_key"]):
        for twins in (as_here, as_there):
            single = twins[twins[keys[-1]] != ""].drop_duplicates(keys)
            copies = heads[alone].assign(t=np.flatnonzero(alone))[[*keys, "t"]].merge(single[[*keys, "twin"]], on=keys)
            found[copies["t"].to_numpy()] = copies["twin"].to_numpy()
    return found


def _like(heads: pd.DataFrame, at: pd.Series[int], matched: pd.DataFrame, vectors: Integers) -> pd.DataFrame:
    """The heads at these places that bear one of the vectors, with `twin`, the QuickBooks record matched."""
    kept = np.isin(heads["vector"].to_numpy()[at.to_numpy()], vectors)
    return heads.iloc[at.to_numpy()[kept]].assign(twin=matched["quickbooks"].to_numpy()[kept])
