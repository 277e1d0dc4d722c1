"""The bridge: per account, from the ledger's figures over each finding's effect to QuickBooks' figures, ending in zero.

Both ends are added up from the postings as read, not from what the matcher made of them. There is no line called other:
what the findings do not explain is the residue, by account.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from matterbooks.reconcile.brought_forward import Forward
from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Integers, Side, inside, summed

COLUMNS = (
    "account", "opening_difference", "year_end", "ledger_movement", "effects", "expected", "quickbooks_movement",
    "closing", "residue",
)  # fmt: skip
"""opening_difference: what QuickBooks held before the period; year_end: what its reports moved to Retained Earnings;
both 0 without a closing trial balance. expected: the sum of the four before it; closing: QuickBooks' trial balance,
else its movements; residue: closing less expected. In cents."""


def movements(postings: pd.DataFrame, period: Period) -> pd.Series[int]:
    """Account -> cents within the period; postings with `account`, `date` and `amount_cents`."""
    within = postings[inside(postings["date"], period.start, period.end)]
    within = within[(within["account"] != "") | (within["amount_cents"] != 0)]
    return within.groupby("account")["amount_cents"].sum()


def bridge_of(
    ledger: pd.DataFrame, findings: Iterable[Finding], inputs: Inputs, forward: Forward, period: Period
) -> pd.DataFrame:
    """One row per account of either side, in alphabetical order, with the account's COLUMNS.

    ledger: postings with `account`. Where no file tells the opening balances, they are what the closing ones leave.
    """
    ours, theirs = movements(ledger, period), movements(inputs.quickbooks, period)
    effects = effects_by_account(findings)
    closing = inputs.trial_balance
    names = set(ours.index) | set(theirs.index) | set(effects)
    if closing is not None:
        opening = forward.opening if forward.opening is not None else ours[:0]
        names |= {*closing, *opening.index, *forward.year_end.index}
    accounts = pd.Index(sorted(names), dtype="str")
    frame = pd.DataFrame({
        "account": accounts,
        "opening_difference": 0,
        "year_end": 0,
        "ledger_movement": ours.reindex(accounts, fill_value=0).to_numpy(),
        "effects": [effects.get(account, 0) for account in accounts],
        "quickbooks_movement": theirs.reindex(accounts, fill_value=0).to_numpy(),
    })  # fmt: skip
    frame["closing"] = frame["quickbooks_movement"]
    if closing is not None:
        frame["closing"] = np.array([closing.get(account, 0) for account in accounts], dtype=np.int64)
        frame["year_end"] = forward.year_end.reindex(accounts, fill_value=0).to_numpy()
        left = frame["closing"] - frame["quickbooks_movement"] - frame["year_end"]
        known = None if forward.opening is None else forward.opening.reindex(accounts, fill_value=0).to_numpy()
        frame["opening_difference"] = left if known is None else known
    frame["expected"] = frame[["opening_difference", "year_end", "ledger_movement", "effects"]].sum(axis=1)
    frame["residue"] = frame["closing"] - frame["expected"]
    return frame[list(COLUMNS)]


def effects_by_account(findings: Iterable[Finding]) -> dict[str, int]:
    """Account -> the sum of all findings' effects, in cents."""
    sums: dict[str, int] = {}
    for finding in findings:
        for account, cents in finding.effects.items():
            sums[account] = sums.get(account, 0) + cents
    return sums


def opening_is_known(bridge: pd.DataFrame, forward: Forward) -> bool:
    """Whether QuickBooks' balances before the period are told by a file, or there were none."""
    return forward.opening is not None or not bridge["opening_difference"].any()


def ties(bridge: pd.DataFrame, scene: Scene, *, opened: bool) -> bool | None:
    """True only if nothing is left and the files agree with their own totals; None where completeness is not proved.

    It is proved by QuickBooks' balances at both ends; opened: whether those before the period are known.
    """
    if bool((bridge["residue"] != 0).any()) or not all(map(_balanced, (scene.ledger, scene.books))):
        return False
    checked = all(file.totals_checked > 0 for file in scene.inputs.files if file.report == "journal")
    return True if scene.inputs.trial_balance is not None and opened and checked else None


def first_dates(scene: Scene, explained: tuple[Integers, Integers], bridge: pd.DataFrame) -> dict[str, date]:
    """Account with a residue -> the first date on which what no finding explains does not agree.

    explained: the finding number of each ledger and each QuickBooks transaction, -1 for none.
    """
    off = bridge.loc[bridge["residue"] != 0, "account"]
    if off.empty:
        return {}
    sides = ((scene.ledger, explained[0], -1), (scene.books, explained[1], 1))
    rows = pd.concat([_unexplained(side, numbers).assign(sign=sign) for side, numbers, sign in sides])
    rows = rows[rows["account"].isin(off)]
    daily = (rows["cents"] * rows["sign"]).groupby([rows["account"], rows["date"]]).sum()
    running = daily.groupby(level=0).cumsum()
    first = running[running != 0].reset_index().drop_duplicates("account")
    return {str(account): day.date() for account, day in zip(first["account"], first["date"], strict=True)}


def _unexplained(side: Side, finding: Integers) -> pd.DataFrame:
    """Postings of the period that belong to no finding: account, date, cents."""
    at = side.posts["t"].to_numpy()
    kept = (finding[at] < 0) & side.heads["in_period"].to_numpy()[at]
    dates = side.heads["date"].iloc[at].set_axis(side.posts.index)
    found: pd.DataFrame = side.posts.assign(date=dates).loc[kept, ["account", "date", "cents"]]
    return found


def _balanced(side: Side) -> bool:
    """Whether every transaction's debits equal its credits."""
    sums = summed(side.posts["cents"].to_numpy(), side.posts["t"].to_numpy(), len(side.heads))
    return not sums.any()
