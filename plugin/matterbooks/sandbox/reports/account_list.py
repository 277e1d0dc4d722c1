"""The Account List: every active account with its balance, debit positive, sub-accounts counted in.

The balance is empty on income and expense accounts and where nothing was ever booked; the total adds everything that
is printed, parents and their sub-accounts alike (Intuit: export of a sandbox company).
"""

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.model import Cell, Report, Row
from matterbooks.sandbox.reports.period import ALL_DATES, Period
from matterbooks.sandbox.reports.trial_balance import ORDER
from matterbooks.sandbox.reports.words import ACCOUNT_TYPES, detail_word


def account_list(company: Company, period: Period = ALL_DATES, asked: Asked = PLAIN) -> Report:
    """The chart of accounts as it is now; a list has no `period`."""
    del period, asked
    with company.lock:
        chart = Chart(company)
        booked = {line.account_id for line in company.lines()}
        printed = sorted(ORDER, key=lambda kind: _type(kind).casefold())
        active = [one for one in chart.by_type(printed) if chart.accounts[one].get("Active", True)]
        rows = tuple(_row(company, chart, one, booked) for one in active)
        return Report(
            name="AccountList",
            company=company.name,
            country=company.country,
            currency=company.home_currency,
            made=company.now(),
            period=ALL_DATES,
            body=rows,
            total={"account_bal": Cell(sum(row.cells["account_bal"].cents() for row in rows))},
            basis="",
        )


def _type(kind: str) -> str:
    return ACCOUNT_TYPES.get(kind, kind)


def _row(company: Company, chart: Chart, account: str, booked: set[str]) -> Row:
    record = chart.accounts[account]
    return Row(
        {
            "account_name": Cell(chart.full(account)),
            "account_type": Cell(_type(record["AccountType"])),
            "detail_acc_type": Cell(detail_word(record["AccountSubType"])),
            "account_desc": Cell(record.get("Description", "")),
            "account_bal": Cell(_balance(company, chart, account, booked)),
        }
    )


def _balance(company: Company, chart: Chart, account: str, booked: set[str]) -> int | None:
    family = [one for one in _family(chart, account) if one in booked]
    if not family or not chart.is_sheet(account):
        return None
    return sum(company.balance(one) for one in family)


def _family(chart: Chart, account: str) -> list[str]:
    return [account, *(below for child in chart.children(account) for below in _family(chart, child))]
