"""A report as a table on a page: the columns and words of the file, with each row's part and depth."""

from typing import NamedTuple

from matterbooks.sandbox.exports.csv_form import texts
from matterbooks.sandbox.exports.layouts import LAYOUTS
from matterbooks.sandbox.exports.locales import LOCALES
from matterbooks.sandbox.exports.table import lay_out
from matterbooks.sandbox.reports.model import Report

LONGEST = 2000
PARTS = frozenset({"heading", "row", "total", "grand"})
MONEY = frozenset({"debt_amt", "credit_amt", "subt_nat_amount", "rbal_nat_amount", "debit", "credit", "account_bal"})


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
    """One row. `part` is ``heading``, ``row``, ``total`` or ``grand``; all but ``row`` begin with one wide cell."""

    part: str
    depth: int
    boxes: list[Box]


def headings(report: Report) -> list[Heading]:
    """The columns; a grouped report begins with one for headings and totals."""
    layout, locale = LAYOUTS[report.name], LOCALES[report.country]
    fields = [Heading(locale.title(title), key in MONEY) for title, key in layout.fields]
    return [Heading("", money=False), *fields] if layout.grouped else fields


def shown(report: Report) -> list[Shown]:
    """Every row, in order."""
    money = [one.money for one in headings(report)]
    locale = LOCALES[report.country]
    rows = lay_out(report, LAYOUTS[report.name], locale)
    return [
        Shown(row.part, row.depth, _boxes(row.part, texts(row, locale), money)) for row in rows if row.part in PARTS
    ]


def _boxes(part: str, cells: list[str], money: list[bool]) -> list[Box]:
    boxes = [Box(text, 1, is_money) for text, is_money in zip(cells, money, strict=True)]
    if part == "row":
        return boxes
    wide = len(cells) if part == "heading" else money.index(True)
    return [Box("".join(cells[:wide]), wide), *boxes[wide:]]
