"""Why one record differs and what mends it, as numbered steps; which rule paired it; what else it could be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.one import One
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of, size, units
from matterbooks.reconcile.words import spoken

_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")


def paired_lines(result: Result, one: One) -> Iterator[str]:
    """Which rule paired the two sides, and how sure it is."""
    if one.is_empty:
        yield "Nothing to pair."
        return
    pairs = result.matches[result.matches["quickbooks_id"].isin(one.quickbooks)]
    if pairs.empty or not one.ledger:
        side = "the practice ledger" if one.ledger else "QuickBooks"
        yield f"No rule paired it: it stands in {side} alone."
    for row in rows_of(pairs):
        yield f"{row.ledger_id} and QuickBooks {row.quickbooks_id}: by {row.rule}, confidence {row.confidence:.2f}."


def suggestions_table(result: Result, one: One) -> pd.DataFrame:
    """Records of the other side that may be the same but are not sure enough to be paired."""
    side, other = ("ledger", "quickbooks") if one.ledger else ("quickbooks", "ledger")
    wanted = [identity for _, identity in one.ledger] if one.ledger else list(one.quickbooks)
    rows = result.suggestions
    rows = rows[rows[f"{side}_id"].isin(wanted)]
    columns = {f"{other}_{name}": name for name in ("id", "kind", "number", "date", "party", "total")}
    shown = rows[list(columns)].rename(columns=columns)
    return shown.assign(
        kind=shown["kind"].map(spoken), date=pd.to_datetime(shown["date"]).dt.date, total=shown["total"].map(units)
    ).rename(columns={"total": "amount"})


def why_lines(one: One) -> Iterator[str]:
    """What is known of the cause, a sentence a line."""
    if one.finding is None:
        yield "Both sides agree on it: there is no finding." if not one.is_empty else "Nothing to explain."
        return
    finding = one.finding
    many = "" if finding.instances == 1 else f"; {finding.instances} records have this one cause"
    yield f"{finding.id}: {spoken(finding.cause)} ({finding.severity}), {money(size(finding))}{many}."
    yield from _SENTENCE.split(finding.evidence)


def step_lines(one: One) -> Iterator[str]:
    """What mends it, step by step, each with who acts."""
    if one.finding is None:
        yield "Nothing to do."
        return
    for number, step in enumerate(_SENTENCE.split(one.finding.mend), start=1):
        yield f"{number}. {step}"
