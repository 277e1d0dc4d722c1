"""Which types of QuickBooks account can stand for an account of the practice (Intuit: AccountType)."""

from __future__ import annotations

from dataclasses import dataclass

from matterbooks.ledger.source import Role

ORDER = (
    "Bank", "Accounts Receivable", "Other Current Asset", "Fixed Asset", "Other Asset", "Accounts Payable",
    "Credit Card", "Other Current Liability", "Long Term Liability", "Equity", "Income", "Other Income",
    "Cost of Goods Sold", "Expense", "Other Expense",
)  # fmt: skip
"""Every type, in the order of a balance sheet and then a profit and loss."""

_LEDGERS = frozenset({"Accounts Receivable", "Accounts Payable"})
_BANKS = frozenset({"Bank"})
_ASSETS = frozenset({"Other Current Asset", "Fixed Asset", "Other Asset"})
_LIABILITIES = frozenset({"Other Current Liability", "Long Term Liability"})
_INCOME = frozenset({"Income", "Other Income"})
_COSTS = frozenset({"Expense", "Other Expense", "Cost of Goods Sold"})
_ALL = frozenset(ORDER)


@dataclass(frozen=True, slots=True)
class Fit:
    """good: as it should be. legal: QuickBooks takes it, and it is worth a look. words say what is expected."""

    good: bool
    legal: bool
    words: str


@dataclass(frozen=True, slots=True)
class Expected:
    """The types that are meant, and those that QuickBooks would take as well."""

    good: frozenset[str]
    legal: frozenset[str]
    words: str

    def judge(self, type_: str) -> Fit:
        """How an account of this type fits."""
        return Fit(type_ in self.good, type_ in self.good | self.legal, self.words)


_BANK = Expected(_BANKS, frozenset({"Other Current Asset"}), "a bank is mapped to a bank")
_TRUST_BANK = Expected(_BANKS, frozenset(), "a trust bank is mapped to a bank")
_SALES_LINE = Expected(_INCOME, _ALL - _LEDGERS - _BANKS, "an income account is expected")
_RECOVERY = Expected(
    _INCOME | _COSTS | {"Other Current Asset"}, _ALL - _LEDGERS - _BANKS, "income, cost or current asset is expected"
)
_EXPECTED = {
    Role.BANK: _BANK,
    Role.TRUST_BANK: _TRUST_BANK,
    Role.CREDIT_CARD: Expected(frozenset({"Credit Card"}), frozenset(), "a credit card is mapped to a credit card"),
    Role.RECEIVABLE: Expected(
        frozenset({"Accounts Receivable"}), frozenset(), "receivables are mapped to Accounts Receivable"
    ),
    Role.PAYABLE: Expected(frozenset({"Accounts Payable"}), frozenset(), "payables are mapped to Accounts Payable"),
    Role.INCOME: _SALES_LINE,
    Role.DISBURSEMENT_RECOVERY: _RECOVERY,
    Role.CLIENT_COSTS: _RECOVERY,
    Role.EXPENSE: Expected(_COSTS, _ALL - _LEDGERS - _BANKS, "an expense account is expected"),
    Role.TRUST_LIABILITY: Expected(_LIABILITIES, frozenset(), "what is owed to clients is a liability"),
    Role.TRUST_TRANSFERS: Expected(
        _BANKS | {"Other Current Asset"} | _LIABILITIES, frozenset(), "it is a clearing account"
    ),
    Role.STATUTORY_DEPOSIT: Expected(_BANKS | _ASSETS, frozenset(), "a deposit is an asset"),
    Role.FIRMS_INTEREST: Expected(
        _LIABILITIES | {"Other Current Asset", "Equity"}, frozenset(), "the firm's interest in trust is its own account"
    ),
    Role.ASSET: Expected(_ASSETS | _BANKS, _ALL - _LEDGERS, "an asset account is expected"),
    Role.LIABILITY: Expected(_LIABILITIES | {"Credit Card"}, _ALL - _LEDGERS, "a liability account is expected"),
    Role.EQUITY: Expected(frozenset({"Equity"}), _ALL - _LEDGERS - _BANKS, "an equity account is expected"),
}

TRANSFERS = Expected(
    _BANKS | {"Other Current Asset"} | _LIABILITIES,
    _ALL - _LEDGERS - _INCOME - _COSTS,
    "a bank or another account of the balance sheet is expected, to which nothing else posts",
)
"""What the Bank transfers account can be."""


def fit(role: Role, type_: str) -> Fit:
    """How an account of this QuickBooks type fits a practice account of this role; roles without a rule take all."""
    expected = _EXPECTED.get(role)
    return Fit(good=True, legal=True, words="") if expected is None else expected.judge(type_)


def place(type_: str) -> int:
    """Where this type stands in a chart of accounts; unknown types come last."""
    return ORDER.index(type_) if type_ in ORDER else len(ORDER)
