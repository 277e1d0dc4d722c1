"""The columns of each report in the Reports API: key, title, type, and which are shown unless others are asked for."""

from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    """One column. `kind` is Intuit's ``ColType``; `dates` are the first and last day of a column over time."""

    key: str
    title: str
    kind: str = "String"
    dates: tuple[tuple[str, str], ...] = ()


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

_KINDS = (
    Column("klass_name", "Class"),
    Column("dept_name", "Location"),
    Column("cust_name", "Customer"),
    Column("vend_name", "Vendor"),
    Column("is_adj", "Adj"),
)
_TERMS = Column("term_name", "Terms")
_LIST = (
    *_LINE[:3],
    Column("is_no_post", "Posting"),
    Column("name", "Name"),
    Column("dept_name", "Department"),
    Column("memo", "Memo/Description"),
    Column("account_name", "Account"),
    Column("other_account", "Split"),
    Column("subt_nat_home_amount", "Amount", "Money"),
)
_ACCOUNTS = (
    Column("account_name", "Account", "account_name"),
    Column("account_type", "Type", "account_type"),
    Column("detail_acc_type", "Detail type", "detail_acc_type"),
    Column("account_desc", "Description", "account_desc"),
    Column("account_bal", "Balance", "account_bal"),
)
_BALANCES = (
    Column("account", "", "Account"),
    Column("debit", "Debit", "Money"),
    Column("credit", "Credit", "Money"),
)
_DUE = Column("due_date", "Due Date", "Date")
_PAST_DUE = Column("past_due", "Past Due", "Number")
_RECEIVABLE = (
    *_LINE[:3],
    Column("cust_name", "Customer"),
    _DUE,
    Column("subt_amount", "Amount", "Money"),
    Column("subt_open_bal", "Open Balance", "Money"),
)
_PAYABLE = (
    *_LINE[:3],
    Column("vend_name", "Vendor"),
    _DUE,
    _PAST_DUE,
    Column("subt_neg_amount", "Amount", "Money"),
    Column("subt_neg_open_bal", "Open Balance", "Money"),
)
_MEMO, _LOCATION = Column("memo", "Memo/Description"), Column("dept_name", "Location")


class Choice(NamedTuple):
    """The columns shown unless others are asked for, and those that can be asked for besides."""

    usual: tuple[Column, ...]
    more: tuple[Column, ...] = ()


CHOICES: Mapping[str, Choice] = {
    "AccountList": Choice(_ACCOUNTS),
    "AgedPayableDetail": Choice(_PAYABLE, (_MEMO, _TERMS, _LOCATION, *_AUDIT)),
    "AgedReceivableDetail": Choice(_RECEIVABLE, (_MEMO, _PAST_DUE, _TERMS, _LOCATION, *_AUDIT)),
    "GeneralLedger": Choice((*_LINE, *_LEDGER), (*_SIDES, *_KINDS, *_AUDIT)),
    "JournalReport": Choice((*_LINE, *_SIDES), (*_KINDS, *_AUDIT)),
    "TransactionList": Choice(_LIST, (*_AUDIT, *(one for one in _KINDS if one.key != "dept_name"))),
    "TrialBalance": Choice(_BALANCES),
}
"""By Reports API name; statements and summaries bring their own columns."""


def chosen(report: str, wanted: str) -> list[Column]:
    """The columns for a ``columns=`` list, in its order; the usual ones if it is empty. Raises: KeyError."""
    choice = CHOICES.get(report, Choice(()))
    known = {column.key: column for column in (*choice.usual, *choice.more)}
    keys = [key.strip() for key in wanted.split(",") if key.strip()]
    return [known[key] for key in keys] if keys else list(choice.usual)
