"""A report in the modern layout, row by row, which every file form then writes in its own way.

Rows (Intuit: export of a sandbox company): report, company and period; an empty row; the column titles; the groups;
the grand total; three empty rows; the basis and the time. Titles and the last line are padded to the columns' width.
"""

from collections.abc import Sequence
from datetime import date, datetime

from matterbooks.sandbox.exports.layouts import Layout
from matterbooks.sandbox.exports.locales import Locale
from matterbooks.sandbox.exports.printed import BLANK, Printed, Value
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row, Section


def lay_out(report: Report, layout: Layout, locale: Locale, footer: str = "") -> list[Printed]:
    """Every row of the file; `footer` stands for the modern last line."""
    table = Table(report, layout, locale)
    table.head()
    tops = [table.part(part, 0) for part in report.body]
    Statement(table).write(report.sections)
    if report.total is not None:
        label: list[Value] = ["", "TOTAL"] if layout.grouped else ["TOTAL"]
        table.total("grand", label, report.total, 0, tuple(one for one in tops if one is not None))
    table.end(footer or locale.footer(report.made, report.basis))
    return table.rows


class Table:
    """The rows so far."""

    def __init__(self, report: Report, layout: Layout, locale: Locale) -> None:
        self._report, self._layout, self._locale = report, layout, locale
        self._width = len(layout.fields) + layout.grouped
        self.rows: list[Printed] = []

    def head(self) -> None:
        """Titles, an empty row, and the names of the columns."""
        titles = [self._layout.title, self._report.company]
        for title in reversed(titles) if self._layout.company_first else titles:
            self.wide("title", title)
        if self._layout.period:
            self.wide("title", self._layout.period(self._report))
        self.rows.append(BLANK)
        columns: list[Value] = [self._locale.title(title) for title, _ in self._layout.fields]
        self.rows.append(Printed("columns", [*[""] * self._layout.grouped, *columns]))

    def end(self, footer: str) -> None:
        """Three empty rows, and when the file was made."""
        self.rows += [BLANK] * 3
        self.wide("footer", footer)

    def wide(self, part: str, text: str, depth: int = 0) -> None:
        """A row whose first cell alone says anything."""
        self.rows.append(Printed(part, [text, *[""] * (self._width - 1)], depth))

    def part(self, part: Row | Group, depth: int) -> int | None:
        """A row or a group; the place of what a total above it adds, None if it has none."""
        return self._group(part, depth) if isinstance(part, Group) else self.row(part, depth)

    def row(self, part: Row, depth: int) -> int:
        """One line; its place."""
        label: list[Value] = [part.label] if part.label else []
        front: list[Value] = [""] * self._layout.grouped
        values = [self._value(part.cells.get(key, Cell())) for _, key in self._layout.fields]
        if self._report.sections:
            values[0] = f"{self.front(depth)}{values[0]}"
        self.rows.append(Printed("row", _filled([*front, *label], [*front, *values]), depth))
        return len(self.rows) - 1

    def _group(self, group: Group, depth: int) -> int | None:
        """A heading, its rows, the groups below, and only then the total of its own rows (Intuit: nested accounts)."""
        front = self.front(depth)
        self.wide("heading", f"{front}{group.title.value}", depth)
        own = tuple(place for row in group.rows if (place := self.part(row, depth)) is not None)
        label = f"{front}Total for {group.title.value}"
        if group.family is None:
            return self.total("total", [label], group.total, depth, own) if group.total is not None else None
        below = [self._group(one, depth + 1) for one in group.groups]
        if group.total is not None:
            below.append(self.total("total", [label], group.total, depth, own))
        adds = tuple(one for one in below if one is not None)
        return self.total("total", [f"{label} with sub-accounts"], group.family, depth, adds)

    def total(self, part: str, label: list[Value], cells: Cells, depth: int, adds: tuple[int, ...]) -> int:
        """A total of the rows at `adds`; its place."""
        front: list[Value] = [""] * self._layout.grouped
        values: list[Value] = [
            value if isinstance(value := cells.get(key, Cell()).value, int) else "" for _, key in self._layout.fields
        ]
        self.rows.append(Printed(part, _filled(label, [*front, *values]), depth, adds))
        return len(self.rows) - 1

    def front(self, depth: int) -> str:
        """The spaces before a name at this depth."""
        return " " * self._layout.spaces * depth

    def closing(self, words: str) -> str:
        """The word before a total: the modern view says "Total for Income" where the API says "Total Income"."""
        modern = not self._layout.company_first and words.startswith("Total ")
        return f"Total for {words.removeprefix('Total ')}" if modern else words

    def beside(self, text: str, own: Cells, depth: int) -> None:
        """A heading with the amounts that stand beside it."""
        values = [self._value(own.get(key, Cell())) for _, key in self._layout.fields]
        self.rows.append(Printed("row" if own else "heading", _filled([f"{self.front(depth)}{text}"], values), depth))

    def _value(self, cell: Cell) -> Value:
        if isinstance(cell.value, datetime):
            return self._locale.instant(cell.value)
        return self._locale.date(cell.value) if isinstance(cell.value, date) else cell.value


class Statement:
    """Writes the sections of a statement or summary: what stands beside a heading, its parts, its total."""

    def __init__(self, table: Table) -> None:
        """Add to `table`."""
        self._table = table

    def write(self, parts: Sequence[Row | Section], depth: int = 0) -> tuple[int, ...]:
        """Every part; the places of what a total above them adds."""
        return tuple(
            self._section(one, depth) if isinstance(one, Section) else self._table.part(one, depth) or 0
            for one in parts
        )

    def _section(self, section: Section, depth: int) -> int:
        table, adds = self._table, []
        if section.title.value:
            table.beside(str(section.title.value), section.own, depth)
            adds = [len(table.rows) - 1] if section.own else []
        below = self.write(section.parts, depth + 1)
        part = "grand" if section.code == "GrandTotal" else "subtotal" if section.own else "total"
        front = table.front(depth)
        return table.total(part, [f"{front}{table.closing(section.closing)}"], section.total, depth, (*adds, *below))


def _filled(label: list[Value], values: list[Value]) -> list[Value]:
    """`label` in front, then `values` in their columns, those that the label covers left out."""
    return [*label, *values[len(label) :]]
