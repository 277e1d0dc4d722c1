"""`matterbooks suggest`: what it prints, which files it takes, and which it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matterbooks.cli import main
from matterbooks.ledger.source import Role
from matterbooks.mapping.type_words import practice_kind, quickbooks_type

PRACTICE = "number,name,type\n1200,Debtors,receivable\n4000,Professional fees,income\n6900,Rain dances,expense\n"
QUICKBOOKS = (
    "Number,Name,Type\n,Accounts Receivable (A/R),Accounts receivable (A/R)\n,Legal Fees,Income\n,Rent,Expenses\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text(PRACTICE)
    (tmp_path / "b.csv").write_text(QUICKBOOKS)
    return tmp_path


def run(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(
        main, ["suggest", "--practice", str(folder / "a.csv"), "--quickbooks", str(folder / "b.csv"), *more]
    )


def rows(folder: Path) -> list[dict[str, object]]:
    done = run(folder, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def pairs(folder: Path) -> list[tuple[object, object]]:
    return [(row["practice"], row["quickbooks"]) for row in rows(folder)]


EXPECTED = [("Debtors", "Accounts Receivable (A/R)"), ("Professional fees", "Legal Fees"), ("Rain dances", None)]


def test_one_entry_for_each_practice_account_in_file_order(folder: Path) -> None:
    found = rows(folder)
    assert [(row["practice"], row["quickbooks"]) for row in found] == EXPECTED
    assert all(list(row) == ["practice", "quickbooks", "confidence", "confident", "reason"] for row in found)
    assert [row["confident"] for row in found] == [True, True, False]
    assert found[2]["confidence"] == 0
    assert all(isinstance(row["confidence"], int | float) and 0 <= row["confidence"] <= 1 for row in found)
    assert all(row["reason"] for row in found)


def test_without_json_a_table_is_printed(folder: Path) -> None:
    done = run(folder)
    assert done.exit_code == 0
    assert "Professional fees  Legal Fees" in done.stdout
    assert "3 accounts, 2 with a suggestion, 2 of them sure." in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        PRACTICE.replace(",", ";"),
        "\ufeff" + PRACTICE,
        PRACTICE.replace("number,name,type", " NUMBER ,Name,TYPE").replace("\n", "\r\n"),
        PRACTICE.replace("\n", "\n\n"),
        "name,type,balance,number\nDebtors,receivable,1,1200\nProfessional fees,income,2,\nRain dances,expense,3,\n",
    ],
)
def test_dialects_of_csv_are_read(folder: Path, text: str) -> None:
    (folder / "a.csv").write_text(text, encoding="utf-8", newline="")
    assert pairs(folder) == EXPECTED


@pytest.mark.parametrize("kinds", [("", "", ""), ("?", "Nonsense", "-"), ("Debtors", "Revenue", "Overheads")])
def test_types_that_are_not_known_are_left_to_names(folder: Path, kinds: tuple[str, str, str]) -> None:
    names = ("Debtors", "Professional fees", "Rain dances")
    lines = (f"1,{name},{kind}\n" for name, kind in zip(names, kinds, strict=True))
    (folder / "a.csv").write_text("number,name,type\n" + "".join(lines))
    assert pairs(folder) == EXPECTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.csv: it is empty"),
        ("number,title,type\n1,Rent,expense\n", "a.csv, row 1: the column name is missing"),
        ("name,name,number,type\n", "a.csv, row 1: the column name is there twice"),
        ("number,name,type\n1,Rent\n", "a.csv, row 2: it has 2 cells"),
        ("number,name,type\n1,Rent,expense\n2,,expense\n", "a.csv, row 3: the name is empty"),
        ('number,name,type\n1,"Rent,expense\n', "a.csv, row 2: it is not a CSV file"),
        ("\0\1\2", "a.csv: it is not text"),
    ],
)
def test_a_bad_file_is_named_with_its_row_and_nothing_is_printed(folder: Path, text: str, said: str) -> None:
    (folder / "a.csv").write_text(text)
    done = run(folder, "--json")
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_not_text_or_not_there_is_refused(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"number,name,type\n1,Caf\xe9,expense\n")
    assert "not text in UTF-8" in run(folder, "--json").stderr
    (folder / "b.csv").unlink()
    (folder / "a.csv").write_text(PRACTICE)
    done = run(folder, "--json")
    assert done.exit_code == 2
    assert "b.csv: it cannot be opened" in done.stderr


def test_sales_tax_and_the_profit_of_the_year_are_never_mapped(folder: Path) -> None:
    lines = "2200,GST control,Liability\n2210,HST Payable,\n3900,Current year earnings,Equity\n2230,VAT,tax\n"
    (folder / "a.csv").write_text("number,name,type\n" + lines)
    (folder / "b.csv").write_text(
        "number,name,type\n2200,GST control,Other Current Liability\n,HST Payable,Other Current Liability\n"
        "3900,Current year earnings,Equity\n,VAT,Other Current Liability\n"
    )
    assert {row["quickbooks"] for row in rows(folder)} == {None}


def test_the_owners_accounts_go_with_equity_alone(folder: Path) -> None:
    (folder / "a.csv").write_text("number,name,type\n,Partner drawings,Equity\n,Gifts,Equity\n")
    (folder / "b.csv").write_text("number,name,type\n,Owner draws,Equity\n,Gifts,Expenses\n")
    drawings, gifts = rows(folder)
    assert (drawings["quickbooks"], drawings["confident"]) == ("Owner draws", True)
    assert not gifts["confident"]


@pytest.mark.parametrize("name", ["GST free fees", "Legal fees - no VAT"])
def test_a_name_that_mentions_tax_is_not_a_tax_account_where_its_type_is_not_known(folder: Path, name: str) -> None:
    (folder / "a.csv").write_text(f"number,name,type\n,{name},\n")
    (folder / "b.csv").write_text(f"number,name,type\n,{name},Income\n")
    assert pairs(folder) == [(name, name)]


@pytest.mark.parametrize("words", ["Expense", "expenses", "OfficeGeneralAdministrativeExpenses", "Overheads"])
def test_a_type_may_be_a_detail_type_or_the_word_of_another_ledger(words: str) -> None:
    assert quickbooks_type(words) == "Expense"
    assert practice_kind(words, "Rent")[0] is Role.EXPENSE


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Trust bank", "Westpac 1", Role.TRUST_BANK),
        ("trust_liability", "Clients", Role.TRUST_LIABILITY),
        ("Current Asset", "Trade debtors", Role.RECEIVABLE),
        ("Current Asset", "Sundry debtors", Role.ASSET),
        ("Liability", "Trade creditors", Role.PAYABLE),
        ("Asset", "GST paid", Role.TAX),
        ("Equity", "Current year earnings", Role.INTERNAL),
        ("Revenue", "Fees", Role.INCOME),
        ("Cost of sales", "Counsel", Role.EXPENSE),
        ("nonsense", "Counsel", None),
    ],
)
def test_words_and_names_tell_what_an_account_of_the_practice_is(words: str, name: str, role: Role | None) -> None:
    assert practice_kind(words, name)[0] is role


def test_a_sub_account_is_named_by_its_path_and_a_deleted_one_is_not_offered(folder: Path) -> None:
    (folder / "a.csv").write_text("number,name,type\n,Telephone,expense\n,Old rent,expense\n")
    (folder / "b.csv").write_text("number,name,type\n,Utilities:Phone service,Expenses\n,Old rent (deleted),Expenses\n")
    assert pairs(folder) == [("Telephone", "Utilities:Phone service"), ("Old rent", None)]


def test_it_starts_without_pandas_flask_and_sqlalchemy() -> None:
    names = "json.dumps([name.partition('.')[0] for name in sys.modules])"
    code = f"import json, sys, matterbooks.mapping.suggest_command; print({names})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"pandas", "flask", "sqlalchemy", "requests"} & set(
        done.stdout.replace("'", "").strip("[]\n").split(", ")
    )
