"""Causes that the plugin wrote down itself: what it skipped, held, could not send, or does not know the outcome of."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from matterbooks.reconcile.known import Known
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.reconcile.transactions import Side
from matterbooks.values import Cause, Held, LinkState, OperationState, Skipped

RECORDED = ("ledger", "cause", "group", "detail")
BY_RULE = frozenset({
    Cause.BEFORE_START, Cause.OTHER_DIVISION, Cause.NEVER_PUSHED_KIND, Cause.SWITCH_OFF, Cause.HANDLED_OUTSIDE,
    Cause.OUT_OF_PERIOD, Cause.NOT_YET_SUPPORTED,
})  # fmt: skip
"""Causes out of scope: nobody has to mend the plugin's work; found again in QuickBooks, such a record is no finding."""

ORDER = {cause.value: place for place, cause in enumerate(Cause)}
"""Cause -> its place in the order in which evidence is weighed."""

_STATES: dict[str, Cause] = {
    OperationState.UNCERTAIN: Cause.UNCERTAIN,
    OperationState.WAITING: Cause.WAITING,
    OperationState.READY: Cause.WAITING,
    OperationState.SENDING: Cause.WAITING,
    LinkState.HANDLED_OUTSIDE: Cause.HANDLED_OUTSIDE,
    LinkState.ENDED: Cause.UNLOCKED_AND_FORGOTTEN,
}
_HELD: dict[str, Cause] = {
    Held.MAPPING: Cause.HELD_MAPPING,
    Held.PERIOD: Cause.HELD_PERIOD,
    Held.HALF_TRANSFER: Cause.HALF_TRANSFER,
    Held.BEFORE_START_UNCONFIRMED: Cause.BEFORE_START,
    Held.PARENT_MISSING: Cause.WAITING,
    Held.NOT_YET_SUPPORTED: Cause.NOT_YET_SUPPORTED,
}
_CODES = {"610": Cause.HELD_MAPPING, "2500": Cause.HELD_MAPPING, "6200": Cause.HELD_PERIOD, "6210": Cause.HELD_PERIOD}
_HELD_WORDS = re.compile(r"^(?P<why>[a-z_]+)\s*:\s*(?P<code>\d+)?")
_SKIPPED = {word.value: word.value for word in Skipped if word != Skipped.REMOVED_BEFORE_PUSH}
_BY_MESSAGE = (Cause.HELD_MAPPING, Cause.FAILED)


def cause_of(state: str, skipped_because: str, last_error: str) -> str:
    """The cause that one row of links.csv supports, "" if none. last_error of what is held: `refused: 6000 ...`."""
    if skipped_because:
        return _SKIPPED.get(skipped_because, "")
    if state == OperationState.HELD:
        found = _HELD_WORDS.match(last_error)
        why, code = (found["why"], found["code"] or "") if found else ("", "")
        return str(_CODES.get(code) or _HELD.get(why, Cause.FAILED))
    return str(_STATES.get(state, ""))


def recorded(known: Known | None, ledger: Side) -> pd.DataFrame:
    """RECORDED: one row per ledger transaction that has no standing link but a reason for it."""
    if known is None:
        return pd.DataFrame(columns=list(RECORDED)).astype({"ledger": "int64"})
    rows = known.rows[(known.rows["ledger"] >= 0) & ~known.rows["live"]]
    rows = rows[~known.has_live(len(ledger.heads))[rows["ledger"].to_numpy()]]
    cells = rows[["state", "skipped_because", "last_error"]]
    causes = [cause_of(*texts) for texts in cells.itertuples(index=False, name=None)]
    rows = rows.assign(cause=pd.Series(causes, index=rows.index, dtype="str"), detail=rows["last_error"])
    rows = rows[rows["cause"] != ""]
    rows = rows.assign(order=rows["cause"].map(ORDER)).sort_values(["ledger", "order", "detail"])
    first = rows.drop_duplicates("ledger")
    kinds = ledger.heads["kind"].to_numpy()[first["ledger"].to_numpy()]
    found: pd.DataFrame = first.assign(group=_groups(first, kinds)).loc[:, list(RECORDED)]
    return found


def _groups(rows: pd.DataFrame, kinds: np.ndarray[tuple[int], np.dtype[np.object_]]) -> pd.Series[str]:
    """One finding per message for what one mend would free, per kind for rules, per record for the rest."""
    by_message = rows["cause"].isin(_BY_MESSAGE)
    by_kind = rows["cause"].isin([*BY_RULE, Cause.HELD_PERIOD, Cause.WAITING])
    return pd.Series(np.select([by_message, by_kind], [rows["detail"], kinds], default=""), index=rows.index)


def verdict_of_records(scene: Scene) -> pd.DataFrame:
    """What is recorded or ruled out for ledger transactions; nothing for what a rule left out but QuickBooks holds."""
    told = scene.recorded
    kinds = scene.ledger.heads["kind"]
    rules = scene.out_of_scope.to_numpy() != ""
    if scene.known is not None:
        rules &= ~scene.known.has_live(len(rules)) | (scene.out_of_scope == Cause.OUT_OF_PERIOD).to_numpy()
        rules[told.loc[~told["cause"].isin(BY_RULE), "ledger"].to_numpy(dtype=np.int64)] = False
    at = np.flatnonzero(rules & scene.alone_in_ledger())
    ruled = verdicts(scene.ledger_case[at], scene.out_of_scope.iloc[at], kinds.iloc[at])
    heads = scene.ledger.heads.iloc[told["ledger"].to_numpy(dtype=np.int64)]
    alone = scene.alone_in_ledger()[told["ledger"].to_numpy(dtype=np.int64)]
    shown = told[(~told["cause"].isin(BY_RULE).to_numpy() & heads["in_period"].to_numpy()) | alone]
    places = shown["ledger"].to_numpy(dtype=np.int64)
    said = verdicts(scene.ledger_case[places], shown["cause"], shown["group"], shown["detail"])
    return pd.concat([ruled, said], ignore_index=True)
