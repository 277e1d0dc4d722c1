"""The Trial Balance: each account's balance at the end of the period, on one side or the other."""

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.chart import Chart, balances, first_month
from matterbooks.sandbox.reports.model import Cell, Cells, Report, Row
from matterbooks.sandbox.reports.period import Period, fiscal_start

ORDER = (
    "Bank",
    "Accounts Receivable",
    "Other Current Asset",
    "Fixed Asset",
    "Other Asset",
    "Accounts Payable",
    "Credit Card",
    "Other Current Liability",
    "Long Term Liability",
    "Equity",
    "Income",
    "Cost of Goods Sold",
    "Expense",
    "Other Income",
    "Other Expense",
)
"""Account types as a chart lists them."""


def trial_balance(company: Company, period: Period, asked: Asked = PLAIN) -> Report:
    """The trial balance at the end of `period` (or today); income and expenses of the fiscal year alone (assumed)."""
    with company.lock:
        end = period.end or company.today()
        chart = Chart(company)
        year = fiscal_start(end, first_month(company))
        sums = balances(chart, company.lines(None, end), year)
        rows = tuple(_row(chart, one, sums[one]) for one in chart.by_type(ORDER) if one in sums)
        return Report(
            name="TrialBalance",
            company=company.name,
            country=company.country,
            currency=company.home_currency,
            made=company.now(),
            period=Period(period.start or year, end, period.macro),
            body=rows,
            total=_total(list(sums.values())),
            summarized=asked.by,
        )


def _row(chart: Chart, account: str, cents: int) -> Row:
    debit, credit = (cents, None) if cents >= 0 else (None, -cents)
    name = Cell(chart.full(account), account)
    return Row({"account": name, "debit": Cell(debit), "credit": Cell(credit)})


def _total(sums: list[int]) -> Cells:
    debits = sum(cents for cents in sums if cents > 0)
    credits_ = -sum(cents for cents in sums if cents < 0)
    return {"debit": Cell(debits), "credit": Cell(credits_)}
