"""What a person may have carried out: whose it is, and a row for each record and mend, to be ticked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from matterbooks.reconcile import actions_layout as layout
from matterbooks.reconcile.actions import Proposed, proposed
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import company_of, units
from matterbooks.reconcile.words import spoken

_HOW = (
    "Put an x into the first column of what is to be done, choose where a choice is asked for, save, and run "
    "flask matterbooks actions with this file. Nothing is done that was not ticked."
)
_COLUMNS = (
    Column(layout.TICK, 12, "fill in"), Column(layout.FINDING, 22), Column(layout.ACTION, 16),
    Column(layout.CHOICE, 30, "fill in"), Column(layout.CAUSE, 32), Column(layout.KIND, 22),
    Column(layout.LEDGER_ID, 14), Column(layout.QUICKBOOKS_TYPE, 16), Column(layout.QUICKBOOKS_ID, 14),
    Column(layout.AMOUNT, 15, "money"), Column(layout.STATE, 18), Column("What it does", 70, "wrapped"),
)  # fmt: skip
_LONGEST_LIST = 255
"""Characters that Excel takes as a list of choices."""


def actions(page: Page, result: Result) -> None:
    """What a person may tick; nothing is ever carried out that was not ticked."""
    page.title("Actions", _HOW)
    for label, value in _head(result):
        page.text(0, label, "header")
        page.text(1, value)
        page.row += 1
    page.row += 1
    rows = proposed(result)
    first, end = page.table(_COLUMNS, _rows(page, rows))
    page.choices(first, end, 0, [layout.TICKED])
    for choices, start, stop in _runs(rows[: end - first], first):
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            page.choices(start, stop, 3, choices)


def _head(result: Result) -> Iterator[tuple[str, str]]:
    books = result.inputs.books or {}
    yield layout.FIRM, str(books.get("firm") or "")
    yield layout.COMPANY, company_of(result)
    yield layout.REALM, str(books.get("realm") or "")
    yield layout.RUN, result.run_id
    yield layout.EXPORT, str(books.get("export_id") or "")


def _rows(page: Page, rows: list[Proposed]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield (
            "", page.places.finding(row.finding), row.mend.value, "", spoken(row.cause), row.kind, row.ledger_id,
            row.quickbooks_type, row.quickbooks_id, units(row.cents), row.state, row.what,
        )  # fmt: skip


def _runs(rows: list[Proposed], first: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Neighbouring rows with the same choices: the choices, the first row, the row after the last."""
    for choices, group in groupby(enumerate(rows, first), key=lambda pair: pair[1].choices):
        at = [place for place, _ in group]
        yield choices, at[0], at[-1] + 1
