"""The sheet on trust: typed cells, everything that was compared, and what was not said so."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.trust import pictures, tables
from matterbooks.reconcile.workbook import write_workbook
from tests.reconcile.planted.records import month
from tests.reconcile.planted.writers import write_all
from tests.reconcile.trust.office import BankLine, clean, october, run, trust_of


def sheet(result: Result, folder: Path) -> Worksheet:
    """The sheet Trust of the workbook, as a spreadsheet program opens it."""
    found = openpyxl.load_workbook(write_workbook(result, folder / "w.xlsx"))["Trust"]
    assert isinstance(found, Worksheet)
    return found


def texts(page: Worksheet) -> list[str]:
    """Every text of the sheet."""
    return [cell for row in page.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]


def row_of(page: Worksheet, first: str) -> list[object]:
    """The first row that begins with a text."""
    return next(list(row) for row in page.iter_rows(values_only=True) if row[0] == first)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Worksheet]:
    """October with a fee that nobody entered, whose description would be a formula."""
    office, folder = clean(), tmp_path_factory.mktemp("faulty")
    office.bank.append(BankLine(october(14), -1_500, "", '=HYPERLINK("http://x")'))
    result = run(office, folder, jurisdiction="GB-EW")
    return result, sheet(result, folder)


def test_the_legs_stand_beside_each_other_as_numbers(faulty: tuple[Result, Worksheet]) -> None:
    _, page = faulty
    titles = row_of(page, "Trust account")
    row = dict(zip(titles, row_of(page, "1050 Trust bank account"), strict=True))
    assert row["Adjusted bank"] == pytest.approx(7765.10)
    assert row["Cash book"] == row["Client ledgers"] == pytest.approx(7780.10)
    assert row["Bank less cash book"] == pytest.approx(-15)
    assert str(row["Statement of"]).startswith("2026-10-31")


def test_each_difference_is_there_with_its_finding(faulty: tuple[Result, Worksheet]) -> None:
    result, page = faulty
    (finding,) = result.findings
    assert finding.id in texts(page)
    assert any("payment not yet presented" in text for text in texts(page))


def test_what_a_bank_wrote_never_becomes_a_formula(faulty: tuple[Result, Worksheet]) -> None:
    _, page = faulty
    found = [cell for row in page.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert found
    assert all(cell.data_type in {"s", "inlineStr"} for cell in found)


def test_it_warns_and_reminds(faulty: tuple[Result, Worksheet]) -> None:
    _, page = faulty
    told = texts(page)
    assert any("no substitute" in text for text in told)
    assert any("rule 8.3" in text for text in told)


def test_without_trust_files_it_tells_what_the_books_alone_tell_and_what_was_not_examined(tmp_path: Path) -> None:
    page = sheet(run(clean(), tmp_path, bank=False, matters=False), tmp_path)
    told = texts(page)
    assert "Bank and trust cash books: not examined." in told
    assert "Trust cash books and QuickBooks' trust bank agree." in told
    assert any("No bank statement" in text for text in told)
    assert "Not examined." in told


def test_a_firm_without_trust_accounts_is_told_so(tmp_path: Path) -> None:
    write_all(month(), tmp_path)
    paths = tmp_path / "ledger.csv", [tmp_path / "journal.csv"], tmp_path / "links.csv", None
    result = reconcile(read_inputs(*paths))
    assert "No trust account was found in the practice ledger or the mapping." in texts(sheet(result, tmp_path))
    assert not [text for text in result.not_examined if "No bank statement" in text]
    assert list(tables.lines(result.trust)) == ["No trust account was found in the practice ledger or the mapping."]


def test_pictures_and_tables_can_be_drawn_of_nothing(tmp_path: Path) -> None:
    write_all(month(), tmp_path)
    result = reconcile(read_inputs(tmp_path / "ledger.csv", [tmp_path / "journal.csv"]))
    trust = trust_of(result)
    for draw in (pictures.four_legs, pictures.client_balances):
        draw(trust).savefig(tmp_path / "picture.png")
    for table in (tables.legs_table, tables.items_table, tables.clients_table, tables.due_table):
        assert len(table(trust)) <= 1
