"""Findings by cause and age: how many, how much, and proof that nothing was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from matterbooks.reconcile.carried_state import CRITICAL
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Formula, Page
from matterbooks.reconcile.summary import BAND_NAMES, age_of, band_of, size, units
from matterbooks.reconcile.words import spoken

_FIRST_BUCKET = 5
"""Of the columns of `Inputs.receivables`."""


def ageing(page: Page, result: Result) -> None:
    """Amounts by band, then counts; the totals are added up by the sheet itself."""
    day = result.period.as_of.isoformat()
    page.title("Ageing", f"Days from the oldest record of a finding to {day}. What is critical is overdue from day 1.")
    groups = _by_cause(result)
    columns = [
        Column("Cause", 36), *(Column(band, 15, "effect") for band in BAND_NAMES), Column("Amount", 16, "money"),
        Column("Oldest", 12, "date"), Column("Oldest in days", 10, "integer"), Column("Overdue", 12),
    ]  # fmt: skip
    first, end = page.table(columns, _amounts(page, groups, result))
    _total(page, first, end, groups.values(), result)
    page.heading("How many findings")
    counted = [Column("Cause", 36), *(Column(name, 15, "integer") for name in (*BAND_NAMES, "Findings"))]
    page.table(counted, _counts(page, groups, result), main=False)
    if result.inputs.receivables is not None:
        _owed(page, result.inputs.receivables)


def _owed(page: Page, receivables: pd.DataFrame) -> None:
    """What QuickBooks says that each customer owes, for comparison with the practice's own list of debtors."""
    buckets = list(receivables.columns[_FIRST_BUCKET:])
    page.heading("What customers owe, as QuickBooks' A/R Aging Summary says")
    titles = [Column("Customer", 36), Column("As of", 12, "date"), Column("Owed", 16, "money")]
    money = receivables[["total_cents", *buckets]].fillna(0).astype("int64")
    rows = zip(receivables["customer"], receivables["as_of"], money.itertuples(index=False), strict=True)
    told = ((name, day, *(units(cents) for cents in sums)) for name, day, sums in rows)
    page.table([*titles, *(Column(bucket, 15, "money") for bucket in buckets)], told, main=False)


def _by_cause(result: Result) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in result.findings:
        groups.setdefault(finding.cause, []).append(finding)
    return groups


def _by_band(found: Iterable[Finding], result: Result, *, count: bool) -> list[int]:
    sums = dict.fromkeys(BAND_NAMES, 0)
    for finding in found:
        sums[band_of(finding, result)] += 1 if count else size(finding)
    return list(sums.values())


def _amounts(page: Page, groups: dict[str, list[Finding]], result: Result) -> Iterator[tuple[Cell, ...]]:
    for cause, found in groups.items():
        oldest = max(found, key=lambda finding: age_of(finding, result))
        sums = _by_band(found, result, count=False)
        overdue = "overdue" if any(finding.severity == CRITICAL for finding in found) else ""
        row = page.row + 1
        yield (
            spoken(cause), *map(units, sums), Formula(f"SUM(B{row}:F{row})", units(sum(sums))), oldest.oldest,
            age_of(oldest, result), overdue,
        )  # fmt: skip


def _counts(page: Page, groups: dict[str, list[Finding]], result: Result) -> Iterator[tuple[Cell, ...]]:
    for cause, found in groups.items():
        row = page.row + 1
        yield spoken(cause), *_by_band(found, result, count=True), Formula(f"SUM(B{row}:F{row})", len(found))


def _total(page: Page, first: int, end: int, groups: Iterable[list[Finding]], result: Result) -> None:
    """The totals, in the row that follows the table."""
    page.row = end
    sums = _by_band((finding for found in groups for finding in found), result, count=False)
    values = [*sums, sum(sums)]
    totals = [page.sum_of(first, end, place, units(cents)) for place, cents in enumerate(values, 1)]
    page.places.ranges["Ageing total"] = page.range(page.row, page.row + 1, 6)
    page.cells(["Total", *totals], "total")
    page.row += 1
