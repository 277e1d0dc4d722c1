"""What the plugin knows of each record, and the three dates that close periods."""

from __future__ import annotations

from collections.abc import Iterator

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken

_DATES = (
    ("host_lockout", "Practice application locked up to"), ("trust_lockout", "Trust locked up to"),
    ("closing_date", "QuickBooks' books closed up to"),
)  # fmt: skip


def locked(page: Page, result: Result) -> None:
    """Every row of links.csv, with the finding that it is part of."""
    books = result.inputs.books or {}
    dates = "; ".join(f"{words}: {books.get(name) or 'not known'}" for name, words in _DATES)
    page.title("Locked", f"A link locks one record; the lockout and closing dates close periods. {dates}.")
    page.table(_COLUMNS, _links(page, result))


_COLUMNS = (
    Column("Ledger id", 14), Column("Kind", 22), Column("Number", 16), Column("Date", 12, "date"), Column("State", 14),
    Column("QuickBooks type", 16), Column("QuickBooks id", 14), Column("In QuickBooks' file", 12),
    Column("Amount as pushed", 15, "money"), Column("Pushed at", 22), Column("Unlocked at", 22),
    Column("Skipped because", 20), Column("Ended how", 12), Column("Last error", 60, "wrapped"), Column("Finding", 15),
    Column("Cause", 30),
)  # fmt: skip


def _links(page: Page, result: Result) -> Iterator[tuple[Cell, ...]]:
    causes = {finding.id: spoken(finding.cause) for finding in result.findings}
    ours = result.ledger.loc[result.ledger["finding"] != "", ["id", "kind", "finding"]]
    found = {(identity, kind): finding for identity, kind, finding in ours.itertuples(index=False, name=None)}
    posted = set(result.ledger["id"])
    gone = {key: finding.id for finding in result.findings for key in finding.ledger_ids if key not in posted}
    for row in rows_of(result.locked):
        held = "" if not row.quickbooks_id else "yes" if row.in_quickbooks else "no"
        finding = found.get((row.transaction_id, row.kind)) or gone.get(row.transaction_id, "")
        page.places.note(finding, page.name, page.row)
        yield (
            row.transaction_id, spoken(row.kind), row.number, row.date, row.state, row.quickbooks_type,
            row.quickbooks_id, held, units(row.amount_cents), row.pushed_at, row.unlocked_at,
            spoken(row.skipped_because), row.ended_how, row.last_error, page.places.finding(finding),
            causes.get(finding, ""),
        )  # fmt: skip
