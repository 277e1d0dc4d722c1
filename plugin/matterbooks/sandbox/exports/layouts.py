"""The modern layout of each report: its title, its columns, and where its totals stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from matterbooks.sandbox.exports.period_words import as_of_words, period_words
from matterbooks.sandbox.reports.model import Report

Field = tuple[str, str]
"""A column's title in the file, and its key in the model."""


def _period(report: Report) -> str:
    return period_words(report.period)


def _as_of(report: Report) -> str:
    """The last day: the one a list of open items was made for, or the end of the period."""
    day = report.options.get("report_date")
    if day:
        return as_of_words(date.fromisoformat(day))
    return as_of_words(report.period.end) if report.period.end else period_words(report.period)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report lies in a file. A grouped one begins with an empty column, for headings and totals.

    `spaces`: how many precede the name of a group for each level it stands in.
    """

    title: str
    fields: tuple[Field, ...]
    grouped: bool
    period: Callable[[Report], str] | None = _period
    company_first: bool = False
    spaces: int = 0

    @property
    def is_of_one_day(self) -> bool:
        """Whether it tells how things stand on a day, and not what happened in a period."""
        return self.period is _as_of


_LINE: tuple[Field, ...] = (("Transaction date", "tx_date"), ("Transaction type", "txn_type"), ("Num", "doc_num"))


def _aged(title: str, name: Field, amount: str, left: str) -> Layout:
    """Open items by how late they are; the modern layout is assumed after the API's columns."""
    fields = (
        ("Date", "tx_date"),
        *_LINE[1:],
        name,
        ("Due date", "due_date"),
        ("Amount", amount),
        ("Open balance", left),
    )
    return Layout(title, fields, grouped=True, period=_as_of)


JOURNAL = Layout(
    "Journal",
    (
        *_LINE,
        ("Name", "name"),
        ("Memo/Description", "memo"),
        ("Full name", "account_name"),
        ("Debit", "debt_amt"),
        ("Credit", "credit_amt"),
    ),
    grouped=True,
)
AUDIT: tuple[Field, ...] = (
    ("Created on", "create_date"),
    ("Created by", "create_by"),
    ("Last modified", "last_mod_date"),
    ("Last modified by", "last_mod_by"),
)
"""Columns a person can switch on; their place after the others is assumed."""
LAYOUTS: Mapping[str, Layout] = {
    "JournalReport": JOURNAL,
    "GeneralLedger": Layout(
        "General Ledger",
        (
            ("Distribution account", "account_leaf"),
            *_LINE,
            ("Name", "name"),
            ("Memo/Description", "memo"),
            ("Split account", "split_leaf"),
            ("Amount", "subt_nat_amount"),
            ("Balance", "rbal_nat_amount"),
        ),
        grouped=True,
    ),
    "TrialBalance": Layout(
        "Trial Balance",
        (("Full name", "account"), ("Debit", "debit"), ("Credit", "credit")),
        grouped=False,
        period=_as_of,
    ),
    "AccountList": Layout(
        "Account List",
        (
            ("Full name", "account_name"),
            ("Type", "account_type"),
            ("Detail type", "detail_acc_type"),
            ("Description", "account_desc"),
            ("Total balance", "account_bal"),
        ),
        grouped=False,
        period=None,
    ),
    "TransactionList": Layout(
        "Transaction List by Date",
        (
            ("Date", "tx_date"),
            *_LINE[1:],
            ("Posting (Y/N)", "is_no_post"),
            ("Name", "name"),
            ("Memo", "memo"),
            ("Account name", "account_name"),
            ("Split", "split_leaf"),
            ("Amount", "subt_nat_home_amount"),
        ),
        grouped=False,
    ),
    "AgedReceivableDetail": _aged("A/R Aging Detail", ("Customer", "cust_name"), "subt_amount", "subt_open_bal"),
    "AgedPayableDetail": _aged("A/P Aging Detail", ("Vendor", "vend_name"), "subt_neg_amount", "subt_neg_open_bal"),
    "ProfitAndLoss": Layout("Profit and Loss", (("Distribution account", "account"),), grouped=False),
    "BalanceSheet": Layout("Balance Sheet", (("Distribution account", "account"),), grouped=False, period=_as_of),
    "AgedReceivables": Layout("A/R Aging Summary Report", (("Customer", ""),), grouped=False, period=_as_of),
    "AgedPayables": Layout("A/P Aging Summary Report", (("Vendor", ""),), grouped=False, period=_as_of),
    "CustomerBalance": Layout("Customer Balance Summary", (("Customer", ""),), grouped=False, period=_as_of),
    "VendorBalance": Layout("Vendor Balance Summary", (("Vendor", ""),), grouped=False, period=_as_of),
}
"""By Reports API name; statements and summaries take all but their first column from the report."""


def layout_of(report: Report, layouts: Mapping[str, Layout] = LAYOUTS) -> Layout:
    """The layout of `report`, with the columns that it brings itself."""
    layout = layouts[report.name]
    if not report.columns:
        return layout
    first, *rest = report.columns
    columns = tuple((_in_file(report, one.title), one.key) for one in rest)
    return replace(layout, fields=((layout.fields[0][0], first.key), *columns))


def _in_file(report: Report, title: str) -> str:
    """A column's title; those of how late something is stand in capitals (Intuit: A/R Aging Summary)."""
    return title.upper() if report.name.startswith("Aged") and title != "Total" else title
