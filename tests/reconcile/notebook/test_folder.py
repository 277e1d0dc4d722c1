"""A folder of exports: every file is told by its content, whatever it is called, and what is not used says why."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile import folder as folders
from matterbooks.reconcile.folder_kinds import Role, told
from matterbooks.reconcile.looking import closing
from tests.reconcile.notebook import firm
from tests.reconcile.planted.records import month
from tests.reconcile.planted.writers import write_all

SAMPLES = Path(__file__).parents[2] / "data"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_all(month(), tmp_path)


def roles(place: Path) -> dict[str, Role]:
    return {each.path.name: each.role for each in folders.look_into(place).files}


def test_files_are_told_by_what_they_hold_whatever_they_are_called(place: Path) -> None:
    names = {
        "ledger.csv": "practice 2026.csv", "links.csv": "a.txt", "mapping.csv": "b.csv", "books.json": "c.json",
        "journal.csv": "download (3).csv",
    }  # fmt: skip
    for old, new in names.items():
        (place / old).rename(place / new)
    assert roles(place) == {
        "practice 2026.csv": Role.LEDGER, "a.txt": Role.LINKS, "b.csv": Role.MAPPING, "c.json": Role.BOOKS,
        "download (3).csv": Role.QUICKBOOKS,
    }  # fmt: skip
    assert len(folders.read_folder(place).ledger) == len(folders.read_folder(firm_of(place)).ledger)


def firm_of(place: Path) -> Path:
    """The same month under its usual names."""
    other = place / "usual"
    other.mkdir()
    return write_all(month(), other)


def test_the_same_file_downloaded_twice_is_read_once(place: Path) -> None:
    shutil.copy(place / "journal.csv", place / "journal (1).csv")
    found = folders.look_into(place)
    assert [path.name for path in found.all(Role.QUICKBOOKS)] == ["journal (1).csv"]
    assert [each.why for each in found.files if each.path.name == "journal.csv"] == [
        "the same as journal (1).csv, which is read"
    ]


def test_what_an_earlier_run_wrote_is_no_export(place: Path) -> None:
    found = folders.look_into(place)
    result = closing.compare(found)
    where = Path(closing.write(result, found).removeprefix("The workbook is at "))
    again = folders.look_into(place)
    assert again.all(Role.WORKBOOK) == [where]
    assert closing.previous_of(result, again) == where
    assert closing.compare(again).rolled.path == str(where)
    assert closing.compare(again, previous="none").rolled.path == ""


def test_two_ledgers_are_refused_unless_one_has_the_usual_name(place: Path) -> None:
    shutil.copy(place / "ledger.csv", place / "old.csv")
    assert folders.look_into(place).one(Role.LEDGER) == place / "ledger.csv"
    (place / "ledger.csv").rename(place / "new.csv")
    with pytest.raises(FileRefusedError, match=r"both new\.csv and old\.csv are a file of the kind practice ledger"):
        folders.read_folder(place)


@pytest.mark.parametrize(
    ("name", "content", "role"),
    [
        ("bank.csv", "account,date,kind,statement_balance,amount\n1200,2026-03-31,balance,100.00,\n", Role.BANK),
        ("statement.ofx", "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX></OFX>\n", Role.BANK),
        ("list.csv", "Client,Matter,Balance\nQuince,M1,100.00\nTotal,,100.00\n", Role.MATTERS),
        ("report.json", '{"Header": {"ReportName": "JournalReport"}, "Columns": {"Column": []}}', Role.QUICKBOOKS),
        ("profile.json", '{"columns": {"transaction_id": "ID"}}', Role.PROFILE),
        ("findings.json", '{"ties": null, "findings": [], "realm": "1"}', Role.OTHER),
        ("notes.txt", "ring the client\n", Role.OTHER),
        ("scan.pdf", "%PDF-1.4", Role.OTHER),
        ("empty.csv", "", Role.OTHER),
    ],
)
def test_other_files_are_told_too(tmp_path: Path, name: str, content: str, role: Role) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = told(tmp_path / name)
    assert found.role == role
    assert (found.why != "") == (role == Role.OTHER)


def test_a_report_that_is_not_compared_is_named(tmp_path: Path) -> None:
    rows = "Profit and Loss,\nSandhurst Legal,\nJune 2026,\n\n,Total\nIncome,\n"
    (tmp_path / "p.csv").write_text(rows, encoding="utf-8")
    assert told(tmp_path / "p.csv").why == "the report 'Profit and Loss', which is not compared"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("quickbooks-*/**/*.csv")), ids=lambda path: path.name)
def test_genuine_reports_are_told_from_those_that_are_not_compared(path: Path) -> None:
    other = path.name.startswith(("balance_sheet", "profit_and_loss"))
    assert told(path).role == (Role.OTHER if other else Role.QUICKBOOKS)


@pytest.mark.parametrize(
    ("start", "words"), [("2026-6-31", "start: '2026-6-31' is not a date. Write it like 2026-06-30")]
)
def test_a_date_that_is_none_is_told_so(place: Path, start: str, words: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        folders.read_folder(place, start)
    assert str(refused.value).startswith(words)


def test_a_folder_that_is_not_there_or_holds_too_little_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="there is no such folder"):
        folders.look_into(tmp_path / "nowhere")
    firm.write(firm.without_faults(), tmp_path)
    (tmp_path / "Sandhurst Legal_Journal.csv").unlink()
    with pytest.raises(FileRefusedError, match="holds no export of QuickBooks"):
        folders.read_folder(tmp_path)


def test_the_table_lists_what_is_used_and_what_is_not(place: Path) -> None:
    (place / "notes.txt").write_text("ring the client\n", encoding="utf-8")
    (place / "books.json").write_text(
        json.dumps(json.loads((place / "books.json").read_text(encoding="utf-8"))), encoding="utf-8"
    )
    found = folders.look_into(place)
    table = folders.files_table(folders.read(found), found).set_index("file")
    assert table.loc["journal.csv", "used as"] == "journal"
    assert table.loc["notes.txt", "used as"] == "not used"
    assert table.loc["notes.txt", "remarks"] != ""


def test_an_export_of_another_program_is_the_ledger_if_a_column_profile_fits_it(place: Path) -> None:
    rows = (place / "ledger.csv").read_text(encoding="utf-8").splitlines()
    titles = {name: name.replace("_", " ").title() for name in rows[0].split(",")}
    (place / "ledger.csv").unlink()
    (place / "general ledger.csv").write_text("\n".join([",".join(titles.values()), *rows[1:]]), encoding="utf-8")
    with pytest.raises(FileRefusedError, match="holds no practice ledger"):
        folders.read_folder(place)
    (place / "profile.json").write_text(json.dumps({"columns": titles}), encoding="utf-8")
    assert len(folders.read_folder(place).ledger) == len(rows) - 1


def test_workbooks_and_archives_of_reports_are_told_by_their_sheets(place: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    with (place / "journal.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(place / "Report.xlsx")
    with zipfile.ZipFile(place / "Export data.zip", "w") as archive:
        archive.write(place / "Report.xlsx", "Journal.xlsx")
    other = openpyxl.Workbook()
    assert other.active is not None
    other.active.append(["To do", "Who"])
    other.save(place / "list.xlsx")
    (place / "broken.zip").write_bytes(b"PK\x03\x04 cut off")
    found = {each.path.name: each for each in folders.look_into(place).files}
    assert found["Report.xlsx"].role == found["Export data.zip"].role == Role.QUICKBOOKS
    assert found["list.xlsx"].why == "no sheet has the columns of a report"
    assert found["broken.zip"].role == Role.OTHER
    assert "damaged" in found["broken.zip"].why
