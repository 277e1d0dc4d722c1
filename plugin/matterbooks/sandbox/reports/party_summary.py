"""Summaries with a row for each customer or vendor: aged receivables and payables, and balances.

Sub-customers stand below their parent, which opens with its own amounts and closes with the sum (Intuit: captures).
Names without an amount are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from matterbooks.sandbox.books.open_items import RECEIVABLE, Side
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.reports.aging import aged, titles
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.model import Amounts, Cell, Report, Row, Section, placed
from matterbooks.sandbox.reports.period import Period
from matterbooks.sandbox.schema import Record

TOTAL = Column("total", "Total", "Money")


def aged_summary(company: Company, name: str, side: Side, period: Period, asked: Asked = PLAIN) -> Report:
    """What is owed at the end of `period` (or today), by name and by how late it is."""
    with company.lock:
        day = period.end or company.today()
        columns = titles(asked.aging)
        amounts: dict[str, Amounts] = {}
        for one in aged(company, side, day, asked):
            each = amounts.setdefault(one.item.line.name_id, [0] * (len(columns) + 1))
            each[one.bucket] += one.item.left
            each[-1] += one.item.left
        money = [Column(title.casefold(), title, "Money") for title in columns]
        return _report(company, name, period, day, asked, _Table(company, side, [*money, TOTAL], amounts))


def balance_summary(company: Company, name: str, side: Side, period: Period, asked: Asked = PLAIN) -> Report:
    """What is owed at the end of `period` (or in all), by name."""
    with company.lock:
        day = period.end or company.today()
        amounts: dict[str, Amounts] = {}
        for one in aged(company, side, period.end or date.max, asked):
            amounts.setdefault(one.item.line.name_id, [0])[0] += one.item.left
        return _report(company, name, period, day, asked, _Table(company, side, [TOTAL], amounts))


def _report(company: Company, name: str, period: Period, day: date, asked: Asked, table: "_Table") -> Report:
    return Report(
        name=name,
        company=company.name,
        country=company.country,
        currency=company.home_currency,
        made=company.now(),
        period=period,
        basis="",
        sections=tuple(table.parts()),
        columns=table.columns,
        options={"report_date": day.isoformat()},
        filters=asked.header,
        empty=not table.amounts,
    )


class _Table:
    """The rows of one summary."""

    def __init__(self, company: Company, side: Side, money: Sequence[Column], amounts: Mapping[str, Amounts]) -> None:
        self.amounts = {name: each for name, each in amounts.items() if any(each)}
        party = "Customer" if side is RECEIVABLE else "Vendor"
        self.columns = (Column(party.casefold(), "", party), *money)
        self._names: dict[str, Record] = {one["Id"]: one for one in company.names()}
        self._below: dict[str, list[str]] = {}
        for name, record in self._names.items():
            self._below.setdefault(reference(record, "ParentRef"), []).append(name)

    def parts(self) -> list[Row | Section]:
        """A row or section for each name at the top, and the grand total."""
        parts, total = self._parts(self._below.get("", []))
        whole = Section(Cell(""), (), "TOTAL", placed(self.columns[1:], total), code="GrandTotal")
        return [*parts, whole] if parts else []

    def _parts(self, names: Iterable[str]) -> tuple[list[Row | Section], Amounts]:
        parts: list[Row | Section] = []
        whole = [0] * (len(self.columns) - 1)
        for name in sorted(names, key=lambda one: (self._word(one).casefold(), int(one))):
            below, inside = self._parts(self._below.get(name, []))
            own = self.amounts.get(name, [0] * len(whole))
            if below or any(own):
                total = [one + two for one, two in zip(own, inside, strict=True)]
                whole = [one + two for one, two in zip(whole, total, strict=True)]
                parts.append(self._part(name, own, below, total))
        return parts, whole

    def _part(self, name: str, own: Amounts, below: list[Row | Section], total: Amounts) -> Row | Section:
        title = Cell(self._word(name), name)
        beside = placed(self.columns[1:], own, blank=True)
        if not below:
            return Row({self.columns[0].key: title, **beside})
        return Section(title, tuple(below), f"Total {title.value}", placed(self.columns[1:], total), beside)

    def _word(self, name: str) -> str:
        return str(self._names[name]["DisplayName"])
