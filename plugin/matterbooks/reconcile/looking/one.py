"""One record on both sides: found by finding, document number, id of either side, or amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.normalise import number_keys
from matterbooks.reconcile.reading.amounts import to_cents
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import size, units
from matterbooks.reconcile.words import INFORMATION, spoken

Sides: TypeAlias = tuple[tuple[tuple[str, str], ...], tuple[str, ...]]
"""(kind, id) of ledger records, and QuickBooks ids."""

LEDGER, QUICKBOOKS = "practice ledger", "QuickBooks"
HIT = ("side", "id", "kind", "number", "date", "party", "total", "outcome", "finding")
"""Columns of what fits: transactions of either side as `Result.ledger` and `Result.quickbooks` hold them."""


@dataclass(frozen=True, slots=True)
class One:
    """What is looked at. told: how it was found, in a sentence; ledger: (kind, id); quickbooks: ids; fitting: HIT."""

    told: str
    ledger: tuple[tuple[str, str], ...]
    quickbooks: tuple[str, ...]
    finding: Finding | None
    fitting: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits."""
        return not self.ledger and not self.quickbooks


def find_one(result: Result, asked: str | float = "") -> One:
    """The record that `asked` names, with its other side; for "" one of the finding that moves most.

    asked: the id of a finding, a document number, an id of either side, or an amount; a number may be typed
    without quotation marks.
    """
    everything = _transactions(result)
    told, hits = _asked(result, everything, str(asked).strip())
    if hits.empty:
        return One(told, (), (), None, hits)
    first = hits.iloc[0]
    ledger, quickbooks = _both_sides(result, str(first["side"]), str(first["kind"]), str(first["id"]))
    finding = next((each for each in result.findings if each.id == first["finding"]), None)
    return One(told, ledger, quickbooks, finding, hits.reset_index(drop=True))


def fitting_table(one: One) -> pd.DataFrame:
    """Everything that fits what was asked for, the one that is shown first."""
    shown = one.fitting[["side", "id", "kind", "number", "date", "party", "total", "outcome", "finding"]]
    return shown.assign(
        kind=shown["kind"].map(spoken), date=shown["date"].dt.date, total=shown["total"].map(units),
        outcome=shown["outcome"].map(spoken),
    ).rename(columns={"total": "amount", "outcome": "cause"})  # fmt: skip


def _transactions(result: Result) -> pd.DataFrame:
    """Both sides' transactions, what needs a person first, then the largest."""
    sides = [result.ledger.assign(side=LEDGER), result.quickbooks.assign(side=QUICKBOOKS)]
    ruled = {finding.id for finding in result.findings if finding.severity == INFORMATION}
    both = pd.concat([side[list(HIT)] for side in sides], ignore_index=True)
    calm = (both["finding"] == "") | both["finding"].isin(ruled)
    ordered = both.assign(calm=calm).sort_values(["calm", "total", "side", "id"], ascending=[True, False, False, True])
    return ordered[list(HIT)]


def _asked(result: Result, rows: pd.DataFrame, asked: str) -> tuple[str, pd.DataFrame]:
    if not asked:
        return _largest(result, rows)
    by_finding = rows[rows["finding"].str.casefold() == asked.casefold()]
    if len(by_finding):
        return f"{asked} is a finding about {_records(by_finding)}; the first is shown.", by_finding
    key = number_keys(pd.Series([asked], dtype="str")).iloc[0]
    named = rows[(rows["id"] == asked) | ((number_keys(rows["number"]) == key) & (rows["number"] != ""))]
    if len(named):
        return f"{asked} is the number or id of {_records(named)}; the first is shown.", named
    cents = to_cents(asked)
    priced = rows[rows["total"] == abs(cents)] if cents else rows.head(0)
    if cents and len(priced):
        return f"{money(abs(cents))} is the amount of {_records(priced)}; the first is shown.", priced
    return f"Nothing in either book has the finding, number, id or amount {asked!r}.", rows.head(0)


def _largest(result: Result, rows: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    found = [each for each in result.findings if each.ledger_ids or each.quickbooks_ids]
    if not found:
        return "There is no finding to explain: the two books agree record by record.", rows.head(0)
    first = max(found, key=lambda each: (each.severity != INFORMATION, size(each), each.id))
    hits = rows[rows["finding"] == first.id]
    return f"Nothing was asked for, so this is {first.id}, the finding that moves most: {spoken(first.cause)}.", hits


def _both_sides(result: Result, side: str, kind: str, identity: str) -> Sides:
    """The record with all that it is paired with: the bill and its entry, a deposit and its three receipts."""
    pairs = result.matches
    if side == LEDGER:
        theirs = pairs[(pairs["ledger_kind"] == kind) & (pairs["ledger_id"] == identity)]
        ours = pairs[pairs["quickbooks_id"].isin(theirs["quickbooks_id"])]
        alone: Sides = (((kind, identity),), ())
    else:
        ours = pairs[pairs["quickbooks_id"] == identity]
        alone = ((), (identity,))
    if ours.empty:
        return alone
    keys = set(zip(ours["ledger_kind"], ours["ledger_id"], strict=True))
    named = pairs["ledger_kind"] + "\x1f" + pairs["ledger_id"]
    group = pairs[named.isin(["\x1f".join(key) for key in keys])]
    return tuple(sorted(keys)), tuple(sorted(set(group["quickbooks_id"])))


def _records(rows: pd.DataFrame) -> str:
    return f"{len(rows)} record{'s' * (len(rows) != 1)}"
