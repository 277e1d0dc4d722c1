"""The Journal: every transaction's lines under its id, debits and credits apart (Intuit: sandbox company's export)."""

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import PLAIN, Asked, rank
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.lines import Writer, transactions
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row
from matterbooks.sandbox.reports.period import Period


def journal(company: Company, period: Period, asked: Asked = PLAIN) -> Report:
    """The journal of `period`, in the order of date and transaction id unless another was asked for."""
    with company.lock:
        writer = Writer(company, Chart(company), asked.columns)
        lines = company.journal(period.start, period.end)
        groups = [_group(writer, whole) for whole in transactions(lines)]
        if asked.sort_by:
            groups.sort(key=lambda group: rank(group.rows[0].cells, asked.sort_by))
        if asked.descending:
            groups.reverse()
        return Report(
            name="JournalReport",
            company=company.name,
            country=company.country,
            currency=company.home_currency,
            made=company.now(),
            period=period,
            body=tuple(groups),
            total=_sides(lines),
        )


def _group(writer: Writer, whole: list[JournalLine]) -> Group:
    rows = tuple(Row(writer.cells(line, whole)) for line in whole)
    number = whole[0].txn_id
    return Group(Cell(number, number), rows, _sides(whole))


def _sides(lines: list[JournalLine]) -> Cells:
    debits = sum(line.cents for line in lines if line.cents > 0)
    credits_ = -sum(line.cents for line in lines if line.cents < 0)
    return {"debt_amt": Cell(debits), "credit_amt": Cell(credits_)}
