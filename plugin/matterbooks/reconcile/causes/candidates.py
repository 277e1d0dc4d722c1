"""Which other records a finding may be about: identical entries of the same side, and doubtful ones of the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Integers, Side

NAMED = 12
"""So many ids are named before it is said how many more there are."""

_SAME = ["nature", "vector", "date", "party_key"]


def candidates_of_ledger(scene: Scene, at: Integers) -> pd.Series[str]:
    """Words for ledger transactions that stand alone: identical ones in the ledger, what they may be in QuickBooks."""
    named = scene.suggestions.assign(name=scene.suggestions["id"].astype("str"))
    return _joined(_identical(scene.ledger, at, "ledger"), _possibly(named, "ledger", "QuickBooks", at))


def candidates_of_books(scene: Scene, at: Integers) -> pd.Series[str]:
    """Words for QuickBooks records that stand alone: identical ones there, what they may be in the ledger."""
    names = scene.ledger.heads["id"].take(scene.suggestions["ledger"].to_numpy(dtype=np.int64)).array
    named = scene.suggestions.assign(name=names)
    return _joined(_identical(scene.books, at, "QuickBooks"), _possibly(named, "quickbooks", "ledger", at))


def _identical(side: Side, at: Integers, place: str) -> pd.Series[str]:
    """`one of 3 identical records: ledger ids 4, 5 and 6`; n against m leaves |n - m|, and any of them may be it."""
    heads = side.heads
    vectors = heads["vector"].to_numpy()
    near = heads[np.isin(vectors, vectors[at]) & (vectors != 0)][[*_SAME, "id"]]
    several = near[near.duplicated(_SAME, keep=False)]
    ids = several.groupby(_SAME)["id"].agg(list)
    texts = [f"one of {len(names)} identical records: {place} ids {_list(names)}" for names in ids]
    told = several.join(pd.Series(texts, index=ids.index, dtype="str", name="told"), on=_SAME)["told"]
    return _text(told.reindex(at))


def _possibly(named: pd.DataFrame, key: str, place: str, at: Integers) -> pd.Series[str]:
    found = named[named[key].isin(at)].groupby(key)["name"].agg(list)
    texts = [f"possibly {place} id {' or '.join(names)}" for names in found]
    return _text(pd.Series(texts, index=found.index, dtype="str").reindex(at))


def _list(names: list[str]) -> str:
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _joined(one: pd.Series[str], other: pd.Series[str]) -> pd.Series[str]:
    between = pd.Series(np.where((one != "") & (other != ""), "; ", ""), index=one.index, dtype="str")
    return one + between + other


def _text(texts: pd.Series[str]) -> pd.Series[str]:
    return texts.astype("object").fillna("").astype("str")
