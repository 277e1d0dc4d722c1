"""Everything of a run, read together: one company, one basis, whole transactions."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.inputs import read_inputs
from tests.reconcile.reading.files import LEDGER, MODERN, SAMPLES, write

JOURNAL = MODERN / "journal_us.csv"
TRIAL_BALANCE = MODERN / "trial_balance_us.csv"
GENERAL_LEDGER = MODERN / "general_ledger_us.csv"
ACCOUNTS = MODERN / "account_list_us.csv"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write(tmp_path, "ledger.csv", LEDGER)


def test_a_journal_and_a_trial_balance_make_the_inputs_of_a_run(tmp_path: Path, ledger: Path) -> None:
    books = write(tmp_path, "books.json", '{"realm": "123", "company": "Harbour & Vale, LLP"}')
    inputs = read_inputs(ledger, [JOURNAL, TRIAL_BALANCE, GENERAL_LEDGER], books=books, end=date(2025, 9, 8))
    assert (len(inputs.ledger), len(inputs.quickbooks)) == (5, 9)
    assert inputs.quickbooks["amount_cents"].sum() == 0
    assert inputs.trial_balance is not None
    assert inputs.trial_balance["Landscaping Services:Job Materials:Plants and Soil"] == -120000
    assert [file.report for file in inputs.files] == ["ledger", "journal", "trial_balance", "general_ledger"]
    assert inputs.file_hashes[str(JOURNAL)] == hashlib.sha256(JOURNAL.read_bytes()).hexdigest()
    assert set(inputs.file_hashes) == {file.path for file in inputs.files} | {str(books)}
    assert (inputs.links, inputs.mapping, inputs.end) == (None, None, date(2025, 9, 8))


def test_balances_of_another_day_than_the_journals_last_are_refused(tmp_path: Path, ledger: Path) -> None:
    earlier = TRIAL_BALANCE.read_text("utf-8").replace("September 8, 2025", "April 10, 2025")
    balances = write(tmp_path, "Trial Balance.csv", earlier)
    with pytest.raises(FileRefusedError, match="holds the balances as of 2025-04-10") as caught:
        read_inputs(ledger, [JOURNAL, balances], end=date(2025, 9, 8))
    assert "as of 2025-09-08" in caught.value.way_out


def test_a_general_ledger_becomes_transactions_when_the_account_types_are_given(ledger: Path) -> None:
    quickbooks = read_inputs(ledger, [GENERAL_LEDGER, ACCOUNTS]).quickbooks
    assert set(quickbooks.groupby("transaction_id")["amount_cents"].sum()) == {0}
    assert quickbooks.groupby("transaction_id", sort=True)["row"].apply(list).to_dict() == {
        "2025-02-15 Invoice 1001 Nguyen Ha": [13, 18, 21],
        "2025-02-16 Inventory Qty Adjust": [22],
        "2025-03-02 Payment Nguyen Ha": [8, 14],
        "2025-03-02 Payment Nguyen Ha #2": [9, 15],
        "2025-04-20 Expense Gardens Ltd": [10, 29],
    }
    assert quickbooks.set_index("row")["amount_cents"].to_dict()[18] == -100000


def test_a_general_ledger_without_account_types_is_refused(ledger: Path) -> None:
    with pytest.raises(FileRefusedError, match="row 8: whether 'Checking' is debited") as caught:
        read_inputs(ledger, [GENERAL_LEDGER])
    assert "Journal" in caught.value.way_out
    assert "Account List" in caught.value.way_out


def test_half_a_transaction_in_a_general_ledger_is_refused(tmp_path: Path, ledger: Path) -> None:
    text = GENERAL_LEDGER.read_bytes().decode()
    half = write(tmp_path, "half.csv", text[: text.index("Job Expenses,")] + text[text.index("\r\n\r\n\r\n") :])
    with pytest.raises(FileRefusedError, match="row 10: the line belongs to a transaction that does not balance"):
        read_inputs(ledger, [half, ACCOUNTS])


def test_a_cash_basis_report_is_refused_beside_the_ledger(ledger: Path) -> None:
    with pytest.raises(FileRefusedError, match="cash basis"):
        read_inputs(ledger, [SAMPLES / "general_ledger.csv"])
    with pytest.raises(FileRefusedError, match="cash basis"):
        read_inputs(ledger, [JOURNAL, SAMPLES / "trial_balance_cash_basis.csv"])


def test_files_of_two_companies_are_refused(tmp_path: Path, ledger: Path) -> None:
    with pytest.raises(FileRefusedError, match="Harbour & Vale Pty Ltd"):
        read_inputs(ledger, [JOURNAL, MODERN / "journal_au.csv"])
    books = write(tmp_path, "books.json", '{"realm": "123", "company": "Another LLP"}')
    with pytest.raises(FileRefusedError, match="Another LLP"):
        read_inputs(ledger, [JOURNAL], books=books)


def test_journals_that_overlap_are_refused(tmp_path: Path, ledger: Path) -> None:
    copy = write(tmp_path, "copy.csv", JOURNAL.read_bytes())
    with pytest.raises(FileRefusedError, match="transaction 90 stands in"):
        read_inputs(ledger, [JOURNAL, copy])


def test_without_postings_from_quickbooks_nothing_can_be_compared(ledger: Path) -> None:
    for given in ([], [TRIAL_BALANCE], [ACCOUNTS]):
        with pytest.raises(FileRefusedError, match="a Journal, or one General Ledger, is needed"):
            read_inputs(ledger, given)
