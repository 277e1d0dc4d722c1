"""The formulas that exports hold: sums of the rows that a total adds up."""

from collections.abc import Sequence

LONGEST = 8000
"""Spreadsheet programs take no longer formula (8192)."""


def letters(column: int) -> str:
    """0 is `A`, 26 is `AA`."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def sum_of(column: int, rows: Sequence[int]) -> str:
    """`SUM(D6:D9)` of adjoining rows, `(D6)+(D12)` of others; empty where that is too long or there are none."""
    if not rows:
        return ""
    name = letters(column)
    if list(rows) == list(range(rows[0], rows[0] + len(rows))) and len(rows) > 1:
        return f"SUM({name}{rows[0] + 1}:{name}{rows[-1] + 1})"
    formula = "+".join(f"({name}{row + 1})" for row in rows)
    return formula if len(formula) <= LONGEST else ""


def nested_sum(column: int, rows: Sequence[int]) -> str:
    """`((D6)+(D7))+(D8)`, as classic workbooks nest their sums."""
    if not rows:
        return ""
    name = letters(column)
    first, *rest = [f"({name}{row + 1})" for row in rows]
    formula = first
    for term in rest:
        formula = f"({formula})+{term}" if "+" in formula else f"{formula}+{term}"
    return formula if len(formula) <= LONGEST else ""
