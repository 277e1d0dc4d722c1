"""Whatever is done to either side: the bridge closes, nothing fails, and the order of rows changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.pictures import bridge_waterfall, coverage
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.workbook import write_workbook
from tests.reconcile.planted.records import CLIENTS, Books, month
from tests.reconcile.planted.running import run
from tests.reconcile.planted.writers import write_all

ACCOUNTS = ("Legal Fees", "Services", "Operating Checking", "GST Payable", "Accounts Receivable (A/R)")
STATES = ("ended", "unlocked", "gone", "handled_outside", "uncertain", "differs", "held", "ready")


def edit_quickbooks(books: Books, random: Random) -> None:
    """One of the things that people do in QuickBooks."""
    entry = random.choice(books.entries)
    cents, one, other = random.randrange(1, 9_000), random.choice(ACCOUNTS), random.choice(ACCOUNTS)
    changes: list[dict[str, object]] = [
        {"day": entry.day + timedelta(days=random.randrange(-40, 40))},
        {"lines": (*entry.lines, (one, cents), (other, -cents))},
        {"name": random.choice(CLIENTS)},
        {"number": random.choice(["", "1", "INV-1003", "R4"])},
    ]
    choice = random.randrange(len(changes) + 2)
    if choice < len(changes):
        books.change(entry, **changes[choice])
    elif choice == len(changes):
        books.entries.remove(entry)
    else:
        books.entries.append(replace(entry, id=str(random.randrange(10**6, 10**7))))


def edit_ledger(books: Books, random: Random) -> None:
    """One of the things that happen to the practice ledger behind the plugin's back."""
    place = random.randrange(len(books.records))
    record, cents = books.records[place], random.randrange(1, 5_000)
    choice = random.randrange(3)
    if choice == 0:
        del books.records[place]
    elif choice == 1:
        books.records[place] = replace(record, day=record.day + timedelta(days=random.randrange(-9, 9)))
    else:
        books.records[place] = replace(record, lines=(*record.lines, ("6100", cents), ("4000", -cents)))


def edit_links(books: Books, random: Random) -> None:
    """One of the things that links.csv may say."""
    link = random.choice(books.links)
    state = random.choice(STATES)
    link |= {"state": state} | ({"quickbooks_id": ""} if state in ("uncertain", "held", "ready") else {})


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_the_bridge_closes_and_the_order_of_rows_changes_nothing(tmp_path: Path, seed: int, links: bool) -> None:
    random = Random(seed)
    books = month(20)
    edits: tuple[Callable[[Books, Random], None], ...] = (edit_quickbooks, edit_quickbooks, edit_ledger, edit_links)
    for _ in range(10):
        random.choice(edits)(books, random)
    result = run(books, tmp_path, links=links)
    assert not any(result.residue.values())
    assert result.findings == run(books, tmp_path, links=links, seed=seed).findings


def nothing(books: Books) -> None:
    """Neither side holds anything."""
    books.records, books.entries, books.links = [], [], []


def no_quickbooks(books: Books) -> None:
    """QuickBooks is empty."""
    books.entries = []


def no_ledger(books: Books) -> None:
    """The practice ledger is empty."""
    books.records = []


def no_links(books: Books) -> None:
    """Nothing is linked."""
    books.links = []


@pytest.mark.parametrize("empty", [nothing, no_quickbooks, no_ledger, no_links])
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_an_empty_side_is_compared_like_any_other(tmp_path: Path, empty: Callable[[Books], None], links: bool) -> None:
    books = month(14)
    empty(books)
    result = run(books, tmp_path, links=links)
    assert not any(result.residue.values())
    assert write_workbook(result, tmp_path / "w.xlsx").is_file()
    for draw in (coverage, bridge_waterfall):
        assert draw(result).axes


def test_a_mapping_whose_version_is_no_number_is_refused(tmp_path: Path) -> None:
    write_all(month(14), tmp_path)
    path = tmp_path / "mapping.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(f"two{row[1:]}" for row in rows)]) + "\n", encoding="utf-8")
    inputs = read_inputs(tmp_path / "ledger.csv", [tmp_path / "journal.csv"], mapping=path)
    with pytest.raises(FileRefusedError, match="the version 'two' is not a number"):
        reconcile(inputs)
