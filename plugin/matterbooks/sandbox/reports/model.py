"""What a report is before it is written: cells by column key, rows, groups and totals. Every writer reads this.

Amounts are whole cents of the home currency. A row holds every column the report could show; a writer picks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.period import Period

Value = str | int | date | datetime | None
"""Text, cents, a day, an instant, or nothing."""


class Cell(NamedTuple):
    """One value, and the id of the record it names, if any."""

    value: Value = None
    id: str | None = None

    def cents(self) -> int:
        """The amount in the cell, 0 if there is none."""
        return self.value if isinstance(self.value, int) else 0


Cells = Mapping[str, Cell]
"""Cells by column key (Intuit: ``ColKey`` of the Reports API)."""
Amounts = list[int]
"""Cents for each column of amounts."""


def placed(columns: Sequence[Column], amounts: Amounts, *, blank: bool = False) -> dict[str, Cell]:
    """`amounts` under `columns`; with `blank`, what is zero shows in the last column alone."""
    last = len(amounts) - 1
    return {
        column.key: Cell(None if blank and not cents and place < last else cents)
        for place, (column, cents) in enumerate(zip(columns, amounts, strict=True))
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One line. A `label` ("Beginning Balance") stands in front where the row is not a transaction's.

    `code` is Intuit's ``group`` where a row of a statement has one ("NetIncome").
    """

    cells: Cells
    label: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading, with sub-groups after them.

    `total` is of the group's own rows, None if it has none; `family` is with everything below, None without
    sub-groups.
    """

    title: Cell
    rows: tuple[Row, ...]
    total: Cells | None = None
    groups: tuple["Group", ...] = ()
    family: Cells | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a statement: a heading with what stands beside it, rows and sub-sections in one order, and a total.

    `title` is empty where there is nothing but the total ("Gross Profit"); `own` are the amounts of a parent account
    itself, or of a customer itself; `closing` is the word before the total; `code` is Intuit's ``group``.
    """

    title: Cell
    parts: tuple["Row | Section", ...]
    closing: str
    total: Cells
    own: Cells = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report. `name` is the Reports API's; `basis` is empty for lists; `total` is the grand total.

    Lists and ledgers fill `body`; `apart` are groups that only the Reports API shows. Statements and summaries fill
    `sections`, whose cells stand under the keys of `columns`, the first of which names the row; `empty` says that
    nothing was booked. `options` and `filters` stand in the API's header; `summarized` says what the columns are.
    """

    name: str
    company: str
    country: str
    currency: str
    made: datetime
    period: Period
    body: tuple[Row | Group, ...] = ()
    total: Cells | None = None
    basis: str = "Accrual"
    sections: tuple[Row | Section, ...] = ()
    columns: tuple[Column, ...] = ()
    apart: tuple[Group, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
    summarized: str = ""
    empty: bool = False

    def rows(self) -> Iterator[Row]:
        """Every row, in printing order, groups opened."""
        yield from _rows(self.body)


def _rows(parts: tuple[Row | Group, ...]) -> Iterator[Row]:
    for part in parts:
        if isinstance(part, Row):
            yield part
        else:
            yield from part.rows
            yield from _rows(part.groups)
