"""The Trial Balance: one closing balance per account, full paths, debit and credit apart, `TOTAL` last."""

from __future__ import annotations

from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.printed_totals import check_total
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, NO_FILTERS, Row, Table

REQUIRED = ("account", "debit", "credit")
"""Columns without which a report is no Trial Balance."""


def read_trial_balance(table: Table) -> list[Posting]:
    """Return one posting per account; debits must equal credits and both the TOTAL row."""
    if "debit" in table.header.repeated:
        way_out = "Set Display columns by to Total only, and export again."
        table.refuse(table.header.index + 1, "the report has a pair of columns for each of several periods", way_out)
    rows = list(table.body())
    if not rows or rows[-1].label != "TOTAL":
        table.refuse(len(table.rows), "the TOTAL row is missing: the file is cut off", AS_DOWNLOADED)
    postings = [_balance(table, row) for row in rows[:-1]]
    _check(table, rows[-1], postings)
    return postings


def _balance(table: Table, row: Row) -> Posting:
    table.refuse_overlong(row)
    account = table.text(row, "account")
    if not account:
        table.refuse(row.number, "the balance has no account", AS_DOWNLOADED)
    debit, credit = table.cents(row, "debit"), table.cents(row, "credit")
    return Posting(row.number, account, debit - credit, debit, credit)


def _check(table: Table, row: Row, postings: list[Posting]) -> None:
    debit, credit = sum(p.debit for p in postings), sum(p.credit for p in postings)
    check_total(table, row, ("debit", "credit"), (debit, credit))
    if debit != credit:
        table.refuse(row.number, "debits and credits differ, so accounts are missing", NO_FILTERS)
