"""The bridge: one row per account, one column per cause, and every finding's effect below, so that it can be redone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken


def bridge(page: Page, result: Result) -> None:
    """Practice ledger + opening difference + effects = QuickBooks, per account; the residue is what is left."""
    known = "closing balances" if result.inputs.trial_balance is not None else "movements only"
    page.title("Bridge", f"From the practice ledger to QuickBooks, {known}. Debit positive.")
    causes = list(dict.fromkeys(finding.cause for finding in result.findings if finding.effects))
    columns = [
        Column("Account", 40), Column("Practice ledger", 16, "money"), Column("Opening difference", 16, "effect"),
        *(Column(spoken(cause), 15, "effect") for cause in causes),
        Column("Explained", 16, "money"), Column("QuickBooks", 16, "money"), Column("Residue", 13, "money"),
    ]  # fmt: skip
    rows = list(_rows(result, causes))
    page.table(columns, rows)
    page.row -= 1
    page.text(0, "Total", "total")
    for place in range(1, len(columns)):
        page.cell(place, sum((row[place] for row in rows), units(0)), "total")
    page.row += 3
    for account, day in sorted(result.out_of_balance_since.items()):
        page.text(0, f"{account} is out of balance since {day.isoformat()}", "attention")
        page.row += 1
    page.heading("Effect of each finding")
    page.table(_EFFECTS, _effects(result), main=False)


_EFFECTS = (Column("Account", 40), Column("Effect", 16, "money"), Column("Finding", 16), Column("Cause", 30))


def _rows(result: Result, causes: list[str]) -> Iterator[tuple[Any, ...]]:
    effects: dict[tuple[str, str], int] = {}
    for finding in result.findings:
        for account, cents in finding.effects.items():
            effects[account, finding.cause] = effects.get((account, finding.cause), 0) + cents
    for row in rows_of(result.bridge):
        yield (
            str(row.account), units(row.ledger_movement), units(row.opening_difference),
            *(units(effects.get((row.account, cause), 0)) for cause in causes),
            units(row.expected), units(row.closing), units(row.residue),
        )  # fmt: skip


def _effects(result: Result) -> Iterator[tuple[Cell, ...]]:
    for finding in result.findings:
        for account, cents in sorted(finding.effects.items()):
            yield account, units(cents), finding.id, spoken(finding.cause)
