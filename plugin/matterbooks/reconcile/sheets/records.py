"""Sheets that list records: matched, unsynced, locked, only in QuickBooks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile import summary
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken


def matched(page: Page, result: Result) -> None:
    """Every pair, with the rule that made it."""
    page.title("Matched", "Every pair of records, with the rule that made it and how sure it is.")
    page.table(_MATCHED, _pairs(result.matches))


def unsynced(page: Page, result: Result) -> None:
    """What the ledger holds and QuickBooks does not."""
    page.title("Unsynced", "In the practice ledger, not in QuickBooks, and why.")
    page.table(_RECORDS, _records(summary.unsynced(result), result))


def only_in_quickbooks(page: Page, result: Result) -> None:
    """What QuickBooks holds and the ledger does not."""
    page.title("Only in QuickBooks", "In QuickBooks, not in the practice ledger, and why.")
    page.table(_RECORDS, _records(summary.only_in_quickbooks(result), result))


def locked(page: Page, result: Result) -> None:
    """What the plugin knows of each record."""
    page.title("Locked", "Linked (this record), host lockout date and QuickBooks closing date are three things.")
    books = result.inputs.books or {}
    for name, words in (("host_lockout", "Host lockout date"), ("closing_date", "QuickBooks closing date")):
        page.text(0, f"{words}: {books.get(name) or 'not known'}")
        page.row += 1
    page.row += 1
    page.table(_LOCKED, _links(result.locked))


_MATCHED = (
    Column("Ledger id", 14), Column("Kind", 20), Column("Number", 16), Column("Date", 12, "date"), Column("Party", 28),
    Column("Total", 14, "money"), Column("QuickBooks id", 14), Column("Type", 16), Column("Number", 16),
    Column("Date", 12, "date"), Column("Name", 28), Column("Total", 14, "money"), Column("Rule", 26),
    Column("Confidence", 12, "share"),
)  # fmt: skip
_RECORDS = (
    Column("Id", 14), Column("Kind", 22), Column("Number", 16), Column("Date", 12, "date"), Column("Party", 30),
    Column("Total", 14, "money"), Column("Age in days", 10, "integer"), Column("Cause", 32), Column("Finding", 15),
    Column("Memo", 40),
)  # fmt: skip
_LOCKED = (
    Column("Ledger id", 14), Column("Kind", 22), Column("Number", 16), Column("Date", 12, "date"), Column("State", 14),
    Column("QuickBooks type", 16), Column("QuickBooks id", 14), Column("In QuickBooks' file", 12),
    Column("Amount as pushed", 14, "money"), Column("Pushed at", 22), Column("Unlocked at", 22),
    Column("Skipped because", 20), Column("Last error", 60, "wrapped"),
)  # fmt: skip


def _pairs(matches: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for pair in rows_of(matches):
        ours, theirs, (rule, confidence) = pair[:6], pair[6:12], pair[12:]
        kind = spoken(ours[1])
        yield (ours[0], kind, *ours[2:5], units(ours[5]), *theirs[:5], units(theirs[5]), rule, confidence)


def _records(frame: pd.DataFrame, result: Result) -> Iterator[tuple[Cell, ...]]:
    for row in rows_of(frame):
        age = (result.period.as_of - row.date.date()).days
        cause = spoken(row.outcome)
        yield (
            row.id, spoken(row.kind), row.number, row.date, row.party, units(row.total), age, cause,
            row.finding, row.memo,
        )  # fmt: skip


def _links(rows: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for row in rows_of(rows):
        held = "" if not row.quickbooks_id else "yes" if row.in_quickbooks else "no"
        yield (
            row.transaction_id, spoken(row.kind), row.number, row.date, row.state, row.quickbooks_type,
            row.quickbooks_id, held, units(row.amount_cents), row.pushed_at, row.unlocked_at, row.skipped_because,
            row.last_error,
        )  # fmt: skip
