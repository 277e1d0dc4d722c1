"""The first sheet: the verdict, what was compared, how much of it, what was found, and since when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from matterbooks.reconcile import carried_layout as layout
from matterbooks.reconcile.carried import items_of
from matterbooks.reconcile.carried_signed import period_to_sign
from matterbooks.reconcile.carried_state import Item
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Formula, Link, Page
from matterbooks.reconcile.sheets.sign_off import STATE, proof, sign_off, state_of, to_answer_for
from matterbooks.reconcile.summary import by_cause, company_of, currency_of, rows_of, units, verdict
from matterbooks.reconcile.words import spoken

_BEFORE_DETAILS = re.compile(r"[:,(]| \(")
_WIDTHS = (48, 18, 18, 18, 18, 18, 18, 30)
CONTENTS = {
    "Bridge": "From the practice ledger to QuickBooks, account by account, cause by cause, ending in 0.00",
    "Findings": "Every root cause with its evidence and mend, and room for status, owner, comment and decision",
    "Matched": "Every pair of records, the rule that made it, and candidates that are not sure enough",
    "Unsynced": "Records of the practice ledger that QuickBooks does not hold",
    "Locked": "What the plugin knows of each record that it pushed, held or skipped",
    "Wrongly mapped": "Amounts on another account than the mapping says",
    "Only in QuickBooks": "Records of QuickBooks that the practice ledger does not hold",
    "Trust": "Clients' money: the QuickBooks leg, and the bank where its statement was given",
    "Ageing": "Findings by cause and age",
    "Actions": "What the plugin can carry out once it is ticked",
    "Inputs": "Files with their hashes and control totals; the totals that a signature stands for",
    "Rules and mapping": "How records were matched, what each cause means, and the mapping in force",
}
"""Every other sheet of the workbook, and what it answers."""

_CONTENTS = (Column("Sheet", 48), Column("What it shows", 60))
_COVERAGE = (
    Column("Coverage", 34), Column("Records", 16, "integer"), Column("Matched", 16, "integer"),
    Column("Share by count", 16, "share"), Column("Value", 18, "money"), Column("Value matched", 18, "money"),
    Column("Share by value", 18, "share"), Column("Matched and in full agreement", 16, "integer"),
)  # fmt: skip
_CAUSES = (
    Column("Findings by cause", 34), Column("Severity", 16, "severity"), Column("Findings", 16, "integer"),
    Column("Records", 16, "integer"), Column("Settled", 16, "integer"), Column("Amount", 18, "money"),
    Column("Amount not settled", 18, "money"),
)  # fmt: skip


def summary(page: Page, result: Result) -> None:
    """Verdict, facts, coverage, findings by cause, what people have to answer for, sign-off."""
    for place, width in enumerate(_WIDTHS):
        page.sheet.set_column(place, place, width)
    page.title("Practice ledger against QuickBooks", _subtitle(result))
    page.paragraph(verdict(result), "good" if result.residue_cents == 0 else "attention", height=26)
    for account, day in sorted(result.out_of_balance_since.items(), key=lambda found: found[1]):
        told = f"{account} is out of balance since {day.isoformat()}: {money(result.residue[account])} is left."
        page.paragraph(told, "attention")
    page.text(0, "State of this workbook")
    page.cell(1, Formula(STATE, state_of(result)), "total")
    page.cell(2, "", "total")
    page.row += 2
    page.heading("This run")
    for label, value, style in _facts(result, page.most_rows):
        page.text(0, label)
        page.cell(1, value, style)
        if label == layout.FROM and value is None:
            page.text(2, "From the beginning of both files.", "subtitle")
        if label == layout.MATERIALITY:
            page.places.ranges[label] = page.range(page.row, page.row + 1, 1)
            page.text(2, "A finding above it that nobody settled stands against signing.", "subtitle")
        page.row += 1
    page.row += 1
    page.table(_CONTENTS, ((Link(name, name, 0), words) for name, words in CONTENTS.items()), main=False)
    page.table(_COVERAGE, _coverage(page, result), main=False)
    _causes(page, result)
    if result.rolled.path:
        page.heading("Since the previous workbook")
        page.table((Column("What became of it", 34), Column("Findings", 16, "integer")), _since(result), main=False)
    to_answer_for(page, result)
    proof(page, result)
    sign_off(page, result)


def _subtitle(result: Result) -> str:
    company = company_of(result)
    start = result.period.start or result.period.covered_from
    dates = f"{start.isoformat() if start else 'the beginning'} to {result.period.as_of.isoformat()}"
    return f"{company}, {dates}" if company else dates


def _facts(result: Result, most_rows: int) -> Iterator[tuple[str, Cell, str]]:
    """Label, value and style; the next run reads them back by label."""
    books, own = result.inputs.books or {}, period_to_sign(result)
    bases = sorted({file.basis for file in result.inputs.files if file.basis})
    yield layout.COMPANY, company_of(result), "text"
    yield layout.REALM, str(books.get("realm") or ""), "text"
    yield "Firm", str(books.get("firm") or ""), "text"
    yield layout.RUN, result.run_id, "text"
    yield layout.FROM, own.start, "date"
    yield layout.TO, own.end, "date"
    yield layout.AS_OF, result.period.as_of, "date"
    yield "Basis", ", ".join(bases) or "as printed: not told", "text"
    yield "Currency", currency_of(result) or "not told", "text"
    version = result.chart.version
    yield "Mapping version", version if version else "none: by number and name", "integer" if version else "text"
    yield "Previous workbook", f"run {result.rolled.run_id}" if result.rolled.path else "none was given", "text"
    yield layout.MATERIALITY, units(result.materiality), "money"
    yield layout.RESIDUE, units(result.residue_cents), "money"
    yield layout.COUNT, min(len(result.findings), most_rows), "integer"
    yield layout.COUNT_CLEARED, len(result.rolled.cleared), "integer"
    yield layout.COUNT_OUTSIDE, len(result.rolled.outside), "integer"
    yield layout.PRINT, own.fingerprint, "text"


def _coverage(page: Page, result: Result) -> Iterator[tuple[Cell, ...]]:
    for side, words in (("ledger", "Practice ledger"), ("quickbooks", "QuickBooks")):
        part, row = result.coverage[side], page.row + 1
        by_count = _share(f"C{row}", f"B{row}", part["matched"], part["transactions"])
        by_value = _share(f"F{row}", f"E{row}", part["matched_value_cents"], part["value_cents"])
        yield (
            words, part["transactions"], part["matched"], by_count, units(int(part["value_cents"])),
            units(int(part["matched_value_cents"])), by_value, part["agreed"],
        )  # fmt: skip


def _share(one: str, of: str, part: float, whole: float) -> Formula:
    return Formula(f"IF({of}=0,0,{one}/{of})", Decimal(part) / Decimal(whole) if whole else 0)


def _causes(page: Page, result: Result) -> None:
    """Findings by cause; what is settled is counted by the sheet as people fill it in."""
    found = list(rows_of(by_cause(result)))
    open_items = [item for item in items_of(result) if not item.said.settled]
    left = Counter(dict.fromkeys((spoken(row.cause) for row in found), 0))
    for item in open_items:
        left[item.cause] += item.cents
    first, end = page.table(_CAUSES, _by_cause(page, result, found, open_items, left), main=False)
    page.row = end
    page.cell(0, "Total", "total")
    page.cell(1, "", "total")
    settled = len(result.findings) - len(open_items)
    for place, count in enumerate((len(result.findings), sum(int(row.records) for row in found), settled), 2):
        page.cell(place, page.sum_of(first, end, place, count), "total integer")
    for place, cents in enumerate((sum(int(row.cents) for row in found), sum(left.values())), 5):
        page.cell(place, page.sum_of(first, end, place, units(cents)), "total")
    page.places.ranges["Findings by cause"] = page.range(page.row, page.row + 1, 2)
    page.places.ranges["Amount by cause"] = page.range(page.row, page.row + 1, 5)
    page.row += 2


def _by_cause(
    page: Page, result: Result, found: Sequence[Any], open_items: Sequence[Item], left: Mapping[str, int]
) -> Iterator[tuple[Cell, ...]]:
    firsts = {finding.cause: finding.id for finding in reversed(result.findings)}
    unsettled = Counter(item.cause for item in open_items)
    ranges = page.places.ranges
    for row in found:
        cause, at = spoken(row.cause), page.row + 1
        of_cause = f"{ranges['Cause']},A{at},{ranges['Settled']}"
        yield (
            Link(cause, "Findings", page.places.findings.get(firsts[row.cause])), row.severity, int(row.findings),
            int(row.records), Formula(f'COUNTIFS({of_cause},"yes")', int(row.findings) - unsettled[cause]),
            units(int(row.cents)), Formula(f'SUMIFS({ranges["Amount"]},{of_cause},"no")', units(left[cause])),
        )  # fmt: skip


def _since(result: Result) -> Iterator[tuple[Cell, ...]]:
    """How many findings are new, as before, changed; how many are gone."""
    counts = Counter(
        said.since.partition(":")[0].partition(",")[0].partition(" (")[0] for said in result.carried.values()
    )
    yield from sorted(counts.items())
    day = result.period.as_of.isoformat()
    cleared = [item for item in result.rolled.cleared if not item.now]
    yield f"cleared since {day}", sum(item.cleared == result.period.as_of for item in cleared)
    yield "cleared earlier", sum(item.cleared != result.period.as_of for item in cleared)
    yield "told as another finding now", len(result.rolled.cleared) - len(cleared)
    yield "dated outside what this run compared", len(result.rolled.outside)
