"""In the ledger but not in QuickBooks, with no reason on record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.candidates import candidates_of_ledger
from matterbooks.reconcile.causes.half_transfer import single_legs
from matterbooks.reconcile.causes.recorded import cause_of
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.reconcile.transactions import Integers
from matterbooks.values import Cause, Kind

_BACK = (Kind.SALES_REFUND.value, Kind.SUPPLIER_REFUND.value, Kind.WRITE_OFF.value)


def verdict_of_absent(scene: Scene) -> pd.DataFrame:
    """Linked but gone, never queued, or, without links, simply missing; refunds and write-offs by their own name."""
    alone = scene.alone_in_ledger() & (scene.ledger.heads["total"] != 0).to_numpy()
    halves = single_legs(scene)["ledger"].to_numpy()
    alone[halves[halves >= 0]] = False
    if scene.known is None:
        return _without_reason(scene, np.flatnonzero(alone), Cause.MISSING_IN_QUICKBOOKS)
    live = scene.known.has_live(len(alone))
    told_already = (scene.out_of_scope != "").to_numpy().copy()
    told_already[scene.recorded["ledger"].to_numpy(dtype=np.int64)] = True
    gone = np.flatnonzero(alone & live)
    names = scene.known.rows[scene.known.rows["live"]].drop_duplicates("ledger").set_index("ledger")["quickbooks_id"]
    told = "it was linked to QuickBooks id " + names.reindex(gone).astype("str")
    return pd.concat(
        [
            verdicts(scene.ledger_case[gone], Cause.LOCKED_BUT_GONE, detail=told),
            _without_reason(scene, np.flatnonzero(alone & ~live & ~told_already), Cause.NEVER_QUEUED),
        ],
        ignore_index=True,
    )


def _without_reason(scene: Scene, at: Integers, cause: Cause) -> pd.DataFrame:
    back = scene.ledger.heads["kind"].iloc[at].isin(_BACK)
    names = pd.Series(np.where(back, Cause.REFUND_OR_WRITE_OFF_NOT_PUSHED.value, cause.value), dtype="str")
    return verdicts(scene.ledger_case[at], names, detail=candidates_of_ledger(scene, at))


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
