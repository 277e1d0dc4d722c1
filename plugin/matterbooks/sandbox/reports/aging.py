"""Open items by how late they are: current, 1 - 30 days, and so on."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from matterbooks.sandbox.books.open_items import Side
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import Aging, Asked
from matterbooks.sandbox.reports.open_balances import OpenBalances, OpenItem


class Aged(NamedTuple):
    """An open item, the days it is late (0 or less if it is not), and the number of its bucket, 0 for current."""

    item: OpenItem
    late: int
    bucket: int


def aged(company: Company, side: Side, day: date, asked: Asked) -> Iterator[Aged]:
    """What is open at the end of `day`, aged as of then (or as of today), by due date.

    Where there is no due date, or the company ages by transaction date, that date counts.
    """
    aging = asked.aging
    as_of = company.today() if aging.current else day
    by_date = company.preference("ReportPrefs", "CalcAgingReportFromTxnDate") is True
    for item in OpenBalances(company, side, day).items():
        due = item.due() or item.line.date
        late = (as_of - (item.line.date if by_date else due)).days
        if _shown(item, due, late, asked):
            yield Aged(item, late, _bucket(late, aging))


def _shown(item: OpenItem, due: date, late: int, asked: Asked) -> bool:
    aging = asked.aging
    return (
        (not asked.names or item.line.name_id in asked.names)
        and (aging.due_from is None or due >= aging.due_from)
        and (aging.due_to is None or due <= aging.due_to)
        and (aging.past_due is None or late >= aging.past_due)
    )


def _bucket(late: int, aging: Aging) -> int:
    return 0 if late <= 0 else min((late - 1) // aging.days + 1, aging.periods)


def titles(aging: Aging) -> list[str]:
    """``Current``, ``1 - 30``, ``31 - 60``, ``61 - 90``, ``91 and over``."""
    spans = [f"{(one - 1) * aging.days + 1} - {one * aging.days}" for one in range(1, aging.periods)]
    return ["Current", *spans, f"{_last(aging)} and over"]


def long_titles(aging: Aging) -> list[str]:
    """``Current``, ``1 - 30 days past due``, ``91 or more days past due``."""
    spans = [f"{title} days past due" for title in titles(aging)[1:-1]]
    return ["Current", *spans, f"{_last(aging)} or more days past due"]


def _last(aging: Aging) -> int:
    return (aging.periods - 1) * aging.days + 1
