"""What people answer for, proof that the sheets agree, what stands against signing, and the signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from matterbooks.reconcile import carried_layout as layout
from matterbooks.reconcile.carried_state import Change
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Formula, Page
from matterbooks.reconcile.signing import Blocks, blocks_of
from matterbooks.reconcile.summary import size, units

STATE = "SignOffState"
"""The name of the cell that says whether the workbook is signed."""

NOT_READY, READY, SIGNED = "Not ready to be signed", "Ready to be signed", "Signed"
_CHANGED = (
    Column(layout.AFTER_SIGNING, 48, "wrapped"), Column("Side", 18), Column("Signed period", 18, "wrapped"),
    Column("Debits as signed", 18, "money"), Column("Debits now", 18, "money"),
    Column("Credits as signed", 18, "money"), Column("Credits now", 18, "money"), Column(layout.NOTE, 30, "fill in"),
)  # fmt: skip
_PROOF = (
    Column("Proof that the sheets agree", 48), Column("This sheet", 18, "money"),
    Column("The other sheet", 18, "money"), Column("Difference", 18, "money"), Column("The other sheet is", 18),
)  # fmt: skip
_AGAINST = ("What stands against signing", "How much is left", "What to do")
_SIGN_OFF = (
    Column("", 48), Column("Name", 18, "fill in"), Column("Date", 18, "fill in date"), Column("Note", 18, "fill in"),
)  # fmt: skip

_DATES = {
    "validate": "date", "criteria": ">", "value": date(2000, 1, 1), "error_type": "warning",
    "input_title": "Date", "input_message": "The day of signing, as a date.",
}  # fmt: skip


def state_of(result: Result) -> str:
    """Whether the workbook can be signed as it is written; nobody has signed it yet."""
    return READY if blocks_of(result).ready else NOT_READY


def to_answer_for(page: Page, result: Result) -> None:
    """What changed after it was signed, and what was not examined, each with room for why that is acceptable."""
    if result.rolled.changes:
        days = {period.run_id: f"{period.start or 'the beginning'} to {period.end}" for period in result.rolled.signed}
        rows = [_changed(change, days[change.run_id]) for change in result.rolled.changes]
        first, end = page.table(_CHANGED, rows, main=False)
        page.places.ranges[layout.AFTER_SIGNING] = page.range(first, end, len(_CHANGED) - 1)
    page.text(0, layout.NOT_EXAMINED, "header")
    page.sheet.merge_range(page.row, 1, page.row, 3, "", page.styles["header"])
    page.text(1, layout.NOTE, "header")
    page.row += 1
    first = page.row
    for text in result.not_examined:
        page.sheet.merge_range(page.row, 1, page.row, 3, "", page.styles["fill in"])
        page.text(0, text, "wrapped")
        page.cell(1, result.rolled.notes.get(text, ""), "fill in")
        page.row += 1
    if result.not_examined:
        page.places.ranges[layout.NOT_EXAMINED] = page.range(first, page.row, 1)
    page.row += 1


def proof(page: Page, result: Result) -> None:
    """The same figures on several sheets, compared by the workbook itself."""
    page.table(_PROOF, _amounts(page, result), main=False)
    page.row -= 1
    for place, value in enumerate(_counted(page, result)):
        page.cell(place, value, "integer" if place in (1, 2, 3) else "text")
    page.row += 2


def sign_off(page: Page, result: Result) -> None:
    """What stands against signing, counted by the sheet as people fill it in; names and dates; the state."""
    blocks = blocks_of(result)
    page.cells(_AGAINST, "header")
    first = page.row
    for words, left, to_do in _against(page, blocks):
        page.text(0, words, "wrapped")
        page.cell(1, left, "money" if words == layout.RESIDUE else "integer")
        page.text(2, to_do, "quiet")
        page.row += 1
    left = page.range(first, page.row, 1).partition("!")[2]
    page.row += 1
    page.heading(layout.SIGN_OFF)
    top, bottom = page.table(_SIGN_OFF, [(layout.PREPARED, "", "", ""), (layout.REVIEWED, "", "", "")], main=False)
    page.sheet.data_validation(top, 2, bottom - 1, 2, _DATES)
    filled = ",".join(f'{letter}{row + 1}<>""' for row in range(top, bottom) for letter in "BC")
    state = f'IF(SUM({left})>0,"{NOT_READY}",IF(AND({filled}),"{SIGNED}","{READY}"))'
    page.text(0, "State")
    page.cell(1, Formula(state, READY if blocks.ready else NOT_READY), "total")
    page.places.names[STATE] = page.range(page.row, page.row + 1, 1)
    page.row += 1
    row = top + 1
    same = f'IF(AND(B{row}<>"",B{row}=B{row + 1}),"Prepared and reviewed by one person","")'
    page.cell(1, Formula(same, ""), "subtitle")
    page.row += 1
    page.text(0, "Signed means: nothing stands against it, and names and dates of both are filled in.", "subtitle")
    page.row += 1


def _changed(change: Change, days: str) -> tuple[Cell, ...]:
    return (
        change.account, change.side, days, units(change.signed[0]), units(change.now[0]), units(change.signed[1]),
        units(change.now[1]), "",
    )  # fmt: skip


def _amounts(page: Page, result: Result) -> Iterator[tuple[Cell, ...]]:
    ranges = page.places.ranges
    amount = units(sum(map(size, result.findings)))
    yield _compared(
        page, "Amount of all findings", ranges["Amount by cause"], f"SUM({ranges['Amount']})", amount, "Findings"
    )
    yield _compared(page, "Amount of all findings", ranges["Amount by cause"], ranges["Ageing total"], amount, "Ageing")
    residue = f"ROUND(SUMPRODUCT(ABS({ranges['Residue']})),2)"
    yield _compared(page, layout.RESIDUE, "", residue, units(result.residue_cents), "Bridge")


def _counted(page: Page, result: Result) -> tuple[Cell, ...]:
    ranges, count = page.places.ranges, len(result.findings)
    number = f'COUNTIF({ranges["Settled"]},"yes")+COUNTIF({ranges["Settled"]},"no")'
    return _compared(page, "Number of findings", ranges["Findings by cause"], number, count, "Findings")


def _compared(page: Page, what: str, here: str, there: str, value: Decimal | int, sheet: str) -> tuple[Cell, ...]:
    """One figure as this sheet and another have it."""
    row = page.row + 1
    own: Cell = Formula(here, value) if here else value
    return what, own, Formula(there, value), Formula(f"ROUND(B{row}-C{row},2)", units(0)), sheet


def _against(page: Page, blocks: Blocks) -> Iterator[tuple[str, Cell, str]]:
    ranges = page.places.ranges
    settled, residue = ranges["Settled"], f"ROUND(SUMPRODUCT(ABS({ranges['Residue']})),2)"
    yield layout.RESIDUE, Formula(residue, units(blocks.residue)), "Every difference needs a finding: see Bridge."
    yield (
        layout.UNBALANCED, blocks.unbalanced, "Export the file again: see Inputs.",
    )  # fmt: skip
    critical = f'COUNTIFS({ranges["Severity"]},"critical",{settled},"no")'
    yield (
        "Critical findings that nobody settled",
        Formula(critical, blocks.critical),
        "Mend them, or decide: see Findings.",
    )
    above = f'COUNTIFS({ranges["Amount"]},">"&{ranges[layout.MATERIALITY]},{settled},"no")'
    yield (
        "Findings above the materiality that nobody settled", Formula(above, blocks.above),
        "Mend them, or set the status to explained or accepted and write the decision: see Findings.",
    )  # fmt: skip
    for name, words, count in (
        (layout.NOT_EXAMINED, "Not examined, and no word why that is acceptable", blocks.notes),
        (layout.AFTER_SIGNING, "Changed after sign-off, and no word why that is acceptable", blocks.changes),
    ):
        value: Cell = Formula(f"COUNTBLANK({ranges[name]})", count) if name in ranges else 0
        yield words, value, "Give the file that is missing, or fill in the yellow cell above."
