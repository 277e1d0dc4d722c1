"""The modern layout of each report: its title, its columns, and where its totals stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matterbooks.sandbox.exports.period_words import as_of_words, period_words
from matterbooks.sandbox.reports.period import Period

Field = tuple[str, str]
"""A column's title in the file, and its key in the model."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report lies in a file. A grouped one begins with an empty column, for headings and totals.

    `spaces`: how many precede the name of a group for each level it stands in.
    """

    title: str
    fields: tuple[Field, ...]
    grouped: bool
    period: Callable[[Period], str] | None = period_words
    company_first: bool = False
    spaces: int = 0


def _as_of(period: Period) -> str:
    return as_of_words(period.end) if period.end else period_words(period)


_LINE: tuple[Field, ...] = (("Transaction date", "tx_date"), ("Transaction type", "txn_type"), ("Num", "doc_num"))
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
            ("Memo/Description", "txn_memo"),
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
}
"""By Reports API name."""
