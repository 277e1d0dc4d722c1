"""In the ledger but not in QuickBooks, with no reason on record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.recorded import cause_of
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.values import Cause


def verdict_of_absent(scene: Scene) -> pd.DataFrame:
    """Linked but gone, never queued, or, without links, simply missing."""
    alone = scene.alone_in_ledger() & (scene.ledger.heads["total"] != 0).to_numpy()
    if scene.known is None:
        at = np.flatnonzero(alone)
        return verdicts(scene.ledger_case[at], Cause.MISSING_IN_QUICKBOOKS, detail=_suggested(scene, at))
    live = scene.known.has_live(len(alone))
    told_already = (scene.out_of_scope != "").to_numpy().copy()
    told_already[scene.recorded["ledger"].to_numpy(dtype=np.int64)] = True
    never = np.flatnonzero(alone & ~live & ~told_already)
    gone = np.flatnonzero(alone & live)
    names = scene.known.rows[scene.known.rows["live"]].drop_duplicates("ledger").set_index("ledger")["quickbooks_id"]
    told = "it was linked to QuickBooks id " + names.reindex(gone).astype("str")
    return pd.concat(
        [
            verdicts(scene.ledger_case[gone], Cause.LOCKED_BUT_GONE, detail=told),
            verdicts(scene.ledger_case[never], Cause.NEVER_QUEUED, detail=_suggested(scene, never)),
        ],
        ignore_index=True,
    )


def verdict_of_unposted(scene: Scene) -> pd.DataFrame:
    """Work that stands still for records without postings (a credit note being applied), which no ledger row shows.

    Their case is the number of transactions of both sides plus the row's position in the links.
    """
    if scene.known is None:
        return verdicts(np.array([], dtype=np.int64), "")
    rows = scene.known.rows[(scene.known.rows["ledger"] < 0) & ~scene.known.rows["live"]]
    cells = rows[["state", "skipped_because", "last_error"]].itertuples(index=False, name=None)
    causes = pd.Series([cause_of(*texts) for texts in cells], index=rows.index, dtype="str")
    stands = causes.isin([Cause.UNCERTAIN, Cause.HELD_MAPPING, Cause.HELD_PERIOD, Cause.FAILED, Cause.WAITING])
    start, end = scene.period.start, scene.period.end
    dated = (rows["date"] >= pd.Timestamp(start or "1900-01-01")) & (rows["date"] <= pd.Timestamp(end or "2262-01-01"))
    chosen = rows[stands & (dated | rows["date"].isna())]
    first = len(scene.ledger.heads) + len(scene.books.heads)
    told = causes.loc[chosen.index]
    return verdicts(first + chosen.index.to_numpy(dtype=np.int64), told, detail=chosen["last_error"])


def _suggested(scene: Scene, at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pd.Series[str]:
    """`possibly QuickBooks id 17 or 18` for transactions with an ambiguous candidate."""
    found = scene.suggestions.groupby("ledger")["id"].agg(" or ".join)
    words = "possibly QuickBooks id " + found.astype("str")
    return words.reindex(at).fillna("").astype("str")
