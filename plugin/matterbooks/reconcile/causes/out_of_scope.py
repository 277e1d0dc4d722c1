"""Causes that lie in the rules: what was posted before the start, in another division, of a kind that never flows ...

Told from `books.json`, the kind and the instant of posting; what a link recorded is in `recorded`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.kinds import SWITCH_OF_KIND
from matterbooks.reconcile.period import inside_cover
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.transactions import Side
from matterbooks.values import NEVER_PUSHED, Cause


def out_of_scope(inputs: Inputs, ledger: Side, period: Period) -> pd.Series[str]:
    """The first such cause of each ledger transaction, "" where none applies."""
    heads = ledger.heads
    books = inputs.books or {}
    posted = instants(heads["posted_at"])
    before_switch, switched_off = _switches(heads, posted, books)
    tests = [
        (Cause.BEFORE_START, (posted < instant(books.get("connected_at"))) | before_switch),
        (Cause.OTHER_DIVISION, _other_division(heads, books)),
        (Cause.NEVER_PUSHED_KIND, heads["kind"].isin([kind.value for kind in NEVER_PUSHED])),
        (Cause.SWITCH_OFF, switched_off),
        (Cause.OUT_OF_PERIOD, ~inside_cover(period, heads["date"])),
    ]
    flags = [test.to_numpy(dtype=np.bool_) for _, test in tests]
    names = [cause.value for cause, _ in tests]
    return pd.Series(np.select(flags, names, default=""), index=heads.index, dtype="str")


def instants(texts: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    """ISO texts -> aware UTC instants, NaT where empty or not an instant."""
    return pd.to_datetime(texts.replace("", None), utc=True, errors="coerce", format="ISO8601")


def instant(text: object) -> pd.Timestamp:
    """One ISO text -> an aware UTC instant; NaT where there is none, which compares as False."""
    return instants(pd.Series([str(text or "")], dtype="str")).iloc[0]


def _other_division(heads: pd.DataFrame, books: dict[str, object]) -> pd.Series[bool]:
    connected = str(books.get("division") or "")
    return (heads["division"] != "") & (heads["division"] != connected) & (connected != "")


def _switches(
    heads: pd.DataFrame, posted: pd.Series[pd.Timestamp], books: dict[str, object]
) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Posted before the kind's switch was first on; posted while it was off. Neither where it cannot be told."""
    before = pd.Series(False, index=heads.index)
    off = before.copy()
    intervals = books.get("switches")
    if not isinstance(intervals, list):
        return before, off
    switch = heads["kind"].map(SWITCH_OF_KIND)
    for name in set(SWITCH_OF_KIND.values()):
        spans = [span for span in intervals if isinstance(span, dict) and span.get("switch") == name]
        concerned = (switch == name) & posted.notna()
        begins = [instant(span.get("on")) for span in spans]
        if begins:
            before |= concerned & (posted < min(begins))
        off |= concerned & ~_within(posted, spans)
    return before, off


def _within(posted: pd.Series[pd.Timestamp], spans: list[dict[str, object]]) -> pd.Series[bool]:
    inside = pd.Series(False, index=posted.index)
    for span in spans:
        end = instant(span.get("off"))
        inside |= (posted >= instant(span.get("on"))) & ((posted < end) | pd.isna(end))
    return inside
