"""The trust notebook runs as it is shipped, on a month with faults in it, and tells them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.reconcile.notebook.executing import Cells, cells, executed, html, kinds_shown, printed, troubles
from tests.reconcile.trust.office import END, START, BankLine, clean, october, payment, receipt, write


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """October, with a bank fee that nobody entered and a client who was overdrawn for three days."""
    office, folder = clean(), tmp_path_factory.mktemp("october")
    office.bank.append(BankLine(october(14), -1_500, "", "ACCOUNT FEE"))
    office.banked(office.book(payment("TPAY-1010", 13, "M3", 180_000)))
    office.banked(office.book(receipt("TR-1011", 16, "M3", 100_000)))
    write(office, folder)
    place, start, end = str(folder), START.isoformat(), END.isoformat()
    where = str(folder / "trust.xlsx")
    book = executed("trust", folder, folder=place, jurisdiction="au-nsw", workbook=where, start=start, end=end)
    return cells(book)


def test_it_says_what_agrees_and_what_does_not(run: Cells) -> None:
    words = printed(run["tie"])
    assert "Bank and trust cash books differ by -15.00: on the statement only." in words
    assert "Trust cash books and client ledgers agree." in words
    assert "1 client ledger was overdrawn." in words
    assert "2 findings of the highest severity." in words


@pytest.mark.parametrize("cell", ["legs", "balances"])
def test_it_shows_the_pictures(run: Cells, cell: str) -> None:
    assert "image/png" in kinds_shown(run[cell])


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("files", "trust bank statement"), ("columns", "matter trial list"), ("figures", "6,965.10"),
        ("items", "ACCOUNT FEE"), ("findings", "trust client overdrawn"), ("clients", "Patrick Delaney"),
        ("overdrawn", "2026-10-13"), ("quickbooks", "agrees"), ("due", "2026-11-20"),
    ],
)  # fmt: skip
def test_its_tables_hold_what_an_accountant_looks_for(run: Cells, cell: str, words: str) -> None:
    assert words in html(run[cell])


def test_it_warns_that_it_is_no_statutory_reconciliation(run: Cells) -> None:
    assert "The statutory trust reconciliation stays in the practice system" in printed(run["due"])
    assert "rule 48" in printed(run["due"])


def test_its_last_cell_writes_the_workbook_with_the_sheet_on_trust(run: Cells) -> None:
    where = Path(printed(run["workbook"]).removeprefix("The workbook is at ").strip())
    texts = [str(cell) for row in openpyxl.load_workbook(where)["Trust"].iter_rows(values_only=True) for cell in row]
    assert "Bank and trust cash books differ by -15.00: on the statement only." in texts


def test_nothing_goes_wrong_on_the_way(run: Cells) -> None:
    assert troubles(run) == []
