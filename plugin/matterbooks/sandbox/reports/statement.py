"""Accounts with amounts as the rows and sub-sections of a statement: children below their parent, by name."""

from collections.abc import Iterable, Mapping, Sequence

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import Asked
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.model import Amounts, Cell, Cells, Report, Row, Section, placed
from matterbooks.sandbox.reports.period import Period

CANADIAN = {"Net Income": "Profit for the year"}
BRITISH = {"Equity": "Capital and Reserves"}
WORDS: Mapping[str, Mapping[str, str]] = {"CA": CANADIAN, "GB": BRITISH}
"""Titles that are other words in a country (Intuit: exports; how far they go is assumed)."""


class Sheet:
    """The accounts of one statement: cents for each column, every account in its own natural sign."""

    def __init__(self, country: str, chart: Chart, columns: Sequence[Column], amounts: Mapping[str, Amounts]) -> None:
        """Take `amounts`, debit positive, of the accounts that are to be shown; the first of `columns` names a row."""
        self.country = country
        self.columns = tuple(columns)
        self.amounts = {one: [chart.natural(one) * cents for cents in each] for one, each in amounts.items()}
        self._chart = chart

    def word(self, title: str) -> str:
        """A title in the words of the company's country."""
        return WORDS.get(self.country, {}).get(title, title)

    def section(self, title: str, code: str, kinds: Sequence[str]) -> Section:
        """The section of the account types `kinds`, empty if there is no such account."""
        parts, total = self._parts(self._top(kinds))
        return self.around(title, code, parts, total)

    def around(self, title: str, code: str, parts: Iterable[Row | Section], total: Amounts) -> Section:
        """A section of `parts`, headed `title`; where there are none, only a last column of several says zero.

        A title in capitals has its total in capitals.
        """
        title, inside = self.word(title), tuple(parts)
        cells = placed(self.columns[1:], total) if inside else self._nothing()
        return Section(Cell(title), inside, f"{'TOTAL' if title.isupper() else 'Total'} {title}", cells, code=code)

    def line(self, title: str, code: str, total: Amounts) -> Section:
        """A total that stands alone, such as Gross Profit."""
        return Section(Cell(""), (), self.word(title), placed(self.columns[1:], total), code=code)

    def total(self, sections: Iterable[tuple[int, Section]]) -> Amounts:
        """The sum of the totals of sections, each times its sign."""
        whole = [0] * (len(self.columns) - 1)
        for sign, one in sections:
            for place, column in enumerate(self.columns[1:]):
                whole[place] += sign * one.total[column.key].cents()
        return whole

    def row(self, title: Cell, amounts: Amounts, code: str = "") -> Row:
        """One line of a statement."""
        return Row({self.columns[0].key: title, **placed(self.columns[1:], amounts, blank=True)}, code=code)

    def _nothing(self) -> Cells:
        several = len(self.columns) > 2
        return {column.key: Cell(0 if several and column is self.columns[-1] else None) for column in self.columns[1:]}

    def _top(self, kinds: Sequence[str]) -> list[str]:
        accounts = self._chart.accounts
        return [one for one in self._chart.children("") if accounts[one]["AccountType"] in kinds]

    def _parts(self, accounts: Iterable[str]) -> tuple[list[Row | Section], Amounts]:
        """What is to be shown of `accounts` and all below them, by name, and the sum of it."""
        parts: list[Row | Section] = []
        whole = [0] * (len(self.columns) - 1)
        for account in sorted(accounts, key=lambda one: (self._chart.leaf(one).casefold(), int(one))):
            below, total = self._parts(self._chart.children(account))
            own = self.amounts.get(account)
            if own is not None:
                total = [one + two for one, two in zip(total, own, strict=True)]
            if own is not None or below:
                whole = [one + two for one, two in zip(whole, total, strict=True)]
                parts.append(self._part(account, own, below, total))
        return parts, whole

    def _part(self, account: str, own: Amounts | None, below: list[Row | Section], total: Amounts) -> Row | Section:
        title = Cell(self._chart.leaf(account), account)
        if not below:
            return self.row(title, total)
        beside = placed(self.columns[1:], own, blank=True) if own else {}
        return Section(title, tuple(below), f"Total {title.value}", placed(self.columns[1:], total), beside)


def statement(company: Company, name: str, period: Period, asked: Asked, sheet: Sheet, parts: list[Section]) -> Report:
    """A finished statement of `parts`."""
    return Report(
        name=name,
        company=company.name,
        country=company.country,
        currency=company.home_currency,
        made=company.now(),
        period=period,
        sections=tuple(parts),
        columns=sheet.columns,
        options={"AccountingStandard": "GAAP"},
        filters=asked.header,
        summarized=asked.by,
        empty=not sheet.amounts,
    )
