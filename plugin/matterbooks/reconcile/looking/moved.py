"""Amounts that stand on another account than the mapping says: from which account to which, and by how much."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.accounts import account_names
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.transactions import inside
from matterbooks.reconcile.words import spoken
from matterbooks.values import Cause

MOVES = frozenset({
    Cause.OLDER_MAPPING_VERSION, Cause.WRONG_ACCOUNT, Cause.WRONG_BANK, Cause.WRONG_TAX, Cause.SPLIT_DIFFERENTLY,
})  # fmt: skip
COLUMNS = ("should", "stands", "cents", "records", "cause", "finding")
"""should: the account that the mapping names; stands: where QuickBooks has it; cents: how much, positive."""


def moved(result: Result) -> pd.DataFrame:
    """COLUMNS, one row for each pair of accounts of each finding in which an account differs."""
    at_fault = [each for each in result.findings if each.cause in MOVES or "account" in each.difference]
    both = _changes(result)
    rows = []
    for finding in at_fault:
        changed = both[both["finding"] == finding.id]
        records = int(changed["records"].max()) if len(changed) else 0
        for should, stands, cents in _pairs(changed):
            rows.append((should, stands, cents, records, finding.cause, finding.id))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def moved_table(result: Result) -> pd.DataFrame:
    """The same for people, the largest first."""
    rows = moved(result).sort_values(["cents", "should"], ascending=[False, True])
    shown = rows.assign(cents=rows["cents"].map(units), cause=rows["cause"].map(spoken))
    names = {"should": "should stand on", "stands": "stands on in QuickBooks", "cents": "amount"}
    return shown.rename(columns=names).reset_index(drop=True)


def grid_of(moves: pd.DataFrame) -> pd.DataFrame:
    """Cents from each account (index) to each (columns), 0 for none, the largest rows and columns first."""
    grid = moves.pivot_table(index="should", columns="stands", values="cents", aggfunc="sum", fill_value=0)
    rows = grid.sum(axis=1).sort_values(ascending=False, kind="stable").index
    columns = grid.sum(axis=0).sort_values(ascending=False, kind="stable").index
    return grid.loc[rows, columns].astype("int64")


def _changes(result: Result) -> pd.DataFrame:
    """finding, account, here, there, records: what the matched records of each finding post, in cents."""
    ours = result.inputs.ledger.assign(account=account_names(result.inputs.ledger, result.chart))
    ours = ours.assign(key=ours["kind"] + "\x1f" + ours["transaction_id"])
    theirs = result.inputs.quickbooks.assign(key=result.inputs.quickbooks["transaction_id"])
    heads = result.ledger.assign(key=result.ledger["kind"] + "\x1f" + result.ledger["id"])
    here, numbers = _of_side(result, ours, heads)
    there, _ = _of_side(result, theirs, result.quickbooks.assign(key=result.quickbooks["id"]))
    both = pd.DataFrame({"here": here, "there": there}).fillna(0).astype("int64").reset_index()
    return both.assign(records=both["finding"].map(numbers).fillna(1).astype("int64"))


def _of_side(result: Result, postings: pd.DataFrame, heads: pd.DataFrame) -> tuple[pd.Series[int], pd.Series[int]]:
    """Cents by finding and account, and the number of records of each finding."""
    found = heads[(heads["finding"] != "") & heads["matched"]][["key", "finding"]]
    within = postings[inside(postings["date"], result.period.start, result.period.end)]
    rows = within[["key", "account", "amount_cents"]].merge(found, on="key")
    return rows.groupby(["finding", "account"])["amount_cents"].sum(), found["finding"].value_counts()


def _pairs(changed: pd.DataFrame) -> Iterator[tuple[str, str, int]]:
    """Where an account holds less than it should, another holds more: paired by size, the largest first."""
    left = [[row.account, abs(row.here) - abs(row.there)] for row in rows_of(changed) if abs(row.here) > abs(row.there)]
    gained = [
        [row.account, abs(row.there) - abs(row.here)] for row in rows_of(changed) if abs(row.there) > abs(row.here)
    ]
    left.sort(key=lambda pair: (-pair[1], pair[0]))
    gained.sort(key=lambda pair: (-pair[1], pair[0]))
    while left and gained:
        cents = min(left[0][1], gained[0][1])
        yield left[0][0], gained[0][0], cents
        for side in (left, gained):
            side[0][1] -= cents
            if not side[0][1]:
                side.pop(0)
