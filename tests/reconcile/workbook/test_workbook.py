"""The workbook holds every sheet, typed cells, every finding, and nothing that could be executed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.workbook import SHEETS, write_workbook
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import Books, Entry, month
from tests.reconcile.planted.running import run
from tests.reconcile.workbook.opening import figures, table

HOSTILE = ('=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(1)", "https://evil.example", "0012", "{=1+1}")


def with_hostile_texts() -> Books:
    """Ten faults, and entries whose texts would be formulas, links or numbers if they were parsed."""
    books = month()
    for fault in TEN:
        fault.plant(books)
    model = books.entries[-1]
    for n, text in enumerate(HOSTILE):
        lines = tuple((account, cents + (n if cents > 0 else -n)) for account, cents in model.lines)
        books.entries.append(Entry(f"8{n:05}", "Expense", text, model.day, text, lines, text))
    books.records[0] = replace(books.records[0], party=HOSTILE[0])
    return books


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One run."""
    return run(with_hostile_texts(), tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def book(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Its workbook, opened again."""
    return figures(write_workbook(result, tmp_path_factory.mktemp("out") / "deep" / "month.xlsx"))


def test_it_has_the_thirteen_sheets_in_order(book: Any) -> None:
    assert book.sheetnames == list(SHEETS)
    assert len(SHEETS) == 13
    contents = [row["Sheet"] for row in table(book["Summary and sign-off"], "Sheet")]
    assert contents == book.sheetnames[1:]


def test_hostile_texts_stand_there_as_they_were_written(book: Any) -> None:
    rows = table(book["Only in QuickBooks"], "Id")
    assert {row["Number"] for row in rows} >= set(HOSTILE)
    assert {row["Memo"] for row in rows} >= set(HOSTILE)


def test_amounts_are_numbers_and_dates_are_dates(book: Any) -> None:
    row = next(row for row in table(book["Unsynced"], "Id") if row["Id"] == "b51")
    assert row["Total"] == pytest.approx(673.20)
    assert isinstance(row["Date"], datetime)


def test_every_finding_is_listed_with_evidence_mend_and_room_for_a_decision(book: Any, result: Result) -> None:
    rows = table(book["Findings"], "Id")
    assert [row["Id"] for row in rows] == [finding.id for finding in result.findings]
    assert all(row["Evidence"] and row["Mend"] and row["Status"] == "open" for row in rows)
    assert {"Owner", "Comment", "Decision"} <= set(rows[0])


def test_the_bridge_on_the_sheet_adds_up(book: Any) -> None:
    for row in table(book["Bridge"], "Account"):
        names = list(row)
        steps = [row[name] for name in names[1 : names.index("Explained")]]
        assert sum(steps) == pytest.approx(row["QuickBooks"])
        assert row["Residue"] == 0


def test_actions_can_be_ticked_record_by_record(book: Any) -> None:
    sheet = book["Actions"]
    rows = table(sheet, "Do it")
    assert {row["Action"] for row in rows} >= {"unlock", "re-push", "handled outside"}
    assert {row["Ledger id"] for row in rows} >= {"b3", "b5"}
    offered = [validation.formula1 for validation in sheet.data_validations.dataValidation]
    assert offered[0] == '"x"'
    assert '"delete the copy in QuickBooks,leave it there"' in offered


def test_the_inputs_carry_hashes_and_control_totals(book: Any, result: Result) -> None:
    rows = table(book["Inputs"], "File")
    assert [row["SHA-256"] for row in rows] == [file.sha256 for file in result.inputs.files]
    assert all(row["Debits"] == pytest.approx(row["Credits"]) for row in rows)


def test_headers_stay_in_view_and_repeat_in_print(book: Any) -> None:
    for name in set(book.sheetnames[1:]) - {"Trust"}:
        assert book[name].freeze_panes is not None, name
        assert book[name].print_title_rows, name
        assert book[name].page_setup.orientation == "landscape", name


def test_the_same_result_gives_the_same_figures_again(book: Any, result: Result, tmp_path: Path) -> None:
    again = figures(write_workbook(result, tmp_path / "again.xlsx"))
    for name in book.sheetnames:
        assert list(again[name].values) == list(book[name].values)


def test_books_with_nothing_to_report_still_make_a_workbook(tmp_path: Path) -> None:
    empty = figures(write_workbook(run(month(), tmp_path), tmp_path / "empty.xlsx"))
    assert table(empty["Findings"], "Id") == []
