"""Pushed under an older version of the mapping, and right under that version: the mapping changed, not the books."""

from __future__ import annotations

import pandas as pd

from matterbooks.reconcile.accounts import account_names, chart_of, versions
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.sides import ledger_side


def pushed_under_older(scene: Scene, facts: pd.DataFrame) -> pd.Series[bool]:
    """Which linked cases the version that they were pushed under explains; facts as `linked_facts` returns them."""
    found = pd.Series(False, index=facts.index)
    mapping = scene.inputs.mapping
    if mapping is None or mapping.empty:
        return found
    differs = facts[(facts["here"] != facts["pushed"]) & (facts["version"] != scene.chart.version)]
    for version in set(versions(mapping)) & set(differs["version"].unique()):
        cases = differs.index[differs["version"] == version]
        found.loc[cases] = _vectors_under(scene, int(version), cases) == differs.loc[cases, "pushed"]
    return found


def _vectors_under(scene: Scene, version: int, cases: pd.Index[int]) -> pd.Series[int]:
    """The vector of each case (of one ledger transaction) under another version of the mapping."""
    heads = scene.ledger.heads.iloc[cases.to_numpy()]
    wanted = heads["kind"] + "\x1f" + heads["id"]
    ledger = scene.inputs.ledger
    rows = ledger[(ledger["kind"] + "\x1f" + ledger["transaction_id"]).isin(wanted)].reset_index(drop=True)
    chart = chart_of(scene.inputs.mapping, scene.inputs.quickbooks["account"].unique(), version)
    side = ledger_side(rows.assign(account=account_names(rows, chart)), chart, None, None).heads
    under = side.set_index(side["kind"] + "\x1f" + side["id"])["vector"]
    return under.reindex(wanted).set_axis(cases)
