"""A report as a table on a page: the columns and words of the file, with each row's part and depth."""

from collections.abc import Iterator
from typing import NamedTuple

from matterbooks.sandbox.exports.layouts import LAYOUTS
from matterbooks.sandbox.exports.locales import LOCALES
from matterbooks.sandbox.exports.table import Table
from matterbooks.sandbox.reports.model import Group, Report, Row

LONGEST = 2000
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
    table = Table(report, LAYOUTS[report.name], LOCALES[report.country])
    return [Shown(part, depth, _boxes(part, cells, money)) for part, depth, cells in _lines(report, table)]


def _boxes(part: str, cells: list[str], money: list[bool]) -> list[Box]:
    boxes = [Box(text, 1, is_money) for text, is_money in zip(cells, money, strict=True)]
    if part == "row":
        return boxes
    wide = len(cells) if part == "heading" else money.index(True)
    return [Box("".join(cells[:wide]), wide), *boxes[wide:]]


Line = tuple[str, int, list[str]]


def _lines(report: Report, table: Table) -> Iterator[Line]:
    for part in report.body:
        if isinstance(part, Row):
            yield "row", 0, table.row(part)
        else:
            yield from _group(part, table, 0)
    if report.total is not None:
        yield "grand", 0, table.grand_total(report.total)


def _group(group: Group, table: Table, depth: int) -> Iterator[Line]:
    yield "heading", depth, table.heading(group)
    yield from (("row", depth, table.row(row)) for row in group.rows)
    if group.total is not None:
        yield "total", depth, table.own_total(group, group.total)
    for one in group.groups:
        yield from _group(one, table, depth + 1)
    if group.family is not None:
        yield "total", depth, table.family_total(group, group.family)
