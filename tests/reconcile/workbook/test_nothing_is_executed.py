"""Whatever the files say, in whichever field: the workbook holds no formula and no link but its own."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.texts import LONGEST, shown
from matterbooks.reconcile.workbook import write_workbook
from tests.reconcile.planted.records import Entry, Record, month
from tests.reconcile.planted.running import run
from tests.reconcile.workbook.opening import cells, figures, opened, table

EVIL = '=HYPERLINK("http://evil.example","x")'
ENDS_ITS_CELL = '<r></t></is></c><c r="A1" t="str"><f>HYPERLINK("http://evil.example")</f></c></r>'
HOSTILE = (
    EVIL,
    ENDS_ITS_CELL,
    "<r><t>rich</t></r>",
    'a & b <c> "d"',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "https://evil.example",
    "0012",
    "{=1+1}",
)
OURS = re.compile(
    r"(SUM|ROUND|IF|COUNTIF|COUNTIFS|COUNTBLANK|SUMIFS|SUMPRODUCT)\(.*|SignOffState"
    r"|'Summary and sign-off'!\$[A-Z]+\$\d+|'Ageing'!\$[A-Z]+\$\d+"
)
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A run of books in which every text of both sides would be a formula if it were parsed."""
    books = month(8)
    books.mapping["1000"] = (EVIL, EVIL, "Bank")
    books.mapping["4000"] = ("@SUM(1)", "-2+3", "Income")
    for number, text in enumerate(HOSTILE):
        lines = ((EVIL, 700 + number), ("+1+1", -700 - number))
        books.entries.append(Entry(f"=9{number}", "Expense", text, books.entries[0].day, text, lines, text))
        missing = (("1000", 900 + number), ("=1+1", -900 - number))
        books.post(Record(f"={number}", "sales_payment", text, books.entries[0].day, text, missing))
    folder = tmp_path_factory.mktemp("=1+1")
    found = run(books, folder)
    inputs = replace(found.inputs, books={**(found.inputs.books or {}), "company": EVIL, "firm": EVIL, "realm": "=1"})
    return replace(found, inputs=inputs)


@pytest.fixture(scope="module")
def path(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook."""
    return write_workbook(result, tmp_path_factory.mktemp("out") / "w.xlsx")


def test_every_formula_in_the_xml_is_one_of_ours(path: Path) -> None:
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                root = ElementTree.fromstring(archive.read(name))
                found += [cell.text or "" for cell in root.iter(f"{SPREADSHEET}f")]
    assert len(found) > 50
    assert [text for text in found if not OURS.fullmatch(text) or "evil" in text or "HYPERLINK" in text] == []


def test_links_lead_only_to_sheets_of_the_workbook(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, part in parts.items() if b'TargetMode="External"' in part or "externalLink" in name]
    assert not [name for name, part in parts.items() if b"<ddeLink" in part or name.endswith("vbaProject.bin")]
    book = opened(path)
    links = [cell.hyperlink for name in book.sheetnames for cell in cells(book[name]) if cell.hyperlink]
    assert links
    assert all(link.location and not link.target for link in links)


def test_hostile_texts_stand_there_as_they_were_written(path: Path) -> None:
    book = figures(path)
    theirs = table(book["Only in QuickBooks"], "Id")
    ours = table(book["Unsynced"], "Id")
    assert {row["Number"] for row in theirs} >= set(HOSTILE)
    assert {row["Memo"] for row in theirs} >= set(HOSTILE)
    assert {row["Party"] for row in ours} >= set(HOSTILE)
    assert ENDS_ITS_CELL in {row["Number"] for row in theirs}
    assert {row["Account"] for row in table(book["Bridge"], "Account")} >= {EVIL, "+1+1", "-2+3"}
    assert EVIL in {cell.value for cell in cells(book["Summary and sign-off"])}


@pytest.mark.parametrize("text", [ENDS_ITS_CELL, "<r><t>rich</t></r>"])
def test_a_text_that_looks_like_rich_text_is_written_as_text_also_outside_tables(
    result: Result, tmp_path: Path, text: str
) -> None:
    inputs = replace(result.inputs, books={"realm": "1", "company": text})
    book = opened(write_workbook(replace(result, inputs=inputs), tmp_path / "w.xlsx"))
    assert book["Summary and sign-off"]["B8"].value.strip() == text
    assert book["Summary and sign-off"]["A1"].data_type == "s"


def test_control_characters_leave_a_visible_mark() -> None:
    assert shown("a\x00b\x1bc\rd") == "a\u2400b\u241bc\u240dd"
    assert shown("one\r\ntwo\tthree") == "one\ntwo\tthree"
    assert shown("\ud800 \uffff \x7f") == "\ufffd \ufffd \u2421"


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    cut = shown("x" * 40_000)
    assert len(cut) == LONGEST
    assert cut.endswith("(cut: 40,000 characters; the whole of it is in the findings as JSON)")
