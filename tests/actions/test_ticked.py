"""What a person ticked is read back by record; what could be meant in two ways is refused with its row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile import actions_layout as layout
from matterbooks.reconcile.actions import LEAVE_COPY, Mend
from matterbooks.reconcile.ticked import read_actions
from matterbooks.reconcile.workbook import write_workbook
from tests.actions.ticking import Step, put, rows, tick, ticked
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import month
from tests.reconcile.planted.running import run

UNLOCK = tick("b5", "unlock", LEAVE_COPY)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of ten faults, with a firm and an export id."""
    books = month()
    for fault in TEN:
        fault.plant(books)
    folder = tmp_path_factory.mktemp("books")
    result = run(books, folder)
    assert result.inputs.books is not None
    result.inputs.books.update(firm="ashgrove", export_id="e-1")
    return write_workbook(result, folder / "month.xlsx")


def spoilt(title: str, value: object) -> Step:
    """What a spreadsheet program may make of the ticked row."""

    def step(sheet: Any) -> None:
        next(row for row in rows(sheet) if row[layout.TICK].value)[title].value = value

    return step


def copy(written: Path, folder: Path, *steps: Step) -> Path:
    (folder / "month.xlsx").write_bytes(written.read_bytes())
    return ticked(folder / "month.xlsx", *steps)


def test_nothing_is_done_without_a_tick(written: Path) -> None:
    found = read_actions(written)
    assert found.rows == ()
    assert (found.firm, found.export_id) == ("ashgrove", "e-1")
    assert len(found.run_id) == 12


@pytest.mark.parametrize("mark", ["x", "X", " yes ", True, 1, "\u2713"])
def test_a_tick_is_a_tick_however_it_is_written(written: Path, tmp_path: Path, mark: object) -> None:
    (row,) = read_actions(copy(written, tmp_path, tick("b5", "unlock", LEAVE_COPY, mark))).rows
    assert (row.kind, row.ledger_id, row.mend, row.choice) == ("sales_invoice", "b5", Mend.UNLOCK, LEAVE_COPY)
    assert (row.quickbooks_type, row.state) == ("Invoice", "linked")
    assert row.cents > 0


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (tick("b5", "unlock", LEAVE_COPY, "perhaps"), "Do it is 'perhaps'"),
        (tick("b5", "unlock"), 'Choose what becomes of the copy: "delete the copy in QuickBooks" or "leave it there"'),
        (tick("b5", "unlock", "burn it"), "Choice is 'burn it'"),
        (spoilt(layout.LEDGER_ID, 42), "Ledger id is 42.0, and was written as text"),
        (spoilt(layout.FINDING, None), "Finding is '', and was written as text"),
        (put(layout.RUN, "0123456789ab"), "the workbook's first sheet says"),
        (put(layout.COMPANY, "Somebody Else"), "Company is 'Somebody Else'"),
        (put(layout.FIRM, None), "nobody can tell whose workbook this is"),
    ],
)
def test_what_could_be_meant_in_two_ways_is_refused(written: Path, tmp_path: Path, step: Step, words: str) -> None:
    path = copy(written, tmp_path, UNLOCK, step)
    with pytest.raises(FileRefusedError, match=words) as refused:
        read_actions(path)
    assert refused.value.row is not None


def test_one_record_ticked_for_two_things_is_refused(written: Path, tmp_path: Path) -> None:
    both = copy(written, tmp_path, *two_things(written))
    with pytest.raises(FileRefusedError, match="which cannot both be done"):
        read_actions(both)


def two_things(written: Path) -> tuple[Step, Step]:
    """The same held record, to be sent again and to be handled outside."""
    outside = next(
        row
        for row in rows(openpyxl.load_workbook(written)[layout.SHEET])
        if row[layout.ACTION].value == "handled outside"
    )
    identity = outside[layout.LEDGER_ID].value
    return tick(identity, "handled outside"), tick(identity, "re-push")


def test_an_emptied_row_does_not_swallow_the_ticks_below_it(written: Path, tmp_path: Path) -> None:
    def emptied(sheet: Any) -> None:
        for cell in rows(sheet)[0].values():
            cell.value = None

    with pytest.raises(FileRefusedError, match="is empty, and the table goes on below it"):
        read_actions(copy(written, tmp_path, UNLOCK, emptied))


def test_a_file_without_the_sheet_is_refused_by_name(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(FileRefusedError, match="the sheet 'Actions' is missing"):
        read_actions(tmp_path / "other.xlsx")
