"""Whether the books tie, in sentences, and what differs, by cause."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import by_cause, size, units, verdict
from matterbooks.reconcile.words import CRITICAL, ERROR, INFORMATION, WARNING, WORDS, spoken
from matterbooks.values import Cause

SEVERITIES = (INFORMATION, WARNING, ERROR, CRITICAL)
"""The mildest first."""


def lines(result: Result) -> Iterator[str]:
    """How much of either side was matched, whether the books tie, and what is left unexplained."""
    for side, name in (("ledger", "the practice ledger"), ("quickbooks", "QuickBooks")):
        part = result.coverage[side]
        yield f"{part['matched']:,} of {counted(int(part['transactions']), 'transaction')} of {name} matched."
    yield verdict(result)
    for account, day in sorted(result.out_of_balance_since.items()):
        yield f"{account}: {money(result.residue[account])} unexplained, since {day.isoformat()}."
    yield f"residue {money(result.residue_cents)}"


def findings_table(result: Result) -> pd.DataFrame:
    """Every finding, the most severe and then the largest first: how it is known, and what mends it."""
    ordered = sorted(result.findings, key=lambda each: (-SEVERITIES.index(each.severity), -size(each), each.id))
    rows = [
        (
            finding.id, finding.severity, _cause(finding), finding.instances, units(size(finding)),
            finding.evidence, finding.mend,
        )
        for finding in ordered
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "severity", "cause", "records", "amount", "evidence", "mend"])


def _cause(finding: Finding) -> str:
    """`locked but changed in QuickBooks (amount, date)`."""
    differs = f" ({', '.join(finding.difference)})" if finding.difference else ""
    return f"{spoken(finding.cause)}{differs}"


def causes_table(result: Result) -> pd.DataFrame:
    """Per cause: how severe, findings, records, what QuickBooks differs by, and what it means."""
    frame = by_cause(result)
    meanings = [WORDS[Cause(cause)].meaning for cause in frame["cause"]]
    return pd.DataFrame({
        "cause": frame["cause"].map(spoken), "severity": frame["severity"], "findings": frame["findings"],
        "records": frame["records"], "amount": frame["cents"].map(units), "what it means": meanings,
    })  # fmt: skip
