"""Finding the header row of a report, and which kind of report its columns make it.

Rows above the header differ in number and order, so the header is found by its words, never assumed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORDS = {
    "transaction date": "date",
    "date": "classic_date",
    "transaction type": "type",
    "num": "number",
    "no.": "number",
    "#": "number",
    "name": "name",
    "memo/description": "memo",
    "description": "memo",
    "memo": "memo",
    "split account": "split",
    "split": "split",
    "distribution account": "distribution",
    "full name": "account",
    "account name": "account",
    "account full name": "account",
    "account": "account",
    "debit": "debit",
    "credit": "credit",
    "amount": "amount",
    "balance": "balance",
    "type": "account_type",
    "account type": "account_type",
    "detail type": "detail_type",
    "total balance": "total_balance",
    "lock": "lock",
    "total": "total",
    "posting (y/n)": "posting",
    "posting": "posting",
    "due date": "due_date",
    "open balance": "open_balance",
    "transaction number": "number",
    "last modified": "modified_at",
    "last modified on": "modified_at",
    "last modified date": "modified_at",
    "last modified by": "modified_by",
    "customer": "customer",
    "current": "bucket",
}
"""Printed column name, lower case -> our word for it (Intuit: report columns, English companies)."""

_MONEY = ("debit", "credit", "amount", "balance")
_HOME = {
    form.format(word): word
    for word in _MONEY
    for form in ("home {}", "{} (home)", "home currency {}", "{} (home currency)")
}
"""In a company of several currencies the home amounts are taken; foreign ones have no word, so nothing reads them."""

_DAYS_LATE = re.compile(r"\d+ - \d+|\d+ and over|> ?\d+", re.IGNORECASE)
"""A bucket of an ageing report, `31 - 60`: how many there are says nothing about whether the row is a header."""

_PREFERRED = frozenset({"account full name", "full name", *_HOME})


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: its 0-based index, its width, our word -> column index, and the words that stand in it twice."""

    index: int
    width: int
    columns: dict[str, int]
    repeated: frozenset[str] = frozenset()
    is_classic: bool = False

    def has(self, *words: str) -> bool:
        """Tell whether every one of these columns is there."""
        return all(word in self.columns for word in words)


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """Return the first row in which at least two cells, and more than half of them, are column names of a report."""
    for index, cells in enumerate(rows):
        columns = _columns(cells)
        filled = sum(cell != "" and not _DAYS_LATE.fullmatch(cell) for cell in cells)
        if len(columns) >= 2 and 2 * len(columns) > filled:
            return Header(index, _width(cells), columns, _repeated(cells), is_classic="Transaction Type" in cells)
    return None


def _repeated(cells: Sequence[str]) -> frozenset[str]:
    counted = Counter(cell.lower() for cell in cells if cell)
    return frozenset(word for word, times in counted.items() if times > 1)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        printed = cell.lower()
        word = _WORDS.get(printed) or _HOME.get(printed)
        if word is not None and (word not in columns or printed in _PREFERRED):
            columns[word] = index
    if "classic_date" in columns:
        columns.setdefault("date", columns["classic_date"])
    if "account" not in columns and cells and cells[0] == "" and "date" not in columns:
        columns["account"] = 0
    return columns


def _width(cells: Sequence[str]) -> int:
    return max(index for index, cell in enumerate(cells) if cell) + 1
