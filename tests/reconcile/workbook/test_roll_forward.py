"""What was decided in one workbook comes back in the next: by finding, never dropped, and never for another company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.carried import carry, read_previous, said_of
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.workbook import write_workbook
from tests.reconcile.planted.faults import TEN, entry_of
from tests.reconcile.planted.records import Books, month
from tests.reconcile.planted.running import one, run
from tests.reconcile.workbook.filling import deciding, filled
from tests.reconcile.workbook.opening import figures, table


def faulty() -> Books:
    """A month with ten faults."""
    books = month()
    for fault in TEN:
        fault.plant(books)
    return books


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The first run."""
    return run(faulty(), tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def written(first: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook, as it was written."""
    return write_workbook(first, tmp_path_factory.mktemp("out") / "march.xlsx")


def again(books: Books, folder: Path, previous: Path) -> Result:
    """The next run, with what the previous workbook says."""
    return carry(run(books, folder), read_previous(previous))


def by_id(result: Result, identity: str) -> Finding:
    """The finding with an id."""
    return next(finding for finding in result.findings if finding.id == identity)


def test_an_untouched_workbook_gives_back_its_own_findings(first: Result, written: Path) -> None:
    previous = read_previous(written)
    assert [item.id for item in previous.findings] == [finding.id for finding in first.findings]
    assert [item.ledger_ids for item in previous.findings] == [finding.ledger_ids for finding in first.findings]
    assert (previous.company, previous.realm) == ("Sandhurst Legal", "9130")
    assert not previous.signed
    assert {said.since for said in carry(first, previous).carried.values()} == {"as before"}


def test_status_owner_comment_decision_and_first_seen_come_back(first: Result, written: Path, tmp_path: Path) -> None:
    gone = one(first, "locked_but_gone").id
    told = {"status": "accepted", "owner": "Ana", "comment": "asked, = later", "decision": "reversed in April"}
    result = again(faulty(), tmp_path, filled(written, deciding(gone, **told)))
    later = replace(result, period=replace(result.period, as_of=date(2026, 5, 31)))
    said = said_of(by_id(later, gone), later)
    assert (said.status, said.owner, said.comment, said.decision) == tuple(told.values())
    assert said.first_seen == first.period.as_of
    assert said.settled
    rows = table(figures(write_workbook(later, tmp_path / "april.xlsx"))["Findings"], "Id")
    row = next(row for row in rows if row["Id"] == gone)
    assert (row["Status"], row["Decision"], row["Settled"]) == ("accepted", "reversed in April", "yes")
    assert row["First seen"].date() == first.period.as_of


def test_a_decision_alone_settles_a_finding(first: Result, written: Path, tmp_path: Path) -> None:
    gone = one(first, "locked_but_gone").id
    result = again(faulty(), tmp_path, filled(written, deciding(gone, decision="client left; written off")))
    assert said_of(by_id(result, gone), result).settled


def test_what_is_no_longer_found_is_listed_as_cleared_with_its_decision(
    first: Result, written: Path, tmp_path: Path
) -> None:
    gone = one(first, "locked_but_gone").id
    books = month()
    for fault in TEN:
        if fault.with_links != "locked_but_gone":
            fault.plant(books)
    result = again(books, tmp_path, filled(written, deciding(gone, comment="restored it")))
    [item] = result.rolled.cleared
    assert (item.id, item.said.comment) == (gone, "restored it")
    assert (item.last_seen, item.cleared) == (first.period.as_of, result.period.as_of)
    assert gone not in result.carried
    path = write_workbook(result, tmp_path / "next.xlsx")
    assert [item.id for item in read_previous(path).cleared] == [gone]


def test_what_was_cleared_and_comes_back_keeps_the_day_it_was_first_seen(
    first: Result, written: Path, tmp_path: Path
) -> None:
    for name in ("clean", "faulty"):
        (tmp_path / name).mkdir()
    clean = again(month(), tmp_path / "clean", written)
    middle = write_workbook(clean, tmp_path / "middle.xlsx")
    result = again(faulty(), tmp_path / "faulty", middle)
    gone = one(result, "locked_but_gone")
    said = result.carried[gone.id]
    assert said.since == f"found again, cleared {clean.period.as_of.isoformat()}"
    assert said.first_seen == first.period.as_of


def test_what_is_new_is_marked_so(written: Path, tmp_path: Path) -> None:
    books = faulty()
    entry = entry_of(books, "INV-1011")
    books.entries.remove(entry)
    result = again(books, tmp_path, written)
    assert [f.ledger_ids for f in result.findings if result.carried[f.id].since == "new"] == [("b11",)]


def test_a_settled_finding_whose_figures_changed_is_open_again_and_keeps_its_decision(
    first: Result, written: Path, tmp_path: Path
) -> None:
    books = faulty()
    model = next(record for record in books.records if record.kind == "general_journal")
    second = books.post(replace(model, id="j2", number="GJ-2"))
    books.outcome(second, "skipped", skipped_because="never_pushed_kind")
    accepted = next(finding.id for finding in first.findings if model.id in finding.ledger_ids)
    result = again(books, tmp_path, filled(written, deciding(accepted, status="accepted", decision="known")))
    said = result.carried[accepted]
    assert (said.status, said.decision, said.settled) == ("changed", "known", False)
    assert said.since == "changed since it was settled: 123.45 on 1 record then"


def test_one_that_was_said_to_be_mended_and_is_still_there_says_so(
    first: Result, written: Path, tmp_path: Path
) -> None:
    gone = one(first, "locked_but_gone").id
    result = again(faulty(), tmp_path, filled(written, deciding(gone, status="mended", decision="posted again")))
    said = result.carried[gone]
    assert (said.since, said.settled) == ("said to be mended, still found", False)


def test_what_is_dated_outside_the_next_period_is_neither_cleared_nor_forgotten(
    first: Result, written: Path, tmp_path: Path
) -> None:
    later = run(month(), tmp_path)
    april = replace(later, period=replace(later.period, start=date(2026, 4, 1), end=date(2026, 4, 30)))
    result = carry(april, read_previous(written))
    gone = one(first, "locked_but_gone").id
    assert gone in [item.id for item in result.rolled.outside]
    assert not result.rolled.cleared
    assert any("earlier workbooks are dated outside" in text for text in result.not_examined)
    path = write_workbook(result, tmp_path / "april.xlsx")
    assert gone in [item.id for item in read_previous(path).outside]
    back = carry(run(month(), tmp_path), read_previous(path))
    [item] = [item for item in back.rolled.cleared if item.id == gone]
    assert item.last_seen == first.period.as_of


def test_a_record_that_changes_its_cause_keeps_owner_and_first_day(
    first: Result, written: Path, tmp_path: Path
) -> None:
    gone = one(first, "locked_but_gone")
    books = faulty()
    [link] = [link for link in books.links if link["transaction_id"] in gone.ledger_ids]
    link |= {"state": "unlocked", "quickbooks_id": "", "unlocked_at": "2026-04-01T00:00:00+00:00"}
    result = again(books, tmp_path, filled(written, deciding(gone.id, owner="Ana")))
    now = next(finding for finding in result.findings if set(finding.ledger_ids) & set(gone.ledger_ids))
    assert now.id != gone.id
    said = result.carried[now.id]
    assert (said.owner, said.first_seen) == ("Ana", first.period.as_of)
    assert said.since == f"was locked but gone ({gone.id})"
    [item] = result.rolled.cleared
    assert (item.id, item.now) == (gone.id, now.id)
    [kept] = read_previous(write_workbook(result, tmp_path / "next.xlsx")).cleared
    assert kept.now == now.id


def test_the_workbook_of_another_company_is_refused(first: Result, written: Path) -> None:
    other = replace(first, inputs=replace(first.inputs, books={**(first.inputs.books or {}), "realm": "777"}))
    with pytest.raises(FileRefusedError, match="another company") as refused:
        carry(other, read_previous(written))
    assert "9130" in str(refused.value)


def test_without_realms_the_companys_name_decides(first: Result, written: Path) -> None:
    other = replace(first, inputs=replace(first.inputs, books={"realm": "", "company": "Somebody Else"}))
    with pytest.raises(FileRefusedError, match="another company"):
        carry(other, read_previous(written))


def without_sheet(book: Any) -> None:
    """Delete a sheet."""
    del book["Inputs"]


def with_a_lost_row(book: Any) -> None:
    """Delete a finding."""
    book["Findings"].delete_rows(6)


def with_a_row_twice(book: Any) -> None:
    """Paste a finding over another."""
    book["Findings"]["A6"].value = book["Findings"]["A5"].value


def with_an_id_overwritten(book: Any) -> None:
    """Type into the first column."""
    book["Findings"]["A7"].value = "see above"


def with_another_total(book: Any) -> None:
    """Change a control total."""
    sheet = book["Inputs"]
    cell = next(cell for cell in sheet["A"] if cell.value == "Legal Fees")
    sheet.cell(cell.row, 5).value = 1.0


def with_a_date_in_words(book: Any) -> None:
    """Sign on a day that is none."""
    sheet = book["Summary and sign-off"]
    cell = next(cell for cell in sheet["A"] if cell.value == "Prepared by")
    sheet.cell(cell.row, 3).value = "last Tuesday"


def without_a_column(book: Any) -> None:
    """Rename a column."""
    sheet = book["Findings"]
    next(cell for cell in sheet[4] if cell.value == "Decision").value = "My decision"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (without_sheet, ["'Inputs' is missing"]),
        (with_a_lost_row, ["sheet Findings", "there are 9, and the summary says 10"]),
        (with_a_row_twice, ["sheet Findings, row 6", "twice"]),
        (with_an_id_overwritten, ["sheet Findings, row 7", "'see above' is not the id of a finding"]),
        (with_another_total, ["sheet Inputs", "control totals of run"]),
        (with_a_date_in_words, ["sheet Summary and sign-off, row", "'last Tuesday', which is not a date"]),
        (without_a_column, ["sheet Findings", "Decision"]),
    ],
)
def test_a_damaged_workbook_is_refused_with_sheet_row_and_way_out(written: Path, damage: Any, words: list[str]) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_previous(filled(written, damage))
    assert all(word in str(refused.value) for word in words), str(refused.value)
    assert refused.value.way_out


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "previous.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    with pytest.raises(FileRefusedError, match="is not a workbook"):
        read_previous(path)


def test_rows_may_be_sorted(first: Result, written: Path) -> None:
    def sort(book: Any) -> None:
        sheet = book["Findings"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=4 + len(first.findings))]
        for place, values in enumerate(reversed(rows), 5):
            for column, value in enumerate(values, 1):
                sheet.cell(place, column).value = value

    ids = [item.id for item in read_previous(filled(written, sort)).findings]
    assert ids == [finding.id for finding in reversed(first.findings)]
