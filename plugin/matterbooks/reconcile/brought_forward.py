"""What QuickBooks' closing balances hold beside the period's postings: what was there before, and the year's end.

QuickBooks posts nothing at the end of a financial year: its reports show income and costs from the first day of the
current year, and what they came to before as Retained Earnings (Intuit: year-end closing is automatic).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import pandas as pd

from matterbooks.reconcile.accounts import Chart, is_of_result
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.reading.account_list import account_types
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.transactions import inside

Cents: TypeAlias = "pd.Series[int]"

RETAINED = "Retained Earnings"
"""The account that takes up the result, where neither balances nor postings name it otherwise."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forward:
    """By account, in cents: opening, the balances before the period; year_end, what moved to Retained Earnings since.

    opening is None where no file tells it: only the closing balances can then.
    """

    opening: Cents | None
    year_end: Cents


def brought_forward(inputs: Inputs, period: Period, chart: Chart) -> Forward:
    """The opening balances are those of the trial balance before the period, or of a Journal of all dates."""
    opening = _opening(inputs, period)
    year = year_start(inputs, period)
    if year is None:
        return Forward(opening, _sums({}))
    types = _types(inputs, chart)
    earlier = _before_year(inputs, period, year, opening)
    moved = earlier[[is_of_result(types.get(str(path), "")) for path in earlier.index]]
    moved = moved[moved != 0]
    taken_up = {} if moved.empty else {_retained(inputs): int(moved.sum())}
    return Forward(opening, (-moved).add(_sums(taken_up), fill_value=0).astype("int64"))


def year_start(inputs: Inputs, period: Period) -> date | None:
    """The first day of the financial year that the closing balances stand in; None where books.json tells no month."""
    month = (inputs.books or {}).get("fiscal_year_start_month")
    if not isinstance(month, int):
        return None
    day = closing_day(inputs, period)
    return date(day.year - (day.month < month), month, 1)


def closing_day(inputs: Inputs, period: Period) -> date:
    """The day of the closing trial balance, else the last of the period."""
    days = [file.period[1] for file in inputs.files if file.report == "trial_balance" and file.period[1]]
    return period.end or max(days, default=period.as_of)


def untyped(inputs: Inputs, period: Period, chart: Chart) -> list[str]:
    """Accounts that moved before the current financial year, and whose type no file tells."""
    year = year_start(inputs, period)
    if year is None or inputs.trial_balance is None:
        return []
    types = _types(inputs, chart)
    earlier = _before_year(inputs, period, year, _opening(inputs, period))
    return sorted(str(path) for path in earlier[earlier != 0].index if path and str(path) not in types)


def _opening(inputs: Inputs, period: Period) -> Cents | None:
    if inputs.opening_balance is not None:
        return _sums(inputs.opening_balance)
    if period.covered_from is not None:
        return None
    return _sums({}) if period.start is None else _posted(inputs, None, period.start - _DAY)


def _before_year(inputs: Inputs, period: Period, year: date, opening: Cents | None) -> Cents:
    """What stood on each account as the financial year began, as far as it was not closed in an earlier year."""
    first = period.start or period.covered_from
    if inputs.opening_balance is None:
        return _posted(inputs, first if opening is None else None, year - _DAY)
    if first is not None and first > year:
        return _sums({})
    return _sums(inputs.opening_balance).add(_posted(inputs, first, year - _DAY), fill_value=0).astype("int64")


def _posted(inputs: Inputs, first: date | None, last: date) -> Cents:
    rows = inputs.quickbooks[inside(inputs.quickbooks["date"], first, last)]
    return rows.groupby("account")["amount_cents"].sum()


def _types(inputs: Inputs, chart: Chart) -> dict[str, str]:
    listed: dict[str, str] = {}
    for file in inputs.files:
        if file.report == "account_list":
            listed.update(account_types(file.postings))
    return {path: type_ for path, type_ in {**listed, **chart.types}.items() if type_}


def _retained(inputs: Inputs) -> str:
    printed = [*(inputs.trial_balance or {}), *inputs.quickbooks["account"].unique()]
    named = (str(path) for path in printed if str(path).rpartition(":")[2].casefold().endswith(RETAINED.casefold()))
    return next(named, RETAINED)


def _sums(cents: Mapping[str, int]) -> Cents:
    return pd.Series(list(cents.values()), index=pd.Index(list(cents), dtype="str"), dtype="int64")
