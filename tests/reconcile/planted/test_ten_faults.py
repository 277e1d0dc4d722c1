"""Ten faults planted by hand in a month's books are found, each with its cause, and nothing else; the bridge closes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reconcile.planted.faults import TEN, Fault
from tests.reconcile.planted.records import month
from tests.reconcile.planted.running import run, told

SEEDS = (None, 1, 2)


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_books_without_a_fault_have_no_finding(tmp_path: Path, links: bool) -> None:
    result = run(month(), tmp_path, links=links)
    assert result.findings == ()
    assert not any(result.residue.values())


@pytest.mark.parametrize("fault", TEN, ids=[fault.name for fault in TEN])
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_one_fault_is_one_finding_that_names_its_records(tmp_path: Path, fault: Fault, links: bool) -> None:
    books = month()
    records = fault.plant(books)
    result = run(books, tmp_path, links=links)
    cause = fault.with_links if links else fault.without_links
    fields = fault.difference if links else fault.difference_without
    assert told(result) == {(cause, frozenset(records), fields)}
    assert not any(result.residue.values())


@pytest.mark.parametrize("seed", SEEDS, ids=["as written", "shuffled", "shuffled again"])
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_all_ten_are_found_and_nothing_else_in_any_order_of_rows(tmp_path: Path, links: bool, seed: int | None) -> None:
    books = month()
    expected = {
        (
            fault.with_links if links else fault.without_links,
            frozenset(fault.plant(books)),
            fault.difference if links else fault.difference_without,
        )
        for fault in TEN
    }
    result = run(books, tmp_path, links=links, seed=seed)
    assert told(result) == expected
    assert not any(result.residue.values())


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_the_findings_are_the_same_to_the_last_word_whatever_the_order_of_rows(tmp_path: Path, links: bool) -> None:
    def findings(seed: int | None) -> object:
        books = month()
        for fault in TEN:
            fault.plant(books)
        return run(books, tmp_path, links=links, seed=seed).findings

    assert findings(None) == findings(3) == findings(4)
