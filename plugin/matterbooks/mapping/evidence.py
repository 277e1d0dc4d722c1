"""What speaks for a pair of accounts: its names and types, its numbers, and where earlier documents were posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from matterbooks.mapping.alone import Alone
from matterbooks.mapping.likeness import Level, Likeness, likeness
from matterbooks.mapping.sides import Opposite, Practice

History = Mapping[str, Counter[str]]
"""Practice code -> QuickBooks account id -> how many earlier documents posted there."""


class Numbering(Enum):
    """What equal numbers are worth. TRUSTED: they agree with the names. UNKNOWN: too few to tell. CHANCE: they do not.

    The value is how much of the doubt that is left they take away.
    """

    TRUSTED = 0.5
    UNKNOWN = 0.25
    CHANCE = 0.0


ENOUGH = 3
"""Equal numbers from which on they are judged, and documents from which on a history is sure."""

FAINT = 0.3
"""Score below which a pair is nobody's rival."""

_ALONE = Likeness(Level.MEANING, 0.9, within=True)
_AGREED, _BY_CHANCE = 0.7, 0.5
_NUMBER_ALONE = 0.5
_SHEET, _RESULT = frozenset({"asset", "liability", "bank"}), frozenset({"income", "cost"})
_MEANT, _NOT_MEANT = 0.02, -0.03
CLEAR = 0.9
"""Share of earlier documents from which on a history says one thing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts that may be one. score from 0 to 1. posted of total earlier documents went there.

    alone: their names say little, and they are the only two of their kind.
    """

    practice: Practice
    opposite: Opposite
    likeness: Likeness
    same_number: bool
    good: bool
    score: float
    posted: int = 0
    total: int = 0
    alone: bool = False

    @property
    def rank(self) -> tuple[bool, Level]:
        """Pairs of one rank cannot be told apart by name and type."""
        return self.good, self.likeness.level

    @property
    def remembered(self) -> bool:
        """Whether earlier documents say clearly that this is it."""
        return self.total >= ENOUGH and self.posted >= CLEAR * self.total


def numbering(pairs: Iterable[tuple[Practice, Opposite]]) -> Numbering:
    """Whether equal numbers mean equal accounts in these two charts; pairs: those whose numbers are equal."""
    alike = [likeness(left, right) for left, right in pairs]
    agreed = sum(one.score >= 0.5 and not one.opposed for one in alike)
    if len(alike) < ENOUGH:
        return Numbering.UNKNOWN
    share = agreed / len(alike)
    return Numbering.TRUSTED if share >= _AGREED else Numbering.CHANCE if share < _BY_CHANCE else Numbering.UNKNOWN


def pairs_of(
    left: Practice, candidates: Sequence[Opposite], only: Alone, numbers: Numbering, history: Counter[str]
) -> list[Pair]:
    """Every candidate weighed, those with next to nothing in common left out."""
    weighed = (_weigh(left, right, only.together(left, right), numbers, history) for right in candidates)
    return [pair for pair in weighed if pair.score >= FAINT]


def _wrong(left: Practice, right: Opposite) -> float:
    """What a likeness is worth where the type is legal and not meant: less across balance sheet and profit and loss."""
    return 0.4 if left.lenses[0] in _SHEET and right.lens in _RESULT else 0.6


def same_number(left: Practice, right: Opposite) -> bool:
    """Whether both have one number, the same."""
    return bool(left.number) and left.number == right.account.number


def _weigh(left: Practice, right: Opposite, alone: bool, numbers: Numbering, history: Counter[str]) -> Pair:
    alike = likeness(left, right)
    alone = alone and alike.level < Level.MEANING
    alike = _ALONE if alone else alike
    good, equal = left.good(right.account.type), same_number(left, right)
    score = alike.score * (1 if good else _wrong(left, right))
    if left.types and score:
        score += _MEANT if right.account.type in left.types else _NOT_MEANT
    if equal and alike.score and not alike.opposed:
        score += (1 - score) * numbers.value
    elif equal and good and numbers is Numbering.TRUSTED and not alike.opposed:
        score = max(score, _NUMBER_ALONE)
    posted, total = (history[right.account.id], history.total()) if history else (0, 0)
    if posted:
        score = max(score, 0.5 + 0.45 * posted / total)
    return Pair(left, right, alike, equal, good, min(score, 1.0), posted, total, alone)
