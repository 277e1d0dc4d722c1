"""In both, with links: the ledger and QuickBooks against what was pushed, so that it is known which side changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.linked_facts import linked_facts
from matterbooks.reconcile.causes.older_mapping import pushed_under_older
from matterbooks.reconcile.compare import Changes, changes_between, posts_by_case
from matterbooks.reconcile.known import Known
from matterbooks.reconcile.match import BY_LINK
from matterbooks.reconcile.scene import Scene, Words, verdicts
from matterbooks.values import Cause, Kind

NOTHING = np.array([], dtype=np.int64)


def verdict_of_linked(scene: Scene) -> pd.DataFrame:
    """One row per linked case in which something does not agree, or that was unlocked and left so."""
    pairs = scene.pairs[scene.pairs["rule"] == BY_LINK]
    if scene.known is None or pairs.empty:
        return verdicts(NOTHING, "")
    facts = _judged(scene, linked_facts(scene, scene.known, pairs))
    open_cases = facts.index[facts[list(_CAUSES)].any(axis=1)].to_numpy(dtype=np.int64)
    here, there = _against_pushed(scene, scene.known, facts, open_cases)
    parts = [_verdicts(facts, cause, here if side == "here" else there) for cause, side in _CAUSES.items()]
    return pd.concat(parts, ignore_index=True)


_CAUSES = {
    Cause.SWITCH_OFF: "there",
    Cause.HALF_TRANSFER: "there",
    Cause.LOCKED_BUT_GONE: "there",
    Cause.VOIDED_IN_QUICKBOOKS: "there",
    Cause.UNLOCKED_AND_FORGOTTEN: "there",
    Cause.CHANGED_WHILE_LOCKED: "here",
    Cause.OLDER_MAPPING_VERSION: "here",
    Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: "there",
    Cause.CUSTOMER_RENAMED: "there",
}
"""Causes told from links, and which side is set against what was pushed."""


def _judged(scene: Scene, facts: pd.DataFrame) -> pd.DataFrame:
    """Add one flag per cause."""
    agrees = (facts["here"] == facts["there"]) & ~facts["dates_differ"] & ~facts["party_differs"]
    older = pushed_under_older(scene, facts)
    moved_here = (facts["here"] != facts["pushed"]) | facts["here_date_moved"]
    moved_there = (facts["there"] != facts["pushed"]) | facts["there_date_moved"]
    renamed = facts["renamed"] & ~moved_there
    single_leg = facts["own_money"] & ~moved_there & ~facts["part_stands"] & ~facts["here_date_moved"]
    half = facts["transfer"] & (facts["part_missing"] | facts["part_stands"])
    edited = (moved_there & ~facts["returned"]) | facts["there_date_moved"] | facts["party_differs"]
    return facts.assign(**{
        Cause.SWITCH_OFF: single_leg & (facts["here"] != facts["pushed"]),
        Cause.HALF_TRANSFER: half,
        Cause.LOCKED_BUT_GONE: facts["part_missing"] & ~facts["transfer"],
        Cause.VOIDED_IN_QUICKBOOKS: (facts["there"] == 0) & (facts["pushed"] != 0),
        Cause.UNLOCKED_AND_FORGOTTEN: facts["unlocked"],
        Cause.CHANGED_WHILE_LOCKED: moved_here & ~agrees & ~older,
        Cause.OLDER_MAPPING_VERSION: older & ~agrees & ~facts["here_date_moved"],
        Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: edited & ~agrees & ~renamed,
        Cause.CUSTOMER_RENAMED: renamed & ~agrees,
    })  # fmt: skip


def _against_pushed(
    scene: Scene, known: Known, facts: pd.DataFrame, cases: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> tuple[Changes, Changes]:
    """What differs between the ledger, and QuickBooks, and what was pushed, in words."""
    ours = posts_by_case(scene.ledger, scene.ledger_case, cases)
    theirs = posts_by_case(scene.books, scene.books_case, cases)
    pushed = known.pushed.assign(case=scene.ledger_case[known.pushed["ledger"].to_numpy()])
    pushed = pushed[pushed["case"].isin(cases)].groupby(["case", "account"])["cents"].sum().reset_index()
    unknown = ours[~ours["case"].isin(pushed["case"])]
    pushed = pd.concat([pushed, unknown], ignore_index=True)
    own = facts.loc[cases]
    nobody = pd.Series(False, index=own.index)
    here = changes_between(pushed, ours, scene.chart, ("pushed", "the ledger holds"), own["here_date_moved"], nobody)
    there = changes_between(
        pushed, theirs, scene.chart, ("pushed", "QuickBooks holds"), own["there_date_moved"], own["party_differs"]
    )
    return here, there


def _verdicts(facts: pd.DataFrame, cause: Cause, changes: Changes) -> pd.DataFrame:
    cases = facts.index[facts[cause]]
    found = changes.frame.loc[cases]
    moved = found["moved_from"] + " -> " + found["moved_to"]
    group: Words = ""
    if cause == Cause.CUSTOMER_RENAMED:
        group = facts.loc[cases, "name"]
    elif cause == Cause.SWITCH_OFF:
        group = Kind.TRUST_OFFICE_TRANSFER.value
    elif cause == Cause.OLDER_MAPPING_VERSION:
        group = moved.where(moved != " -> ", "version " + facts.loc[cases, "version"].astype("str"))
    detail = found["detail"] + _besides(facts.loc[cases], found, cause)
    return verdicts(cases.to_numpy(dtype=np.int64), cause, group, detail.str.removeprefix("; "), found["difference"])


def _besides(facts: pd.DataFrame, found: pd.DataFrame, cause: Cause) -> pd.Series[str]:
    """Words for another date, and another party, than was pushed; nothing where they agree."""
    side = "there" if _CAUSES[cause] == "there" else "here"
    place = "QuickBooks holds" if side == "there" else "the ledger holds"
    days = [facts[name].dt.strftime("%Y-%m-%d") for name in ("pushed_on", f"{side}_date")]
    dated = "; date: pushed " + days[0] + f", {place} " + days[1]
    named = "; name: the ledger holds " + facts["name"] + ", QuickBooks holds " + facts["their_name"]
    both: pd.Series[str] = dated.where(found["date"], "").astype("str") + named.where(found["party"], "").astype("str")
    return both
