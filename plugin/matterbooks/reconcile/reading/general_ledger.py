"""The General Ledger and Transaction Detail by Account: lines grouped by account, opening and running balances.

Row forms (Intuit: modern CSV): `Checking,,,,,,,,,` opens an account; `,Beginning Balance,,,,,,,,0.00` (also with an
empty label, or the label in the memo column with a date) is its opening balance;
`Total for Checking,,,,,,,,"$1,201.00",` closes it. Amounts stand in the account's own sign; some companies print debit
and credit instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from matterbooks.reconcile.reading.body import Body
from matterbooks.reconcile.reading.cells import Mask, is_filled, texts
from matterbooks.reconcile.reading.groups import Group, Groups
from matterbooks.reconcile.reading.ledger_lines import Figures, check_lines
from matterbooks.reconcile.reading.lines import WORDS, Lines
from matterbooks.reconcile.reading.postings import UNKNOWN
from matterbooks.reconcile.reading.printed_totals import check_total
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, Row, Table

REQUIRED = ("date", "type")
"""Columns without which a report is no General Ledger; it needs an amount, or debit and credit, as well."""

_OPENING = "beginning balance"
ASK_FOR_PATHS = (
    "Give the Journal of the same period instead, which prints every account with the accounts above it: in QuickBooks "
    "open Reports > Journal, and choose Export to CSV."
)


@dataclass(slots=True)
class _Ledger:
    """Where the reading stands: the money columns, the open accounts, and the path and run of each stretch of lines."""

    table: Table
    columns: tuple[str, ...]
    groups: Groups
    stretches: list[tuple[str, int, int]] = field(default_factory=list)
    runs: int = 0
    ended: bool = False


def read_general_ledger(table: Table) -> Lines:
    """Return the postings with account paths; every total and running balance must agree with the lines."""
    columns = ("amount",) if table.header.has("amount") else ("debit", "credit")
    state = _Ledger(table, columns, Groups(len(columns)))
    body = Body(table)
    lines = is_filled(body.text("type"))
    figures = Figures.of(body, columns, lines)
    start = 0
    for place in np.flatnonzero(~lines).tolist():
        _stretch(state, body, figures, start, place)
        following = body.row(place + 1).label if place + 1 < len(body) else ""
        _row(state, body.row(place), following)
        start = place + 1
    _stretch(state, body, figures, start, len(body))
    _refuse_cut_off(state)
    return _lines(state, body, figures, lines)


def _stretch(state: _Ledger, body: Body, figures: Figures, start: int, stop: int) -> None:
    """Check the lines from one place to another, and count them into the innermost account."""
    if start == stop:
        return
    table, group = state.table, state.groups.innermost
    if state.ended:
        table.refuse(int(body.numbers[start]), "there are rows after the TOTAL row", AS_DOWNLOADED)
    if group is None:
        table.refuse_overlong(body.row(start))
        table.refuse(int(body.numbers[start]), "the line stands under no account", AS_DOWNLOADED)
    check_lines(body, figures, group, start, stop)
    state.groups.add(figures.sums(start, stop), stop - start)
    state.stretches.append((group.path, state.runs, stop - start))


def _lines(state: _Ledger, body: Body, figures: Figures, lines: Mask) -> Lines:
    paths, runs, counts = zip(*state.stretches, strict=True) if state.stretches else ((), (), ())
    times = np.array(counts, dtype=np.int64)
    words = {word: body.text(word).filter(pa.array(lines)) for word in WORDS if word != "account"}
    words["account"] = texts(paths).take(pa.array(np.repeat(np.arange(len(times)), times)))
    sides = [column[lines] for column in figures.cents]
    unknown = np.full(int(lines.sum()), UNKNOWN, dtype=np.int64)
    debit, credit = sides if len(sides) == 2 else (unknown, unknown)
    amount = debit - credit if len(sides) == 2 else sides[0]
    runs_of_lines = np.repeat(np.array(runs, dtype=np.int64), times)
    return Lines(body.numbers[lines], amount, debit, credit, words, runs_of_lines)


def _row(state: _Ledger, row: Row, following: str) -> None:
    """Take a row that is no line: a heading, an opening balance, a total."""
    table, group = state.table, state.groups.innermost
    if state.ended:
        table.refuse(row.number, "there are rows after the TOTAL row", AS_DOWNLOADED)
    if group is not None and row.label in (group.own_total, group.whole_total):
        _total(state, group, row, following)
    elif _is_header(state, row):
        _header(state, row)
    elif group is not None and group.lines == 0 and _is_opening(state, row):
        table.refuse_overlong(row)
        group.balance = table.cents(row, "balance")
    elif group is None and row.label == "TOTAL":
        check_total(table, row, state.columns, state.groups.total)
        state.ended = True
    else:
        table.refuse(row.number, f"the row {row.label!r} does not belong where it stands", AS_DOWNLOADED)


def _header(state: _Ledger, row: Row) -> None:
    known = len(state.groups.paths)
    group = state.groups.begin(row.label, row.number)
    state.runs += 1
    if len(state.groups.paths) == known:
        problem = f"a second account {group.path!r} stands in the report: only the last part of each name is printed"
        state.table.refuse(row.number, problem, ASK_FOR_PATHS)


def _is_header(state: _Ledger, row: Row) -> bool:
    first_named = min(state.table.header.columns.values())
    return row.alone and row.cells.index(row.label) < max(1, first_named) and row.label.lower() != _OPENING


def _is_opening(state: _Ledger, row: Row) -> bool:
    if row.label.startswith("Total for ") or any(state.table.text(row, column) for column in state.columns):
        return False
    return row.label.lower() == _OPENING or state.table.text(row, "balance") != ""


def _total(state: _Ledger, group: Group, row: Row, following: str) -> None:
    """Check an account's total; it stays open where the total with its sub-accounts is still to come."""
    own = group.has_children and row.label == group.own_total and following == group.whole_total
    check_total(state.table, row, state.columns, group.own if own else group.whole)
    if not own:
        state.groups.end()


def _refuse_cut_off(state: _Ledger) -> None:
    table, group = state.table, state.groups.innermost
    if group is not None:
        table.refuse(group.row, f"the account {group.name!r} is never closed: the file is cut off", AS_DOWNLOADED)
    if not state.groups.paths:
        table.refuse(None, "no account stands in the report", AS_DOWNLOADED)
    if not state.ended and not table.footer.found:
        table.warnings.append("the report has neither a TOTAL nor a footer: whether it is complete cannot be seen")
