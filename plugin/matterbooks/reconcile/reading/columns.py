"""The letters of a spreadsheet's columns."""

from __future__ import annotations


def column_index(letters: str) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    index = 0
    for letter in letters.upper():
        index = 26 * index + ord(letter) - 64
    return index - 1
