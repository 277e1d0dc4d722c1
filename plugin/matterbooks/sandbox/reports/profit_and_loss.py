"""Profit and Loss: income, cost of sales and expenses of a period, for the whole of it or column by column."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import PLAIN, TOTAL, Asked
from matterbooks.sandbox.reports.chart import Chart, first_month
from matterbooks.sandbox.reports.filters import kept
from matterbooks.sandbox.reports.model import Amounts, Report, Section
from matterbooks.sandbox.reports.period import Period
from matterbooks.sandbox.reports.spans import ACCOUNT, SUM, Span, Spans
from matterbooks.sandbox.reports.statement import Sheet, statement


def profit_and_loss(company: Company, period: Period, asked: Asked = PLAIN) -> Report:
    """The profit and loss of `period`, which without limits begins with the first transaction and ends today."""
    with company.lock:
        chart = Chart(company)
        lines = kept(company, company.journal(period.start, period.end), asked)
        booked = [line for line in lines if not chart.is_sheet(line.account_id)]
        period = bounded(company, period, booked)
        over = Spans(asked.by, period.start or company.today(), period.end or company.today(), first_month(company))
        columns = [ACCOUNT, *over.columns()]
        amounts = _amounts(booked, over.days)
        if asked.by != TOTAL:
            columns.append(SUM)
            amounts = {one: [*each, sum(each)] for one, each in amounts.items()}
        sheet = Sheet(company.country, chart, columns, amounts)
        return statement(company, "ProfitAndLoss", period, asked, sheet, _parts(sheet))


def bounded(company: Company, period: Period, lines: Sequence[JournalLine]) -> Period:
    """`period` with both ends: from the first of `lines`, to today or to the last of them if that is later."""
    end = period.end or max([company.today(), *(line.date for line in lines[-1:])])
    start = period.start or min([end, *(line.date for line in lines[:1])])
    return Period(start, end, period.macro)


def _amounts(lines: Iterable[JournalLine], days: Sequence[Span]) -> dict[str, Amounts]:
    """Cents on each account in each column, debit positive."""
    ends: list[date] = [one.end for one in days]
    amounts: dict[str, Amounts] = {}
    for line in lines:
        each = amounts.setdefault(line.account_id, [0] * len(days))
        each[bisect_left(ends, line.date)] += line.cents
    return amounts


def _parts(sheet: Sheet) -> list[Section]:
    """Intuit: cost of sales and the other income and expenses are left out where there are none."""
    income = sheet.section("Income", "Income", ("Income",))
    costs = sheet.section("Cost of Goods Sold", "COGS", ("Cost of Goods Sold",))
    gross = [(1, income), (-1, costs)]
    expenses = sheet.section("Expenses", "Expenses", ("Expense",))
    operating = [*gross, (-1, expenses)]
    more = sheet.section("Other Income", "OtherIncome", ("Other Income",))
    less = sheet.section("Other Expenses", "OtherExpenses", ("Other Expense",))
    other = [(1, more), (-1, less)]
    rest = [one for one in (more, less) if one.parts]
    return [
        income,
        *([costs] if costs.parts else []),
        sheet.line("Gross Profit", "GrossProfit", sheet.total(gross)),
        expenses,
        sheet.line("Net Operating Income", "NetOperatingIncome", sheet.total(operating)),
        *rest,
        *([sheet.line("Net Other Income", "NetOtherIncome", sheet.total(other))] if rest else []),
        sheet.line("Net Income", "NetIncome", sheet.total([*operating, *other])),
    ]
