"""Whatever is done to either side: the bridge closes, nothing fails, and the order of rows changes nothing."""

from __future__ import annotations

from collections import Counter
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
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import CHART, CLIENTS, TYPES, Books, Entry, Record, month, summed
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


FAULTS = (*TEN[:5], *TEN[6:])
"""Faults that can stand beside each other in any number; the switch can be off but once."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
@pytest.mark.parametrize("mapping", [True, False], ids=["with mapping", "without mapping"])
def test_several_planted_faults_at_once_leave_no_residue(tmp_path: Path, seed: int, links: bool, mapping: bool) -> None:
    random = Random(seed)
    books = month(16)
    planted = [fault.plant(books) for fault in random.sample(FAULTS, 5)]
    for _ in range(4):
        edit_quickbooks(books, random)
    result = run(books, tmp_path, links=links, mapping=mapping)
    assert not any(result.residue.values())
    told = {name for finding in result.findings for name in (*finding.ledger_ids, *finding.quickbooks_ids)}
    assert all(told & set(names) for names in planted)
    assert result.findings == run(books, tmp_path, links=links, mapping=mapping, seed=seed).findings


SWAPPED = {"missing_in_quickbooks": "entered_in_quickbooks", "entered_in_quickbooks": "missing_in_quickbooks"}
PATHS = {path: number for number, (_, path, _) in CHART.items()}
KINDS = {printed: kind for kind, printed in TYPES.items()}


def swapped(books: Books) -> Books:
    """The practice ledger's records as QuickBooks' entries, and the other way round."""
    entries = [
        Entry(
            f"{record.id[1:]:0>3}{ord(record.id[0])}", TYPES[record.kind], record.number, record.day, record.party,
            summed([(books.mapping[number][1], cents) for number, cents in record.lines]),
        )
        for record in books.records
    ]  # fmt: skip
    records = [
        Record(
            entry.id, KINDS[entry.type], entry.number, entry.day, entry.name,
            tuple((PATHS[account], cents) for account, cents in entry.lines),
        )
        for entry in books.entries
    ]  # fmt: skip
    return replace(books, records=records, entries=entries)


@pytest.mark.parametrize("seed", range(3))
def test_swapping_the_sides_without_links_swaps_only_what_is_missing_and_what_was_entered(
    tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    books = month(16)
    for entry in random.sample(books.entries, 8):
        moves = {"Legal Fees": "Trust Checking", "Operating Checking": "Trust Liability"}
        changes: tuple[dict[str, object], ...] = (
            {"lines": tuple((moves.get(account, account), cents) for account, cents in entry.lines)},
            {"lines": tuple((account, 3 * cents) for account, cents in entry.lines)},
            {"day": entry.day + timedelta(days=2)},
            {"number": "", "day": entry.day + timedelta(days=90)},
        )
        books.change(entry, **random.choice(changes))
    (tmp_path / "there").mkdir()
    here, there = run(books, tmp_path, links=False), run(swapped(books), tmp_path / "there", links=False)
    causes = Counter((finding.cause, finding.instances) for finding in here.findings)
    other = Counter((SWAPPED.get(finding.cause, finding.cause), finding.instances) for finding in there.findings)
    assert causes == other
    assert sum(causes.values()) > 3
    assert not any((*here.residue.values(), *there.residue.values()))


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
