"""Aged receivables or payables item by item: what is latest comes first, and each bucket has its total."""

from collections.abc import Sequence
from dataclasses import replace

from matterbooks.sandbox.books.open_items import PAYABLE, Side
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.aging import Aged, aged, long_titles
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.line_cells import Layered
from matterbooks.sandbox.reports.lines import Writer
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row
from matterbooks.sandbox.reports.period import Period


class Keys:
    """The keys of the two columns of money and of the name, which differ between the sides (Intuit)."""

    def __init__(self, side: Side) -> None:
        """For one side."""
        sign = "neg_" if side is PAYABLE else ""
        self.amount, self.left = f"subt_{sign}amount", f"subt_{sign}open_bal"
        self.name = "vend_name" if side is PAYABLE else "cust_name"


def aged_detail(company: Company, name: str, side: Side, period: Period, asked: Asked = PLAIN) -> Report:
    """Every item open at the end of `period` (or today)."""
    with company.lock:
        day = period.end or company.today()
        rows = _rows(company, side, list(aged(company, side, day, asked)), asked)
        groups = [_group(title, each, side) for title, each in reversed(rows) if each]
        return Report(
            name=name,
            company=company.name,
            country=company.country,
            currency=company.home_currency,
            made=company.now(),
            period=replace(period, start=None, end=day),
            body=tuple(groups),
            total=_total([row for _, each in rows for row in each], side),
            basis="",
            options={"report_date": day.isoformat()},
            filters=asked.header,
        )


def _rows(company: Company, side: Side, items: list[Aged], asked: Asked) -> list[tuple[str, list[Row]]]:
    """The rows of each bucket by date, current first."""
    writer = Writer(company, Chart(company), asked.columns - {Keys(side).name})
    titles = long_titles(asked.aging)
    buckets: list[list[Row]] = [[] for _ in titles]
    for one in items:
        buckets[one.bucket].append(Row(_cells(writer, one, side)))
    return [(title, asked.ordered(each)) for title, each in zip(titles, buckets, strict=True)]


def _cells(writer: Writer, one: Aged, side: Side) -> Cells:
    """Cells of one item. Credits of a vendor bear no due date, nor how late they are (Intuit: seen in a report)."""
    line, keys = one.item.line, Keys(side)
    due = one.item.due() or (None if side is PAYABLE else line.date)
    own = {
        keys.name: Cell(line.name, line.name_id),
        "due_date": Cell(due),
        "past_due": Cell("" if due is None else str(one.late)),
        keys.amount: Cell(one.item.cents),
        keys.left: Cell(one.item.left),
        "term_name": Cell((one.item.record.get("SalesTermRef") or {}).get("name", "")),
    }
    return Layered(writer.cells(line, [line]), own)


def _group(title: str, rows: Sequence[Row], side: Side) -> Group:
    return Group(Cell(title), tuple(rows), _total(rows, side))


def _total(rows: Sequence[Row], side: Side) -> Cells:
    keys = Keys(side)
    return {key: Cell(sum(row.cells[key].cents() for row in rows)) for key in (keys.amount, keys.left)}
