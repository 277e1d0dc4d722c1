"""Which accounts of QuickBooks are worth comparing with one of the practice, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from matterbooks.mapping.likeness import spelled_alike
from matterbooks.mapping.meaning import GENERIC
from matterbooks.mapping.sides import Opposite, Practice
from matterbooks.mapping.vocabulary import LENSES, vocabulary

_WHOLE = ("bank", "receivable", "payable", "card")
"""Kinds of which a company has few, so that each is looked at."""


class Candidates:
    """The accounts of a company by what their names say, by number and by kind."""

    def __init__(self, opposites: Sequence[Opposite]) -> None:
        self._by_idea: dict[str, set[int]] = defaultdict(set)
        self._by_start: dict[str, set[str]] = defaultdict(set)
        self._by_number: dict[str, set[int]] = defaultdict(set)
        self._by_kind: dict[str, set[int]] = defaultdict(set)
        self._by_id = {one.account.id: place for place, one in enumerate(opposites)}
        self._all = opposites
        for place, one in enumerate(opposites):
            self._file(place, one)

    def of(self, practice: Practice, remembered: Iterable[str] = ()) -> list[Opposite]:
        """Those that share something with this account, or are in its history, and whose type can go with it."""
        places: set[int] = set(self._by_number.get(practice.number, ()) if practice.number else ())
        places.update(self._by_id[id_] for id_ in remembered if id_ in self._by_id)
        for lens in practice.lenses:
            if lens in _WHOLE:
                places |= self._by_kind[lens]
            places |= self._like(practice.seen_as(lens).ideas)
        found = (self._all[place] for place in sorted(places))
        return [one for one in found if practice.legal(one.account.type)]

    def _file(self, place: int, one: Opposite) -> None:
        for lens in (one.lens,) if one.lens else LENSES:
            self._by_kind[lens].add(place)
            for idea in frozenset().union(*(said.ideas for said in one.meanings(lens))):
                self._by_idea[idea].add(place)
                self._by_start[idea[:2]].add(idea)
        if one.account.number:
            self._by_number[one.account.number].add(place)

    def _like(self, ideas: frozenset[str]) -> set[int]:
        telling = ideas - GENERIC or ideas
        asked = set(telling)
        for idea in telling:
            asked |= vocabulary().broader.get(idea, frozenset())
            asked.update(other for other in self._by_start.get(idea[:2], ()) if spelled_alike(idea, other))
        return set().union(*(self._by_idea.get(idea, ()) for idea in asked))
