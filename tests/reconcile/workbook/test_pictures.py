"""The pictures can be drawn from any result, also from one with nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from matterbooks.reconcile import pictures
from matterbooks.reconcile.result import Result
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import month
from tests.reconcile.planted.running import run

ALL = (pictures.coverage, pictures.bridge_waterfall, pictures.ageing, pictures.unsynced_timeline)


@pytest.fixture(scope="module", params=[True, False], ids=["with findings", "without findings"])
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    books = month()
    for fault in TEN if request.param else ():
        fault.plant(books)
    return run(books, tmp_path_factory.mktemp("books"))


@pytest.mark.parametrize("draw", ALL, ids=[draw.__name__ for draw in ALL])
def test_it_is_drawn_and_saved(draw: Callable[[Result], Figure], result: Result, tmp_path: Path) -> None:
    path = pictures.save(draw(result), tmp_path / "picture.png")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_the_waterfall_ends_where_quickbooks_stands(result: Result) -> None:
    figure = pictures.bridge_waterfall(result, "Legal Fees")
    [closing] = result.bridge.loc[result.bridge["account"] == "Legal Fees", "closing"]
    bars = figure.axes[0].patches
    assert bars[-1].get_height() == pytest.approx(closing / 100)  # type: ignore[attr-defined]
