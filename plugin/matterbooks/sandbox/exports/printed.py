"""A file's rows before they are written: what stands in each cell, and which rows a total adds up."""

from typing import NamedTuple

Value = str | int | None
"""Text, cents, or nothing."""


class Printed(NamedTuple):
    """One row of a file.

    `part`: ``title``, ``blank``, ``columns``, ``heading``, ``row``, ``subtotal`` (whose last figure alone looks like a
    total's), ``total``, ``grand`` or ``footer``; `depth`: how many groups it stands in; `adds`: the places (0 is the
    first row of the file) of the rows that a total adds up.
    """

    part: str
    cells: list[Value]
    depth: int = 0
    adds: tuple[int, ...] = ()


BLANK = Printed("blank", [])
TOTALS = frozenset({"subtotal", "total", "grand"})


def looks_total(row: Printed, column: int) -> bool:
    """Whether a figure bears the currency's sign."""
    return row.part in TOTALS and (row.part != "subtotal" or column == len(row.cells) - 1)
