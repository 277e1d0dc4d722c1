"""Seeded ledgers of a law firm against their answer key."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile.result import Result
from tests.accuracy.firm import LAST, Firm
from tests.accuracy.generate import generate
from tests.accuracy.mirror import changed_books, compare, mirrored
from tests.accuracy.scoring import link_score, run, score


def told(result: Result) -> set[tuple[str, tuple[str, ...]]]:
    """Cause and records of every finding, of either side."""
    return {(each.cause, tuple(sorted((*each.ledger_ids, *each.quickbooks_ids)))) for each in result.findings}


@pytest.mark.parametrize("links", [True, False])
def test_every_seeded_cause_is_found_and_nothing_else_is(tmp_path: Path, links: bool) -> None:
    truth = generate(tmp_path, 1, 400, links=links)
    result = run(truth)
    scored = score(truth, result)
    assert (scored.missed, scored.extra, scored.residue) == ((), (), {})
    assert result.ties is True
    paired = link_score(truth, result)
    assert paired.precision == 1.0
    assert paired.recall > 0.99, "all but what one fault of either kind takes apart: a half transfer, an ended link"


@pytest.mark.parametrize("links", [True, False])
def test_harmless_variations_are_no_finding(tmp_path: Path, links: bool) -> None:
    result = run(generate(tmp_path, 2, 2_000, faults=0, harmless=True, links=links))
    assert [each.evidence for each in result.findings] == []


def test_exchanging_the_sides_exchanges_only_the_causes_of_one_side(tmp_path: Path) -> None:
    units = changed_books(5, 300)
    for unit in units:
        unit.entries[0].id = str(500_000 + int(unit.entries[0].id))
        assert unit.record
        unit.record.id = str(int(unit.record.id[1:]))
    results = []
    for name, books in (("plain", units), ("exchanged", [mirrored(unit) for unit in units])):
        absent = len(books) - 10, len(books) - 9
        ours, theirs = absent if name == "plain" else absent[::-1]
        records = [unit.record for place, unit in enumerate(books) if unit.record and place != ours]
        entries = [unit.entries[0] for place, unit in enumerate(books) if place != theirs]
        results.append(told(compare(tmp_path / name, records, entries)))
    swapped = {"missing_in_quickbooks": "entered_in_quickbooks", "entered_in_quickbooks": "missing_in_quickbooks"}
    assert {cause for cause, _ in results[0]} == {*swapped, "amount", "wrong_account", "date_shift"}
    assert results[1] == {(swapped.get(cause, cause), ids) for cause, ids in results[0]}


@pytest.mark.slow
def test_ten_thousand_harmless_variations_are_no_finding(tmp_path: Path) -> None:
    result = run(generate(tmp_path, 6, 10_000, faults=0, harmless=True, links=False))
    assert ([each.evidence for each in result.findings], result.ties) == ([], True)
    assert set(result.quickbooks["outcome"]) == {"matched", "made by QuickBooks"}


@pytest.mark.parametrize("links", [True, False])
def test_the_order_of_rows_changes_no_finding_of_any_cause(tmp_path: Path, links: bool) -> None:
    plain, shuffled = (
        run(generate(tmp_path / f"{order}", 7, 300, shuffle=order, faults=2, links=links)) for order in (None, 11)
    )
    assert told(plain) == told(shuffled)


@pytest.mark.parametrize(
    ("layout", "dress"), [("modern_xlsx", "US"), ("api_json", "US"), ("modern_csv", "AU"), ("modern_csv", "CA")]
)
def test_every_layout_tells_what_the_csv_tells(tmp_path: Path, layout: str, dress: str) -> None:
    plain = run(generate(tmp_path / "plain", 4, 200))
    other = run(generate(tmp_path / "other", 4, 200, layout=layout, dress=dress))
    assert told(plain) == told(other)


@pytest.mark.parametrize("seed", [10, 13])
def test_no_payment_is_dated_after_the_period_of_the_report(tmp_path: Path, seed: int) -> None:
    dated = {entry.day for unit in Firm(seed).units(6_000) for entry in unit.entries}
    assert max(dated) == LAST
    assert run(generate(tmp_path, seed, 300)).ties is True


def test_the_key_of_a_public_seed_is_frozen(tmp_path: Path) -> None:
    assert generate(tmp_path, 1, 400).hash() == "73287db142cc062f"
