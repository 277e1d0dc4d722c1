"""A report as rows of text in the modern layout, which every file form then writes in its own way.

Rows (Intuit: export of a sandbox company): report, company and period; an empty row; the column titles; the groups;
the grand total; three empty rows; the basis and the time. Titles and the last line are padded to the columns' width.
"""

from collections.abc import Iterator
from datetime import date, datetime

from matterbooks.sandbox.exports.layouts import Layout
from matterbooks.sandbox.exports.locales import Locale
from matterbooks.sandbox.exports.locales import amount as plain
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row

Line = list[str]


class Table:
    """Writes one report in one layout and locale."""

    def __init__(self, report: Report, layout: Layout, locale: Locale) -> None:
        """Take what is to be written."""
        self._report, self._layout, self._locale = report, layout, locale
        self._width = len(layout.fields) + layout.grouped

    def lines(self) -> Iterator[Line]:
        """Every row of the file; an empty list is an empty row."""
        yield from self._head()
        for part in self._report.body:
            yield from [self.row(part)] if isinstance(part, Row) else self._group(part)
        if self._report.total is not None:
            yield self.grand_total(self._report.total)
        yield from ([], [], [])
        yield self._padded([self._locale.footer(self._report.made, self._report.basis)])

    def heading(self, group: Group) -> Line:
        """The row above a group."""
        return self._padded([str(group.title.value)])

    def row(self, row: Row) -> Line:
        """One row of the report."""
        label = [row.label] if row.label else []
        return self._filled([""] * self._layout.grouped + label, [self._text(one) for one in self._cells(row.cells)])

    def own_total(self, group: Group, cells: Cells) -> Line:
        """The total of a group's own rows."""
        return self._total([f"Total for {group.title.value}"], cells)

    def family_total(self, group: Group, cells: Cells) -> Line:
        """The total of a group and all below it."""
        return self._total([f"Total for {group.title.value} with sub-accounts"], cells)

    def grand_total(self, cells: Cells) -> Line:
        """The last row; in a grouped report its word stands in the second column."""
        return self._total(["", "TOTAL"] if self._layout.grouped else ["TOTAL"], cells)

    def _head(self) -> Iterator[Line]:
        yield self._padded([self._layout.title])
        yield self._padded([self._report.company])
        if self._layout.period:
            yield self._padded([self._layout.period(self._report.period)])
        yield []
        titles = [self._locale.title(title) for title, _ in self._layout.fields]
        yield [""] * self._layout.grouped + titles

    def _group(self, group: Group) -> Iterator[Line]:
        yield self.heading(group)
        yield from (self.row(row) for row in group.rows)
        if group.total is not None:
            yield self.own_total(group, group.total)
        for one in group.groups:
            yield from self._group(one)
        if group.family is not None:
            yield self.family_total(group, group.family)

    def _total(self, label: Line, cells: Cells) -> Line:
        return self._filled(label, [self._money(one) for one in self._cells(cells)])

    def _filled(self, label: Line, texts: Line) -> Line:
        """`label` in front, then `texts` in their columns, those that the label covers left out."""
        whole = [""] * self._layout.grouped + texts
        return [*label, *whole[len(label) :]]

    def _cells(self, cells: Cells) -> list[Cell]:
        return [cells.get(key, Cell()) for _, key in self._layout.fields]

    def _padded(self, line: Line) -> Line:
        return [*line, *[""] * (self._width - len(line))]

    def _money(self, cell: Cell) -> str:
        return self._locale.total(cell.value) if isinstance(cell.value, int) else ""

    def _text(self, cell: Cell) -> str:
        value = cell.value
        if isinstance(value, datetime):
            return self._locale.instant(value)
        if isinstance(value, date):
            return self._locale.date(value)
        return plain(value) if isinstance(value, int) else value or ""
