"""The General Ledger and Transaction Detail by Account: lines grouped by account, opening and running balances.

Row forms (Intuit: modern CSV): `Checking,,,,,,,,,` opens an account; `,Beginning Balance,,,,,,,,0.00` (also with an
empty label, or the label in the memo column with a date) is its opening balance;
`Total for Checking,,,,,,,,"$1,201.00",` closes it. Amounts stand in the account's own sign; some companies print debit
and credit instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from matterbooks.reconcile.reading.groups import Group, Groups, Sums
from matterbooks.reconcile.reading.postings import UNKNOWN, Posting
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
    """Where the reading stands: the money columns, the open accounts, the postings so far."""

    table: Table
    columns: tuple[str, ...]
    groups: Groups
    postings: list[Posting] = field(default_factory=list)
    runs: int = 0
    ended: bool = False


def read_general_ledger(table: Table) -> list[Posting]:
    """Return the postings with account paths; every total and running balance must agree with the lines."""
    columns = ("amount",) if table.header.has("amount") else ("debit", "credit")
    state = _Ledger(table, columns, Groups(len(columns)))
    rows = list(table.body())
    for index, row in enumerate(rows):
        following = rows[index + 1].label if index + 1 < len(rows) else ""
        _row(state, row, following)
    _refuse_cut_off(state)
    return state.postings


def _row(state: _Ledger, row: Row, following: str) -> None:
    table, group = state.table, state.groups.innermost
    if state.ended:
        table.refuse(row.number, "there are rows after the TOTAL row", AS_DOWNLOADED)
    if table.text(row, "type"):
        _line(state, row)
    elif group is not None and row.label in (group.own_total, group.whole_total):
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


def _line(state: _Ledger, row: Row) -> None:
    table, group = state.table, state.groups.innermost
    table.refuse_overlong(row)
    if group is None:
        table.refuse(row.number, "the line stands under no account", AS_DOWNLOADED)
    sums = tuple(table.cents(row, column) for column in state.columns)
    state.groups.add(sums)
    _follow(state, group, row, sums)
    debit, credit = sums if len(sums) == 2 else (UNKNOWN, UNKNOWN)
    state.postings.append(
        Posting(
            row.number, group.path, sums[0] if len(sums) == 1 else debit - credit, debit, credit, "",
            table.text(row, "date"), table.text(row, "type"), table.text(row, "number"), table.text(row, "name"),
            table.text(row, "memo"), state.runs,
        )
    )  # fmt: skip


def _follow(state: _Ledger, group: Group, row: Row, sums: Sums) -> None:
    """Check the line's running balance; with debit and credit columns the first line tells which side adds."""
    if not state.table.text(row, "balance"):
        return
    printed = state.table.cents(row, "balance")
    change = sums[0] if len(sums) == 1 else sums[0] - sums[1]
    before, group.balance = group.balance, printed
    if before is None:
        return
    if len(sums) == 1:
        group.direction = 1
    elif change and not group.direction:
        group.direction = 1 if printed - before == change else -1
    if printed - before != group.direction * change:
        problem = f"the balance of {group.name!r} does not follow from the line before"
        state.table.refuse(row.number, problem, AS_DOWNLOADED)


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
