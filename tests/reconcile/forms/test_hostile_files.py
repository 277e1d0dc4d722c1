"""Files that were damaged, locked, or made to do harm: each is read rightly or refused in words, and costs little."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.carried_tables import WAY_OUT, open_sheets
from matterbooks.reconcile.folder_kinds import Role, told
from matterbooks.reconcile.read_command import main_read
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reading.limits import LARGEST_BYTES
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.built import journal, text_of
from tests.reconcile.reading.files import LEDGER, MODERN, refusal, write
from tests.reconcile.reading.test_workbooks import CLASSIC_BALANCE, CLASSIC_JOURNAL, Cell, workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/hostname">]>'
)
JOURNAL = text_of(journal()).encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def edited(part: str, edit: Callable[[bytes], bytes], rows: list[list[Cell]] = CLASSIC_JOURNAL) -> bytes:
    """A classic workbook, one part of it changed."""
    with zipfile.ZipFile(io.BytesIO(workbook(rows))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {part: edit(parts[part])})


def with_row(row: bytes) -> bytes:
    """A classic workbook with one more row in its sheet."""
    return edited(SHEET, lambda text: text.replace(b"</sheetData>", row + b"</sheetData>"))


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with a part under another name, here and wherever it is named."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({name.replace(old.decode(), new.decode()): text.replace(old, new) for name, text in parts.items()})


def locked() -> bytes:
    """A workbook whose parts are marked as encrypted."""
    content = bytearray(workbook(CLASSIC_JOURNAL))
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1
    return bytes(content)


HOSTILE = {
    "bomb.zip": (packed({"Journal.xlsx": b"0" * 50_000_000}), "unpacks to far more"),
    "many.zip": (packed({f"{n}.xlsx": b"01" * 25_000 for n in range(8_100)}), "unpacks to far more"),
    "far.xlsx": (with_row(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "a span of 17,179,869,184"),
    "low.xlsx": (with_row(b"<row r='1048576'><c><v>1</v></c><c r = 'J1048576'><v>1</v></c></row>"), "a span of"),
    "elsewhere.xlsx": (
        renamed(with_row(b'<row r="1048576"><c r="XFD1048576"/></row>'), b"worksheets/sheet1.xml", b"other.xml"),
        "a span of",
    ),
    "long.xlsx": (edited(STRINGS, lambda text: text.replace(b">Fees<", b">" + b"ab" * 70_000 + b"<")), "longer than"),
    "laughs.xlsx": (edited(STRINGS, lambda text: text.replace(b"<sst", LAUGHS + b"<sst")), "a document type"),
    "laughs_in_sheet.xlsx": (edited(SHEET, lambda text: text.replace(b"<worksheet", LAUGHS + b"<worksheet")), "a doc"),
    "utf16.xlsx": (edited(SHEET, lambda _: LAUGHS.decode().encode("utf-16")), "a document type"),
    "in_archive.zip": (
        packed({"Journal.xlsx": edited(STRINGS, lambda text: text.replace(b"<sst", LAUGHS + b"<sst"))}),
        "a document type",
    ),
    "password.xlsx": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "locked with a password"),
    "old.xls": (OLE + bytes(1_200), "an old Excel workbook"),
    "parts_locked.xlsx": (locked(), "locked with a password"),
    "page.xls": (b"\xef\xbb\xbf \r\n<html><table><tr><td>Journal</td></tr></table></html>", "a web page"),
    "spreadsheet.xml": (b'<?xml version="1.0"?>' + LAUGHS + b"<Workbook>&b;</Workbook>", "a web page or XML"),
    "deep.json": (b"[" * 200_000, "is not JSON"),
    "deeper.json": (b'{"Header":' * 50_000, "is not JSON"),
}


BEGINS_AS_A_JOURNAL = {
    "wide.csv": (JOURNAL + b"," * 9_000 + b"x\r\n", "has a row of 9,001 cells"),
    "ragged.csv": (JOURNAL + b"," * 250 + b"x\r\n" + b"y\r\n" * 40_000, "a span of 10,0"),
}


@pytest.mark.parametrize("name", [*HOSTILE, *BEGINS_AS_A_JOURNAL])
def test_what_would_do_harm_is_refused_in_words(tmp_path: Path, name: str) -> None:
    content, words = (HOSTILE | BEGINS_AS_A_JOURNAL)[name]
    path = write(tmp_path, name, content)
    assert words in refusal(path).problem
    err = io.StringIO()
    assert main_read(path, err=err, out=io.StringIO()) == 2
    assert err.getvalue().startswith(str(path))
    assert err.getvalue().count("\n") == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_in_a_folder_it_is_a_file_that_is_not_used_and_says_why(tmp_path: Path, name: str) -> None:
    found = told(write(tmp_path, name, HOSTILE[name][0]))
    assert found.role == Role.OTHER
    assert found.why


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    for name, start in (("large.csv", b"Journal\r\n"), ("large.xlsx", b"PK\x03\x04"), ("large.json", b"{")):
        path = write(tmp_path, name, start)
        with path.open("r+b") as file:
            file.truncate(LARGEST_BYTES + 1)
        error = refusal(path)
        assert (error.problem, "shorter period" in error.way_out) == ("is larger than 200 MB", True)
        with pytest.raises(FileRefusedError, match="is larger than 200 MB"):
            read_inputs(write(tmp_path, "ledger.csv", LEDGER), [MODERN / "journal_us.csv", path])


def test_a_workbook_that_ends_anywhere_is_refused(tmp_path: Path) -> None:
    whole = workbook(CLASSIC_JOURNAL)
    for end in range(4, len(whole), 211):
        assert "damaged workbook or ZIP" in refusal(write(tmp_path, "cut.xlsx", whole[:end])).problem


@pytest.mark.parametrize("name", ["bomb.zip", "far.xlsx", "laughs.xlsx", "long.xlsx", "parts_locked.xlsx"])
def test_an_earlier_workbook_is_held_to_the_same_limits(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, HOSTILE[name][0])
    with pytest.raises(FileRefusedError) as caught:
        open_sheets(path, ["Actions"])
    assert ("is not a workbook" if name == "bomb.zip" else HOSTILE[name][1]) in caught.value.problem
    assert caught.value.way_out == WAY_OUT


@pytest.mark.parametrize("row", [b",,,,,,,,", b";;", b"", b"\t \t"])
def test_a_million_blank_rows_that_a_spreadsheet_left_at_the_end_cost_nothing(tmp_path: Path, row: bytes) -> None:
    end = b"\r\n" + row
    path = write(tmp_path, "saved.csv", JOURNAL.rstrip() + end * 1_000_000)
    right = read_quickbooks(write(tmp_path, "journal.csv", JOURNAL))
    read = read_quickbooks(path)
    assert read.postings.drop(columns="file").equals(right.postings.drop(columns="file"))
    assert (read.basis, read.totals_checked, read.warnings) == (right.basis, right.totals_checked, right.warnings)


def read_or_refused(path: Path) -> list[int] | None:
    """The amounts of a file, None if it was refused; anything else is a failure."""
    try:
        amounts: list[int] = read_quickbooks(path).postings["amount_cents"].tolist()
    except FileRefusedError as refused:
        assert refused.way_out  # noqa: PT017 - a refusal is one of the two right ends
        return None
    return amounts


def test_a_workbook_with_bytes_changed_at_random_is_read_the_same_or_refused(tmp_path: Path) -> None:
    whole, random = workbook(CLASSIC_JOURNAL), Random(7)
    right = read_or_refused(write(tmp_path, "whole.xlsx", whole))
    for _ in range(150):
        content = bytearray(whole)
        content[random.randrange(4, len(whole))] = random.randrange(256)
        path = write(tmp_path, "changed.xlsx", bytes(content))
        assert read_or_refused(path) in (None, right)
        assert told(path).role in (Role.OTHER, Role.QUICKBOOKS)


@pytest.mark.parametrize(
    "part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_markup_that_is_broken_is_refused_and_never_an_error_of_the_parser(tmp_path: Path, part: str) -> None:
    random = Random(part)

    def broken(text: bytes) -> bytes:
        place = random.randrange(len(text))
        return text[:place] + random.choice([b"<", b"&", b'"', b"</c>"]) + text[place + 1 :]

    for _ in range(25):
        read_or_refused(write(tmp_path, "broken.xlsx", edited(part, broken)))


def test_a_part_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path) -> None:
    content = workbook(CLASSIC_JOURNAL)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = content.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    assert lying != content
    assert "damaged" in refusal(write(tmp_path, "lying.xlsx", lying)).problem


def test_a_stray_cell_that_spans_little_does_no_harm(tmp_path: Path) -> None:
    stray = with_row(b'<row r="40"><c r="AB40"><v></v></c></row>')
    assert read_or_refused(write(tmp_path, "stray.xlsx", stray)) == [11_000, -10_000, -1_000, 550, -550]


def formulas(row: list[Cell]) -> list[Cell]:
    """The row with its amounts as a classic workbook may hold them: formulas, 0 stored."""
    return [f"={cell:.2f}" if isinstance(cell, float) else cell for cell in row]


def test_a_classic_journal_in_the_archive_is_read_through_its_formulas_beside_its_trial_balance(tmp_path: Path) -> None:
    balance: list[list[Cell]] = [
        *CLASSIC_BALANCE[:5],
        ["Accounts Receivable (A/R)", "=115.50", None],
        ["Fees earned", None, "=105.50"],
        ["Tax payable", None, "=10.00"],
        ["TOTAL", "=(B6)", "=(C7)+(C8)"],
        *CLASSIC_BALANCE[-4:],
    ]
    parts = {
        "Journal.xlsx": workbook([formulas(row) for row in CLASSIC_JOURNAL]),
        "Trial_balance.xlsx": workbook(balance),
    }
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        path = write(tmp_path, "export.zip", packed(parts, method))
        inputs = read_inputs(write(tmp_path, "ledger.csv", LEDGER), [path])
        assert inputs.quickbooks["amount_cents"].tolist() == [11_000, -10_000, -1_000, 550, -550]
        assert inputs.trial_balance == {
            "Accounts Receivable (A/R)": 11_550, "Fees earned": -10_550, "Tax payable": -1_000,
        }  # fmt: skip


def test_a_classic_workbook_on_cash_basis_is_refused_beside_the_ledger(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [*CLASSIC_JOURNAL[:-1], ["Sunday, Jul 27, 2025 06:25:49 PM GMT-7 - Cash Basis"]]
    path = write(tmp_path, "cash.xlsx", workbook(rows))
    with pytest.raises(FileRefusedError, match="is on cash basis"):
        read_inputs(write(tmp_path, "ledger.csv", LEDGER), [path])


def test_a_memo_in_a_workbook_that_looks_like_a_formula_is_text_and_one_that_is_a_formula_never_runs(
    tmp_path: Path,
) -> None:
    link = '=HYPERLINK("http://example.org","pay")'
    text = edited(STRINGS, lambda strings: strings.replace(b">Fees<", f">{link}<".encode()))
    assert read_quickbooks(write(tmp_path, "text.xlsx", text)).postings["memo"].tolist()[:2] == [link, link]
    rows: list[list[Cell]] = [[link if cell == "Fees" else cell for cell in row] for row in CLASSIC_JOURNAL]
    error = refusal(write(tmp_path, "formula.xlsx", workbook(rows)))
    assert (error.row, "a cell holds a formula that no export has" in error.problem) == (6, True)
