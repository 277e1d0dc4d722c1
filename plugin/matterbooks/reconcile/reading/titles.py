"""The rows around a report: its name, company and period above the header, its basis in the footer.

The order above the header differs (report first in one generation, company first in others), so each row is told by
what it says. The footer is the last row with anything in it: `Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ`,
`Sunday, Jul 27, 2025 06:25:49 PM GMT-7 - Accrual Basis`, or a time alone; it can be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matterbooks.reconcile.reading.periods import Period, parse_period

REPORTS = {
    "journal": "journal",
    "general ledger": "general_ledger",
    "transaction detail by account": "transaction_detail",
    "trial balance": "trial_balance",
    "account list": "account_list",
    "transaction list by date": "transaction_list",
    "invoices and received payments": "received_payments",
    "a/r aging summary": "receivables",
    "a/r aging summary report": "receivables",
    "accounts receivable ageing summary": "receivables",
}
"""Printed report name, lower case -> ours: the reports that can be read."""

OTHER_REPORTS = frozenset({
    "balance sheet", "balance sheet comparison", "balance sheet detail", "balance sheet summary", "profit and loss",
    "profit and loss detail", "profit and loss comparison", "profit and loss by month", "profit and loss by customer",
    "statement of cash flows", "a/r aging detail", "a/p aging summary",
    "a/p aging summary report", "a/p aging detail", "transaction list by customer",
    "transaction list by vendor", "invoice list", "invoice list by date", "open invoices", "unpaid bills",
    "customer balance summary", "customer balance detail", "account quickreport",
    "expenses by vendor summary", "sales by customer summary", "audit log",
})  # fmt: skip
"""Reports that are recognised so that a refusal can say what the file is."""

_BASIS = re.compile(r"\b(accrual|cash)[ -]basis\b", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titles:
    """What the title rows say; `report` is "" for a name that the firm made up, `period_text` as printed."""

    report: str
    company: str
    period: Period
    period_text: str


@dataclass(frozen=True, slots=True)
class Footer:
    """0-based index of the row after the last body row, and the basis: "accrual", "cash" or ""."""

    end: int
    basis: str
    found: bool


def read_titles(rows: Sequence[Sequence[str]]) -> Titles:
    """Tell report, company and period from the rows above the header."""
    texts = [next(cell for cell in cells if cell) for cells in rows if any(cells)]
    report = next((text for text in texts[:2] if text.lower() in REPORTS), "")
    others = list(texts)
    if report:
        others.remove(report)
    dated = [text for text in others[1 if report else 2 :] if parse_period(text) is not None]
    period_text = dated[-1] if dated else others[-1] if len(others) > 1 and report else ""
    company = others[0] if report and others else ""
    return Titles(REPORTS.get(report.lower(), ""), company, parse_period(period_text) or (None, None), period_text)


def other_report(rows: Sequence[Sequence[str]]) -> str:
    """Return the printed name of a known report that cannot be read, "" if none of the rows names one."""
    texts = [cell for cells in rows for cell in cells[:1]]
    return next((text for text in texts if text.lower() in OTHER_REPORTS), "")


def read_footer(rows: Sequence[Sequence[str]], first: int) -> Footer:
    """Find the footer among the rows from `first` on: the last filled row, if it is a single cell that reads as one."""
    last = next((i for i in range(len(rows) - 1, first - 1, -1) if any(rows[i])), first - 1)
    if last < first:
        return Footer(first, "", found=False)
    filled = [cell for cell in rows[last] if cell]
    basis = _BASIS.search(filled[0])
    timed = _TIME.search(filled[0]) is not None
    if len(filled) == 1 and timed and (basis is not None or _WEEKDAY.search(filled[0]) is not None):
        return Footer(last, basis[1].lower() if basis else "", found=True)
    return Footer(last + 1, "", found=False)
