"""Accounts that are the only ones of their kind on either side: the one bank, the one receivable account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from matterbooks.mapping.likeness import only_branded
from matterbooks.mapping.sides import Opposite, Practice, holds_trust, is_trust

_KINDS = frozenset({"receivable", "payable", "bank", "card"})
_SMALL = frozenset({"petty_cash", "clearing", "undeposited"})
"""Banks by their type alone."""


class Alone:
    """How many accounts of each kind there are on either side; banks of client money are a kind of their own."""

    def __init__(self, lefts: Iterable[Practice], rights: Iterable[Opposite]) -> None:
        mine = [left for left in lefts if left.role and not left.seen_as(left.lenses[0]).ideas & _SMALL]
        theirs = [right for right in rights if right.lens and not right.meanings(right.lens)[1].ideas & _SMALL]
        self._mine = Counter((left.lenses[0], holds_trust(left)) for left in mine)
        self._theirs = Counter((right.lens, is_trust(right)) for right in theirs)

    def together(self, left: Practice, right: Opposite) -> bool:
        """Whether these are the only two of their kind, and nothing in their names speaks against it."""
        lens, trust = right.lens, holds_trust(left)
        if lens not in _KINDS or left.role is None or lens != left.lenses[0] or trust != is_trust(right):
            return False
        if self._mine[lens, trust] != 1 or self._theirs[lens, trust] != 1:
            return False
        return only_branded(left.seen_as(lens).ideas, right.meanings(lens)[1].ideas)
