"""The month-end notebook runs as it is shipped, shows what an accountant needs, and writes the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from matplotlib.patches import Rectangle

from matterbooks.reconcile import folder as folders
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking import closing, days
from matterbooks.reconcile.pictures import bridge_waterfall
from matterbooks.reconcile.result import Result
from tests.reconcile.notebook.executing import (
    Cells,
    attempted,
    cells,
    executed,
    html,
    kinds_shown,
    printed,
    ran_here,
    troubles,
)

MAY, JUNE = ("2026-05-01", "2026-05-31"), ("2026-06-01", "2026-06-30")


@pytest.fixture(scope="module")
def run(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """June, after May was written and commented on."""
    found = folders.look_into(year)
    may = tmp_path_factory.mktemp("may") / "may.xlsx"
    closing.write(closing.compare(found, *MAY, "none"), found, str(may))
    where = tmp_path_factory.mktemp("june") / "june.xlsx"
    start, end = JUNE
    book = executed(
        "month_end", year, folder=str(year), start=start, end=end, previous=str(may), workbook=str(where)
    )  # fmt: skip
    return cells(book)


def test_it_says_that_the_books_tie(run: Cells) -> None:
    words = printed(run["tie"])
    assert "The books tie: every difference is explained and nothing is left." in words
    assert words.rstrip().endswith("residue 0.00")


@pytest.mark.parametrize("cell", ["coverage", "waterfall", "apart", "ageing", "timeline"])
def test_it_shows_the_pictures(run: Cells, cell: str) -> None:
    assert "image/png" in kinds_shown(run[cell])


@pytest.mark.parametrize("cell", ["files", "bridge", "days", "findings", "unsynced", "extra"])
def test_it_shows_tables_that_can_be_searched_without_a_network(run: Cells, cell: str) -> None:
    assert "itables" in html(run[cell])
    assert "cdn." not in html(run[cell])
    assert 'src="http' not in html(run[cell])


def test_it_rolls_forward_from_the_previous_workbook(run: Cells) -> None:
    words = printed(run["since"])
    assert "Rolled forward from may.xlsx." in words
    assert " new, " in words


def test_it_says_what_stands_against_signing(run: Cells) -> None:
    assert "Before this can be signed:" in printed(run["signing"])


def test_its_last_cell_writes_the_workbook_and_says_where(run: Cells) -> None:
    where = Path(printed(run["workbook"]).removeprefix("The workbook is at ").strip())
    assert openpyxl.load_workbook(where)["Summary and sign-off"]["A1"].value == "Practice ledger against QuickBooks"


def test_nothing_goes_wrong_on_the_way(run: Cells) -> None:
    assert troubles(run) == []


def test_a_month_without_a_finding_is_told_so(calm: Path, tmp_path: Path) -> None:
    words = ran_here("month_end", folder=str(calm), workbook=str(tmp_path / "w.xlsx"))
    assert "every finding is seen for the first time" in words


def test_a_folder_without_a_ledger_ends_in_one_sentence(tmp_path: Path) -> None:
    run = cells(attempted("month_end", tmp_path, folder=str(tmp_path)))
    [error] = run["files"].outputs
    [told] = error.traceback
    assert told.startswith(f"{tmp_path}: the folder holds no practice ledger (ledger.csv). Put the files of ")


def test_the_waterfall_leads_over_the_movements_and_tells_what_was_held_before(year: Path) -> None:
    result = closing.compare(folders.look_into(year), *JUNE, "none")
    figure = bridge_waterfall(result, "Accounts Receivable (A/R)")
    [row] = result.bridge[result.bridge["account"] == "Accounts Receivable (A/R)"].to_dict("records")
    last = figure.axes[0].patches[-1]
    assert isinstance(last, Rectangle)
    assert last.get_height() == pytest.approx(row["quickbooks_movement"] / 100)
    assert f"QuickBooks held {money(row['opening_difference'])} before the period" in figure.axes[0].get_xlabel()
    assert figure.get_suptitle().endswith("all of it explained")


def test_the_first_day_on_which_an_account_is_apart_is_named(result: Result) -> None:
    firsts = days.first_days(result)
    assert firsts["Suspense"] == date(2025, 7, 2)
    table = days.since_table(result).set_index("account")
    assert (table["left"] == 0).all()
    assert list(table["QuickBooks less ledger"] - table["explained"]) == [0] * len(table)
