"""How much was compared, by count and by value, and what could not be examined for want of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.brought_forward import untyped
from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Integers, Side

MATCHED, OWN = "matched", "made by QuickBooks"
"""Outcomes that are not causes."""


def outcomes(
    scene: Scene, numbers: tuple[Integers, Integers], findings: Sequence[Finding]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every transaction of the period on either side, with `outcome` (cause, MATCHED, OWN) and `finding` (id or "").

    numbers: the place in `findings` of each ledger and each QuickBooks transaction, -1 for none.
    """
    return (
        _outcomes(scene.ledger, numbers[0], scene.pairs["ledger"], findings),
        _outcomes(scene.books, numbers[1], scene.pairs["quickbooks"], findings),
    )


def _outcomes(side: Side, numbers: Integers, paired: pd.Series[int], findings: Sequence[Finding]) -> pd.DataFrame:
    names = np.array([*(finding.id for finding in findings), ""])[numbers]
    causes = np.array([*(finding.cause for finding in findings), ""])[numbers]
    matched = side.heads.index.isin(paired)
    columns = ["id", "kind", "number", "date", "party", "total", "memo"]
    frame = side.heads[columns].assign(
        outcome=np.where(causes != "", causes, np.where(matched, MATCHED, OWN)), finding=names, matched=matched
    )
    return frame[side.heads["in_period"]].reset_index(drop=True)


def coverage_of(ledger: pd.DataFrame, quickbooks: pd.DataFrame) -> dict[str, dict[str, int | float]]:
    """Per side: transactions, matched (in agreement or not), and their value (sum of debits, cents)."""
    return {"ledger": _coverage(ledger), "quickbooks": _coverage(quickbooks)}


def _coverage(side: pd.DataFrame) -> dict[str, int | float]:
    matched = side[side["matched"]]
    agreed = matched[matched["outcome"] == MATCHED]
    value, share = int(side["total"].sum()), len(side) or 1
    return {
        "transactions": len(side),
        "matched": len(matched),
        "agreed": len(agreed),
        "value_cents": value,
        "matched_value_cents": int(matched["total"].sum()),
        "matched_by_count": round(len(matched) / share, 4),
        "matched_by_value": round(int(matched["total"].sum()) / (value or 1), 4),
    }


def not_examined(inputs: Inputs, period: Period, chart: Chart, *, opened: bool) -> Iterator[str]:
    """What this run cannot tell, and which file would tell it."""
    if inputs.links is None:
        yield "links.csv was not given: held, refused, uncertain and never queued records are all listed as missing."
    if inputs.mapping is None or inputs.mapping.empty:
        yield "mapping.csv was not given: accounts were matched by number and name; wrong mappings cannot be told."
        if chart.inferred:
            told = "; ".join(f"{account} = {path}" for account, path in chart.inferred.items())
            yield f"Accounts matched by the entries that agree, because neither number nor name does: {told}."
    elif not chart.transfers:
        yield "mapping.csv names no Bank transfers account: half transfers and what is left there cannot be told."
    if inputs.books is None:
        yield "books.json was not given: the start, the switches, the division and the lockout dates are not examined."
    yield from _balances_not_examined(inputs, period, chart, opened=opened)
    if period.start is None and period.end is None and period.covered_from is not None:
        yield "No period was given: everything in the ledger was compared with what the Journal covers."
    if inputs.applications is None:
        yield "No application report was given: which invoice a payment was applied to is not examined."


def _balances_not_examined(inputs: Inputs, period: Period, chart: Chart, *, opened: bool) -> Iterator[str]:
    first = period.start or period.covered_from
    if inputs.trial_balance is None:
        yield "No trial balance was given: movements only; completeness of the export not proved."
        return
    if not opened and first is not None:
        yield (
            f"No trial balance as of {first - timedelta(days=1)} was given: what QuickBooks held before the period was "
            "worked out from its closing balances; completeness of the export not proved."
        )
    if nameless := untyped(inputs, period, chart):
        yield (
            f"Whether {', '.join(nameless)} belong to the year's result is not known, so they are left out of the "
            "year's end: give QuickBooks' Account List."
        )
