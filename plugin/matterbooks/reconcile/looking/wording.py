"""Numbers with their nouns."""

from __future__ import annotations

from matterbooks.reconcile.compare import money


def counted(number: int, word: str) -> str:
    """`1 record`, `2 records`."""
    return f"{number:,} {word}{'s' * (number != 1)}"


def amount_of(number: int, cents: int) -> str:
    """`2 records, 1,234.50`."""
    return f"{counted(number, 'record')}, {money(cents)}"
