"""The findings: one row per root cause with everything that is known of it, and room for what people decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_col_to_name

from matterbooks.reconcile.carried import items_of
from matterbooks.reconcile.carried_layout import BETWEEN, CLEARED, OUTSIDE
from matterbooks.reconcile.carried_state import STATUSES, Item
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Formula, Link, Page
from matterbooks.reconcile.sheets.people import Whose, listed, whose
from matterbooks.reconcile.summary import age_of, band_of, size, units
from matterbooks.reconcile.words import spoken

FIRST_ROW = 4
"""The row (0-based) of the first finding, which other sheets lead to."""

_SIDES = (("Unsynced", "Matched", "Locked"), ("Only in QuickBooks", "Matched"))
_EFFECTS_SHOWN = 6


def findings(page: Page, result: Result) -> None:
    """Every finding; below, what was cleared, and what earlier workbooks hold of days that were not compared."""
    known = "One row per root cause. Amount: the debits by which QuickBooks differs. Fill in the yellow cells."
    page.title("Findings", known, _jumps(result))
    first, end = page.table(_COLUMNS, _rows(page, result), frozen=3)
    for name in ("Severity", "Amount", "Settled", "Cause", "Age band"):
        page.places.ranges[name] = page.range(first, end, _AT[name])
    page.choices(first, end, _AT["Status"], STATUSES)
    if end > first:
        grey = {
            "type": "formula",
            "criteria": f'=${_letter("Settled")}{first + 1}="yes"',
            "format": page.styles["done"],
        }
        page.sheet.conditional_format(first, 0, end - 1, _AT["Settled"], grey)
    for heading, items in ((CLEARED, result.rolled.cleared), (OUTSIDE, result.rolled.outside)):
        if items:
            page.heading(heading)
            _rolled(page, items)


_COLUMNS = (
    Column("Id", 14), Column("Severity", 12, "severity"), Column("Cause", 32), Column("Difference", 14),
    Column("Records", 9, "integer"), Column("Amount", 15, "money"), Column("Oldest", 11, "date"),
    Column("Age in days", 8, "integer"), Column("Age band", 12), Column("First seen", 11, "date"),
    Column("Since the previous workbook", 24, "wrapped"), Column("Kind", 20, "wrapped"),
    Column("Client", 26, "wrapped"), Column("Matter", 18, "wrapped"), Column("Ledger ids", 18, "wrapped"),
    Column("Ledger amount", 15, "money"),
    Column("QuickBooks ids", 18, "wrapped"), Column("QuickBooks amount", 15, "money"),
    Column("Effects by account", 40, "wrapped"), Column("Evidence", 70, "wrapped"), Column("Mend", 60, "wrapped"),
    Column("Who acts", 13), Column("Flags", 16, "wrapped"), Column("Ledger record", 20),
    Column("QuickBooks record", 26),
    Column("Status", 12, "fill in"), Column("Owner", 16, "fill in"), Column("Comment", 30, "fill in"),
    Column("Decision", 28, "fill in"), Column("Settled", 8), Column("Latest", 11, "date"),
    Column("Print", 10, "quiet"),
)  # fmt: skip
_AT = {column.title: place for place, column in enumerate(_COLUMNS)}
_ROLLED = (
    Column("Id", 14), Column("Severity", 12, "severity"), Column("Cause", 32), Column("Last seen", 12, "date"),
    Column("Records", 9, "integer"), Column("Amount", 15, "money"), Column("Oldest", 11, "date"),
    Column("Cleared since", 11, "date"), Column("Status", 12, "fill in"), Column("First seen", 11, "date"),
    Column("Comment", 24, "fill in"), Column("Owner", 20, "fill in"), Column("Decision", 26, "fill in"),
    Column("Latest", 11, "date"), Column("Ledger ids", 18, "wrapped"), Column("Print", 10, "quiet"),
    Column("QuickBooks ids", 18, "wrapped"), Column("Now told as", 15),
)  # fmt: skip
_ROLLED_STATUS = 8


def _rows(page: Page, result: Result) -> Iterator[tuple[Cell, ...]]:
    people = whose(result)
    for finding, item in zip(result.findings, items_of(result), strict=True):
        yield _row(page, result, finding, item, people)


def _row(page: Page, result: Result, finding: Finding, item: Item, people: Whose) -> tuple[Cell, ...]:
    said = item.said
    return (
        finding.id, finding.severity, item.cause, ", ".join(finding.difference), finding.instances,
        units(size(finding)), finding.oldest, age_of(finding, result), band_of(finding, result), said.first_seen,
        said.since, people.kinds.get(finding.id, ""), people.clients.get(finding.id, ""),
        people.matters.get(finding.id, ""), BETWEEN.join(finding.ledger_ids), units(finding.ledger_cents),
        BETWEEN.join(finding.quickbooks_ids), units(finding.quickbooks_cents), _effects(finding), finding.evidence,
        finding.mend, finding.acts, spoken(", ".join(finding.flags)),
        *(_record(page, finding.id, sheets) for sheets in _SIDES), said.status, said.owner, said.comment, said.decision,
        Formula(_is_settled(page.row), "yes" if said.settled else "no"), item.latest, item.print,
    )  # fmt: skip


def _is_settled(row: int) -> str:
    status, decision = f"{_letter('Status')}{row + 1}", f"{_letter('Decision')}{row + 1}"
    return f'IF(OR({status}="explained",{status}="accepted",AND({status}="open",{decision}<>"")),"yes","no")'


def _letter(title: str) -> str:
    return str(xl_col_to_name(_AT[title]))


def _effects(finding: Finding) -> str:
    """`Legal Fees 50.00; Accounts Receivable (A/R) -50.00`."""
    told = [f"{account} {money(cents)}" for account, cents in sorted(finding.effects.items())]
    return "; ".join(told) if len(told) <= _EFFECTS_SHOWN else listed(told, _EFFECTS_SHOWN)


def _record(page: Page, identity: str, sheets: Sequence[str]) -> Link | None:
    """Where the finding's first record stands, on the first of these sheets that lists one."""
    found = page.places.records.get(identity, {})
    return next(
        (Link(f"{sheet}, row {found[sheet] + 1}", sheet, found[sheet]) for sheet in sheets if sheet in found), None
    )


def _jumps(result: Result) -> list[Link]:
    """Links to the tables below the findings."""
    row, found = FIRST_ROW + len(result.findings) + 1, []
    for words, items in (("Cleared", result.rolled.cleared), ("Outside this period", result.rolled.outside)):
        if items:
            found.append(Link(f"{words}: {len(items)}, row {row + 1}", "Findings", row))
            row += len(items) + 3
    return found


def _rolled(page: Page, items: Sequence[Item]) -> None:
    rows = (
        (
            item.id, item.severity, item.cause, item.last_seen, item.records, units(item.cents), item.oldest,
            item.cleared, item.said.status, item.said.first_seen, item.said.comment, item.said.owner,
            item.said.decision, item.latest, BETWEEN.join(item.ledger_ids), item.print,
            BETWEEN.join(item.quickbooks_ids), page.places.finding(item.now),
        )
        for item in items
    )  # fmt: skip
    first, end = page.table(_ROLLED, rows, main=False)
    page.choices(first, end, _ROLLED_STATUS, STATUSES)
