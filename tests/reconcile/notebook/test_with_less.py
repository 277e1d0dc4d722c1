"""Every notebook works with less: without links, mapping and books, with one side empty, with trust files beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reconcile.notebook import firm
from tests.reconcile.notebook.executing import NOTEBOOKS, ran_here
from tests.reconcile.planted.records import Books, month
from tests.reconcile.planted.writers import write_all
from tests.reconcile.trust import office

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def two_files(place: Path) -> None:
    """A firm that never ran the plugin's export: the two ledgers alone."""
    firm.write(firm.year(), place)
    for name in ("links.csv", "mapping.csv", "books.json"):
        (place / name).unlink()


def no_quickbooks(place: Path) -> None:
    """QuickBooks is empty."""
    books = month()
    books.entries = []
    write_all(books, place)


def no_ledger(place: Path) -> None:
    """The practice ledger is empty."""
    books = month()
    books.records = []
    write_all(books, place)


def nothing(place: Path) -> None:
    """Neither side holds anything."""
    write_all(Books(), place)


def trust(place: Path) -> None:
    """A bank statement and matter trial lists beside the ledgers."""
    office.write(office.clean(), place)


@pytest.mark.parametrize("make", [two_files, no_quickbooks, no_ledger, nothing, trust])
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_from_top_to_bottom(name: str, make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path)
    words = ran_here(name, folder=str(tmp_path))
    assert words.rstrip().endswith(".xlsx")
