"""Seeded ledgers with their answer key: `generate` writes both sides and returns what is true of them.

Written from the specification alone; nothing here knows how the two sides are compared.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.accuracy import canonical, layouts
from tests.accuracy.books import Entry, Unit, debits
from tests.accuracy.chart import CHART, DRESSES, TRANSFERS
from tests.accuracy.faults import KINDS
from tests.accuracy.faults_together import settled_alike
from tests.accuracy.firm import Firm
from tests.accuracy.harmless import vary

LAYOUTS = ("modern_csv", "modern_xlsx", "classic_xlsx", "api_json")


@dataclass(frozen=True)
class Fault:
    """One seeded fault: its kind and cause, the records of either side, its effect per QuickBooks path in cents."""

    kind: str
    cause: str
    ledger_ids: frozenset[str]
    quickbooks_ids: frozenset[str]
    effect: dict[str, int]


class Application(NamedTuple):
    """What QuickBooks' report of payments says: a payment, the number of the invoice that it settles, and cents."""

    payment: Entry
    cents: int
    number: str
    settled: int


@dataclass(frozen=True)
class Truth:
    """The files and the key; links: pairs of ids of the transactions that are the same.

    applications: what payments settle in QuickBooks; alike: id of an entry -> the first that says just the same.
    """

    ledger: Path
    quickbooks: tuple[Path, ...]
    links_file: Path | None
    mapping: Path | None
    books: Path
    links: frozenset[tuple[str, str]]
    faults: tuple[Fault, ...]
    applications: tuple[Application, ...]
    alike: dict[str, str]

    def hash(self) -> str:
        """Sixteen hex digits of the key."""
        told = [
            [each.kind, each.cause, sorted(each.ledger_ids), sorted(each.quickbooks_ids), sorted(each.effect.items())]
            for each in self.faults
        ]
        return hashlib.sha256(json.dumps([sorted(self.links), told]).encode()).hexdigest()[:16]


def generate(
    folder: Path,
    seed: int = 0,
    transactions: int = 20_000,
    *,
    faults: int = 1,
    harmless: bool = False,
    links: bool = True,
    mapping: bool = True,
    layout: str = "modern_csv",
    dress: str = "US",
    shuffle: int | None = None,
    only: Sequence[str] = (),
) -> Truth:
    """Write a firm's year; `faults` of each kind (`only` those named), rows shuffled from a seed if told.

    Raises ValueError where the seeded books are not what they claim to be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    firm = Firm(seed)
    units = list(firm.units(transactions))
    if harmless:
        for unit in units:
            vary(unit, firm.random, firm.identity)
    causes = {kind: kind.linked if links else kind.figures for kind in KINDS if not only or kind.name in only}
    planted = [(kind, _units(kind.plant(firm))) for kind, cause in causes.items() if cause for _ in range(faults)]
    key = [_fault(kind.name, causes[kind], parts) for kind, parts in planted]
    scene = settled_alike(firm) if any(unit.settles for _, parts in planted for unit in parts) else []
    everything = [*units, *scene, *(unit for _, parts in planted for unit in parts)]
    check(everything, key)
    order = Random(shuffle)
    entries = [entry for unit in everything for entry in unit.entries]
    records = [unit.record for unit in everything if unit.record]
    notes = [note for unit in everything for note in unit.notes]
    if shuffle is None:
        entries.sort(key=lambda entry: entry.day)
    else:
        order.shuffle(entries)
        order.shuffle(records)
        order.shuffle(notes)
    look = DRESSES[dress]
    canonical.write_ledger(folder / "ledger.csv", records, look.currency)
    canonical.write_links(folder / "links.csv", notes)
    canonical.write_mapping(folder / "mapping.csv")
    canonical.write_books(folder / "books.json", look.currency)
    balance = layouts.write_trial_balance(folder / "Trial_balance.csv", _balances(everything), look)
    journal = layouts.write_journal(folder / "Journal.csv", entries, look, layout)
    return Truth(
        folder / "ledger.csv", (journal, balance), folder / "links.csv" if links else None,
        folder / "mapping.csv" if mapping else None, folder / "books.json", _pairs(everything), tuple(key),
        tuple(_applications(everything)), _alike(entries),
    )  # fmt: skip


def check(units: Sequence[Unit], key: Sequence[Fault]) -> None:
    """Raise ValueError unless every transaction balances and the seeded effects are the difference of the books."""
    difference: Counter[str] = Counter()
    for unit in units:
        sides = [unit.record.lines if unit.record else (), *(entry.lines for entry in unit.entries)]
        if any(sum(cents for _, cents in lines) for lines in sides):
            raise ValueError(f"{unit} does not balance")
        for entry in unit.entries:
            for path, cents in entry.lines:
                difference[path] += cents
        for number, cents in unit.record.lines if unit.record and not unit.outside else ():
            difference[CHART[number].path] -= cents
    for fault in key:
        for path, cents in fault.effect.items():
            difference[path] -= cents
    if any(difference.values()):
        raise ValueError(f"the seeded effects leave {+difference}")


def _units(planted: Unit | list[Unit]) -> list[Unit]:
    return planted if isinstance(planted, list) else [planted]


def _fault(kind: str, cause: str, units: Sequence[Unit]) -> Fault:
    faulty = [unit for unit in units if not unit.healthy]
    ours = frozenset(unit.record.id for unit in faulty if unit.record)
    effect: Counter[str] = Counter()
    for unit in faulty:
        for path, cents in unit.effect().items():
            effect[path] += cents
    told = {path: cents for path, cents in effect.items() if cents}
    return Fault(kind, cause, ours, frozenset(entry.id for unit in faulty for entry in unit.entries), told)


def _pairs(units: Sequence[Unit]) -> frozenset[tuple[str, str]]:
    summed = {(unit.record.id, unit.summed_in) for unit in units if unit.record and unit.summed_in}
    return frozenset(summed).union(
        (unit.record.id, entry.id)
        for unit in units
        if unit.record
        for entry in unit.entries
        if entry.lines[-1][0] and not entry.memo.startswith("Created by QB")
    )


def _applications(units: Sequence[Unit]) -> list[Application]:
    return [
        Application(unit.entries[0], debits(unit.entries[0].lines), number, cents)
        for unit in units
        for number, cents in unit.settles.items()
    ]


def _alike(entries: Sequence[Entry]) -> dict[str, str]:
    first: dict[tuple[object, ...], str] = {}
    return {
        each.id: first.setdefault((each.type, each.number, each.day, each.name, each.lines), each.id)
        for each in sorted(entries, key=lambda entry: entry.id)
    }


def _balances(units: Sequence[Unit]) -> dict[str, int]:
    total: Counter[str] = Counter({TRANSFERS: 0})
    for unit in units:
        for entry in unit.entries:
            for path, cents in entry.lines:
                total[path] += cents
    return {path: cents for path, cents in total.items() if path}
