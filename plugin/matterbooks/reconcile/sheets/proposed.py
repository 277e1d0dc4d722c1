"""What a person may have carried out, a row for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.words import ACTIONS, spoken
from matterbooks.values import Cause


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


_ACTIONS = (
    Column("Do it", 7, "fill in"), Column("Finding", 14), Column("Action", 12), Column("Cause", 34),
    Column("Records", 9, "integer"), Column("Ledger ids", 24, "wrapped"), Column("QuickBooks ids", 24, "wrapped"),
    Column("Mend", 80, "wrapped"),
)  # fmt: skip


def _actions(found: list[Finding]) -> Iterator[tuple[Cell, ...]]:
    for finding in found:
        yield (
            "", finding.id, ACTIONS[Cause(finding.cause)], spoken(finding.cause), finding.instances,
            ", ".join(finding.ledger_ids), ", ".join(finding.quickbooks_ids), finding.mend,
        )  # fmt: skip
