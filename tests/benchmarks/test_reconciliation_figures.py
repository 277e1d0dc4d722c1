"""The benchmark of reconciling at its smallest, so that it cannot rot: what it finds, never how long it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import reconciliation
from tests.benchmarks.reconciliation import Promise
from tests.benchmarks.reconciliation_baselines import BASELINES
from tests.benchmarks.reconciliation_child import OURS, READERS


def test_we_find_every_link_of_a_seeded_ledger_and_splink_most(tmp_path: Path) -> None:
    reconciliation.seeded_ledger(tmp_path / "seeded", 200, harmless=False)
    ours, splink = (reconciliation.run(name, tmp_path / "seeded") for name in (OURS, "Splink"))
    assert ours["links"][0] > 0.99
    assert ours["faults"] == [1.0, 1.0]
    assert splink["links"][0] > 0.8


@pytest.mark.parametrize("name", [OURS, *BASELINES])
def test_each_finds_that_a_pair_agrees(tmp_path: Path, name: str) -> None:
    reconciliation.big_pair(tmp_path / "big", 60)
    told = reconciliation.run(name, tmp_path / "big")
    assert (told["pairs"], told["exceptions"]) == (60, 0)
    assert told["megabytes"] > 1


@pytest.mark.parametrize(("name", "rows"), list(zip(READERS, (40, 70, 70), strict=True)))
def test_each_reads_the_workbook(tmp_path: Path, name: str, rows: int) -> None:
    assert reconciliation.workbook(tmp_path / "book", 60) == "XLSX of 70 rows"
    assert reconciliation.run(name, tmp_path / "book")["rows"] == rows


def test_a_target_is_told_with_whether_it_is_kept() -> None:
    promise = Promise(5.0, 2_000.0)
    assert promise.told({"seconds": 4.9, "megabytes": 1_999}) == "target < 5 s, 2000 MB: kept"
    assert promise.told({"seconds": 4.9, "megabytes": 2_001}).endswith("MISSED")
    assert promise.told({"seconds": 5.1, "megabytes": 1}).endswith("MISSED")
