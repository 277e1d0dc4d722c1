"""The result in a few lines and small tables, for a terminal, a notebook and the first sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.words import spoken

BANDS = ((7, "0-7 days"), (30, "8-30 days"), (60, "31-60 days"), (90, "61-90 days"))
OLDEST_BAND = "over 90 days"
SEARCHED: dict[str, Any] = {
    "classes": "display compact",
    "layout": {"topStart": "info", "topEnd": "search", "bottomStart": None, "bottomEnd": "paging"},
    "columnDefs": [{"className": "dt-head-left dt-body-left", "targets": "_all"}],
    "maxBytes": 0,
}
"""How the notebooks show a table: whole, with a search box, long texts wrapped (options of itables)."""

BAND_NAMES = (*(name for _, name in BANDS), OLDEST_BAND)


def verdict(result: Result) -> str:
    """One sentence on whether the books tie."""
    if result.ties:
        return "The books tie: every difference is explained and nothing is left."
    if result.residue_cents:
        return "The books do not tie: the findings do not explain every difference."
    return "Every difference is explained and nothing is left; completeness of the export not proved."


def company_of(result: Result) -> str:
    """The company's name, from books.json or else a QuickBooks file; "" if nothing names it."""
    named = str((result.inputs.books or {}).get("company") or "")
    return named or next((file.company for file in result.inputs.files if file.company), "")


def currency_of(result: Result) -> str:
    """The books' home currency as an ISO code, "" if nothing tells it."""
    named = str((result.inputs.books or {}).get("home_currency") or "")
    printed = next((file.currency for file in result.inputs.files if file.currency), "")
    used = result.inputs.ledger["currency"]
    return (named or printed or next(iter(used[used != ""].mode()), "")).upper()


def lines(result: Result) -> Iterator[str]:
    """What the command prints: coverage, findings by cause, the residue."""
    for side, words in (("ledger", "practice ledger"), ("quickbooks", "QuickBooks")):
        part = result.coverage[side]
        yield f"{words:<16} {part['transactions']:>7} transactions, {part['matched']:>7} matched"
    table = by_cause(result)
    if len(table):
        yield ""
        yield f"{'cause':<34} {'severity':<12} {'findings':>8} {'records':>8} {'effect':>16}"
    for row in rows_of(table):
        yield f"{row.cause:<34} {row.severity:<12} {row.findings:>8} {row.records:>8} {money(row.cents):>16}"
    yield ""
    yield verdict(result)
    for account, day in sorted(result.out_of_balance_since.items()):
        yield f"{account}: residue {money(result.residue[account])}, out of balance since {day.isoformat()}"
    yield f"residue {money(result.residue_cents)}"


def by_cause(result: Result) -> pd.DataFrame:
    """One row per cause, in order of evidence: cause, severity, findings, records, cents (sum of positive effects)."""
    rows = pd.DataFrame(
        {
            "cause": [finding.cause for finding in result.findings],
            "severity": [finding.severity for finding in result.findings],
            "records": [finding.instances for finding in result.findings],
            "cents": [size(finding) for finding in result.findings],
        }
    )
    grouped = rows.groupby(["cause", "severity"], sort=False)
    found = grouped.agg(findings=("records", "size"), records=("records", "sum"), cents=("cents", "sum"))
    return found.reset_index()


def findings_table(result: Result) -> pd.DataFrame:
    """One row per finding, as people look through them."""
    rows = [
        {
            "id": finding.id,
            "severity": finding.severity,
            "cause": spoken(finding.cause),
            "difference": ", ".join(finding.difference),
            "records": finding.instances,
            "amount": units(size(finding)),
            "oldest": finding.oldest,
            "age": band_of(finding, result),
            "flags": ", ".join(finding.flags).replace("_", " "),
            "ledger ids": ", ".join(finding.ledger_ids),
            "QuickBooks ids": ", ".join(finding.quickbooks_ids),
            "evidence": finding.evidence,
            "mend": finding.mend,
        }
        for finding in result.findings
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))


def findings_to_read(result: Result) -> pd.DataFrame:
    """The columns of `findings_table` that one reads first: what, how much, how it is known, what mends it."""
    return findings_table(result)[["id", "severity", "cause", "difference", "records", "amount", "evidence", "mend"]]


FINDING_COLUMNS = (
    "id", "severity", "cause", "difference", "records", "amount", "oldest", "age", "flags", "ledger ids",
    "QuickBooks ids", "evidence", "mend",
)  # fmt: skip


def bridge_table(result: Result) -> pd.DataFrame:
    """The bridge in units of currency, with a row of totals."""
    cents = result.bridge.set_index("account")
    cents.loc["Total"] = cents.sum()
    frame = cents.map(units).reset_index()
    return frame.rename(columns=lambda name: spoken(str(name)))


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples, whose fields have the types that the frame's docstring gives."""
    yield from frame.itertuples(index=False)


def units(cents: int) -> Decimal:
    """Cents as an exact amount with two places."""
    return Decimal(int(cents)).scaleb(-2)


def size(finding: Finding) -> int:
    """How much a finding moves, in cents: the sum of its positive effects."""
    return sum(cents for cents in finding.effects.values() if cents > 0)


def age_of(finding: Finding, result: Result) -> int:
    """Days from the finding's oldest record to the end of the period; 0 where it has none."""
    return max((result.period.as_of - finding.oldest).days, 0) if finding.oldest else 0


def band_of(finding: Finding, result: Result) -> str:
    """The band that its age falls in."""
    return band(age_of(finding, result))


def band(days: int) -> str:
    """The band of an age in days."""
    return next((name for limit, name in BANDS if days <= limit), OLDEST_BAND)


def unsynced(result: Result) -> pd.DataFrame:
    """Ledger transactions of the period that QuickBooks does not hold, with cause and finding."""
    frame = result.ledger[~result.ledger["matched"] & (result.ledger["finding"] != "")]
    return frame.reset_index(drop=True)


def only_in_quickbooks(result: Result) -> pd.DataFrame:
    """QuickBooks transactions of the period that the ledger does not hold, with cause and finding."""
    frame = result.quickbooks[~result.quickbooks["matched"] & (result.quickbooks["finding"] != "")]
    return frame.reset_index(drop=True)


def records_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Transactions, as `unsynced` and `only_in_quickbooks` return them, for people to look through."""
    shown = frame[["id", "kind", "number", "date", "party", "total", "outcome", "finding"]]
    return shown.assign(
        kind=shown["kind"].map(spoken),
        date=shown["date"].dt.date,
        total=shown["total"].map(units),
        outcome=shown["outcome"].map(spoken),
    ).rename(columns={"outcome": "cause", "total": "amount"})
