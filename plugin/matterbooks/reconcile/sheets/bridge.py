"""The bridge: one row per account, one column per cause, every finding's effect below, and proof that they agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_col_to_name

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.bridge_blocks import Block, transfers_block, trust_block
from matterbooks.reconcile.sheets.page import Cell, Column, Formula, Page
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken

_EFFECTS = (
    Column("Account", 40), Column("Effect", 16, "money"), Column("Finding", 16), Column("Records", 9, "integer"),
    Column("Who acts", 13), Column("Cause", 30),
)  # fmt: skip
_PROOF = (
    Column("Account", 40), Column("In the bridge", 16, "money"), Column("Listed above", 16, "money"),
    Column("Difference", 15, "money"),
)  # fmt: skip


_BEFORE = {"ledger_movement": "Practice ledger", "opening_difference": "Opening difference", "year_end": "Year end"}
"""Columns of the frame that stand before the causes; the last only where a year ended."""


def bridge(page: Page, result: Result) -> None:
    """Practice ledger + what was brought forward + effects = QuickBooks, per account and in total, and what is left."""
    known = "closing balances" if result.inputs.trial_balance is not None else "movements only"
    page.title(
        "Bridge", f"From the practice ledger to QuickBooks, {known}, debit positive. The sheet adds itself up; the "
        "residue is what no finding explains.",
    )  # fmt: skip
    causes = list(dict.fromkeys(finding.cause for finding in result.findings if finding.effects))
    effects = by_cause_and_account(result)
    before = [name for name in _BEFORE if name != "year_end" or result.bridge[name].any()]
    first, end = page.table(_columns(before, causes), _rows(page, result, before, causes, effects))
    sums = [sum(effects.get((a, c), 0) for a in result.bridge["account"]) for c in causes]
    _total(page, first, end, result, before, sums)
    for block in (transfers_block(result), trust_block(result)):
        _block(page, block)
    page.heading("Effect of each finding")
    listed = page.table(_EFFECTS, _effects(page, result), main=False)
    page.heading("Proof: the effects listed above, added up by account, are those of the bridge")
    page.table(_PROOF, _proof(page, result, effects, len(before), causes, listed, first), main=False)


def by_cause_and_account(result: Result) -> dict[tuple[str, str], int]:
    """(account, cause) -> cents."""
    effects: dict[tuple[str, str], int] = {}
    for finding in result.findings:
        for account, cents in finding.effects.items():
            effects[account, finding.cause] = effects.get((account, finding.cause), 0) + cents
    return effects


def _columns(before: Sequence[str], causes: Sequence[str]) -> list[Column]:
    ledger, *carried = (_BEFORE[name] for name in before)
    return [
        Column("Account", 40), Column(ledger, 16, "money"), *(Column(name, 16, "effect") for name in carried),
        *(Column(spoken(cause).capitalize().replace("quickbooks", "QuickBooks"), 15, "effect") for cause in causes),
        Column("Explained", 16, "money"), Column("QuickBooks", 16, "money"), Column("Residue", 13, "money"),
        Column("Out of balance since", 12, "date"),
    ]  # fmt: skip


def _rows(
    page: Page, result: Result, before: Sequence[str], causes: Sequence[str], effects: dict[tuple[str, str], int]
) -> Iterator[tuple[Cell, ...]]:
    summed = len(before) + len(causes)
    last, explained, closing = (xl_col_to_name(summed + place) for place in range(3))
    for row in rows_of(result.bridge):
        at = page.row + 1
        yield (
            str(row.account), *(units(getattr(row, name)) for name in before),
            *(units(effects.get((row.account, cause), 0)) for cause in causes),
            Formula(f"ROUND(SUM(B{at}:{last}{at}),2)", units(row.expected)), units(row.closing),
            Formula(f"ROUND({closing}{at}-{explained}{at},2)", units(row.residue)),
            result.out_of_balance_since.get(row.account),
        )  # fmt: skip


def _total(page: Page, first: int, end: int, result: Result, before: Sequence[str], effects: Sequence[int]) -> None:
    frame = result.bridge
    sums = [int(frame[name].sum()) for name in before]
    sums += [*effects, *(int(frame[name].sum()) for name in ("expected", "closing", "residue"))]
    page.row = end
    totals = [_rounded(page.sum_of(first, end, place, units(cents))) for place, cents in enumerate(sums, 1)]
    page.places.ranges["Residue"] = page.range(first, end, len(sums))
    page.cells(["Total", *totals, ""], "total")
    page.row += 1


def _rounded(total: Cell) -> Cell:
    return Formula(f"ROUND({total.text},2)", total.value) if isinstance(total, Formula) else total


def _block(page: Page, block: Block) -> None:
    page.heading(block.heading)
    for text in block.notes:
        page.text(0, text, "subtitle")
        page.row += 1
    if not block.rows:
        page.row += 1
        return
    first, end = page.table(block.columns, block.rows, main=False)
    if block.totals:
        page.row = end
        sums = [page.sum_of(first, end, place, units(cents)) for place, cents in enumerate(block.totals, 1)]
        page.cells(["Total", *sums], "total")
        page.row += 1


def _effects(page: Page, result: Result) -> Iterator[tuple[Cell, ...]]:
    for finding in result.findings:
        for account, cents in sorted(finding.effects.items()):
            yield (
                account, units(cents), page.places.finding(finding.id), finding.instances, finding.acts,
                spoken(finding.cause),
            )  # fmt: skip


def _proof(
    page: Page, result: Result, effects: dict[tuple[str, str], int], before: int, causes: Sequence[str],
    listed: tuple[int, int], first: int,
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    """By account: the causes' columns, the effects listed by finding, and nothing between them."""
    names, amounts = (page.range(*listed, place).partition("!")[2] for place in range(2))
    since, last = (xl_col_to_name(before + place) for place in (1, max(len(causes), 1)))
    for place, account in enumerate(result.bridge["account"]):
        total = units(sum(effects.get((account, cause), 0) for cause in causes))
        row, at = first + place + 1, page.row + 1
        above = Formula(f"ROUND(SUM({since}{row}:{last}{row}),2)", total) if causes else total
        below = Formula(f"ROUND(SUMPRODUCT(EXACT({names},A{at})*{amounts}),2)", total) if causes else total
        yield account, above, below, Formula(f"ROUND(B{at}-C{at},2)", units(0))
