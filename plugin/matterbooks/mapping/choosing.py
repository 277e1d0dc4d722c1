"""Which pair is suggested for each account, and which of them can be taken unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from matterbooks.mapping.evidence import Numbering, Pair
from matterbooks.mapping.likeness import Level, differ_in_a_marker

LEAST = 0.4
"""Score below which nothing is suggested."""

_STRONG = 0.6
"""Score from which a name of another kind is a rival."""

_SHARED = 0.85
"""What is left of a score where another account has the same counterpart already."""


def chosen(pairs: Sequence[Pair]) -> dict[str, Pair]:
    """Practice code -> its pair: the best first, each account of QuickBooks once unless sharing is clearly better."""
    kept = [pair for pair in pairs if pair.score >= LEAST]
    queue = [(*_order(pair, pair.score), place, False) for place, pair in enumerate(kept)]
    heapify(queue)
    found: dict[str, Pair] = {}
    taken: set[str] = set()
    while queue:
        *_, place, shared = heappop(queue)
        pair = kept[place]
        if pair.practice.code in found:
            continue
        if pair.opposite.account.id not in taken or shared:
            found[pair.practice.code] = pair
            taken.add(pair.opposite.account.id)
        elif _may_share(pair) and pair.score * _SHARED >= LEAST:
            heappush(queue, (*_order(pair, pair.score * _SHARED), place, True))
    return found


def _order(pair: Pair, score: float) -> tuple[float, str, str, str, str]:
    """The surest first, and never by the order of rows."""
    left, right = pair.practice, pair.opposite.account
    return -round(score, 6), left.name, left.number, right.path or right.name, right.id


def _may_share(pair: Pair) -> bool:
    return pair.opposite.lens not in {"bank", "card"} and not pair.likeness.opposed


class Rivals:
    """All pairs of a chart with those that are chosen, to tell which of the chosen have no rival."""

    def __init__(self, pairs: Iterable[Pair], found: Mapping[str, Pair], numbers: Numbering) -> None:
        self._found, self._numbers = found, numbers
        self._of_left: dict[str, list[Pair]] = defaultdict(list)
        self._of_right: dict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            self._of_left[pair.practice.code].append(pair)
            self._of_right[pair.opposite.account.id].append(pair)
        self._holders = {pair.opposite.account.id: pair for pair in reversed(list(found.values()))}

    def sure(self, pair: Pair) -> bool:
        """Whether this pair can be taken unseen: by name, by number and name together, or by what was posted."""
        if not pair.good or pair.likeness.opposed or self._posted_elsewhere(pair):
            return False
        if pair.remembered:
            return not self._remembered_by_another(pair)
        if self._numbered_elsewhere(pair) and pair.likeness.level < Level.WORDS:
            return False
        by_name = pair.likeness.level >= Level.MEANING and not self._could_be_another_kind(pair)
        return (by_name or self._by_number_and_name(pair)) and not self._has_rival(pair)

    def _has_rival(self, pair: Pair) -> bool:
        other_rights = (one for one in self._of_left[pair.practice.code] if one is not pair)
        other_lefts = (one for one in self._of_right[pair.opposite.account.id] if one is not pair)
        return any(self._equals(one, pair) and not self._held_better(one) for one in other_rights) or any(
            self._equals(one, pair) and not self._placed_better(one) for one in other_lefts
        )

    def _equals(self, other: Pair, pair: Pair) -> bool:
        if other.likeness.opposed:
            return False
        if pair.same_number and not other.same_number and self._numbers is Numbering.TRUSTED:
            return other.rank > pair.rank
        if pair.likeness.level is Level.NEAR:
            return other.rank > pair.rank or other.score > pair.score - 0.1
        return other.rank >= pair.rank

    def _held_better(self, other: Pair) -> bool:
        """Whether that account of QuickBooks belongs to another of the practice more clearly."""
        holder = self._holders.get(other.opposite.account.id)
        return holder is not None and holder is not other and holder.rank > other.rank

    def _placed_better(self, other: Pair) -> bool:
        """Whether that account of the practice has its own counterpart more clearly."""
        placed = self._found.get(other.practice.code)
        return placed is not None and placed is not other and placed.rank > other.rank

    def _could_be_another_kind(self, pair: Pair) -> bool:
        """Whether nothing is known of the account's type and a name of another type is like its own as well."""
        if pair.practice.role is not None or pair.likeness.level is Level.WORDS:
            return False
        others = (one for one in self._of_left[pair.practice.code] if one.opposite.lens != pair.opposite.lens)
        return any(one.score >= _STRONG for one in others) or differ_in_a_marker(pair.practice, pair.opposite)

    def _by_number_and_name(self, pair: Pair) -> bool:
        trusted = self._numbers is Numbering.TRUSTED and pair.same_number
        return trusted and pair.likeness.within and pair.likeness.score >= 0.6

    def _numbered_elsewhere(self, pair: Pair) -> bool:
        """Whether the number that can be trusted leads to another account of a fitting type."""
        if self._numbers is not Numbering.TRUSTED or pair.same_number:
            return False
        return any(one.same_number and one.good for one in self._of_left[pair.practice.code])

    def _posted_elsewhere(self, pair: Pair) -> bool:
        return pair.total > 0 and 2 * pair.posted < pair.total

    def _remembered_by_another(self, pair: Pair) -> bool:
        others = self._of_right[pair.opposite.account.id]
        return any(one is not pair and one.likeness.level > pair.likeness.level and one.good for one in others)
