"""The few formulas that exports hold, worked out: numbers, references to cells, sums. Nothing else is ever evaluated.

A classic workbook stores 0 as the result of every amount and the amount itself as the formula (Intuit: `5000.00`, `B8`,
`(B7)+(B8)`, `SUM(B7:B9)`); a spreadsheet program computes them when it opens the file, other programs read zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from matterbooks.reconcile.reading.columns import column_index

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|SUM\((?P<first>[A-Z]{1,3}\d+):(?P<last>[A-Z]{1,3}\d+)\)"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d+)|(?P<sign>[-+()]))\s*",
    re.IGNORECASE,
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
_DEEPEST = 100


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
        """A sum of signed terms; brackets are only a sum's own sign kept on a stack, however deep they nest."""
        total, sign, signs, expects_term = Decimal(0), 1, [1], True
        for token in _tokens(text):
            mark = token["sign"]
            if mark in {"+", "-"}:
                sign, expects_term = (-sign if mark == "-" and expects_term else -1 if mark == "-" else 1), True
            elif mark == ")":
                if expects_term or len(signs) == 1:
                    raise UnknownFormulaError(text)
                signs.pop()
            elif not expects_term:
                raise UnknownFormulaError(text)
            elif mark == "(":
                signs.append(signs[-1] * sign)
                sign = 1
            else:
                total += signs[-1] * sign * self._term(token, depth)
                sign, expects_term = 1, False
        if expects_term or len(signs) != 1:
            raise UnknownFormulaError(text)
        return total

    def _term(self, token: re.Match[str], depth: int) -> Decimal:
        if token["number"]:
            return _decimal(token["number"])
        if token["cell"]:
            return self.value(_place(token["cell"]), depth)
        (top, left), (bottom, right) = _place(token["first"]), _place(token["last"])
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return sum((self.value(place, depth) for place in places), Decimal(0))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise UnknownFormulaError(text)
        yield token
        position = token.end()


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
