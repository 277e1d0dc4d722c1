"""Which column of a bank's or a practice's CSV is which: guessed from its heading, and shown to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import decimal_mark, to_cents
from matterbooks.reconcile.reading.dates import DateCell, read_dates
from matterbooks.reconcile.reading.rows import DELIMITERS, TextFile, read_text, split

_NOT_LETTERS = re.compile(r"[^a-z]+")
_NAMED_MONTH = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d %b %y")
_SEARCHED_ROWS = 25


@dataclass(slots=True)
class Sheet:
    """A CSV file under its header. columns: our word -> the heading; rows: 1-based number and cells by our word."""

    file: TextFile
    columns: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    way_out: str
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        """Tell the decimal mark from every money cell."""
        money = [word for word in self.columns if word in MONEY]
        self.mark = decimal_mark(cells[word] for _, cells in self.rows for word in money)

    def refuse(self, row: int | None, problem: str) -> NoReturn:
        """Refuse the file."""
        raise FileRefusedError(self.file.name, problem, self.way_out, row)

    def cents(self, row: int, cells: Mapping[str, str], word: str) -> int:
        """A money cell, 0 where empty; refuses what is no amount."""
        text = cells.get(word, "")
        for label, sign in ((" cr", 1), (" dr", -1), ("cr", 1), ("dr", -1), (" od", -1)):
            if text.casefold().endswith(label):
                return sign * self.cents(row, {word: text[: -len(label)]}, word)
        cents = to_cents(text, self.mark)
        if cents is None:
            self.refuse(row, f"{text!r} in column {self.columns[word]!r} is not an amount")
        return cents

    def days(self, word: str = "date") -> dict[str, date]:
        """Every date of a column by its text; day first or month first is decided once for the file."""
        texts = [(row, cells[word]) for row, cells in self.rows if cells.get(word)]
        named = {text: day for _, text in texts if (day := _named(text)) is not None}
        numeric = [DateCell(row, text) for row, text in texts if text not in named]
        try:
            return {**named, **(read_dates(self.file.name, numeric) if numeric else {})}
        except FileRefusedError as refusal:
            self.refuse(refusal.row, refusal.problem)


MONEY = ("amount", "debit", "credit", "balance", "statement_balance")
"""Our words for columns that hold money."""


def open_sheet(path: Path, words: Mapping[str, str], needed: Sequence[Sequence[str]], way_out: str) -> Sheet:
    """Read a CSV whose header is found by its words; words: heading in plain letters -> our word.

    needed: the file is refused unless it has all words of one of these sets.
    """
    file = read_text(path)
    for mark in DELIMITERS:
        rows = list(split(file, mark, strict=False))[:_SEARCHED_ROWS]
        for index, cells in enumerate(rows):
            columns = _columns(cells, words)
            if any(set(names) <= set(columns) for names in needed):
                header = {word: cells[place] for word, place in columns.items()}
                body = list(_body(split(file, mark), index, columns))
                return Sheet(file, header, body, way_out)
    wanted = " or ".join(", ".join(names) for names in needed)
    raise FileRefusedError(file.name, f"no row names the columns {wanted}", way_out, 1)


def plain(heading: str) -> str:
    """A heading without case, figures and punctuation."""
    return _NOT_LETTERS.sub(" ", heading.casefold()).strip()


def _columns(cells: Sequence[str], words: Mapping[str, str]) -> dict[str, int]:
    """Our word -> place; of several headings for one word the one that `words` names first."""
    ranked = {heading: rank for rank, heading in enumerate(words)}
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        heading = plain(cell)
        if heading in words:
            found[words[heading]] = min(found.get(words[heading], (len(ranked), 0)), (ranked[heading], place))
    return {word: place for word, (_, place) in found.items()}


def _body(
    rows: Iterable[list[str]], header: int, columns: Mapping[str, int]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, cells in enumerate(rows, start=1):
        if number > header + 1 and cells:
            yield number, {word: cells[place] if place < len(cells) else "" for word, place in columns.items()}


def _named(text: str) -> date | None:
    """A date whose month is a word, `01 Oct 2026` or `1-Oct-26`; it cannot be mistaken."""
    spaced = " ".join(re.split(r"[\s,/.-]+", text.strip()))
    for form in _NAMED_MONTH:
        try:
            return datetime.strptime(spaced, form).date()  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return None
