"""The Journal in the classic layout: a transaction's date, type, number stand on its first line only, ids nowhere.

Row forms (Intuit: classic Journal): `,02/15/2025,Invoice,1001,Client,Memo,Accounts Receivable,100.00,`; more lines
without date and type; a row with both totals and no account; a blank row; `TOTAL` last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.printed_totals import check_total
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, NO_FILTERS, Row, Table

_SIDES = ("debit", "credit")


@dataclass(slots=True)
class _Classic:
    """Where the reading stands: the first line of the open transaction, its lines, and the sums of the report."""

    table: Table
    postings: list[Posting] = field(default_factory=list)
    open: list[Posting] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sums: tuple[int, int] = (0, 0)
    ended: bool = False


def read_classic_journal(table: Table) -> list[Posting]:
    """Return the postings; every transaction must balance and every total agree, or the file is refused."""
    state = _Classic(table)
    for row in table.body():
        if state.ended:
            table.refuse(row.number, "there are rows after the TOTAL row", AS_DOWNLOADED)
        if row.label.upper() == "TOTAL":
            _end(state, row)
        elif _is_total(table, row):
            _close(state, row)
        else:
            _line(state, row)
    if state.open or (not state.ended and state.postings):
        table.refuse(len(table.rows), "the last total is missing: the file is cut off", AS_DOWNLOADED)
    return state.postings


def _is_total(table: Table, row: Row) -> bool:
    figures = all(table.text(row, side) for side in _SIDES)
    return figures and not any(table.text(row, column) for column in ("account", "date", "type"))


def _line(state: _Classic, row: Row) -> None:
    table = state.table
    table.refuse_overlong(row)
    if table.text(row, "date") and state.open:
        table.refuse(row.number, "a transaction begins before the one above it is totalled", AS_DOWNLOADED)
    if not state.open and not table.text(row, "type"):
        table.refuse(row.number, "the line stands under no transaction", AS_DOWNLOADED)
    debit, credit = table.cents(row, "debit"), table.cents(row, "credit")
    own = Posting(
        row.number, table.text(row, "account"), debit - credit, debit, credit, "", table.text(row, "date"),
        table.text(row, "type"), table.text(row, "number"), table.text(row, "name"), table.text(row, "memo"),
    )  # fmt: skip
    if state.open:
        first = state.open[0]
        own = own._replace(transaction_id="", date=first.date, type=first.type, number=own.number or first.number)
    state.open.append(own)


def _close(state: _Classic, row: Row) -> None:
    table = state.table
    if not state.open:
        table.refuse(row.number, f"the row {row.label!r} does not belong where it stands", AS_DOWNLOADED)
    sums = sum(p.debit for p in state.open), sum(p.credit for p in state.open)
    check_total(table, row, _SIDES, sums)
    if sums[0] != sums[1]:
        table.refuse(row.number, "the transaction shows only part of its lines: debits and credits differ", NO_FILTERS)
    identity = _identity(state)
    state.postings += [posting._replace(transaction_id=identity) for posting in state.open]
    state.sums = state.sums[0] + sums[0], state.sums[1] + sums[1]
    state.open = []


def _identity(state: _Classic) -> str:
    """Words that tell the transaction, numbered where several share them."""
    first = state.open[0]
    words = " ".join(word for word in (first.date, first.type, first.number, first.name) if word)
    state.counts[words] = state.counts.get(words, 0) + 1
    return words if state.counts[words] == 1 else f"{words} #{state.counts[words]}"


def _end(state: _Classic, row: Row) -> None:
    if state.open:
        state.table.refuse(row.number, "the last transaction is not totalled: the file is cut off", AS_DOWNLOADED)
    check_total(state.table, row, _SIDES, state.sums)
    state.ended = True
