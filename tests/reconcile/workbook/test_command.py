"""`matterbooks reconcile`: exit status, the findings as JSON, a short summary, and one line when it refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from matterbooks.reconcile.reconcile_command import main
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import Books, month
from tests.reconcile.planted.writers import write_all

FIELDS = {
    "id", "cause", "difference", "severity", "ledger_ids", "quickbooks_ids", "instances", "effects", "evidence", "mend",
}  # fmt: skip


def run_main(books: Books, folder: Path) -> tuple[int, str, str]:
    """Write the books, run the command; return its status and both outputs."""
    write_all(books, folder)
    out, err = io.StringIO(), io.StringIO()
    status = main(
        folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv", folder / "mapping.csv",
        folder / "books.json", out=folder / "w.xlsx", json_path=folder / "f.json", to=out, errors=err,
    )  # fmt: skip
    return status, out.getvalue(), err.getvalue()


def test_books_that_agree_exit_with_zero(tmp_path: Path) -> None:
    status, out, err = run_main(month(), tmp_path)
    assert (status, err) == (0, "")
    assert "residue 0.00" in out.splitlines()


def test_findings_exit_with_one_and_are_written_as_json(tmp_path: Path) -> None:
    books = month()
    for fault in TEN:
        fault.plant(books)
    status, out, _ = run_main(books, tmp_path)
    assert status == 1
    assert "residue 0.00" in out.splitlines()
    written = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert set(written) >= {"ties", "residue", "coverage", "not_examined", "findings"}
    assert written["ties"] is None
    assert all(set(finding) >= FIELDS for finding in written["findings"])
    assert all(isinstance(cents, int) for finding in written["findings"] for cents in finding["effects"].values())
    assert (tmp_path / "w.xlsx").is_file()


@pytest.mark.parametrize("name", ["ledger.csv", "journal.csv", "links.csv"])
def test_a_file_that_is_not_what_it_should_be_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    write_all(month(), tmp_path)
    (tmp_path / name).write_text("this is not an export\n", encoding="utf-8")
    err = io.StringIO()
    status = main(tmp_path / "ledger.csv", [tmp_path / "journal.csv"], tmp_path / "links.csv", errors=err)
    assert status == 2
    assert len(err.getvalue().splitlines()) == 1
    assert name in err.getvalue()


def test_a_file_that_does_not_exist_is_refused_in_one_line(tmp_path: Path) -> None:
    err = io.StringIO()
    assert main(tmp_path / "ledger.csv", [tmp_path / "journal.csv"], errors=err) == 2
    assert len(err.getvalue().splitlines()) == 1
    assert "ledger.csv" in err.getvalue() or "journal.csv" in err.getvalue()
