"""What real files do to a reader: missing ends, odd names, spreadsheets in between. Read whole, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.built import LINES, Line, general_ledger, journal, text_of
from tests.reconcile.reading.files import LEDGER, MODERN, refusal, write

DAY = date(2025, 1, 16)


def amounts(path: Path) -> list[int]:
    """What a file is read as."""
    found: list[int] = read_quickbooks(path).postings["amount_cents"].tolist()
    return found


@pytest.mark.parametrize("name", ["journal_us", "general_ledger_us", "trial_balance_us"])
def test_a_file_that_ends_anywhere_is_refused_or_read_whole(tmp_path: Path, name: str) -> None:
    whole = (MODERN / f"{name}.csv").read_bytes()
    expected = amounts(MODERN / f"{name}.csv")
    for end in range(whole.index(b"\n", whole.index(b"Debit") if b"Debit" in whole else 200), len(whole), 7):
        path = write(tmp_path, "cut.csv", whole[:end])
        try:
            found = read_quickbooks(path)
        except FileRefusedError:
            continue
        assert found.postings["amount_cents"].tolist() == expected or "complete" in "".join(found.warnings), end


def test_a_filtered_journal_is_refused_with_the_words_remove_the_filter(tmp_path: Path) -> None:
    half = journal(lines=[LINES[0][:2]])
    for row in half[8:10]:
        row[-2:] = ["1,100.00", "1,000.00"]
    error = refusal(write(tmp_path, "filtered.csv", text_of(half)))
    assert (error.row, "transaction 90 shows only part of its lines" in error.problem) == (9, True)
    assert "remove the filter" in error.way_out


def test_a_filtered_general_ledger_is_refused_with_the_words_remove_the_filter(tmp_path: Path) -> None:
    filtered = general_ledger([("Bank", [(DAY, "Expense", "", "Landlord", "Bank", -5_000)])])
    accounts = write(tmp_path, "accounts.csv", "Account name,Account type\nBank,Bank\n")
    with pytest.raises(FileRefusedError, match="does not balance") as caught:
        read_inputs(write(tmp_path, "ledger.csv", LEDGER), [write(tmp_path, "gl.csv", text_of(filtered)), accounts])
    assert (caught.value.row, "remove the filter" in caught.value.way_out) == (8, True)


@pytest.mark.parametrize(
    "memo", ['=HYPERLINK("http://example.org","pay")', "+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|'x'"]
)
def test_a_memo_that_looks_like_a_formula_is_text(tmp_path: Path, memo: str) -> None:
    rows = [[memo if cell == "=1+1" else cell for cell in row] for row in journal()]
    read = read_quickbooks(write(tmp_path, "journal.csv", text_of(rows)))
    assert set(read.postings["memo"]) == {memo.strip()}


@pytest.mark.parametrize(
    ("names", "accounts"),
    [
        (("TOTAL", "Total for 90"), ("Total for Rent", "TOTAL")),
        (('"Quote", Ltd', "A:B"), ("Checking℠", "5012 · Fees, net")),
        (("90", "91"), ("90", "10100 Checking - First Prairie")),
        (("Total for TOTAL", "Beginning Balance"), ("Beginning Balance", "Balance")),
    ],
)
def test_names_that_look_like_the_reports_own_words_are_names(
    tmp_path: Path, names: Sequence[str], accounts: Sequence[str]
) -> None:
    lines = [
        (DAY, "Invoice", "1", names[0], accounts[0], 700),
        (DAY, "Invoice", "1", names[1], accounts[1], -700),
    ]
    postings = read_quickbooks(write(tmp_path, "journal.csv", text_of(journal(lines=[lines])))).postings
    assert (postings["name"].tolist(), postings["account"].tolist()) == (list(names), list(accounts))
    groups = [(line[4], [line]) for line in lines if line[4] != "Beginning Balance"]
    read = read_quickbooks(write(tmp_path, "gl.csv", text_of(general_ledger(groups)))).postings
    assert read["account"].tolist() == [name for name, _ in groups]


@pytest.mark.parametrize("rows_above", [0, 3, 4, 5, 6])
@pytest.mark.parametrize("company_first", [True, False])
def test_the_header_is_found_whatever_stands_above_it(tmp_path: Path, rows_above: int, company_first: bool) -> None:
    rows = journal()
    titles = [["Harbour & Vale"], ["Journal"]] if company_first else [["Journal"], ["Harbour & Vale"]]
    above = [*titles, ["January 1-December 31, 2025"], [], [], []][:rows_above]
    read = read_quickbooks(write(tmp_path, "journal.csv", text_of([*above, *rows[4:]])))
    assert read.postings["amount_cents"].tolist() == [line[-1] for group in LINES for line in group]
    assert read.company == ("Harbour & Vale" if rows_above else "")


def test_a_spreadsheet_takes_the_zeros_off_the_dates_and_the_commas_off_the_amounts(tmp_path: Path) -> None:
    text = text_of(journal()).replace("01/05/2025", "1/5/2025").replace("02/16/2025", "2/16/2025")
    for grouped in ("1,100.00", "1,000.00", "1,600.00"):
        text = text.replace(f'"{grouped}"', grouped.replace(",", "").removesuffix(".00"))
        text = text.replace(f'"${grouped}"', f"${grouped.replace(',', '')}")
    read = read_quickbooks(write(tmp_path, "saved.csv", b"\xef\xbb\xbf" + text.replace("\r\n", "\n").encode()))
    assert read.postings["amount_cents"].tolist() == [line[-1] for group in LINES for line in group]
    assert read.postings["date"].dt.date.unique().tolist() == [date(2025, 1, 5), date(2025, 2, 16)]


def test_a_spreadsheet_that_made_a_number_of_an_id_is_refused_with_its_row(tmp_path: Path) -> None:
    text = text_of(journal()).replace("90,", "1.23457E+11,", 1)
    error = refusal(write(tmp_path, "saved.csv", text))
    assert (error.row, "does not belong where it stands" in error.problem) == (10, True)
    assert "as it was downloaded" in error.way_out


def test_a_spreadsheet_that_made_numbers_of_the_dates_is_refused_with_its_row(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "saved.csv", text_of(journal()).replace("01/05/2025", "45662")))
    assert (error.row, "'45662' is not a date" in error.problem) == (7, True)


def test_a_leaf_that_only_one_account_bears_becomes_its_full_path_with_an_account_list(tmp_path: Path) -> None:
    ledger = write(tmp_path, "gl.csv", text_of(general_ledger([("Travel", [(DAY, "Expense", "", "", "Travel", 5)])])))
    accounts = write(tmp_path, "accounts.csv", "Full name,Type\nOffice:Travel,Expenses\nOffice,Expenses\n")
    assert read_quickbooks(ledger).postings["account"].tolist() == ["Travel"]
    assert read_quickbooks(ledger, accounts).postings["account"].tolist() == ["Office:Travel"]


@pytest.mark.parametrize(
    ("printed", "listed"),
    [("1101 Savings", "Savings"), ("Savings", "1101 Savings"), ("1101 Savings", "1000 Bank:1101 Savings")],
)
def test_account_numbers_may_be_shown_in_one_report_and_hidden_in_another(
    tmp_path: Path, printed: str, listed: str
) -> None:
    line: Line = (DAY, "Deposit", "", "", printed, 5)
    ledger = write(tmp_path, "gl.csv", text_of(general_ledger([(printed, [line])])))
    postings = read_quickbooks(ledger, write(tmp_path, "accounts.csv", f"Full name,Type\n{listed},Bank\n")).postings
    assert (postings["account"].tolist(), postings["debit_cents"].tolist()) == ([listed], [5])


def test_a_leaf_that_two_accounts_bear_is_never_taken_for_either(tmp_path: Path) -> None:
    lines: list[Line] = [(DAY, "Expense", "", "", "Travel", 5)]
    bank: list[Line] = [(DAY, "Expense", "", "", "Bank", -5)]
    ledger = write(tmp_path, "gl.csv", text_of(general_ledger([("Bank", bank), ("Travel", lines), ("Travel", lines)])))
    error = refusal(ledger)
    assert (error.row, "a second account 'Travel'" in error.problem) == (14, True)
    assert "Journal" in error.way_out
    once = write(tmp_path, "gl.csv", text_of(general_ledger([("Bank", bank), ("Travel", lines)])))
    accounts = write(
        tmp_path, "accounts.csv", "Full name,Type\nBank,Bank\nOffice:Travel,Expenses\nClients:Travel,Income\n"
    )
    with pytest.raises(FileRefusedError, match="row 12: 'Travel' is the last part of several accounts"):
        read_inputs(write(tmp_path, "ledger.csv", LEDGER), [once, accounts])
