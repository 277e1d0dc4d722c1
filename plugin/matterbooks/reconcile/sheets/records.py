"""Sheets that list records of one side: unsynced, and only in QuickBooks, each with its cause and its candidates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from matterbooks.reconcile import summary
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.sheets.people import listed
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken


def unsynced(page: Page, result: Result) -> None:
    """What the ledger holds and QuickBooks does not."""
    page.title("Unsynced", "In the practice ledger, not in QuickBooks, and why.")
    candidates = _candidates(result.suggestions, "ledger", "quickbooks")
    matters = _matters(result)
    columns = (*_COLUMNS[:5], Column("Matter", 18), *_COLUMNS[5:], Column("May be in QuickBooks as", 40, "wrapped"))
    frame = summary.unsynced(result)
    whose = [matters.get(key, "") for key in zip(frame["id"], frame["kind"], strict=True)]
    rows = zip(_records(page, frame, result), whose, strict=True)
    _list(page, columns, ((*row[:5], matter, *row[5:], candidates.get(row[0], "")) for row, matter in rows), frame)


def only_in_quickbooks(page: Page, result: Result) -> None:
    """What QuickBooks holds and the ledger does not."""
    page.title("Only in QuickBooks", "In QuickBooks, not in the practice ledger, and why.")
    candidates = _candidates(result.suggestions, "quickbooks", "ledger")
    columns = (*_COLUMNS, Column("May be in the ledger as", 40, "wrapped"))
    frame = summary.only_in_quickbooks(result)
    rows = _records(page, frame, result)
    _list(page, columns, ((*row, candidates.get(row[0], "")) for row in rows), frame)


_COLUMNS = (
    Column("Id", 14), Column("Kind", 22), Column("Number", 16), Column("Date", 12, "date"), Column("Party", 30),
    Column("Total", 15, "money"), Column("Age in days", 8, "integer"), Column("Age band", 12), Column("Cause", 32),
    Column("Finding", 15), Column("Memo", 40),
)  # fmt: skip


def _list(page: Page, columns: tuple[Column, ...], rows: Iterator[tuple[Cell, ...]], frame: pd.DataFrame) -> None:
    """The records, and their total, which the sheet adds up itself."""
    first, end = page.table(columns, rows)
    page.places.ranges[f"{page.name} ids"] = page.range(first, end, 0)
    total = next(place for place, column in enumerate(columns) if column.title == "Total")
    page.row = max(end, page.row - 1)
    cells: list[Cell] = [""] * len(columns)
    cells[0], cells[total] = (
        "Total",
        page.sum_of(first, end, total, units(int(frame["total"].iloc[: end - first].sum()))),
    )
    page.cells(cells, "total")


def _records(page: Page, frame: pd.DataFrame, result: Result) -> Iterator[tuple[Any, ...]]:
    for row in rows_of(frame):
        page.places.note(row.finding, page.name, page.row)
        age = max((result.period.as_of - row.date.date()).days, 0)
        yield (
            row.id, spoken(row.kind), row.number, row.date, row.party, units(row.total), age, summary.band(age),
            spoken(row.outcome), page.places.finding(row.finding), row.memo,
        )  # fmt: skip


def _candidates(suggestions: pd.DataFrame, one: str, other: str) -> dict[str, str]:
    """Id on one side -> what on the other side may be the same, but is not sure enough to be matched."""
    found: dict[str, list[str]] = {}
    columns = [f"{one}_id", *(f"{other}_{name}" for name in ("id", "kind", "number", "date", "party"))]
    for mine, identity, kind, number, day, party in suggestions[columns].itertuples(index=False, name=None):
        title = " ".join(filter(None, [spoken(kind), number, f"of {day:%Y-%m-%d}"]))
        found.setdefault(mine, []).append(f"{', '.join(filter(None, [title, party]))} (id {identity})")
    return {mine: listed(texts) for mine, texts in found.items()}


def _matters(result: Result) -> dict[tuple[str, str], str]:
    rows = result.inputs.ledger[["transaction_id", "kind", "matter"]]
    rows = rows[rows["matter"] != ""].drop_duplicates(["transaction_id", "kind"])
    return {(identity, kind): matter for identity, kind, matter in rows.itertuples(index=False, name=None)}
