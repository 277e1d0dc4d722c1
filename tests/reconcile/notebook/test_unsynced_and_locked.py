"""Unsynced and locked: why and since when, what was unlocked and forgotten, and which days are closed where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from matterbooks.reconcile.looking import locks, waiting
from matterbooks.reconcile.pictures_locks import ageing, closed
from matterbooks.reconcile.result import Result
from tests.reconcile.notebook.executing import Cells, cells, executed, kinds_shown, printed, ran_here, troubles

NAME = "unsynced_and_locked"


@pytest.fixture(scope="module")
def run(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    where = str(tmp_path_factory.mktemp("locks") / "w.xlsx")
    return cells(executed(NAME, year, folder=str(year), workbook=where))


def told(result: Result, **books: object) -> Result:
    """The result as it would be with other dates in books.json."""
    return replace(result, inputs=replace(result.inputs, books={**(result.inputs.books or {}), **books}))


def test_it_runs_and_shows_its_pictures(run: Cells) -> None:
    assert troubles(run) == []
    assert all("image/png" in kinds_shown(run[cell]) for cell in ("causes", "timeline", "ageing", "closed"))
    assert "8 records, 26,537.50: to be mended." in printed(run["compare"])


def test_every_record_that_quickbooks_lacks_has_its_reason_and_age(result: Result) -> None:
    rows = waiting.records_table(result).set_index("number")
    assert rows.loc["INV-1303", "age"] == 51
    assert "closed up to 31 May 2026" in str(rows.loc["INV-1303", "message"])
    assert list(waiting.why_table(result)["records"]) == [55, 2, 1, 2, 2, 1, 1, 1]


def test_what_is_ruled_out_is_not_counted_as_old(result: Result) -> None:
    assert ageing(result).get_suptitle() == "8 records to be mended, none older than 90 days"


def test_what_was_unlocked_and_forgotten_comes_longest_first(result: Result) -> None:
    rows = locks.unlocked_table(result)
    assert list(rows["number"]) == ["INV-1168", "INV-1186"]
    assert list(rows["days"]) == [43, 13]
    assert set(rows["still in QuickBooks"]) == {"yes"}


def test_the_gap_between_lockout_and_closing_date_is_told(result: Result) -> None:
    assert set(locks.between(result)["number"]) == {"INV-1303", "INV-1304", "INV-1170"}
    assert list(locks.lines(result))[-1] == (
        "QuickBooks is closed up to 2026-05-31, the practice only up to 2026-04-30: 3 unsynced records in between."
    )


@pytest.mark.parametrize(
    ("lockout", "closing", "words"),
    [
        ("2026-05-31", "2026-05-31", "Both sides are closed up to 31 May 2026"),
        ("2026-05-31", None, "Only the practice has closed days"),
        (None, "2026-05-31", "Only QuickBooks has closed days"),
        ("2026-06-30", "2026-05-31", "The practice is closed 30 days further; 6 unsynced records in between"),
    ],
)
def test_the_picture_of_closed_days_says_which_side_is_ahead(
    result: Result, lockout: str | None, closing: str | None, words: str
) -> None:
    assert closed(told(result, host_lockout=lockout, closing_date=closing)).get_suptitle() == words


def test_nothing_missing_is_told_in_a_sentence(calm: Path, tmp_path: Path) -> None:
    words = ran_here(NAME, folder=str(calm), workbook=str(tmp_path / "w.xlsx"))
    assert words.startswith("Every record of the practice ledger is in QuickBooks.\n")
    assert "No lockout and no closing date is known" in words
