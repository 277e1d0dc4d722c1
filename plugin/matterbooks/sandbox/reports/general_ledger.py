"""The General Ledger: every account's lines in its own natural sign, sub-accounts below their parent.

Order (Intuit: export of a sandbox company): accounts with lines of their own as they first appear in the journal, then
parents without any, then what has nothing but an opening balance. Assumed, since the export began with the books:
profit and loss accounts open with the fiscal year, and earlier profit opens in Retained Earnings.
"""

from collections.abc import Callable, Iterable

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.chart import Chart, balances, first_month
from matterbooks.sandbox.reports.filters import Filter
from matterbooks.sandbox.reports.line_cells import Layered
from matterbooks.sandbox.reports.lines import Writer, transactions
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row
from matterbooks.sandbox.reports.period import Period, fiscal_start

OPENING = "Beginning Balance"
NOWHERE = "Not Specified"
"""The heading of lines without an account, which the Reports API has and the file has not (words assumed)."""
Rank = tuple[int, int]


def general_ledger(company: Company, period: Period, asked: Asked = PLAIN) -> Report:
    """The general ledger of `period`."""
    with company.lock:
        ledger = _Ledger(company, period, asked)
        return Report(
            name="GeneralLedger",
            company=company.name,
            country=company.country,
            currency=company.home_currency,
            made=company.now(),
            period=period,
            body=ledger.groups(),
            apart=ledger.nowhere(),
            filters=asked.header,
        )


class _Ledger:
    """The parts of one report while it is put together."""

    def __init__(self, company: Company, period: Period, asked: Asked) -> None:
        self.chart = Chart(company)
        self.asked = asked
        start = period.start
        before = (line for line in company.lines(None, start) if start and line.date < start)
        passes = Filter(company, asked).passes
        year = fiscal_start(start, first_month(company)) if start else None
        self.opening = balances(self.chart, filter(passes, before), year) if year else {}
        self.cells: dict[str, list[Cells]] = {}
        self.first: dict[str, int] = {}
        self._collect(Writer(company, self.chart, asked.columns), company.lines(start, period.end), passes)
        self.earnings = self.chart.earnings()

    def _collect(self, writer: Writer, lines: Iterable[JournalLine], passes: Callable[[JournalLine], bool]) -> None:
        for whole in transactions(lines):
            for line in filter(passes, whole):
                account = writer.account(line)
                self.first.setdefault(account, len(self.first))
                self.cells.setdefault(account, []).append(writer.cells(line, whole))

    def nowhere(self) -> tuple[Group, ...]:
        """The lines without an account, such as one of a payment of nothing."""
        rows = tuple(Row(cells) for cells in self.cells.get("", []))
        return (Group(Cell(NOWHERE), rows, _amount(_sum(rows))),) if rows else ()

    def groups(self) -> tuple[Group, ...]:
        """The groups of the top accounts."""
        return self._below("")

    def _below(self, parent: str) -> tuple[Group, ...]:
        shown = [one for one in self.chart.children(parent) if self._is_shown(one)]
        return tuple(self._group(one) for one in sorted(shown, key=self._rank))

    def _is_shown(self, account: str) -> bool:
        always = account == self.earnings and not self.asked.narrowed()
        own = account in self.cells or self.opening.get(account) or always
        return bool(own) or any(self._is_shown(one) for one in self.chart.children(account))

    def _rank(self, account: str) -> Rank:
        if account in self.first:
            return 0, self.first[account]
        below = [self._rank(one) for one in self.chart.children(account)]
        with_lines = [place for kind, place in below if kind < 2]
        if with_lines:
            return 1, min(with_lines)
        return (3, 0) if account == self.earnings else (2, int(account))

    def _group(self, account: str) -> Group:
        rows = self._rows(account)
        moved = _sum(rows)
        groups = self._below(account)
        family = moved + sum(_cents(one.family or one.total) for one in groups)
        return Group(
            Cell(self.chart.leaf(account), account),
            rows,
            _amount(moved) if rows else None,
            groups,
            _amount(family) if groups else None,
        )

    def _rows(self, account: str) -> tuple[Row, ...]:
        sign, own = self.chart.natural(account), self.cells.get(account, [])
        balance = sign * self.opening.get(account, 0)
        rows = []
        if balance or (account == self.earnings and not own):
            rows.append(Row({"rbal_nat_amount": Cell(balance)}, OPENING))
        for cells in (row.cells for row in self.asked.ordered([Row(one) for one in own])):
            balance += _cents(cells)
            rows.append(Row(Layered(cells, {"rbal_nat_amount": Cell(balance)})))
        return tuple(rows)


def _amount(cents: int) -> Cells:
    return {"subt_nat_amount": Cell(cents)}


def _cents(cells: Cells | None) -> int:
    return (cells or {}).get("subt_nat_amount", Cell()).cents()


def _sum(rows: tuple[Row, ...]) -> int:
    return sum(_cents(row.cells) for row in rows)
