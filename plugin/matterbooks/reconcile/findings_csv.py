"""The findings as CSV: one row per finding, amounts with two places; no text becomes a formula where it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from matterbooks.reconcile.carried import said_of
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.rest import write_rest
from matterbooks.reconcile.summary import age_of, band_of, size, units

COLUMNS = (
    "id", "cause", "severity", "difference", "ledger_ids", "quickbooks_ids", "instances", "amount", "ledger_amount",
    "quickbooks_amount", "effects", "oldest", "age_days", "age_band", "first_seen", "flags", "evidence", "mend", "acts",
    "status", "owner", "comment", "decision", "since_previous",
)  # fmt: skip


def write_csv(result: Result, path: Path) -> None:
    """Write the findings to a file, in UTF-8 with a byte order mark."""
    write_rest(path, COLUMNS, _rows(result))


def _rows(result: Result) -> Iterator[tuple[object, ...]]:
    for finding in result.findings:
        said = said_of(finding, result)
        effects = "; ".join(f"{account}={units(cents)}" for account, cents in sorted(finding.effects.items()))
        yield (
            finding.id, finding.cause, finding.severity, ", ".join(finding.difference), ", ".join(finding.ledger_ids),
            ", ".join(finding.quickbooks_ids), finding.instances, units(size(finding)), units(finding.ledger_cents),
            units(finding.quickbooks_cents), effects, finding.oldest, age_of(finding, result),
            band_of(finding, result), said.first_seen, ", ".join(finding.flags), finding.evidence, finding.mend,
            finding.acts, said.status, said.owner, said.comment, said.decision, said.since,
        )  # fmt: skip
