"""Working out the counting formulas of the workbook as a spreadsheet program would, from the cells alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from openpyxl.utils import range_boundaries

CALL = re.compile(r"(COUNTIFS|SUMIFS|COUNTIF|COUNTBLANK)\(([^()]*)\)")
RESIDUE = re.compile(r"ROUND\(SUMPRODUCT\(ABS\((.*)\)\),2\)")


def worked_out(book: Any, sheet: str, formula: str) -> float | None:
    """What a formula comes to; None for one that is of another kind. book: the figures."""
    if found := RESIDUE.fullmatch(formula):
        return float(sum(abs(value) for value in values(book, sheet, found[1])))
    parts = formula.split("+")
    calls = [CALL.fullmatch(part) for part in parts]
    if any(call is None for call in calls):
        return None
    return sum(_called(book, sheet, call[1], call[2].split(",")) for call in calls if call)


def values(book: Any, sheet: str, reference: str) -> list[Any]:
    """The values of a range, row by row."""
    name, _, place = reference.rpartition("!")
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    rows = book[name.strip("'") or sheet].iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in rows for value in row]


def _called(book: Any, sheet: str, name: str, arguments: list[str]) -> float:
    if name == "COUNTBLANK":
        return sum(value is None for value in values(book, sheet, arguments[0]))
    summed = values(book, sheet, arguments.pop(0)) if name == "SUMIFS" else None
    columns = [values(book, sheet, reference) for reference in arguments[::2]]
    tests = [_criterion(book, sheet, text) for text in arguments[1::2]]
    rows = [all(test(value) for test, value in zip(tests, row, strict=True)) for row in zip(*columns, strict=True)]
    return sum((summed[n] or 0) if summed else 1 for n, kept in enumerate(rows) if kept)


def _criterion(book: Any, sheet: str, text: str) -> Callable[[Any], bool]:
    if text.startswith('">"&'):
        [limit] = values(book, sheet, text[4:])
        return lambda value: isinstance(value, (int, float)) and value > limit
    wanted = text.strip('"') if text.startswith('"') else values(book, sheet, text)[0]
    return lambda value: value == wanted
