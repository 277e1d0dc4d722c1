"""In both books, to the cent and on the day, and nothing links them: the plugin would make the record a second time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.out_of_scope import instants
from matterbooks.reconcile.match import BY_LINK
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.values import Cause


def verdict_of_unlinked(scene: Scene) -> pd.DataFrame:
    """One row per pair of equal records that should have been pushed and of which the links know nothing.

    Told only where links and the start of the connection are known, and the record says when it was posted.
    """
    if scene.known is None or not (scene.inputs.books or {}).get("connected_at"):
        return verdicts(np.array([], dtype=np.int64), "")
    heads, theirs = scene.ledger.heads, scene.books.heads
    asked = (scene.out_of_scope == "").to_numpy() & instants(heads["posted_at"]).notna().to_numpy()
    asked &= ~scene.known.has_live(len(heads))
    asked[scene.recorded["ledger"].to_numpy(dtype=np.int64)] = False
    pairs = scene.pairs[asked[scene.pairs["ledger"].to_numpy()] & (scene.pairs["rule"] != BY_LINK)]
    here, there = heads.iloc[pairs["ledger"].to_numpy()], theirs.iloc[pairs["quickbooks"].to_numpy()]
    equal = (here["vector"].to_numpy() == there["vector"].to_numpy()) & (here["vector"].to_numpy() != 0)
    equal &= here["date"].to_numpy() == there["date"].to_numpy()
    told = pd.Series("QuickBooks id " + there["id"].to_numpy()[equal] + " is equal to it", dtype="str")
    return verdicts(pairs["case"].to_numpy()[equal], Cause.UNLINKED_BOTH_EXIST, detail=told)
