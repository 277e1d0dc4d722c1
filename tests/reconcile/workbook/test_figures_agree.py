"""The figures agree across the sheets: everything is added up again from the cells, by other code than wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from matterbooks.reconcile.carried_state import ACCEPTED, Carried
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.rest import guarded
from matterbooks.reconcile.workbook import write_workbook
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import month
from tests.reconcile.planted.running import run
from tests.reconcile.workbook.formulas import worked_out
from tests.reconcile.workbook.opening import cells, figures, opened, table

SUM = re.compile(r"(?:ROUND\()?SUM\((\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)\)(?:,2\))?")
LESS = re.compile(r"ROUND\(([A-Z]+\d+)-([A-Z]+\d+),2\)")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A run with ten faults."""
    books = month()
    for fault in TEN:
        fault.plant(books)
    return run(books, tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def path(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook."""
    return write_workbook(result, tmp_path_factory.mktemp("out") / "w.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    """Its figures."""
    return figures(path)


def in_range(sheet: Any, text: str) -> Iterator[float]:
    """The numbers of a range."""
    left, top, right, bottom = range_boundaries(text.replace("$", ""))
    for row in sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True):
        yield from (value for value in row if isinstance(value, (int, float)))


def test_every_sum_and_difference_is_what_its_cells_come_to(path: Path, book: Any) -> None:
    checked = 0
    for sheet in opened(path).worksheets:
        for cell in cells(sheet):
            text, stored = str(cell.value).removeprefix("="), book[sheet.title][cell.coordinate].value
            if cell.data_type == "f" and (found := SUM.fullmatch(text)):
                assert stored == pytest.approx(sum(in_range(book[sheet.title], found[1])), abs=0.001), cell
                checked += 1
            elif cell.data_type == "f" and (found := LESS.fullmatch(text)):
                one, other = (book[sheet.title][place].value for place in found.groups())
                assert stored == pytest.approx(one - other, abs=0.001), cell
                checked += 1
    assert checked > 60


def test_the_findings_amount_to_the_same_on_every_sheet(book: Any) -> None:
    listed = table(book["Findings"], "Id")
    amount = sum(row["Amount"] for row in listed)
    causes = table(book["Summary and sign-off"], "Findings by cause")
    assert sum(row["Amount"] for row in causes[:-1]) == pytest.approx(amount)
    assert causes[-1]["Amount"] == pytest.approx(amount)
    assert causes[-1]["Findings"] == len(listed)
    ageing = table(book["Ageing"], "Cause")
    assert ageing[-1]["Amount"] == pytest.approx(amount)
    assert sum(row["Findings"] for row in table(book["Ageing"], "Cause")[:-1] if "Findings" in row) in (0, len(listed))


def test_the_bridge_ends_in_nothing_per_account_and_in_total(book: Any) -> None:
    rows = table(book["Bridge"], "Account")
    assert rows[-1]["Account"] == "Total"
    for row in rows:
        assert row["Residue"] == 0
        assert row["Explained"] == pytest.approx(row["QuickBooks"])
    for name in ("Practice ledger", "QuickBooks", "Explained"):
        assert sum(row[name] for row in rows[:-1]) == pytest.approx(rows[-1][name], abs=0.001)
    assert not [name for name in rows[0] if name and "other" in name.lower()]


def test_the_effects_that_are_listed_are_those_of_the_columns(book: Any, result: Result) -> None:
    rows = list(book["Bridge"].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if row[:4] == ("Account", "Effect", "Finding", "Records"))
    found: dict[tuple[str, str], float] = {}
    for row in rows[top + 1 :]:
        if row[0] is None:
            break
        found[row[0], row[5]] = found.get((row[0], row[5]), 0) + row[1]
    for row in table(book["Bridge"], "Account")[:-1]:
        causes = list(row)[3 : list(row).index("Explained")]
        for cause in causes:
            named = cause[0].lower() + cause[1:]
            assert row[cause] == pytest.approx(found.pop((row["Account"], named), 0)), (row["Account"], cause)
    assert found == {}
    assert result.findings


def test_the_records_add_up_to_the_coverage(book: Any) -> None:
    side = {row["Coverage"]: row for row in table(book["Summary and sign-off"], "Coverage")}
    unsynced = table(book["Unsynced"], "Id")[:-1]
    only = table(book["Only in QuickBooks"], "Id")[:-1]
    for name, rows in (("Practice ledger", unsynced), ("QuickBooks", only)):
        assert side[name]["Records"] == side[name]["Matched"] + len(rows)
        left = side[name]["Value"] - side[name]["Value matched"]
        assert left == pytest.approx(sum(row["Total"] for row in rows))
    assert len(table(book["Matched"], "Ledger id")) == side["Practice ledger"]["Matched"]


def test_the_control_totals_are_those_of_the_bridge(book: Any, result: Result) -> None:
    totals = table(book["Inputs"], "Account")
    bridge = {row["Account"]: row for row in table(book["Bridge"], "Account")}
    assert {row["Run"] for row in totals} == {result.run_id}
    for row in totals:
        if row["Side"] == "QuickBooks":
            assert row["Debits"] - row["Credits"] == pytest.approx(bridge[row["Account"]]["QuickBooks"])


def test_findings_lead_to_their_records_and_records_back(path: Path, book: Any, result: Result) -> None:
    raw = opened(path)
    found = 0
    for cell in (cell for row in raw["Findings"].iter_rows(min_row=5) for cell in row if cell.hyperlink):
        sheet, place = cell.hyperlink.location.replace("'", "").split("!")
        identity = raw["Findings"].cell(cell.row, 1).value
        assert identity in [value.value for value in book[sheet][book[sheet][place].row]], cell
        found += 1
    assert found >= len(result.findings)
    for name in ("Unsynced", "Only in QuickBooks", "Matched", "Locked", "Wrongly mapped", "Bridge"):
        links = [cell for cell in cells(raw[name]) if cell.hyperlink]
        assert links, name
        for cell in links:
            _, place = cell.hyperlink.location.split("!")
            assert book["Findings"][place].value == cell.value


def test_what_no_sheet_can_hold_is_in_a_file_beside_the_workbook(result: Result, tmp_path: Path) -> None:
    path = write_workbook(result, tmp_path / "small.xlsx", most_rows=12)
    book = figures(path)
    shown = table(book["Matched"], "Ledger id")
    assert shown[-1]["Ledger id"].endswith(
        "more rows do not fit here; they are in small - Matched, continued.csv, beside this workbook."
    )
    rest = (tmp_path / "small - Matched, continued.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rest) - 1 + len(shown) - 1 == len(result.matches)
    assert f"{len(rest) - 1:,} more rows" in shown[-1]["Ledger id"]
    assert (tmp_path / "small - Bridge, continued 2.csv").is_file()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx"])
def test_no_text_is_a_formula_in_a_csv_file(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded("INV-1 = 2") == "INV-1 = 2"


def test_what_the_first_sheet_counts_is_what_its_formulas_come_to(result: Result, tmp_path: Path) -> None:
    few = {finding.id: Carried(date(2026, 4, 2), ACCEPTED) for finding in result.findings[:3]}
    some = replace(result, carried=few, materiality=20_000)
    path = write_workbook(some, tmp_path / "w.xlsx")
    book, checked = figures(path), 0
    name = "Summary and sign-off"
    for cell in cells(opened(path)[name]):
        if cell.data_type == "f":
            found = worked_out(book, name, str(cell.value).removeprefix("="))
            assert found is None or book[name][cell.coordinate].value == pytest.approx(found), cell
            checked += found is not None
    assert checked >= 2 * len({finding.cause for finding in result.findings}) + 6
    rows = {row["What stands against signing"]: row for row in table(book[name], "What stands against signing")}
    assert 0 < rows["Findings above the materiality that nobody settled"]["How much is left"] < len(result.findings) - 3
