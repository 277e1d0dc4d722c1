"""Rows that a check of whole columns did not pass, looked at one by one: the first that is wrong refuses the file.

A column tells that something differs; the row tells what, in words. Both hold the same rules, since the check of a row
decides alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter

Check = Callable[[int], None]
"""Looks at the row of one place of a body; refuses it, or lets it pass."""


class Suspects:
    """Places of a body with the check that each has to pass."""

    def __init__(self) -> None:
        """Nothing is suspected yet."""
        self._places: list[tuple[int, Check]] = []

    def add(self, places: Iterable[int], check: Check) -> None:
        """Suspect some rows; of checks for the same row, the one that was added first comes first."""
        self._places += [(int(place), check) for place in places]

    def examine(self) -> None:
        """Look at every suspect in the order of the file. Raises: FileRefusedError from the first that is wrong."""
        for place, check in sorted(self._places, key=itemgetter(0)):
            check(place)
