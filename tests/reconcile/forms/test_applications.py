"""Invoices and Received Payments: which payment settled which invoice, told only where the report leaves no doubt."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.folder import look_into, read
from matterbooks.reconcile.folder_kinds import Role
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.reading.applications import APPLICATIONS
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from matterbooks.reconcile.run import reconcile
from tests.reconcile.planted.records import Books, Entry, month
from tests.reconcile.planted.writers import write_all
from tests.reconcile.reading.built import plain, text_of
from tests.reconcile.reading.files import LEDGER, MODERN, refusal, write

Row = Sequence[str]
HEADER = ["", "Date", "Transaction type", "Memo/Description", "Transaction number", "Amount"]
TIME = "Monday, September 08, 2025 07:48 PM GMTZ"
NGUYEN: list[Row] = [
    ["Nguyen, Ha"],
    ["", "02/20/2025", "Payment", "", "77", "300.00"],
    ["", "01/10/2025", "Invoice", "Fees", "1001", "300.00"],
    ["", "03/15/2025", "Payment", '=HYPERLINK("x")', "", "150.00"],
    ["", "02/01/2025", "Invoice", "", "1002", "500.00"],
    ["", "03/20/2025", "Payment", "", "80", "70.00"],
    ["", "02/28/2025", "Invoice", "", "1003", "20.00"],
    ["", "03/01/2025", "Invoice", "", "1004", "50.00"],
]
SMITH: list[Row] = [
    ["Smith TOTAL"],
    ["", "04/02/2025", "Payment", "", "", "90.00"],
    ["", "03/03/2025", "Invoice", "", "1005", "90.00"],
]


def report(*groups: Sequence[Row], period: str = "January 1-September 8, 2025", end: str = TIME) -> list[Row]:
    """The report's rows: the modern form, without totals."""
    top: list[Row] = [["Invoices and Received Payments"], ["Harbour & Vale, LLP"], [period], [], HEADER]
    return [*top, *(row for group in groups for row in group), [], [], [], [end]]


def told(tmp_path: Path, rows: Sequence[Row]) -> Inputs:
    """Read it beside a Journal."""
    path = write(tmp_path, "applied.csv", text_of(rows))
    return read_inputs(write(tmp_path, "ledger.csv", LEDGER), [MODERN / "journal_us.csv", path])


def pairs(inputs: Inputs) -> list[tuple[str, int, str, int]]:
    """Customer, row of the payment, number of the invoice, cents."""
    frame = inputs.applications
    assert frame is not None
    columns = ("customer", "row", "settles_number", "settled_cents")
    return list(zip(*(frame[name].tolist() for name in columns), strict=True))


ABOVE = [
    ("Nguyen, Ha", 7, "1001", 30_000),
    ("Nguyen, Ha", 9, "1002", 15_000),
    ("Nguyen, Ha", 11, "1003", 2_000),
    ("Nguyen, Ha", 11, "1004", 5_000),
    ("Smith TOTAL", 15, "1005", 9_000),
]


def test_payments_above_their_invoices_are_read_with_every_column(tmp_path: Path) -> None:
    inputs = told(tmp_path, report(NGUYEN, SMITH))
    assert pairs(inputs) == ABOVE
    frame = inputs.applications
    assert frame is not None
    assert tuple(frame.columns) == APPLICATIONS
    assert [str(frame[name].dtype) for name in ("row", "date", "cents", "settles_date", "settled_cents")] == [
        "int64", "datetime64[ns]", "int64", "datetime64[ns]", "int64",
    ]  # fmt: skip
    assert frame.iloc[0].tolist() == [
        str(tmp_path / "applied.csv"), 7, "Nguyen, Ha", pd.Timestamp(2025, 2, 20), "Payment", "77", 30_000,
        "Invoice", "1001", pd.Timestamp(2025, 1, 10), 30_000,
    ]  # fmt: skip
    assert inputs.files[-1].report == "received_payments"
    assert inputs.files[-1].warnings == ()
    assert inputs.file_hashes[str(tmp_path / "applied.csv")]


def test_a_workbook_says_what_the_text_says(tmp_path: Path) -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    page = book.add_worksheet("Sheet1")
    for top, row in enumerate(report(NGUYEN, SMITH)):
        for left, cell in enumerate(row):
            if top > 4 and left == 5:
                page.write_number(top, left, float(cell))
            else:
                page.write_string(top, left, cell)
    book.close()
    path = write(tmp_path, "applied.xlsx", held.getvalue())
    inputs = read_inputs(write(tmp_path, "ledger.csv", LEDGER), [MODERN / "journal_us.csv", path])
    assert pairs(inputs) == ABOVE


def test_invoices_above_their_payments_are_read_too(tmp_path: Path) -> None:
    turned: list[Row] = [
        ["Nguyen, Ha"],
        ["", "01/10/2025", "Invoice", "", "1001", "300.00"],
        ["", "03/20/2025", "Payment", "", "77", "100.00"],
        ["", "04/20/2025", "Payment", "", "78", "200.00"],
        ["", "02/01/2025", "Invoice", "", "1002", "500.00"],
        ["", "03/25/2025", "Credit Memo", "", "CN1", "150.00"],
    ]
    found = pairs(told(tmp_path, report(turned)))
    assert [pair[1:] for pair in found] == [(8, "1001", 10_000), (9, "1001", 20_000), (11, "1002", 15_000)]


def in_order_of_dates(rows: Sequence[Row]) -> list[Row]:
    return [rows[0], *sorted(rows[1:], key=lambda row: row[1])]


