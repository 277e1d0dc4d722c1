"""The report Invoices and Received Payments: under each customer its invoices and payments, without any totals.

Modern CSV (Intuit): `,Date,Transaction type,Memo/Description,Transaction number,Amount`, a customer's name alone in its
row, and at the end the day and time of the report, which alone tells that the file is whole.
"""

from __future__ import annotations

from matterbooks.reconcile.reading.periods import parse_period
from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, Row, Table

REPORT = "received_payments"
REQUIRED = ("date", "type", "number", "amount")
"""Columns without which a report is not this one; others have them too, so that its title has to say it as well."""


def read_received(table: Table) -> list[Posting]:
    """Return one row per invoice or payment, the customer in `name`, `run` telling the customers apart."""
    if not table.footer.found:
        problem = "the day and time at the end of the report are missing, so the file may be cut off"
        table.refuse(table.footer.end, problem, AS_DOWNLOADED)
    if parse_period(table.titles.period_text) is None:
        table.refuse(None, f"the period {table.titles.period_text!r} is not understood", AS_DOWNLOADED)
    found: list[Posting] = []
    customer, run = "", 0
    for row in table.body():
        table.refuse_overlong(row)
        if row.alone and row.cells[0]:
            customer, run = row.label, run + 1
        elif not _is_total(row, customer):
            found.append(_line(table, row, customer, run))
    return found


def _is_total(row: Row, customer: str) -> bool:
    return row.label in ("TOTAL", f"Total for {customer}")


def _line(table: Table, row: Row, customer: str, run: int) -> Posting:
    kind = table.text(row, "type")
    if not customer or not kind:
        table.refuse(row.number, f"the row {row.label!r} does not belong where it stands", AS_DOWNLOADED)
    return Posting(
        row.number, "", table.cents(row, "amount"), date=table.text(row, "date"), type=kind,
        number=table.text(row, "number"), name=customer, memo=table.text(row, "memo"), run=run,
    )  # fmt: skip
