"""The words QuickBooks prints for transaction types, account types and detail types (Intuit: exports of a sandbox
company, 2025)."""

import re
from collections.abc import Mapping

from matterbooks.sandbox.schema import Record

TRANSACTIONS: Mapping[str, str] = {
    "BillPayment": "Bill Payment",
    "CreditMemo": "Credit Memo",
    "Item": "Inventory Starting Value",
    "JournalEntry": "Journal Entry",
    "Purchase": "Expense",
    "RefundReceipt": "Refund",
    "SalesReceipt": "Sales Receipt",
    "VendorCredit": "Vendor Credit",
}
"""Types that are not printed by their API name; the rest are."""
SEVERAL_WORDS = frozenset({"BillPayment", "Purchase"})
"""Types that are called differently by what is in the transaction."""
BRITISH: Mapping[str, str] = {"Check": "Cheque"}
"""Outside the United States (assumed)."""

ACCOUNT_TYPES: Mapping[str, str] = {
    "Accounts Payable": "Accounts payable (A/P)",
    "Accounts Receivable": "Accounts receivable (A/R)",
    "Expense": "Expenses",
    "Fixed Asset": "Fixed Assets",
    "Long Term Liability": "Long Term Liabilities",
    "Other Asset": "Other Assets",
    "Other Current Asset": "Other Current Assets",
    "Other Current Liability": "Other Current Liabilities",
}
"""Account types as the Account List prints them; the rest are printed by their API name."""

DETAIL_TYPES: Mapping[str, str] = {
    "AccountsPayable": "Accounts Payable (A/P)",
    "AccountsReceivable": "Accounts Receivable (A/R)",
    "AdvertisingPromotional": "Advertising/Promotional",
    "DiscountsRefundsGiven": "Discounts/Refunds Given",
    "DuesSubscriptions": "Dues & subscriptions",
    "ExchangeGainOrLoss": "Exchange Gain or Loss",
    "LegalProfessionalFees": "Legal & Professional Fees",
    "OfficeGeneralAdministrativeExpenses": "Office/General Administrative Expenses",
    "PenaltiesSettlements": "Penalties & Settlements",
    "RentOrLeaseOfBuildings": "Rent or Lease of Buildings",
    "RepairMaintenance": "Repair & Maintenance",
    "SalesOfProductIncome": "Sales of Product Income",
    "ServiceFeeIncome": "Service/Fee Income",
    "SuppliesMaterials": "Supplies & Materials",
    "SuppliesMaterialsCogs": "Supplies & Materials - COGS",
    "TrustAccountsLiabilities": "Trust Accounts - Liabilities",
}
"""Detail types that are not simply their API name taken apart."""


def transaction_word(entity: str, record: Record, country: str) -> str:
    """What a report calls a transaction: ``Bill Payment (Check)``, ``Expense``, ``Journal Entry``."""
    word = _kind(entity, record)
    return word if country == "US" else BRITISH.get(word, word)


def _kind(entity: str, record: Record) -> str:
    if entity == "Purchase" and record.get("PaymentType") == "Check":
        return "Check"
    if entity == "Purchase" and record.get("Credit") is True:
        return "Credit Card Credit"
    if entity == "BillPayment":
        return f"Bill Payment ({'Credit Card' if record.get('PayType') == 'CreditCard' else 'Check'})"
    return TRANSACTIONS.get(entity, entity)


def detail_word(sub_type: str) -> str:
    """``OtherPrimaryIncome`` as ``Other Primary Income``, with QuickBooks' exceptions."""
    return DETAIL_TYPES.get(sub_type) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", sub_type)
