"""One record here is several there, or the other way round: the total ties, only the form differs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.figure_facts import BY_SUM
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.values import Cause, Kind

_PUSHED_SO = (Kind.SALES_PAYMENT_FROM_TRUST.value,)
"""Besides transfers, kinds of which one record becomes several in QuickBooks when it is pushed."""


def verdict_of_grouped(scene: Scene) -> pd.DataFrame:
    """One row per case that was matched by a sum, save those that are always pushed as several records."""
    pairs = scene.pairs[scene.pairs["rule"].isin(BY_SUM)]
    heads = scene.ledger.heads.iloc[pairs["ledger"].to_numpy()]
    usual = (heads["nature"] == "transfer") | heads["kind"].isin(_PUSHED_SO)
    pairs = pairs[~usual.to_numpy() | (pairs["rule"] != BY_SUM[0]).to_numpy()]
    sizes = pairs.groupby("case").agg(here=("ledger", "nunique"), there=("quickbooks", "nunique"))
    texts = [
        f"{_count(here)} in the practice ledger, {_count(there)} in QuickBooks"
        for here, there in zip(sizes["here"], sizes["there"], strict=True)
    ]
    cases = sizes.index.to_numpy(dtype=np.int64)
    return verdicts(cases, Cause.GROUPED.value, detail=pd.Series(texts, dtype="str"))


def _count(number: int) -> str:
    return f"{number} record{'s' * (number != 1)}"
