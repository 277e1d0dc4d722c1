"""Findings in which an account is at fault, account by account."""

from __future__ import annotations

from collections.abc import Iterator

from matterbooks.reconcile.accounts import UNMAPPED
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.words import spoken
from matterbooks.values import Cause

MAPPING_CAUSES = frozenset({
    Cause.HELD_MAPPING, Cause.OLDER_MAPPING_VERSION, Cause.WRONG_ACCOUNT, Cause.SPLIT_DIFFERENTLY, Cause.WRONG_TAX,
    Cause.WRONG_BANK,
})  # fmt: skip


def wrongly_mapped(page: Page, result: Result) -> None:
    """Each account on which such a finding leaves an amount too much or too little."""
    page.title(
        "Wrongly mapped",
        "Amounts that stand on another account than the mapping says, or on none. Positive: QuickBooks has more debit.",
    )
    page.table(_COLUMNS, _accounts_at_fault(page, result))


_COLUMNS = (
    Column("Account", 44), Column("Effect", 16, "money"), Column("Records", 9, "integer"), Column("Finding", 14),
    Column("Severity", 12, "severity"), Column("Cause", 30), Column("Evidence", 70, "wrapped"),
    Column("Mend", 60, "wrapped"),
)  # fmt: skip


def _accounts_at_fault(page: Page, result: Result) -> Iterator[tuple[Cell, ...]]:
    for finding in result.findings:
        if finding.cause in MAPPING_CAUSES or "account" in finding.difference:
            unmapped = {path: cents for path, cents in finding.effects.items() if path.startswith(UNMAPPED)}
            for account, cents in sorted((unmapped or finding.effects).items()):
                yield (
                    account, units(cents), finding.instances, page.places.finding(finding.id), finding.severity,
                    spoken(finding.cause), finding.evidence, finding.mend,
                )  # fmt: skip
