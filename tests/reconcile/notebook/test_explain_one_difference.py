"""Explaining one difference: found by whatever names it, both sides next to each other, the mend in steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile.looking.one import LEDGER, QUICKBOOKS, find_one
from matterbooks.reconcile.looking.one_sides import PUSHED, account_cents, facts_table, mapping_table, postings_table
from matterbooks.reconcile.looking.one_why import step_lines
from matterbooks.reconcile.result import Result
from tests.reconcile.notebook.executing import Cells, cells, executed, html, kinds_shown, printed, ran_here, troubles

NAME = "explain_one_difference"


@pytest.fixture(scope="module")
def run(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    where = str(tmp_path_factory.mktemp("one") / "w.xlsx")
    return cells(executed(NAME, year, folder=str(year), look_for="inv 1150", workbook=where))


def test_it_shows_both_sides_what_was_pushed_the_rule_and_the_steps(run: Cells) -> None:
    assert "INV-1150 of 2026-04-11" in printed(run["why"])
    assert "Invoice 5" in printed(run["pushed"])
    assert "by link id, confidence 1.00" in printed(run["paired"])
    assert printed(run["steps"]).startswith("1. Accountant:")
    assert "image/png" in kinds_shown(run["picture"])
    assert "Sandhurst" not in html(run["postings"])
    assert "Consulting" in html(run["postings"])


def test_nothing_goes_wrong_on_the_way(run: Cells) -> None:
    assert troubles(run) == []


@pytest.mark.parametrize("asked", ["INV-1185", "1185", "b185", " 1,787.50 ", 1185, 1787.5])
def test_a_record_is_found_by_whatever_names_it(result: Result, asked: str | float) -> None:
    one = find_one(result, asked)
    assert one.ledger == (("sales_invoice", "b185"),)
    assert one.finding is not None
    assert one.finding.cause == "locked_but_changed_in_quickbooks"


def test_a_finding_is_found_by_its_id_and_a_record_by_quickbooks_own(result: Result) -> None:
    finding = next(each for each in result.findings if each.cause == "duplicate_in_quickbooks")
    assert find_one(result, finding.id.lower()).quickbooks == finding.quickbooks_ids
    assert find_one(result, finding.quickbooks_ids[0]).finding == finding


def test_left_empty_it_explains_the_finding_that_moves_most(result: Result) -> None:
    one = find_one(result)
    assert one.finding is not None
    assert one.finding.id in one.told


def test_what_fits_nothing_is_told_in_a_sentence(result: Result) -> None:
    one = find_one(result, "nonsense")
    assert one.is_empty
    assert one.told.startswith("Nothing in either book has")


def test_the_three_amounts_of_each_account_stand_side_by_side(result: Result) -> None:
    cents = account_cents(result, find_one(result, "INV-1185")).set_index("account")
    assert list(cents.loc["Legal Fees", [LEDGER, PUSHED, QUICKBOOKS]]) == [-149_700, -149_700, -144_700]
    facts = facts_table(result, find_one(result, "INV-1185")).set_index("")
    assert facts.loc["amount", "agrees"] == "no"
    assert facts.loc["date", "agrees"] == "yes"


def test_every_posting_has_its_row_in_the_file(result: Result) -> None:
    postings = postings_table(result, find_one(result, "INV-1185"))
    assert set(postings["side"]) == {LEDGER, QUICKBOOKS}
    assert (postings["row"] > 1).all()
    assert postings["debit"].sum() == postings["credit"].sum()


def test_the_mapping_is_shown_as_it_was_and_as_it_is(result: Result) -> None:
    older = next(each for each in result.findings if each.cause == "older_mapping_version")
    mapping = mapping_table(result, find_one(result, older.id)).set_index("account")
    assert list(mapping.loc["4000 Professional Fees"]) == ["Services", "Legal Fees"]


def test_without_a_finding_there_is_nothing_to_do(result: Result) -> None:
    assert list(step_lines(find_one(result, "INV-1100"))) == ["Nothing to do."]


def test_a_month_without_a_finding_is_explained_in_one_line(calm: Path, tmp_path: Path) -> None:
    words = ran_here(NAME, folder=str(calm), workbook=str(tmp_path / "w.xlsx"))
    assert words.startswith("There is no finding to explain")
