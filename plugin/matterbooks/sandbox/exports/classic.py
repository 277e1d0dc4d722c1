"""Reports in the classic layout: what the classic view and the Export data archive write.

Company first; other column names; a footer with the basis last; and a Journal without transaction ids, whose lines bear
date, type and number once, and whose totals have no label (Intuit: classic exports).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from matterbooks.sandbox.clock import pacific
from matterbooks.sandbox.exports.layouts import LAYOUTS, Layout, layout_of
from matterbooks.sandbox.exports.locales import Locale
from matterbooks.sandbox.exports.printed import BLANK, Printed, Value
from matterbooks.sandbox.exports.table import Table, lay_out
from matterbooks.sandbox.reports.model import Group, Report, Row

SPACES = 3
ONCE = frozenset({"tx_date", "txn_type", "doc_num"})
"""What only the first line of a transaction bears in the Journal."""
_LINE = (
    ("Date", "tx_date"),
    ("Transaction Type", "txn_type"),
    ("Num", "doc_num"),
    ("Name", "name"),
    ("Memo/Description", "memo"),
)
STATEMENTS = (
    "ProfitAndLoss",
    "BalanceSheet",
    "AgedReceivables",
    "AgedPayables",
    "CustomerBalance",
    "VendorBalance",
)
CLASSIC: Mapping[str, Layout] = {
    "JournalReport": Layout(
        "Journal", (*_LINE, ("Account", "account_name"), ("Debit", "debt_amt"), ("Credit", "credit_amt")), grouped=True
    ),
    "GeneralLedger": Layout(
        "General Ledger",
        (*_LINE, ("Split", "split_acc"), ("Amount", "subt_nat_amount"), ("Balance", "rbal_nat_amount")),
        grouped=True,
        spaces=SPACES,
    ),
    "TrialBalance": replace(
        LAYOUTS["TrialBalance"], fields=(("", "account"), ("Debit", "debit"), ("Credit", "credit"))
    ),
    "AccountList": replace(
        LAYOUTS["AccountList"],
        fields=(
            ("Account", "account_name"),
            ("Type", "account_type"),
            ("Detail Type", "detail_acc_type"),
            ("Description", "account_desc"),
            ("Balance", "account_bal"),
        ),
    ),
    "TransactionList": replace(
        LAYOUTS["TransactionList"],
        fields=(
            *_LINE[:3],
            ("Posting", "is_no_post"),
            ("Name", "name"),
            ("Memo/Description", "memo"),
            ("Account", "account_name"),
            ("Split", "other_account"),
            ("Amount", "subt_nat_home_amount"),
        ),
    ),
    **{
        name: replace(LAYOUTS[name], fields=(("", ""),), spaces=SPACES)
        for name in (
            "ProfitAndLoss",
            "BalanceSheet",
            "AgedReceivables",
            "AgedPayables",
            "CustomerBalance",
            "VendorBalance",
        )
    },
    "AgedReceivableDetail": LAYOUTS["AgedReceivableDetail"],
    "AgedPayableDetail": LAYOUTS["AgedPayableDetail"],
}
"""By Reports API name."""
PLAIN_NUMBERS = frozenset({"JournalReport", "GeneralLedger", "TransactionList"})
"""Reports of transactions hold numbers; the amounts of statements are formulas (Intuit: the Journal; rest assumed)."""


def lay_out_classic(report: Report, locale: Locale) -> list[Printed]:
    """Every row of the file."""
    layout = replace(layout_of(report, CLASSIC), company_first=True)
    footer = footer_words(report.made, "" if report.name == "JournalReport" else report.basis)
    if report.name == "JournalReport":
        return _journal(report, layout, locale, footer)
    return lay_out(report, layout, locale, footer)


def footer_words(made: datetime, basis: str) -> str:
    """``Sunday, Jul 27, 2025 06:25:49 PM GMT-7 - Accrual Basis``."""
    local = pacific(made)
    offset = int((local.utcoffset() or local - local).total_seconds() // 3600)
    words = f"{local:%A, %b %d, %Y %I:%M:%S %p} GMT{offset:+d}"
    return f"{words} - {basis} Basis" if basis else words


def _journal(report: Report, layout: Layout, locale: Locale, footer: str) -> list[Printed]:
    table = Table(report, layout, locale)
    table.head()
    totals = []
    for group in report.body:
        if isinstance(group, Group):
            places = [table.part(_once(row, number), 0) for number, row in enumerate(group.rows)]
            adds = tuple(one for one in places if one is not None)
            totals.append(table.total("total", [], group.total or {}, 0, adds))
            table.rows.append(BLANK)
    if report.total is not None:
        label: list[Value] = ["TOTAL"]
        table.total("grand", label, report.total, 0, tuple(totals))
    table.end(footer)
    return table.rows


def _once(row: Row, number: int) -> Row:
    if not number:
        return row
    return replace(row, cells={key: cell for key, cell in row.cells.items() if key not in ONCE})
