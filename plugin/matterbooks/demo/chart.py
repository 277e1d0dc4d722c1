"""The chart of accounts and tax codes of a new firm, and the accounts that the practice posts to by itself."""

from __future__ import annotations

from typing import NamedTuple

OFFICE_BANK = "1000"
SAVINGS = "1010"
TRUST_BANK = "1050"
TRUST_SAVINGS = "1055"
GST_PAID = "1150"
RECEIVABLE = "1200"
ADVANCED_COSTS = "1300"
PAYABLE = "2000"
CREDIT_CARD = "2050"
GST_COLLECTED = "2200"
TRUST_LIABILITY = "2300"
CAPITAL = "3000"
FEES = "4000"
RECOVERIES = "4100"
INTEREST = "4900"
BANK_CHARGES = "6100"
BAD_DEBTS = "6900"


class AccountSeed(NamedTuple):
    """One account; on_documents as in `Account`."""

    code: str
    name: str
    role: str
    on_documents: bool = True


CHART = (
    AccountSeed(OFFICE_BANK, "Business cheque account", "bank"),
    AccountSeed(SAVINGS, "Savings account", "bank"),
    AccountSeed(TRUST_BANK, "Trust bank account", "trust_bank"),
    AccountSeed(TRUST_SAVINGS, "Trust investment account", "trust_bank"),
    AccountSeed(RECEIVABLE, "Accounts receivable", "receivable"),
    AccountSeed(ADVANCED_COSTS, "Advanced client costs", "client_costs"),
    AccountSeed("1500", "Office equipment", "asset", False),
    AccountSeed("1510", "Accumulated depreciation", "asset", False),
    AccountSeed(PAYABLE, "Accounts payable", "payable"),
    AccountSeed(CREDIT_CARD, "Visa", "credit_card"),
    AccountSeed("2400", "Wages payable", "liability", False),
    AccountSeed(TRUST_LIABILITY, "Trust accounts - liabilities", "trust_liability"),
    AccountSeed(CAPITAL, "Partners' capital", "equity", False),
    AccountSeed("3100", "Partners' drawings", "equity", False),
    AccountSeed("3900", "Current year earnings", "internal", False),
    AccountSeed(FEES, "Legal fees", "income"),
    AccountSeed(RECOVERIES, "Disbursements recovered", "disbursement_recovery"),
    AccountSeed(INTEREST, "Interest earned", "income", False),
    AccountSeed("5000", "Court and search fees", "expense"),
    AccountSeed(BANK_CHARGES, "Bank charges", "expense", False),
    AccountSeed("6200", "Office expenses", "expense"),
    AccountSeed("6300", "Rent", "expense"),
    AccountSeed("6400", "Wages", "expense", False),
    AccountSeed("6500", "Advertising", "expense"),
    AccountSeed("6700", "Depreciation", "expense", False),
    AccountSeed(BAD_DEBTS, "Bad debts", "expense", False),
)
"""What every firm has."""

GST_ACCOUNTS = (
    AccountSeed(GST_PAID, "GST paid", "tax", False),
    AccountSeed(GST_COLLECTED, "GST collected", "tax", False),
)


class TaxSeed(NamedTuple):
    """One tax code; percent is whole."""

    code: str
    name: str
    percent: int


class Country(NamedTuple):
    """What differs by country."""

    currency: str
    tax_codes: tuple[TaxSeed, ...]
    tax_accounts: tuple[AccountSeed, ...]


COUNTRIES = {
    "AU": Country("AUD", (TaxSeed("GST", "GST", 10), TaxSeed("FREE", "GST free", 0)), GST_ACCOUNTS),
    "US": Country("USD", (), ()),
}
"""Australia with its goods and services tax; the United States, where legal fees bear no sales tax."""
