"""The words in which charts name the type of an account, of either side; what is not known stays unknown.

Intuit: the fifteen account types, their words in the exported Account List, and detail types. The practice side: our
roles, and the words of other ledgers.
"""

from __future__ import annotations

import re

from matterbooks.ledger.source import Role
from matterbooks.mapping.meaning import meaning
from matterbooks.mapping.tables import table

_ROLE_OF_TYPE = {
    "Bank": Role.BANK, "Accounts Receivable": Role.RECEIVABLE, "Other Current Asset": Role.ASSET,
    "Fixed Asset": Role.ASSET, "Other Asset": Role.ASSET, "Accounts Payable": Role.PAYABLE,
    "Credit Card": Role.CREDIT_CARD, "Other Current Liability": Role.LIABILITY,
    "Long Term Liability": Role.LIABILITY, "Equity": Role.EQUITY, "Income": Role.INCOME,
    "Other Income": Role.INCOME, "Cost of Goods Sold": Role.EXPENSE, "Expense": Role.EXPENSE,
    "Other Expense": Role.EXPENSE,
}  # fmt: skip
_SALES_TAX = frozenset({"gst", "vat", "hst", "qst", "pst", "tvq", "tps"})
_OF_SALES_TAX = _SALES_TAX | {
    "sale", "tax", "payable", "receivable", "collected", "paid", "input", "output", "clearing", "suspense", "net",
    "purchase", "credit", "itc", "refund", "owing", "due", "adjustment", "return",
}  # fmt: skip
"""Words of which alone the name of a sales tax account is made where nothing else tells what it is."""

_OWED = frozenset({Role.ASSET, Role.LIABILITY, None})


def quickbooks_type(words: str) -> str:
    """Intuit's AccountType for what a file says; empty where it is not known."""
    return _TYPE_OF.get(_plain(words), "")


def practice_kind(words: str, name: str) -> tuple[Role | None, frozenset[str]]:
    """The role that these words and this name mean, None where they do not tell, and the types that are meant."""
    said = _plain(words)
    type_ = _TYPE_OF.get(said, "")
    role = _ROLE_OF.get(said) or _ROLE_OF_TYPE.get(type_)
    told = _by_name(role, name)
    return told, frozenset({type_}) if type_ and told is role else frozenset()


def _by_name(role: Role | None, name: str) -> Role | None:
    """What a type leaves open and the name tells: sales tax, a ledger of clients or suppliers, this year's profit."""
    plain = meaning(name, "liability").words
    if role in _OWED and (plain & _SALES_TAX or plain >= {"sale", "tax"}) and (role or plain <= _OF_SALES_TAX):
        return Role.TAX
    if role in {Role.EQUITY, None} and "current_earnings" in meaning(name, "equity").ideas:
        return Role.INTERNAL
    if role is Role.ASSET and _is_ledger(name, "receivable", {"receivable", "debtor"}):
        return Role.RECEIVABLE
    if role is Role.LIABILITY and _is_ledger(name, "payable", {"payable", "creditor"}):
        return Role.PAYABLE
    return role


def _is_ledger(name: str, lens: str, said: set[str]) -> bool:
    whole = meaning(name, "equity").words
    return not meaning(name, lens).ideas and bool(whole & said) and not whole & {"other", "client"}


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words.strip())).casefold()


def _told(section: str) -> dict[str, str]:
    lines = table("type-words.txt")[section]
    return {_plain(word): type_ for type_, words in lines for word in (type_, *words)}


_TYPE_OF = _told("quickbooks")
_ROLE_OF = {word: Role(role) for word, role in _told("practice").items()} | {_plain(role): role for role in Role}
