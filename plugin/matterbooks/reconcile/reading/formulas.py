"""The few formulas that exports hold, worked out: numbers, references to cells, sums. Nothing else is ever evaluated.

A classic workbook stores 0 as the result of every amount and the amount itself as the formula (Intuit: `5000.00`, `B8`,
`(B7)+(B8)`, `SUM(B7:B9)`); a spreadsheet program computes them when it opens the file, other programs read zeros.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from matterbooks.reconcile.reading.columns import column_index

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_TERM = re.compile(
    r"\s*(?P<sign>[+-])?\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|SUM\((?P<first>[A-Z]+\d+):(?P<last>[A-Z]+\d+)\)"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d+)|\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\))\s*",
    re.IGNORECASE,
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
_DEEPEST = 200


class UnknownFormulaError(ValueError):
    """A formula that is more than numbers, cells and sums."""


class Formulas:
    """The formulas and plain numbers of one sheet, and the values they come to."""

    def __init__(self, formulas: Mapping[Place, str], numbers: Mapping[Place, Decimal]) -> None:
        """`formulas` are texts without the equals sign, `numbers` the cells that hold a number themselves."""
        self._formulas = formulas
        self._values: dict[Place, Decimal] = dict(numbers)

    def has(self, place: Place) -> bool:
        """Whether a cell holds a formula."""
        return place in self._formulas

    def value(self, place: Place, depth: int = 0) -> Decimal:
        """What a cell comes to, 0 for an empty one. Raises: UnknownFormulaError, also where cells name each other."""
        if place in self._values:
            return self._values[place]
        text = self._formulas.get(place)
        if text is None:
            return Decimal(0)
        if depth > _DEEPEST:
            raise UnknownFormulaError(text)
        self._values[place] = self._sum(text, depth + 1)
        return self._values[place]

    def _sum(self, text: str, depth: int) -> Decimal:
        total, position = Decimal(0), 0
        while position < len(text):
            term = _TERM.match(text, position)
            if term is None or (position and term["sign"] is None):
                raise UnknownFormulaError(text)
            value = self._term(term, depth)
            total += -value if term["sign"] == "-" else value
            position = term.end()
        return total

    def _term(self, term: re.Match[str], depth: int) -> Decimal:
        if term["number"]:
            return _decimal(term["number"])
        if term["cell"]:
            return self.value(_place(term["cell"]), depth)
        if term["inner"] is not None:
            return self._sum(term["inner"], depth + 1)
        (top, left), (bottom, right) = _place(term["first"]), _place(term["last"])
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return sum((self.value(place, depth) for place in places), Decimal(0))


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise UnknownFormulaError(text) from error


def _place(text: str) -> Place:
    found = _CELL.fullmatch(text)
    if found is None:
        raise UnknownFormulaError(text)
    return int(found[2]) - 1, column_index(found[1])