def test_rows_in_the_order_of_their_dates_tell_no_pair_and_that_is_said(tmp_path: Path) -> None:
    inputs = told(tmp_path, report(in_order_of_dates(NGUYEN), in_order_of_dates(SMITH)))
    assert pairs(inputs) == []
    assert inputs.files[-1].warnings == (
        "of 4 payments 4 stand near no invoice that they settle beyond doubt: not examined",
    )


def test_of_all_dates_a_customers_only_invoice_is_told_if_it_is_paid_up(tmp_path: Path) -> None:
    rows = report(in_order_of_dates(NGUYEN), in_order_of_dates(SMITH), period="All Dates")
    inputs = told(tmp_path, rows)
    assert pairs(inputs) == [("Smith TOTAL", 15 + 1, "1005", 9_000)]
    assert "of 4 payments 3" in inputs.files[-1].warnings[0]


@pytest.mark.parametrize(
    "doubtful",
    [
        [["", "05/02/2025", "Payment", "", "9", "90.00"], ["", "05/01/2025", "Invoice", "", "7", "80.00"]],
        [
            ["", "05/02/2025", "Payment", "", "9", "90.00"], ["", "05/01/2025", "Invoice", "", "7", "80.00"],
            ["", "05/01/2025", "Invoice", "", "8", "80.00"],
        ],
        [["", "05/02/2025", "Refund", "", "9", "90.00"], ["", "05/01/2025", "Invoice", "", "7", "90.00"]],
        [["", "05/02/2025", "Payment", "", "9", "0.00"], ["", "05/01/2025", "Invoice", "", "7", "90.00"]],
    ],
    ids=["more than is owed", "part of several", "another kind", "nothing paid"],
)  # fmt: skip
def test_what_does_not_add_up_is_not_told(tmp_path: Path, doubtful: list[Row]) -> None:
    inputs = told(tmp_path, report(NGUYEN, SMITH, [["Jones"], *doubtful]))
    assert pairs(inputs) == ABOVE


def test_an_invoice_of_an_earlier_year_is_no_reason_to_refuse(tmp_path: Path) -> None:
    old = [["Jones"], ["", "02/20/2025", "Payment", "", "5", "10.00"], ["", "12/20/2024", "Invoice", "", "9", "10.00"]]
    assert pairs(told(tmp_path, report(NGUYEN, old)))[-1] == ("Jones", 15, "9", 1_000)


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        (report(NGUYEN, end=""), 13, "may be cut off"),
        (report(NGUYEN[1:]), 6, "does not belong"),
        (report([["Nguyen"], ["", "01/02/2025", "", "", "7", "1.00"]]), 7, "does not belong"),
        (report([["Nguyen"], ["", "01/22/2025", "Payment", "", "7", "ten"]]), 7, "not an amount"),
        (report([["Nguyen"], ["", "01/02/2025", "Payment", "", "7", "1.00"]]), 7, "day first or month first"),
        (report(NGUYEN, period="sometime"), None, "period 'sometime' is not understood"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(
    tmp_path: Path, rows: list[Row], row: int | None, words: str
) -> None:
    error = refusal(write(tmp_path, "applied.csv", text_of(rows)))
    assert words in error.problem
    assert error.row == row


def test_it_is_no_journal_and_without_one_nothing_can_be_compared(tmp_path: Path) -> None:
    path = write(tmp_path, "applied.csv", text_of(report(NGUYEN)))
    assert len(read_quickbooks(path).postings) == 7
    with pytest.raises(FileRefusedError, match="a Journal, or one General Ledger, is needed"):
        read_inputs(write(tmp_path, "ledger.csv", LEDGER), [path])


def test_without_the_report_nothing_is_said_of_it(tmp_path: Path) -> None:
    inputs = read_inputs(write(tmp_path, "ledger.csv", LEDGER), [MODERN / "journal_us.csv"])
    assert inputs.applications is None


def owed(entry: Entry) -> int:
    return max(cents for _, cents in entry.lines)


def of_month(books: Books, wrong: str = "") -> list[Row]:
    """The report of a month of planted books; `wrong` is the id of a payment that was set against the next invoice."""
    bills = {entry.number: entry for entry in books.entries if entry.type == "Invoice"}
    by_id = {link["quickbooks_id"]: link["transaction_id"] for link in books.links}
    groups: dict[str, list[Row]] = {}
    for entry in [*books.entries[10:], *books.entries[:10]]:
        place = by_id[entry.id]
        if entry.type != "Payment":
            continue
        bill = bills[f"INV-{1000 + int(place[1:]) + (place == wrong)}"]
        groups.setdefault(entry.name, [[entry.name]]).extend(
            ["", line.day.isoformat(), line.type, "", line.number, plain(owed(line))] for line in (entry, bill)
        )
    rows = report(*groups.values(), period="All Dates")
    return [["Sandhurst Legal"] if row == ["Harbour & Vale, LLP"] else row for row in rows]


def test_a_folder_with_the_report_tells_a_payment_that_settled_another_invoice(tmp_path: Path) -> None:
    books = month()
    write_all(books, tmp_path)
    write(tmp_path, "anything.csv", text_of(of_month(books)))
    found = look_into(tmp_path)
    assert "anything.csv" in [path.name for path in found.all(Role.QUICKBOOKS)]
    agreed = reconcile(read(found))
    assert len(pairs(agreed.inputs)) == 12
    assert agreed.findings == ()
    assert not any("application report" in words for words in agreed.not_examined)
    write(tmp_path, "anything.csv", text_of(of_month(books, "p2")))
    (finding,) = reconcile(read(look_into(tmp_path))).findings
    assert (finding.cause, finding.ledger_ids) == ("payment_on_wrong_invoice", ("p2",))
    assert "in QuickBooks it settles 1003" in finding.evidence
