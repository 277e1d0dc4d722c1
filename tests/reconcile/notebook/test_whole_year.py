"""The whole year: balances at the start, what lies before it, and how each month stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from matterbooks.reconcile.looking import months, opening
from matterbooks.reconcile.pictures_year import opening as opening_picture
from matterbooks.reconcile.result import Result
from tests.reconcile.notebook.executing import Cells, cells, executed, kinds_shown, printed, ran_here, troubles

NAME = "whole_year"


@pytest.fixture(scope="module")
def run(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    where = str(tmp_path_factory.mktemp("year") / "w.xlsx")
    return cells(executed(NAME, year, folder=str(year), workbook=where))


def test_it_runs_and_shows_its_pictures(run: Cells) -> None:
    assert troubles(run) == []
    assert all("image/png" in kinds_shown(run[cell]) for cell in ("opening", "months", "coverage"))
    assert "QuickBooks was connected on 2025-09-01." in printed(run["start"])


def test_opening_balances_that_do_not_cover_what_lies_before_are_named(result: Result) -> None:
    apart = opening.balances(result).set_index("account")["apart"]
    assert dict(apart[apart != 0]) == {
        "Accounts Receivable (A/R)": -120_000, "Suspense": -530_000, opening.EARNINGS: 650_000,
    }  # fmt: skip
    assert apart.sum() == 0
    title = opening_picture(result).get_suptitle().replace("\n", " ")
    assert title == (
        "QuickBooks opened with 5,300.00 less on Suspense and 1,200.00 less on Accounts Receivable (A/R)"
    )  # fmt: skip


def test_every_record_of_the_ledger_stands_in_one_month(result: Result) -> None:
    frame = months.by_month(result)
    assert list(frame.index) == [f"2025-{n:02}" for n in range(7, 13)] + [f"2026-{n:02}" for n in range(1, 7)]
    own = frame[months.EXTRA].sum()
    assert frame[list(months.STATES)].to_numpy().sum() == len(result.ledger) + own
    assert frame.loc["2025-07", months.BY_RULE] == 26
    assert frame.loc["2026-06", months.TO_MEND] == 5


def test_no_month_is_left_with_a_residue(result: Result) -> None:
    assert not months.by_month(result)["residue"].any()
    assert list(months.lines(result))[-1] == "In no month is anything left unexplained."


def test_a_first_month_without_anything_before_it_is_told_so(calm: Path, tmp_path: Path) -> None:
    words = ran_here(NAME, folder=str(calm), workbook=str(tmp_path / "w.xlsx"))
    assert "Nothing in the practice ledger's file lies before that." in words
    assert "No month needs any work." in words


def test_what_no_finding_explains_is_a_residue_of_its_month(result: Result) -> None:
    told = result.ledger["finding"].mask(result.ledger["number"] == "INV-1303", "")
    left = months.by_month(replace(result, ledger=result.ledger.assign(finding=told)))["residue"]
    assert dict(left[left > 0]) == {"2026-05": 2 * 357_170}
