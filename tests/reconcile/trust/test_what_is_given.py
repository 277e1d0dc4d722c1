"""Lists, openings and accounts: whatever was given is used, whatever was not is said, and nothing is mistaken."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reconcile_command import main
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.trust.matters_csv import read_matters
from matterbooks.reconcile.trust.reading import read_trust
from tests.reconcile.trust.office import END, START, clean, matters_csv, trust_of, write


def compared(folder: Path, bank: list[str], matters: list[str], *, mapping: bool = True) -> Result:
    """The clean month with other files for the bank and the client ledgers."""
    write(clean(), folder)
    chosen = folder / "mapping.csv" if mapping else None
    paths = folder / "ledger.csv", [folder / "journal.csv"], None, chosen, None
    given = read_trust([_at(folder, text) for text in bank], [_at(folder, text) for text in matters])
    return reconcile(read_inputs(*paths, START, END, trust=given))


def _at(folder: Path, text: str) -> str:
    name, equals, path = text.partition("=")
    return f"{name}={folder / path}" if equals else str(folder / text)


def lists(text: str, day: str) -> str:
    """One day's list, without the column that tells the day."""
    rows = [row for row in text.splitlines()[1:] if row.startswith(day)]
    return "\n".join(["Client,Matter,Balance", *(row.partition(",")[2] for row in rows)]) + "\n"


def test_with_the_closing_list_alone_openings_are_carried_back(tmp_path: Path) -> None:
    (tmp_path / "closing.csv").write_text(lists(matters_csv(clean()), "2026-10-31"), encoding="utf-8")
    trust = trust_of(compared(tmp_path, ["bank.csv"], ["2026-10-31=closing.csv"]))
    assert {ledger.matter: ledger.opening for ledger in trust.clients}["M1"] == 500_000
    assert trust.total.adjusted == trust.total.cash_book == trust.total.clients
    assert trust.findings == ()


def test_a_list_without_a_day_is_taken_as_of_the_end_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "closing.csv").write_text(lists(matters_csv(clean()), "2026-10-31"), encoding="utf-8")
    trust = trust_of(compared(tmp_path, ["bank.csv"], ["closing.csv"]))
    assert any("names no day" in note for note in trust.notes)
    assert trust.findings == ()


def test_without_lists_the_cash_book_opens_with_the_statement_and_that_is_said(tmp_path: Path) -> None:
    trust = trust_of(compared(tmp_path, ["bank.csv"], []))
    assert trust.total.adjusted == trust.total.cash_book
    assert "on the assumption that bank and cash book agreed" in trust.total.opened
    assert any("--matters" in text for text in trust.not_examined)


def test_without_a_mapping_trust_accounts_are_told_by_name_and_use(tmp_path: Path) -> None:
    trust = trust_of(compared(tmp_path, ["bank.csv"], ["matters.csv"], mapping=False))
    assert [row.account for row in trust.accounts] == ["1050 Trust bank account"]
    assert trust.total.adjusted == trust.total.cash_book == trust.total.clients


def test_the_only_statement_is_that_of_the_only_trust_bank_whatever_the_bank_calls_it(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    text = (tmp_path / "bank.csv").read_text(encoding="utf-8").replace("1050,", "062-000 12345678,")
    (tmp_path / "other.csv").write_text(text, encoding="utf-8")
    assert trust_of(compared(tmp_path, ["other.csv"], ["matters.csv"])).findings == ()


def test_a_statement_of_two_accounts_of_which_one_is_unknown_is_refused_with_the_row(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    rows = (tmp_path / "bank.csv").read_text(encoding="utf-8") + "9999,2026-10-31,balance,5.00,,,\n"
    (tmp_path / "two.csv").write_text(rows + "8888,2026-10-31,balance,5.00,,,\n", encoding="utf-8")
    with pytest.raises(FileRefusedError, match="'9999' is no trust bank of the practice") as caught:
        compared(tmp_path, ["two.csv"], [])
    assert caught.value.row == len(rows.splitlines())
    assert "--bank NUMBER=FILE" in str(caught.value)


def test_a_list_whose_total_does_not_agree_is_refused_with_the_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Matter No,Client Name,Client Balance\nM1,Smith,100.00\nTotal,,150.00\n", encoding="utf-8")
    with pytest.raises(FileRefusedError, match=r"the total 150\.00 does not agree") as caught:
        read_matters(path)
    assert caught.value.row == 3


def test_a_list_with_debit_and_credit_columns_and_a_title_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "Trust trial balance,,,\nMatter,Participant,Client Debit,Client Credit\nM1,Smith,,100.00\nM2,Jones,7.50,\n"
    path.write_text(f"{rows}Total,,,92.50\n", encoding="utf-8")
    found = read_matters(path, date(2026, 10, 31))
    assert [(row.matter, row.client, row.cents) for row in found.rows] == [
        ("M1", "Smith", 10_000),
        ("M2", "Jones", -750),
    ]
    assert found.file.totals_checked == 1
    assert found.file.columns["credit"] == "Client Credit"


def test_a_list_that_prints_credits_negative_is_read_as_money_held_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Matter,Balance\nM1,-100.00\nM2,-5.00\nM3,2.00\n", encoding="utf-8")
    found = read_matters(path)
    assert [row.cents for row in found.rows] == [10_000, 500, -200]
    assert "money held" in found.file.warnings[0]


def test_the_command_takes_bank_lists_and_jurisdiction(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    out, err = io.StringIO(), io.StringIO()
    status = main(
        tmp_path / "ledger.csv", [tmp_path / "journal.csv"], mapping=tmp_path / "mapping.csv", start=START, end=END,
        bank=[f"1050={tmp_path / 'bank.csv'}"], matters=[str(tmp_path / "matters.csv")], jurisdiction="nz",
        out=tmp_path / "w.xlsx", to=out, errors=err,
    )  # fmt: skip
    assert (status, err.getvalue()) == (0, "")
    assert "residue 0.00" in out.getvalue()
