"""Every pair of records with the rule that made it, and below, the pairs that nothing made sure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Link, Page
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.transactions import inside
from matterbooks.reconcile.words import spoken

SUGGESTIONS = "Suggestions: these may be the same, but nothing is sure enough to match them"


def matched(page: Page, result: Result) -> None:
    """Pairs of the period, then the suggestions."""
    pairs = of_period(result.matches, result)
    count, row = len(result.suggestions), _FIRST_ROW + len(pairs) + 1
    jump = Link(f"Suggestions: {count}, row {row + 1}", "Matched", row if row < page.most_rows else None)
    told = "Every pair of records, with the rule that made it and how sure it is."
    page.title("Matched", told, [jump] if count else [])
    first, end = page.table(_COLUMNS, _pairs(page, pairs, result))
    page.places.ranges["Matched rules"] = page.range(first, end, 12)
    if count:
        page.heading(SUGGESTIONS)
        page.table(_SUGGESTED, _suggested(result.suggestions), main=False)


_FIRST_ROW = 4
_AT_A_TIME = 10_000


def of_period(pairs: pd.DataFrame, result: Result) -> pd.DataFrame:
    """The pairs of which either side is dated within the period."""
    period = result.period
    ours, theirs = (inside(pairs[f"{side}_date"], period.start, period.end) for side in ("ledger", "quickbooks"))
    return pairs[ours | theirs]


_BOTH = (
    Column("Ledger id", 14), Column("Kind", 20), Column("Number", 16), Column("Date", 12, "date"), Column("Party", 28),
    Column("Total", 15, "money"), Column("QuickBooks id", 14), Column("Type", 16), Column("QuickBooks number", 16),
    Column("QuickBooks date", 12, "date"), Column("Name", 28), Column("QuickBooks total", 15, "money"),
)  # fmt: skip
_COLUMNS = (
    *_BOTH, Column("Rule", 26), Column("Confidence", 11, "share"), Column("Finding", 15),
    Column("What differs", 34),
)  # fmt: skip
_SUGGESTED = (*_BOTH, Column("Why it is not sure", 26, "wrapped"))


def _pairs(page: Page, pairs: pd.DataFrame, result: Result) -> Iterator[tuple[Cell, ...]]:
    found = _finding_of(result.ledger) | _finding_of(result.quickbooks)
    causes = {finding.id: spoken(finding.cause) for finding in result.findings}
    kinds = {kind: spoken(kind) for kind in pairs["ledger_kind"].unique()}
    for pair in _rows(pairs):
        ours, theirs, (rule, confidence) = pair[:6], pair[6:12], pair[12:14]
        finding = found.get((ours[0], ours[1])) or found.get((theirs[0], theirs[1])) or ""
        link: Cell = ""
        if finding:
            page.places.note(finding, page.name, page.row)
            link = page.places.finding(finding)
        yield (
            ours[0], kinds[ours[1]], *ours[2:5], units(ours[5]), *theirs[:5], units(theirs[5]), rule, confidence, link,
            causes.get(finding, ""),
        )  # fmt: skip


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples, with plain dates: columns of some rows at a time, several times as fast as row by row."""
    for first in range(0, len(frame), _AT_A_TIME):
        part = frame.iloc[first : first + _AT_A_TIME]
        days = {name: part[name].to_numpy().astype("datetime64[D]").tolist() for name in part.select_dtypes("datetime")}
        yield from zip(*(days.get(name) or part[name].tolist() for name in part.columns), strict=True)


def _finding_of(side: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(id, kind) -> finding, of matched records that differ."""
    rows = side.loc[(side["finding"] != "") & side["matched"], ["id", "kind", "finding"]]
    return {(identity, kind): finding for identity, kind, finding in rows.itertuples(index=False, name=None)}


def _suggested(rows: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for row in rows_of(rows):
        told: tuple[Any, ...] = tuple(row)
        why = told[12] if len(told) > 12 else "same type and total, other date"
        yield (
            told[0], spoken(told[1]), *told[2:5], units(told[5]), *told[6:11], units(told[11]), why,
        )  # fmt: skip
