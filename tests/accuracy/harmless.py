"""Variations of QuickBooks' side that no accountant wants to hear of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.accuracy.books import Entry, Unit
from tests.accuracy.chart import CHART, RECEIVABLE


def vary(unit: Unit, random: Random, identity: Callable[[], str]) -> None:
    """Change a unit's entries without changing what they say, and perhaps add a payment of nothing."""
    unit.entries[:] = [random.choice(VARIATIONS)(entry) for entry in unit.entries]
    if random.random() < 0.02:
        first = unit.entries[0]
        words = "Created by QB Online to link credits to charges."
        lines = ((CHART[RECEIVABLE].path, 0), ("", 0))
        unit.entries.append(Entry(identity(), "Payment", "", first.day, first.name, lines, words))


def _limited(entry: Entry) -> Entry:
    return replace(entry, name=entry.name.replace("Pty Ltd", "Pty Limited").replace(" Ltd", " Limited"))


def _ampersand(entry: Entry) -> Entry:
    return replace(entry, name=entry.name.replace("&", "and"))


def _parent(entry: Entry) -> Entry:
    return replace(entry, name=entry.name.split(":")[0])


def _bare_number(entry: Entry) -> Entry:
    return replace(entry, number=entry.number.split("-")[-1].lstrip("0"))


def _memo(entry: Entry) -> Entry:
    return replace(entry, memo="Thank you for your business, =1+1")


def _order(entry: Entry) -> Entry:
    return replace(entry, lines=entry.lines[::-1])


def _in_two(entry: Entry) -> Entry:
    (account, cents), *rest = entry.lines
    return replace(entry, lines=((account, cents // 2), (account, cents - cents // 2), *rest))


def _typographic(entry: Entry) -> Entry:
    return replace(entry, name=entry.name.replace("'", "\u2019"))


def _same(entry: Entry) -> Entry:
    return entry


VARIATIONS: tuple[Callable[[Entry], Entry], ...] = (
    _limited, _ampersand, _parent, _bare_number, _memo, _order, _in_two, _typographic, _same,
)  # fmt: skip
