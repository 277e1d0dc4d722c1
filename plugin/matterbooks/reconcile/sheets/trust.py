"""The sheet of clients' money: the legs side by side, why they differ, every client ledger, and what is due."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.kinds import TRUST_KINDS
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.trust import tables
from matterbooks.reconcile.trust.due import WARNING
from matterbooks.reconcile.trust.result import TrustResult
from matterbooks.reconcile.words import spoken

_ACROSS = 10


def trust(page: Page, result: Result) -> None:
    """Everything about trust; what could not be examined is said, never left out."""
    page.title("Trust", WARNING)
    found = result.trust
    if found is None or found.is_empty:
        page.paragraph("No trust account was found in the practice ledger or the mapping.", across=_ACROSS)
        return
    page.heading(f"Bank, cash book, client ledgers and QuickBooks as of {found.as_of.isoformat()}")
    page.table(_LEGS, rows_of(tables.legs_table(found)))
    for agrees, words in tables.verdicts(found):
        page.paragraph(words, "good" if agrees else "wrapped" if agrees is None else "attention", across=_ACROSS)
    page.row += 1
    _differences(page, found)
    _clients(page, found)
    _records(page, result)
    _due(page, found)
    _said(page, "Not examined", found.not_examined)
    _said(page, "Notes", found.notes)
    _files(page, result)


def _differences(page: Page, found: TrustResult) -> None:
    items = tables.items_table(found)
    page.heading("Differences, and what is on its way")
    if items.empty:
        page.paragraph("None.", across=_ACROSS)
    else:
        page.table(_ITEMS, (_linked(page, row) for row in rows_of(items)), main=False)
    spells = tables.overdrawn_table(found)
    page.heading("Client ledgers that were overdrawn")
    if spells.empty:
        examined = all("overdrawn" not in text for text in found.not_examined)
        page.paragraph("None, at the end of any day." if examined else "Not examined.", across=_ACROSS)
    else:
        page.table(_OVERDRAWN, rows_of(spells), main=False)


def _clients(page: Page, found: TrustResult) -> None:
    page.heading("Client ledgers")
    page.table(_CLIENTS, rows_of(tables.clients_table(found)), main=False)
    page.heading("What each client's trust liability moved in the period")
    page.table(_IN_QUICKBOOKS, rows_of(tables.quickbooks_table(found)), main=False)


def _records(page: Page, result: Result) -> None:
    """What became of each kind of trust record on its way to QuickBooks."""
    page.heading("Trust records of the period, and what became of them in QuickBooks")
    frame = result.ledger[result.ledger["kind"].isin(TRUST_KINDS)]
    counted = frame.groupby(["kind", "outcome"])["total"].agg(["size", "sum"]).reset_index()
    page.table(_RECORDS, _counted(counted), main=False)


def _counted(frame: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for kind, outcome, count, cents in rows_of(frame):
        yield spoken(kind), spoken(outcome), int(count), units(cents)


def _due(page: Page, found: TrustResult) -> None:
    page.heading("What your trust rules ask for (a reminder)")
    if found.due:
        page.table(_DUE, rows_of(tables.due_table(found)), main=False)


def _said(page: Page, heading: str, texts: tuple[str, ...]) -> None:
    if texts:
        page.heading(heading)
        for text in texts:
            page.paragraph(text, across=_ACROSS)
        page.row += 1


def _files(page: Page, result: Result) -> None:
    files = tables.files_table(result.inputs)
    if not files.empty:
        page.heading("Files, and the columns that were read")
        page.table(_FILES, rows_of(files), main=False)


def _linked(page: Page, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The row with its finding's id as a link to it."""
    place = tables.ITEMS.index("finding")
    return (*row[:place], page.places.finding(str(row[place])), *row[place + 1 :])


_MONEY = "money"
_LEGS = (
    Column("Trust account", 32), Column("Cash book opened from", 32, "wrapped"), Column("QuickBooks figures", 26),
    Column("Statement of", 14, "date"), *(Column(title.capitalize(), 16, _MONEY) for title in tables.LEGS[4:12]),
    Column("QuickBooks trust bank", 16, _MONEY), Column("Cash book less QuickBooks", 16, _MONEY),
    Column("QuickBooks trust liability", 16, _MONEY), Column("Clients less QuickBooks", 16, _MONEY),
)  # fmt: skip
_ITEMS = (
    Column("Account", 32), Column("Between", 32), Column("What", 26), Column("Date", 14, "date"),
    Column("Amount", 16, _MONEY), Column("Difference", 16, _MONEY), Column("Age in days", 16, "integer"),
    Column("Finding", 16), Column("Reference", 16), Column("Told by", 16),
)  # fmt: skip
_OVERDRAWN = (
    Column("Client", 32), Column("Matter", 32), Column("Records", 26, "wrapped"), Column("First day", 14, "date"),
    Column("Lowest", 16, _MONEY), Column("On", 16, "date"), Column("Made good on", 16, "date"),
)  # fmt: skip
_CLIENTS = (
    Column("Client", 32), Column("Matter", 32), Column("Description", 26), Column("Overdrawn since", 14, "date"),
    Column("Opening", 16, _MONEY), Column("Moved", 16, _MONEY), Column("Closing", 16, _MONEY),
    Column("In the list", 16, _MONEY), Column("Differs", 16, _MONEY),
)  # fmt: skip
_IN_QUICKBOOKS = (
    Column("Client", 32), Column("Remark", 32), Column("Practice ledger", 26, _MONEY), Column("QuickBooks", 14, _MONEY),
    Column("Difference", 16, _MONEY),
)  # fmt: skip
_RECORDS = (Column("Kind", 32), Column("Outcome", 32), Column("Records", 26, "integer"), Column("Amount", 14, _MONEY))
_DUE = (
    Column("Statement", 32, "wrapped"), Column("For", 32), Column("Counted", 26, "wrapped"),
    Column("Until", 14, "date"), Column("Source", 16, "wrapped"), Column("Must show", 16),
)  # fmt: skip
_FILES = (
    Column("File", 32), Column("Form", 32), Column("Rows", 26, "integer"), Column("Totals checked", 14, "integer"),
    Column("Columns as read", 16), Column("Remarks", 16),
)  # fmt: skip
