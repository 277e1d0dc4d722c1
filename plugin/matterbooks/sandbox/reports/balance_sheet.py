"""Balance Sheet: what the company owns and owes at the end of each column, and what is left to its owners.

Profit of the fiscal year stands as Net Income; that of earlier years is in Retained Earnings without an entry.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.chart import Chart, first_month
from matterbooks.sandbox.reports.filters import kept
from matterbooks.sandbox.reports.model import Amounts, Cell, Report, Section
from matterbooks.sandbox.reports.period import Period, fiscal_start
from matterbooks.sandbox.reports.profit_and_loss import bounded
from matterbooks.sandbox.reports.spans import ACCOUNT, Span, Spans
from matterbooks.sandbox.reports.statement import Sheet, statement

CURRENT_ASSETS = (
    ("Bank Accounts", "BankAccounts", "Bank"),
    ("Accounts Receivable", "AR", "Accounts Receivable"),
    ("Other Current Assets", "OtherCurrentAssets", "Other Current Asset"),
)
OTHER_ASSETS = (("Fixed Assets", "FixedAssets", "Fixed Asset"), ("Other Assets", "OtherAssets", "Other Asset"))
CURRENT_LIABILITIES = (
    ("Accounts Payable", "AP", "Accounts Payable"),
    ("Credit Cards", "CreditCards", "Credit Card"),
    ("Other Current Liabilities", "OtherCurrentLiabilities", "Other Current Liability"),
)
LONG_TERM = (("Long-Term Liabilities", "LongTermLiabilities", "Long Term Liability"),)
"""Title, Intuit's group and account type of each part (Intuit: sample of the Reports API)."""
Kinds = tuple[tuple[str, str, str], ...]


def balance_sheet(company: Company, period: Period, asked: Asked = PLAIN) -> Report:
    """The balance sheet at the end of `period`, or of each column of it; columns over time have no total."""
    with company.lock:
        chart = Chart(company)
        lines = kept(company, company.journal(None, period.end), asked)
        period = bounded(company, period, lines)
        end = period.end or company.today()
        month = first_month(company)
        over = Spans(asked.by, period.start or end, end, month)
        amounts, profit = _Balances(chart, lines, over.days, month).result()
        sheet = Sheet(company.country, chart, [ACCOUNT, *over.columns()], amounts)
        return statement(company, "BalanceSheet", period, asked, sheet, _parts(sheet, profit))


class _Balances:
    """Balances at the end of each column, debit positive, and the profit of each column's fiscal year."""

    def __init__(self, chart: Chart, lines: Iterable[JournalLine], days: Sequence[Span], month: int) -> None:
        self._chart = chart
        self._ends = [one.end for one in days]
        self._years = [fiscal_start(one, month) for one in self._ends]
        self._moved: dict[str, Amounts] = {}
        self._profits: dict[date, int] = {}
        for line in lines:
            if chart.is_sheet(line.account_id):
                each = self._moved.setdefault(line.account_id, [0] * len(days))
                each[bisect_left(self._ends, line.date)] += line.cents
            else:
                self._profits[line.date] = self._profits.get(line.date, 0) - line.cents

    def result(self) -> tuple[dict[str, Amounts], Amounts]:
        """Cents by account, and net income."""
        amounts = {one: list(accumulate(each)) for one, each in self._moved.items()}
        until = [self._profit(one) for one in self._ends]
        before = [self._profit(one - timedelta(days=1)) for one in self._years]
        earnings = self._chart.earnings()
        if any(before):
            own = amounts.get(earnings, [0] * len(before))
            amounts[earnings] = [one - two for one, two in zip(own, before, strict=True)]
        return amounts, [one - two for one, two in zip(until, before, strict=True)]

    def _profit(self, end: date) -> int:
        return sum(cents for day, cents in self._profits.items() if day <= end)


def _parts(sheet: Sheet, profit: Amounts) -> list[Section]:
    current = _around(sheet, "Current Assets", "CurrentAssets", _shown(sheet, CURRENT_ASSETS))
    owned = [one for one in (current, *_shown(sheet, OTHER_ASSETS)) if one.parts]
    short = _around(sheet, "Current Liabilities", "CurrentLiabilities", _shown(sheet, CURRENT_LIABILITIES))
    owed = [one for one in (short, *_shown(sheet, LONG_TERM)) if one.parts]
    liabilities = _around(sheet, "Liabilities", "Liabilities", owed)
    equity = _equity(sheet, profit)
    both = [one for one in (liabilities, equity) if one.parts]
    return [
        _around(sheet, "ASSETS", "TotalAssets", owned),
        _around(sheet, "LIABILITIES AND EQUITY", "TotalLiabilitiesAndEquity", both),
    ]


def _shown(sheet: Sheet, kinds: Kinds) -> list[Section]:
    sections = (sheet.section(title, code, (kind,)) for title, code, kind in kinds)
    return [one for one in sections if one.parts]


def _around(sheet: Sheet, title: str, code: str, parts: Sequence[Section]) -> Section:
    return sheet.around(title, code, parts, sheet.total((1, one) for one in parts))


def _equity(sheet: Sheet, profit: Amounts) -> Section:
    accounts = sheet.section("Equity", "Equity", ("Equity",))
    net = sheet.row(Cell(sheet.word("Net Income")), profit, "NetIncome")
    total = [one + two for one, two in zip(sheet.total([(1, accounts)]), profit, strict=True)]
    return sheet.around("Equity", "Equity", (*accounts.parts, net), total)
