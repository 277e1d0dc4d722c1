"""Which payment settled which invoice, as far as Invoices and Received Payments tells it without doubt.

The report names no pair: a payment stands near its invoice. That means something only where the rows are in no other
order (of dates, of amounts) and all customers read the same way: each payment above its invoices, or each invoice above
its payments. Else only a customer's one invoice is told, if the report is of all dates and the invoice is paid up.
Amounts have to add up in any case, since the report does not say which part of a payment went where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading.received import REPORT

APPLICATIONS = (
    "file", "row", "customer", "date", "type", "number", "cents",
    "settles_type", "settles_number", "settles_date", "settled_cents",
)  # fmt: skip
"""One row per pair: the payment (`cents` its whole amount), and what it settled, with how much. Cents are positive."""

_PAYING = frozenset({"payment", "credit memo", "credit note", "adjustment note"})
_SETTLED = "invoice"


class _Line(NamedTuple):
    row: int
    date: pd.Timestamp
    type: str
    number: str
    cents: int

    @property
    def pays(self) -> bool:
        return self.type.lower() in _PAYING


class _Pair(NamedTuple):
    payment: _Line
    invoice: _Line
    cents: int


class Applications(NamedTuple):
    """The pairs of every such report (APPLICATIONS, None without a report), and the files with what was left open."""

    pairs: pd.DataFrame | None
    files: list[ReadFile]


def applications_of(files: Sequence[ReadFile]) -> Applications:
    """Tell the pairs of each report among the files; payments that cannot be told are counted in its warnings."""
    reports = {file.path: _told(file) for file in files if file.report == REPORT}
    if not reports:
        return Applications(None, list(files))
    rows = [(path, *_columns(customer, pair)) for path, pairs in reports.items() for customer, pair in pairs]
    days = {"date": "datetime64[ns]", "settles_date": "datetime64[ns]"}
    frame = pd.DataFrame(rows, columns=list(APPLICATIONS)).astype(days)
    return Applications(frame, [_with_warning(file, reports.get(file.path)) for file in files])


def _told(file: ReadFile) -> list[tuple[str, _Pair]]:
    customers = list(_customers(file))
    mixed = [(name, lines) for name, lines in customers if len({line.pays for line in lines}) == 2]
    first = _first_pays([lines for _, lines in mixed])
    if first is not None:
        return [(name, pair) for name, lines in mixed for block in _blocks(lines, first) for pair in _pairs(block)]
    if file.period[0] is not None:
        return []
    single = [(name, lines) for name, lines in mixed if sum(not line.pays for line in lines) == 1]
    return [(name, pair) for name, lines in single if _settled_in_full(lines) for pair in _pairs(lines)]


def _customers(file: ReadFile) -> Iterator[tuple[str, list[_Line]]]:
    """Each customer's rows; a customer with a row that is neither an invoice nor pays one is left out."""
    columns = (file.postings[name] for name in ("name", "row", "date", "type", "number", "amount_cents"))
    for customer, rows in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        lines = [_Line(row, day, kind, number, abs(cents)) for _, row, day, kind, number, cents in rows]
        if all(line.pays or line.type.lower() == _SETTLED for line in lines):
            yield str(customer), lines


def _first_pays(customers: Sequence[list[_Line]]) -> bool | None:
    """Whether every payment stands above its invoices (True), every invoice above its payments, or nothing tells."""
    fitting = [first for first in (True, False) if all(_fits(lines, first) for lines in customers)]
    arranged = any(_is_arranged(lines) for lines in customers)
    return fitting[0] if arranged and len(fitting) == 1 else None


def _fits(lines: list[_Line], first: bool) -> bool:
    blocks = _blocks(lines, first)
    return lines[0].pays == first and (not first or all(len(block) > 1 for block in blocks))


def _is_arranged(lines: list[_Line]) -> bool:
    """Whether the rows go to and fro between invoices and payments, in the order of neither dates nor amounts."""
    turns = sum(above.pays != below.pays for above, below in pairwise(lines))
    return turns > 1 and not any(
        values in (sorted(values), sorted(values, reverse=True))
        for values in ([line.date.value for line in lines], [line.cents for line in lines])
    )


def _blocks(lines: list[_Line], first: bool) -> list[list[_Line]]:
    starts = [place for place, line in enumerate(lines) if line.pays == first or place == 0]
    return [lines[start:end] for start, end in pairwise([*starts, len(lines)])]


def _settled_in_full(lines: list[_Line]) -> bool:
    return sum(line.cents if line.pays else -line.cents for line in lines) == 0


def _pairs(block: list[_Line]) -> list[_Pair]:
    """The pairs of rows that belong together: payments of one invoice, or one payment of invoices that it pays up."""
    paying = [line for line in block if line.pays and line.cents]
    owed = [line for line in block if not line.pays]
    if len({line[1:] for line in paying}) < len(paying):
        return []
    if len(owed) == 1 and sum(line.cents for line in paying) <= owed[0].cents:
        return [_Pair(line, owed[0], line.cents) for line in paying]
    if len(paying) == 1 and sum(line.cents for line in owed) == paying[0].cents:
        return [_Pair(paying[0], line, line.cents) for line in owed]
    return []


def _columns(customer: str, pair: _Pair) -> tuple[object, ...]:
    payment, invoice, cents = pair
    return (
        payment.row, customer, payment.date, payment.type, payment.number, payment.cents,
        invoice.type, invoice.number, invoice.date, cents,
    )  # fmt: skip


def _with_warning(file: ReadFile, told: list[tuple[str, _Pair]] | None) -> ReadFile:
    if told is None:
        return file
    kinds = file.postings["type"].str.lower()
    paying = int((kinds.isin(_PAYING) & (file.postings["amount_cents"] != 0)).sum())
    left = paying - len({pair.payment.row for _, pair in told})
    if not left:
        return file
    warning = f"of {paying} payments {left} stand near no invoice that they settle beyond doubt: not examined"
    return replace(file, warnings=(*file.warnings, warning))
