"""The Journal: lines grouped under QuickBooks' own transaction id, full account paths, debit and credit apart.

Row forms (Intuit: modern Journal CSV): `90,,,,,,,,` opens transaction 90; its lines carry date, type and number each;
`Total for 90,,,,,,,$300.00,$300.00` closes it; `,TOTAL,,,,,,"$80,890.15","$80,890.15"` ends the report.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.printed_totals import check_total
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, NO_FILTERS, Row, Table

REQUIRED = ("date", "type", "account", "debit", "credit")
"""Columns without which a report is no Journal."""


@dataclass(slots=True)
class _Journal:
    """Where the reading stands: the open transaction with its sums, and the sums of the report so far (cents)."""

    table: Table
    postings: list[Posting] = field(default_factory=list)
    open_id: str = ""
    open_row: int = 0
    debit: int = 0
    credit: int = 0
    all_debit: int = 0
    all_credit: int = 0
    seen: set[str] = field(default_factory=set)
    ended: bool = False


def read_journal(table: Table) -> list[Posting]:
    """Return the postings; every transaction must balance and every total agree, or the file is refused."""
    state = _Journal(table)
    for row in table.body():
        if state.ended:
            table.refuse(row.number, "there are rows after the TOTAL row", AS_DOWNLOADED)
        if table.text(row, "type"):
            _line(state, row)
        elif row.alone and not state.open_id:
            _open(state, row)
        elif state.open_id and row.label == f"Total for {state.open_id}":
            _close(state, row)
        elif row.label == "TOTAL" and not state.open_id:
            _end(state, row)
        else:
            table.refuse(row.number, f"the row {row.label!r} does not belong where it stands", AS_DOWNLOADED)
    _refuse_cut_off(state)
    return state.postings


def _open(state: _Journal, row: Row) -> None:
    if row.label in state.seen:
        state.table.refuse(row.number, f"transaction {row.label} stands in the report twice", AS_DOWNLOADED)
    state.open_id, state.open_row, state.debit, state.credit = row.label, row.number, 0, 0
    state.seen.add(row.label)


def _line(state: _Journal, row: Row) -> None:
    table = state.table
    table.refuse_overlong(row)
    if not state.open_id:
        table.refuse(row.number, "the line stands under no transaction", AS_DOWNLOADED)
    debit, credit = table.cents(row, "debit"), table.cents(row, "credit")
    account = table.text(row, "account")
    if not account and (debit or credit):
        table.refuse(row.number, "the line has an amount but no account", AS_DOWNLOADED)
    state.debit += debit
    state.credit += credit
    state.postings.append(
        Posting(
            row.number,
            account,
            debit - credit,
            debit,
            credit,
            state.open_id,
            table.text(row, "date"),
            table.text(row, "type"),
            table.text(row, "number"),
            table.text(row, "name"),
            table.text(row, "memo"),
        )
    )


def _close(state: _Journal, row: Row) -> None:
    table = state.table
    check_total(table, row, ("debit", "credit"), (state.debit, state.credit))
    if state.debit != state.credit:
        problem = f"transaction {state.open_id} shows only part of its lines: debits and credits differ"
        table.refuse(row.number, problem, NO_FILTERS)
    state.all_debit += state.debit
    state.all_credit += state.credit
    state.open_id = ""


def _end(state: _Journal, row: Row) -> None:
    check_total(state.table, row, ("debit", "credit"), (state.all_debit, state.all_credit))
    state.ended = True


def _refuse_cut_off(state: _Journal) -> None:
    table = state.table
    if state.open_id:
        problem = f"transaction {state.open_id} is never closed: the file is cut off"
        table.refuse(state.open_row, problem, AS_DOWNLOADED)
    if not state.ended and (state.postings or not table.footer.found):
        table.refuse(len(table.rows), "the TOTAL row is missing: the file is cut off", AS_DOWNLOADED)
    if not state.ended:
        table.warnings.append("the report holds no transaction")
