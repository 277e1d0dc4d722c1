"""A/R Aging Summary: what each customer owes on one day, by how late it is; the TOTAL row must agree.

A sub-customer follows its parent as a plain row, and only `Total for Parent` below tells that it is one (Intuit: CSV
does not indent). As postings: `account` is the printed bucket, `name` the customer with its parents before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import pandas as pd

from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading.amounts import printed, to_cents
from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, Row, Table

REPORT = "receivables"
REQUIRED = ("bucket", "total")
"""Columns without which a report is not this one; A/P Aging has them too, so that its title has to say it as well."""
RECEIVABLES = ("file", "row", "customer", "as_of", "total_cents")
"""One row per customer, and after these a column of cents for each printed bucket."""

_TOTAL_FOR = "Total for "
_TOTAL_CLASSIC = "Total "


@dataclass(slots=True)
class _Customer:
    row: int
    name: str
    leaf: str
    cents: list[int]


def receivables_of(files: Sequence[ReadFile]) -> pd.DataFrame | None:
    """RECEIVABLES and the buckets of every such report, None without one."""
    given = [file for file in files if file.report == REPORT]
    return pd.concat([_frame(file) for file in given], ignore_index=True) if given else None


def read_receivables(table: Table) -> list[Posting]:
    """Return one row per customer and bucket."""
    if table.titles.period[1] is None:
        table.refuse(None, f"the day {table.titles.period_text!r} is not understood", AS_DOWNLOADED)
    buckets = _buckets(table)
    rows = list(table.body())
    if not rows or rows[-1].label.upper() != "TOTAL":
        last = rows[-1].number if rows else table.header.index + 1
        table.refuse(last, "the TOTAL row is missing: the file is cut off", AS_DOWNLOADED)
    customers: list[_Customer] = []
    for row in rows[:-1]:
        _read(table, row, buckets, customers)
    _check(table, rows[-1], customers, buckets)
    return [
        Posting(customer.row, title, cents, name=customer.name)
        for customer in customers
        for title, cents in zip(buckets.values(), customer.cents, strict=True)
    ]


def _buckets(table: Table) -> dict[int, str]:
    """Place of each bucket's column -> what is printed above it: all that stands between the name and the total."""
    titles = table.rows[table.header.index]
    return {place: titles[place] for place in range(1, table.header.columns["total"])}


def _read(table: Table, row: Row, buckets: dict[int, str], customers: list[_Customer]) -> None:
    table.refuse_overlong(row)
    if not row.cells[0]:
        table.refuse(row.number, "the row names no customer", AS_DOWNLOADED)
    parent = _parent(row.label, customers)
    if parent is None:
        cents = _cents(table, row, buckets)
        if sum(cents) != _total(table, row):
            _refuse_sum(table, row, sum(cents))
        customers.append(_Customer(row.number, row.label, row.label, cents))
        return
    _check(table, row, customers[parent:], buckets)
    for child in customers[parent + 1 :]:
        child.name = f"{customers[parent].leaf}:{child.name}"


def _parent(label: str, customers: list[_Customer]) -> int | None:
    """The place of the customer whose total this row is, None where it is a customer's own row."""
    for place in range(len(customers) - 1, -1, -1):
        if label in (_TOTAL_FOR + customers[place].leaf, _TOTAL_CLASSIC + customers[place].leaf):
            return place
    return None


def _check(table: Table, row: Row, customers: Sequence[_Customer], buckets: dict[int, str]) -> None:
    """Refuse a total that is not the sum of the rows that it stands for, in each bucket."""
    sums = [sum(customer.cents[place] for customer in customers) for place in range(len(buckets))]
    if _cents(table, row, buckets) != sums or _total(table, row) != sum(sums):
        _refuse_sum(table, row, sum(sums))
    table.totals_checked += 1


def _refuse_sum(table: Table, row: Row, cents: int) -> NoReturn:
    problem = f"{row.label!r} does not agree with what it stands for, which adds up to {printed(cents)}"
    table.refuse(row.number, problem, AS_DOWNLOADED)


def _cents(table: Table, row: Row, buckets: dict[int, str]) -> list[int]:
    return [_amount(table, row, place) for place in buckets]


def _total(table: Table, row: Row) -> int:
    return _amount(table, row, table.header.columns["total"])


def _amount(table: Table, row: Row, place: int) -> int:
    text = row.cells[place] if place < len(row.cells) else ""
    cents = to_cents(text, table.mark)
    if cents is None:
        table.refuse(row.number, f"{text!r} is not an amount", AS_DOWNLOADED)
    return cents


def _frame(file: ReadFile) -> pd.DataFrame:
    postings = file.postings
    wide = postings.pivot_table(
        index=["row", "name"], columns="account", values="amount_cents", aggfunc="sum", fill_value=0, sort=False
    )
    frame = wide.rename_axis(columns=None).reset_index().rename(columns={"name": "customer"})
    buckets = [str(name) for name in wide.columns]
    frame["total_cents"] = frame[buckets].sum(axis=1).astype("int64")
    frame["as_of"] = pd.Series(file.period[1], index=frame.index, dtype="datetime64[ns]")
    frame["file"] = file.path
    return frame[[*RECEIVABLES, *buckets]]
