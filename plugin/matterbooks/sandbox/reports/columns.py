"""The columns of each report in the Reports API: key, title, type, and which are shown unless others are asked for."""

from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    """One column. `kind` is Intuit's ``ColType``."""

    key: str
    title: str
    kind: str = "String"


_LINE = (
    Column("tx_date", "Date", "Date"),
    Column("txn_type", "Transaction Type"),
    Column("doc_num", "Num"),
    Column("name", "Name"),
    Column("memo", "Memo/Description"),
)
_AUDIT = (
    Column("create_date", "Create Date", "Date"),
    Column("create_by", "Created By"),
    Column("last_mod_date", "Last Modified", "Date"),
    Column("last_mod_by", "Last Modified By"),
)
_SIDES = (
    Column("account_name", "Account"),
    Column("debt_amt", "Debit", "Money"),
    Column("credit_amt", "Credit", "Money"),
)
_LEDGER = (
    Column("split_acc", "Split"),
    Column("subt_nat_amount", "Amount", "Money"),
    Column("rbal_nat_amount", "Balance", "Money"),
)

KNOWN: Mapping[str, tuple[Column, ...]] = {
    "JournalReport": (*_LINE, *_SIDES, *_AUDIT),
    "GeneralLedger": (*_LINE, *_LEDGER, *_SIDES, *_AUDIT),
    "TrialBalance": (
        Column("account", "", "Account"),
        Column("debit", "Debit", "Money"),
        Column("credit", "Credit", "Money"),
    ),
    "AccountList": (
        Column("account_name", "Account", "account_name"),
        Column("account_type", "Type", "account_type"),
        Column("detail_acc_type", "Detail type", "detail_acc_type"),
        Column("account_desc", "Description", "account_desc"),
        Column("account_bal", "Balance", "account_bal"),
    ),
}
"""Every column that can be asked for with ``columns=``."""

DEFAULT: Mapping[str, tuple[str, ...]] = {
    "JournalReport": tuple(one.key for one in (*_LINE, *_SIDES)),
    "GeneralLedger": tuple(one.key for one in (*_LINE, *_LEDGER)),
    "TrialBalance": tuple(one.key for one in KNOWN["TrialBalance"]),
    "AccountList": tuple(one.key for one in KNOWN["AccountList"]),
}
"""The columns of a report that was asked for without ``columns=``."""


def chosen(report: str, wanted: str) -> list[Column]:
    """The columns for a ``columns=`` list, in its order; the default ones if it is empty. Raises: KeyError."""
    known = {column.key: column for column in KNOWN[report]}
    keys = [key.strip() for key in wanted.split(",") if key.strip()] or DEFAULT[report]
    return [known[key] for key in keys]
