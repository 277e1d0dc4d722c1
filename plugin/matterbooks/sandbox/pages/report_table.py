"""A report as a table on a page: the columns and words of the file, with each row's part and depth."""

from typing import NamedTuple

from matterbooks.sandbox.exports.csv_form import texts
from matterbooks.sandbox.exports.layouts import layout_of
from matterbooks.sandbox.exports.locales import LOCALES
from matterbooks.sandbox.exports.table import lay_out
from matterbooks.sandbox.reports.model import Report

LONGEST = 2000
PARTS = frozenset({"heading", "row", "subtotal", "total", "grand"})


class Heading(NamedTuple):
    """A column's title, and whether it holds figures."""

    title: str
    money: bool


class Box(NamedTuple):
    """One cell: its text, how many columns it covers, and whether it holds a figure."""

    text: str
    span: int = 1
    money: bool = False


class Shown(NamedTuple):
    """One row. `part` as in :class:`Printed`; all but ``row`` begin with one wide cell."""

    part: str
    depth: int
    boxes: list[Box]


class Shape(NamedTuple):
    """A whole table: its columns (a grouped report begins with one for headings and totals) and every row."""

    headings: list[Heading]
    rows: list[Shown]


def shown(report: Report) -> Shape:
    """The report as a table."""
    locale = LOCALES[report.country]
    printed = lay_out(report, layout_of(report), locale)
    titles = next(row for row in printed if row.part == "columns").cells
    rows = [row for row in printed if row.part in PARTS]
    money = [any(isinstance(row.cells[place], int) for row in rows) for place in range(len(titles))]
    headings = [Heading(str(title), is_money) for title, is_money in zip(titles, money, strict=True)]
    return Shape(headings, [Shown(row.part, row.depth, _boxes(row.part, texts(row, locale), money)) for row in rows])


def _boxes(part: str, cells: list[str], money: list[bool]) -> list[Box]:
    boxes = [Box(text, 1, is_money) for text, is_money in zip(cells, money, strict=True)]
    if part == "row":
        return boxes
    wide = len(cells) if part == "heading" or True not in money else money.index(True)
    return [Box("".join(cells[:wide]), wide), *boxes[wide:]]
