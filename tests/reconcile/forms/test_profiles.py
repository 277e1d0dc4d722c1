"""Another program's ledger is guessed from titles and values, shown, corrected, kept, and read again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from matterbooks.cli import main
from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.profile_command import main as profile_main
from matterbooks.reconcile.reading.ledger import read_ledger
from matterbooks.reconcile.reading.profile_guess import BY_VALUES, CERTAIN, Guess, guess
from matterbooks.reconcile.reading.profiles import Profile, read_profile, written
from matterbooks.reconcile.reading.raw_ledger import open_raw
from tests.reconcile.reading.files import DATA

TWO_SIDES = """Journal No,Transaction Type,Date,References,Participant,Account,Debit,Credit,Narration
501,Bill,16/01/2026,INV-1,Ada Lovelace,1200 Accounts receivable,"1,100.00",,Advice
501,Bill,16/01/2026,INV-1,Ada Lovelace,4000 Legal fees,,"1,000.00",Advice
501,Bill,16/01/2026,INV-1,,2200 GST collected,,100.00,Advice
502,Receipt,17/01/2026,R-1,Ada Lovelace,1000 Office account,110.00,,
502,Receipt,17/01/2026,R-1,Ada Lovelace,1200 Accounts receivable,,110.00,
Total,,,,,,"1,210.00","1,210.00",
"""
LETTERS = """Trans ID;Type;Posted on;Account No;Account Name;Amount;DC
7;Journal;31/01/2026;1000;Bank;1.234,50;D
7;Journal;31/01/2026;4000;Fees;1.234,50;C
8;Journal;31/01/2026;1000;Bank;10,00-;D
8;Journal;31/01/2026;4000;Fees;-10,00;C
"""


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def guessed(path: Path) -> Guess:
    return guess(open_raw(path))


def cents(path: Path, profile: Profile) -> list[int]:
    return [int(each) for each in read_ledger(path, profile)["amount_cents"]]


def test_titles_tell_the_columns_and_words_the_kinds(tmp_path: Path) -> None:
    path = put(tmp_path, "gl.csv", TWO_SIDES)
    found = guessed(path)
    assert found.profile.columns == {
        "transaction_id": "Journal No", "kind": "Transaction Type", "number": "References", "date": "Date",
        "party": "Participant", "account": "Account", "debit": "Debit", "credit": "Credit", "memo": "Narration",
    }  # fmt: skip
    assert set(found.sure.values()) == {CERTAIN}
    assert (found.missing, found.unknown_kinds) == ((), ())
    frame = read_ledger(path, found.profile)
    assert list(frame["kind"]) == ["sales_invoice"] * 3 + ["sales_payment"] * 2
    assert list(frame["account_number"]) == ["1200", "4000", "2200", "1000", "1200"]
    assert frame["account_name"].iloc[0] == "Accounts receivable"
    assert list(frame["amount_cents"]) == [110_000, -100_000, -10_000, 11_000, -11_000]


def test_amounts_whose_side_is_a_letter_and_whose_decimals_follow_a_comma(tmp_path: Path) -> None:
    path = put(tmp_path, "letters.csv", LETTERS)
    found = guessed(path)
    assert (found.profile.columns["date"], found.sure["date"]) == ("Posted on", BY_VALUES)
    assert cents(path, found.profile) == [123_450, -123_450, -1_000, 1_000]


def test_a_workbook_with_titles_above_its_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["General ledger"], ["Ashgrove Legal"], [], *(line.split(",") for line in _signed().splitlines())):
        sheet.append(row)
    book.save(tmp_path / "gl.xlsx")
    raw = open_raw(tmp_path / "gl.xlsx")
    found = guess(raw)
    assert (raw.header, found.profile.header, found.missing) == (4, 4, ())
    assert cents(tmp_path / "gl.xlsx", found.profile) == [500, -500]
    with pytest.raises(FileRefusedError, match="matterbooks profile"):
        read_ledger(tmp_path / "gl.xlsx")


def _signed() -> str:
    return "Id,Type,Date,Account,Amount\n7,Journal,2026-01-16,1000,5.00\n7,Journal,2026-01-16,1100,(5.00)\n"


def test_a_ledger_that_is_not_ours_is_refused_with_what_it_seems_to_be_and_the_command(tmp_path: Path) -> None:
    path = put(tmp_path, "gl.csv", "General ledger,,,,,,,,\n" + TWO_SIDES.replace("Journal No", "Whatever"))
    journal = DATA / "quickbooks-modern" / "journal_au.csv"
    result = CliRunner().invoke(main, ["reconcile", "--ledger", str(path), "--quickbooks", str(journal)])
    assert result.exit_code == 2
    assert "date = 'Date'" in result.stderr
    assert "missing: transaction_id" in result.stderr
    assert f"matterbooks profile {path} --save profile.json" in result.stderr


def test_what_is_missing_is_said_and_the_profile_kept_only_once_it_is_whole(tmp_path: Path) -> None:
    path = put(tmp_path, "gl.csv", TWO_SIDES.replace("Journal No", "Whatever").replace("Bill", "Tax note"))
    saved = tmp_path / "profile.json"
    first = CliRunner().invoke(main, ["profile", str(path), "--save", str(saved)])
    assert first.exit_code == 1
    assert "missing: transaction_id. Say it with --set transaction_id=TITLE" in first.stdout
    assert 'unknown kind: Tax note. Say what it is with --kind "Tax note=general_journal"' in first.stdout
    assert not saved.exists()
    said = ["--set", "transaction_id=Whatever", "--kind", "Tax note=sales_invoice", "--unset", "memo"]
    second = CliRunner().invoke(main, ["profile", str(path), *said, "--save", str(saved)])
    assert second.exit_code == 0, second.output
    assert f"written: {saved}" in second.stdout
    assert "not read: Narration" in second.stdout
    frame = read_ledger(path, read_profile(saved))
    assert set(frame["kind"]) == {"sales_invoice", "sales_payment"}
    read = CliRunner().invoke(main, ["read", str(path), "--profile", str(saved), "--json"])
    assert json.loads(read.stdout)["report"] == "ledger"


def test_a_saved_profile_is_read_as_it_was_written_and_can_be_begun_from(tmp_path: Path) -> None:
    profile = Profile({"date": "Date"}, {"kind": "general_journal"}, {"Tax note": "sales_invoice"}, "day first", 3)
    saved = tmp_path / "p.json"
    saved.write_bytes(written(profile))
    again = read_profile(saved)
    assert written(again) == written(profile)
    path = put(tmp_path, "gl.csv", _signed())
    out = io.StringIO()
    profile_main(path, saved, {"columns": {"amount": "Amount"}}, as_json=True, to=out)
    told = json.loads(out.getvalue())
    assert told["profile"]["columns"] == {"date": "Date", "amount": "Amount"}
    assert told["missing"] == ["transaction_id", "account"]


def test_amounts_that_count_credits_above_zero_are_turned(tmp_path: Path) -> None:
    path, saved = put(tmp_path, "gl.csv", _signed()), tmp_path / "p.json"
    shown = CliRunner().invoke(main, ["profile", str(path)]).stdout
    assert "kinds: Journal = general_journal" in shown
    assert "amounts above zero are debits; if not, say --positive credit" in shown
    assert CliRunner().invoke(main, ["profile", str(path), "--positive", "credit", "--save", str(saved)]).exit_code == 0
    assert cents(path, read_profile(saved)) == [-500, 500]


def test_one_value_for_every_row_takes_the_place_of_a_column(tmp_path: Path) -> None:
    path = put(tmp_path, "gl.csv", _signed().replace("Journal", "???"))
    out = io.StringIO()
    assert profile_main(path, changes={"fixed": {"kind": "general_journal"}}, as_json=True, to=out) == 0
    assert json.loads(out.getvalue())["profile"]["fixed"] == {"kind": "general_journal"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--set", "date=Tag"], "has no column 'Tag'. Its titles: Journal No"),
        (["--set", "colour=Date"], "'colour' is no column of a ledger"),
        (["--header", "40"], "has no row of titles"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, options: list[str], words: str) -> None:
    path = put(tmp_path, "gl.csv", TWO_SIDES)
    result = CliRunner().invoke(main, ["profile", str(path), *options])
    assert result.exit_code == 2
    assert words in result.stderr


def test_dates_that_nothing_decides_are_decided_by_the_profile(tmp_path: Path) -> None:
    path = put(tmp_path, "gl.csv", _signed().replace("2026-01-16", "03/04/2026"))
    found = guessed(path).profile
    with pytest.raises(FileRefusedError, match="day first or month first"):
        read_ledger(path, found)
    for dates, month in (("day first", 4), ("month first", 3)):
        profile = Profile(found.columns, dates=dates)  # type: ignore[arg-type]
        assert set(read_ledger(path, profile)["date"].dt.month) == {month}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Receipt", "Mystery", "row 5: 'Mystery' in column 'Transaction Type' is not known"),
        ('"1,100.00"', "eleven", "'eleven' in column debit is not an amount"),
        ("100.00,Advice", "99.00,Advice", "transaction 501 does not balance"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    profile = guessed(put(tmp_path, "good.csv", TWO_SIDES)).profile
    path = put(tmp_path, "gl.csv", TWO_SIDES.replace(old, new, 1))
    with pytest.raises(FileRefusedError) as refused:
        read_ledger(path, profile)
    assert words in str(refused.value)


def titled(*titles: str) -> str:
    """Two rows that balance, under these titles in the place of Account, Debit and Credit."""
    head = ",".join(("Id", "Type", "Date", *titles))
    return f"{head}\n7,Journal,2026-01-16,1000,Bank,5.00,,9.00,\n7,Journal,2026-01-16,1100,Fees,,5.00,,9.00\n"


def test_figures_are_never_guessed_from_columns_that_may_be_others(tmp_path: Path) -> None:
    text = titled("Account No", "Account", "Foreign Debit", "Foreign Credit", "Base Debit", "Base Credit")
    found = guessed(put(tmp_path, "gl.csv", text)).profile
    assert (found.columns["debit"], found.columns["credit"]) == ("Base Debit", "Base Credit")
    assert (found.columns["account_number"], found.columns["account_name"]) == ("Account No", "Account")
    several = titled("Account No", "Account", "Local Debit", "Local Credit", "Base Debit", "Base Credit")
    assert guessed(put(tmp_path, "two.csv", several)).missing == ("debit and credit, or amount",)


def test_the_day_is_never_guessed_among_several(tmp_path: Path) -> None:
    text = "Id,Type,Created Date,Value Date,Account,Amount\n7,Journal,2026-02-28,2026-01-31,1000,5.00\n"
    assert "date" in guessed(put(tmp_path, "gl.csv", text)).missing


def test_an_account_that_begins_with_a_figure_keeps_its_name_and_a_client_called_total_its_rows(tmp_path: Path) -> None:
    text = _signed().replace("1100", "401k payable").replace("Id,Type", "Client,Id,Type").replace("\n7", "\nTotal,7")
    path = put(tmp_path, "gl.csv", text)
    frame = read_ledger(path, guessed(path).profile)
    assert list(frame["account_number"]) == ["1000", ""]
    assert frame["account_name"].iloc[1] == "401k payable"
    assert list(frame["party"]) == ["Total", "Total"]


def test_words_that_client_and_supplier_share_are_asked_for(tmp_path: Path) -> None:
    assert guessed(put(tmp_path, "gl.csv", _signed().replace("Journal", "Payment"))).unknown_kinds == ("Payment",)
