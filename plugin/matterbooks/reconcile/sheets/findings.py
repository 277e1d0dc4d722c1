"""Sheets that list findings: all, by mapping, by age, by what can be done; and what concerns trust money."""

from __future__ import annotations

from collections.abc import Iterator

from matterbooks.reconcile.accounts import UNMAPPED
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.kinds import TRUST_KINDS
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import BAND_NAMES, age_of, band_of, findings_table, rows_of, size, units
from matterbooks.reconcile.words import ACTIONS, spoken
from matterbooks.values import Cause

MAPPING_CAUSES = frozenset({
    Cause.HELD_MAPPING, Cause.OLDER_MAPPING_VERSION, Cause.WRONG_ACCOUNT, Cause.SPLIT_DIFFERENTLY, Cause.WRONG_TAX,
    Cause.WRONG_BANK,
})  # fmt: skip


def findings(page: Page, result: Result) -> None:
    """Every finding, with room for status, owner, comment and decision."""
    page.title("Findings", "One row per root cause. Amount: the sum of the debits by which QuickBooks differs.")
    rows = rows_of(findings_table(result))
    page.table(_FINDINGS, ((*row, "open", "", "", "") for row in rows))


def wrongly_mapped(page: Page, result: Result) -> None:
    """Findings in which an account is at fault, account by account."""
    page.title("Wrongly mapped", "Amounts that stand on another account than the mapping says, or on none.")
    page.table(_MAPPING, _accounts_at_fault(result))


def trust(page: Page, result: Result) -> None:
    """What the ledger moved in trust, and what became of it."""
    page.title("Trust", "The statutory trust reconciliation stays in the practice system; this is the QuickBooks leg.")
    frame = result.ledger[result.ledger["kind"].isin(TRUST_KINDS)]
    grouped = frame.groupby(["kind", "outcome"])["total"].agg(["size", "sum"]).reset_index()
    rows = rows_of(grouped)
    page.table(_TRUST, ((spoken(k), spoken(o), n, units(cents)) for k, o, n, cents in rows))


def ageing(page: Page, result: Result) -> None:
    """Findings by cause and age band, in amounts."""
    page.title("Ageing", f"Days from the oldest record of a finding to {result.period.as_of.isoformat()}.")
    columns = [Column("Cause", 36), *(Column(band, 16, "money") for band in BAND_NAMES), Column("Oldest", 12, "date")]
    page.table(columns, _by_band(result))


def actions(page: Page, result: Result) -> None:
    """What a person may tick; nothing is ever carried out that was not ticked."""
    page.title("Actions", "Put an x into the first column of what is to be done. Nothing is done without it.")
    top = page.row
    found = [finding for finding in result.findings if finding.cause in ACTIONS]
    page.table(_ACTIONS, _actions(found))
    if found:
        page.sheet.data_validation(
            top + 1, 0, top + len(found), 0, {"validate": "list", "source": ["x"], "ignore_blank": True}
        )


_FINDINGS = (
    Column("Id", 14), Column("Severity", 12), Column("Cause", 30), Column("Difference", 16),
    Column("Records", 9, "integer"), Column("Amount", 14, "money"), Column("Oldest", 12, "date"), Column("Age", 12),
    Column("Flags", 16), Column("Ledger ids", 20, "wrapped"), Column("QuickBooks ids", 20, "wrapped"),
    Column("Evidence", 70, "wrapped"), Column("Mend", 60, "wrapped"), Column("Status", 10, "fill in"),
    Column("Owner", 16, "fill in"), Column("Comment", 30, "fill in"), Column("Decision", 20, "fill in"),
)  # fmt: skip
_MAPPING = (
    Column("Account", 44), Column("Effect", 16, "money"), Column("Records", 9, "integer"), Column("Finding", 14),
    Column("Cause", 34), Column("Evidence", 80, "wrapped"),
)  # fmt: skip
_TRUST = (Column("Kind", 28), Column("Outcome", 28), Column("Records", 10, "integer"), Column("Amount", 16, "money"))
_ACTIONS = (
    Column("Do it", 7, "fill in"), Column("Finding", 14), Column("Action", 12), Column("Cause", 34),
    Column("Records", 9, "integer"), Column("Ledger ids", 24, "wrapped"), Column("QuickBooks ids", 24, "wrapped"),
    Column("Mend", 80, "wrapped"),
)  # fmt: skip


def _accounts_at_fault(result: Result) -> Iterator[tuple[Cell, ...]]:
    for finding in result.findings:
        if finding.cause in MAPPING_CAUSES or "account" in finding.difference:
            cause = spoken(finding.cause)
            unmapped = {path: cents for path, cents in finding.effects.items() if path.startswith(UNMAPPED)}
            for account, cents in sorted((unmapped or finding.effects).items()):
                yield account, units(cents), finding.instances, finding.id, cause, finding.evidence


def _by_band(result: Result) -> Iterator[tuple[Cell, ...]]:
    causes = list(dict.fromkeys(finding.cause for finding in result.findings))
    for cause in causes:
        of_cause = [finding for finding in result.findings if finding.cause == cause]
        sums = dict.fromkeys(BAND_NAMES, 0)
        for finding in of_cause:
            sums[band_of(finding, result)] += size(finding)
        oldest = max(of_cause, key=lambda finding: age_of(finding, result)).oldest
        yield spoken(cause), *(units(cents) for cents in sums.values()), oldest


def _actions(found: list[Finding]) -> Iterator[tuple[Cell, ...]]:
    for finding in found:
        yield (
            "", finding.id, ACTIONS[Cause(finding.cause)], spoken(finding.cause), finding.instances,
            ", ".join(finding.ledger_ids), ", ".join(finding.quickbooks_ids), finding.mend,
        )  # fmt: skip
