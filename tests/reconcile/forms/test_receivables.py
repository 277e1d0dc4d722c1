"""A/R Aging Summary: what each customer owes, read from every form, with every printed total checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from matterbooks.reconcile.folder_kinds import Role, told
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.read_command import main_read
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from matterbooks.reconcile.reading.receivables import receivables_of
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.workbook import write_workbook
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.download import Download, download_classic, download_csv, download_xlsx
from tests.reconcile.reading.built import text_of
from tests.reconcile.reading.files import LEDGER, MODERN, refusal, write
from tests.reconcile.workbook.opening import figures, table
from tests.sandbox.reports.books import kept

BUCKETS = ["CURRENT", "1 - 30", "31 - 60", "61 - 90", "91 AND OVER"]
ROWS: list[list[str]] = [
    ["A/R Aging Summary Report"],
    ["Harbour & Vale, LLP"],
    ["As of September 8, 2025"],
    [],
    ["Customer", *BUCKETS, "Total"],
    ["Nguyen, Ha", "1,000.00", "", "", "", "-50.00", "950.00"],
    ["Freeman Sporting Goods", "", "10.00", "", "", "", "10.00"],
    ["0969 Ocean View Road", "", "477.50", "", "", "", "477.50"],
    ["55 Twin Lane", "", "", "85.00", "", "", "85.00"],
    ["Total for Freeman Sporting Goods", "0.00", "487.50", "85.00", "0.00", "0.00", "$572.50"],
    ["TOTAL", "$1,000.00", "$487.50", "$85.00", "$0.00", "-$50.00", "$1,522.50"],
    [],
    [],
    [],
    [" Monday, September 08, 2025 07:48 PM GMTZ"],
]


def read(tmp_path: Path, rows: Sequence[Sequence[str]]) -> Inputs:
    """Read the report beside a Journal."""
    path = write(tmp_path, "ageing.csv", text_of(rows))
    return read_inputs(write(tmp_path, "ledger.csv", LEDGER), [MODERN / "journal_us.csv", path])


def test_each_customer_has_its_buckets_and_sub_customers_their_parents_before_them(tmp_path: Path) -> None:
    inputs = read(tmp_path, ROWS)
    frame = inputs.receivables
    assert frame is not None
    assert list(frame.columns) == ["file", "row", "customer", "as_of", "total_cents", *BUCKETS]
    assert frame["total_cents"].dtype == "int64"
    assert set(frame["as_of"]) == {pd.Timestamp(2025, 9, 8)}
    assert frame[["row", "customer", "total_cents", *BUCKETS]].to_numpy().tolist() == [
        [6, "Nguyen, Ha", 95_000, 100_000, 0, 0, 0, -5_000],
        [7, "Freeman Sporting Goods", 1_000, 0, 1_000, 0, 0, 0],
        [8, "Freeman Sporting Goods:0969 Ocean View Road", 47_750, 0, 47_750, 0, 0, 0],
        [9, "Freeman Sporting Goods:55 Twin Lane", 8_500, 0, 0, 8_500, 0, 0],
    ]
    assert (inputs.files[-1].report, inputs.files[-1].totals_checked, inputs.files[-1].warnings) == (
        "receivables", 2, (),
    )  # fmt: skip


@pytest.mark.parametrize("download", [download_csv, download_xlsx, download_classic])
def test_every_form_of_a_company_says_the_same(tmp_path: Path, download: Callable[[Company, str], Download]) -> None:
    saved = download(kept(), "AgedReceivables")
    path = write(tmp_path, Path(saved.filename.replace("/", "-")).name, saved.body)
    frame = receivables_of([read_quickbooks(path)])
    assert frame is not None
    assert frame[["customer", "total_cents", *BUCKETS]].to_numpy().tolist() == [
        ["Weiskopf Consulting", 73_550, 0, 0, 0, 0, 73_550]
    ]
    assert told(path).role == Role.QUICKBOOKS
    assert main_read(path) == 0


def test_a_report_of_nobody_is_read_as_empty(tmp_path: Path) -> None:
    nought = ["TOTAL", *["$0.00"] * 6]
    frame = read(tmp_path, [*ROWS[:5], nought, *ROWS[-4:]]).receivables
    assert frame is not None
    assert frame.empty


def without(row: int) -> list[list[str]]:
    """The report less one row, 1-based."""
    return ROWS[: row - 1] + ROWS[row:]


def with_cell(row: int, column: int, text: str) -> list[list[str]]:
    """The report with another text in one cell, both 1-based."""
    rows = [list(cells) for cells in ROWS]
    rows[row - 1][column - 1] = text
    return rows


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        (without(9), 9, "'Total for Freeman Sporting Goods' does not agree"),
        (without(6), 10, "'TOTAL' does not agree"),
        (without(11), 10, "TOTAL row is missing"),
        (with_cell(6, 2, "999.00"), 6, "'Nguyen, Ha' does not agree"),
        (with_cell(8, 3, "much"), 8, "'much' is not an amount"),
        (with_cell(9, 1, ""), 9, "names no customer"),
        (with_cell(3, 1, "whenever"), None, "the day 'whenever' is not understood"),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_row(
    tmp_path: Path, rows: list[list[str]], row: int | None, words: str
) -> None:
    error = refusal(write(tmp_path, "ageing.csv", text_of(rows)))
    assert words in error.problem
    assert error.row == row


def test_what_suppliers_are_owed_is_another_report_and_is_refused_by_name(tmp_path: Path) -> None:
    rows = [["A/P Aging Summary Report"], *ROWS[1:]]
    assert "'A/P Aging Summary Report'" in refusal(write(tmp_path, "payable.csv", text_of(rows))).problem


def test_without_the_report_there_is_no_table(tmp_path: Path) -> None:
    inputs = read_inputs(write(tmp_path, "ledger.csv", LEDGER), [MODERN / "journal_us.csv"])
    assert inputs.receivables is None


def test_the_workbook_shows_what_each_customer_owes(tmp_path: Path) -> None:
    inputs = read(tmp_path, ROWS)
    assert inputs.receivables is not None
    sheet = figures(write_workbook(reconcile(inputs), tmp_path / "w.xlsx"))["Ageing"]
    told = {row["Customer"]: row["Owed"] for row in table(sheet, "Customer")}
    owed = zip(inputs.receivables["customer"], inputs.receivables["total_cents"], strict=True)
    assert told == {name: pytest.approx(cents / 100) for name, cents in owed}
