"""The mapping review: what stands on the wrong account, what is mapped badly, and what each version changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile.looking import mapping, versions
from matterbooks.reconcile.looking.moved import grid_of, moved
from matterbooks.reconcile.pictures_mapping import wrong_accounts
from matterbooks.reconcile.result import Result
from tests.reconcile.notebook.executing import Cells, cells, executed, kinds_shown, printed, ran_here, troubles

NAME = "mapping_review"


@pytest.fixture(scope="module")
def run(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    where = str(tmp_path_factory.mktemp("mapping") / "w.xlsx")
    return cells(executed(NAME, year, folder=str(year), workbook=where))


def test_it_runs_and_shows_its_pictures(run: Cells) -> None:
    assert troubles(run) == []
    assert all("image/png" in kinds_shown(run[cell]) for cell in ("heat", "pushed"))
    assert "1 not mapped: 4900 Sundry Income." in printed(run["compare"])


def test_what_stands_on_the_wrong_account_is_summed_by_pair_of_accounts(result: Result) -> None:
    rows = moved(result)
    fees = rows[(rows["should"] == "Legal Fees") & (rows["stands"] == "Consulting")]
    assert len(fees) == 3
    grid = grid_of(rows)
    assert grid.loc["Legal Fees", "Consulting"] == fees["cents"].sum()
    assert grid.loc["Office Expenses", "Travel"] == 90_400
    assert "Accounts Receivable (A/R)" not in grid.index, "an amount that was lowered is no wrong account"


def test_the_heat_map_names_the_largest_cell_in_its_title(result: Result) -> None:
    title = wrong_accounts(result).get_suptitle().replace("\n", " ")
    assert title.endswith("of it is Legal Fees on Services")


def test_every_fault_of_the_mapping_is_named(result: Result) -> None:
    frame = mapping.accounts(result).set_index("number")
    assert frame.loc["4900", "fault"] == mapping.NOT_MAPPED
    assert frame.loc["6200", "fault"] == mapping.OTHER_TYPE
    assert frame.loc["6200", "told"] == "expense in the practice, Other Current Liability in QuickBooks"
    assert frame.loc["4100", "told"] == "also: 4150"
    assert set(frame.loc[["1000", "1100", "4000", "6100"], "fault"]) == {""}


def test_versions_tell_what_they_changed_and_what_was_pushed_under_them(result: Result) -> None:
    table = versions.versions_table(result).set_index("version")
    assert list(table["since"]) == ["2025-09-01", "2025-11-01"]
    assert table.loc[1, "would go elsewhere today"] == 32
    [change] = versions.changes(result).to_dict("records")
    assert (change["account"], change["was"], change["is"]) == ("4000 Professional Fees", "Services", "Legal Fees")


def test_a_mapping_without_a_fault_is_told_so(calm: Path, tmp_path: Path) -> None:
    words = ran_here(NAME, folder=str(calm), workbook=str(tmp_path / "w.xlsx"))
    assert "Every amount that QuickBooks holds stands on the account that the mapping names." in words
