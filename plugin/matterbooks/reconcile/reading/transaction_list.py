"""The Transaction List by Date: one row for each transaction, in the sign of its account; estimates do not post."""

from __future__ import annotations

from matterbooks.reconcile.reading.postings import UNKNOWN, Posting
from matterbooks.reconcile.reading.printed_totals import check_total
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, Row, Table

REQUIRED = ("date", "type", "posting")
"""Columns without which a report is no Transaction List."""


def read_transaction_list(table: Table) -> list[Posting]:
    """Return one posting per transaction that posts; the TOTAL row must agree with all rows."""
    rows = list(table.body())
    total = rows.pop() if rows and rows[-1].label.upper() == "TOTAL" else None
    for row in rows:
        table.refuse_overlong(row)
        if not table.text(row, "type"):
            table.refuse(row.number, f"the row {row.label!r} does not belong where it stands", AS_DOWNLOADED)
    if total is not None:
        check_total(table, total, ("amount",), (sum(table.cents(row, "amount") for row in rows),))
    return [_transaction(table, row) for row in rows if table.text(row, "posting").lower() not in ("no", "n")]


def _transaction(table: Table, row: Row) -> Posting:
    return Posting(
        row.number, table.text(row, "account"), table.cents(row, "amount"), UNKNOWN, UNKNOWN, "",
        table.text(row, "date"), table.text(row, "type"), table.text(row, "number"), table.text(row, "name"),
        table.text(row, "memo"),
    )  # fmt: skip
