"""The accounts of a law firm in both books, the words of QuickBooks' kinds, and how four countries print."""

from __future__ import annotations

from typing import NamedTuple


class Account(NamedTuple):
    """One account: its name in the practice ledger, its path and type in QuickBooks, whether it holds client money."""

    name: str
    path: str
    type: str
    trust: bool = False


BANK, SAVINGS, TRUST_BANK = "1000", "1010", "1200"
RECEIVABLE, RECEIVABLE_FOREIGN, PAYABLE = "1100", "1110", "2000"
TAX, TRUST_LIABILITY, CLEARING = "2200", "2100", "1900"
FEES = ("4000", "4010", "4020", "4030")
COSTS, REMAPPED = "4100", "4200"
EXPENSES = ("6000", "6010", "6020")

TRANSFERS = "Bank Transfers"
CHART = {
    BANK: Account("Operating Account", "Operating Checking", "Bank"),
    SAVINGS: Account("Reserve Account", "Reserve Savings", "Bank"),
    RECEIVABLE: Account("Debtors", "Accounts Receivable (A/R)", "Accounts Receivable"),
    RECEIVABLE_FOREIGN: Account("Debtors EUR", "Accounts Receivable (A/R) - EUR", "Accounts Receivable"),
    TRUST_BANK: Account("Trust Account", "Trust Checking", "Bank", trust=True),
    PAYABLE: Account("Creditors", "Accounts Payable (A/P)", "Accounts Payable"),
    TRUST_LIABILITY: Account("Clients' Money", "Trust Liability", "Other Current Liability", trust=True),
    TAX: Account("Sales Tax", "Sales Tax Payable", "Other Current Liability"),
    "4000": Account("Litigation", "Legal Fees:Litigation", "Income"),
    "4010": Account("Conveyancing", "Legal Fees:Conveyancing", "Income"),
    "4020": Account("Estates", "Legal Fees:Estates", "Income"),
    "4030": Account("Advice", "Legal Fees:Advice", "Income"),
    COSTS: Account("Disbursements Recovered", "Legal Fees:Disbursements Recovered", "Income"),
    REMAPPED: Account("Mediation", "Legal Fees:Mediation", "Income"),
    "6000": Account("Rent", "Premises:Rent", "Expense"),
    "6010": Account("Experts, Counsel", "Experts, Counsel", "Cost of Goods Sold"),
    "6020": Account("Software", "Office Expenses:Software", "Expense"),
    CLEARING: Account("Clearing", TRANSFERS, "Other Current Asset"),
}
ELSEWHERE, OLD_MEDIATION = "Services", "Consulting Income"
EQUITY, EXCHANGE = "Opening Balance Equity", "Exchange Gain or Loss"

ENTITIES = {
    "Invoice": "Invoice", "Credit Memo": "CreditMemo", "Payment": "Payment", "Expense": "Purchase", "Check": "Purchase",
    "Bill": "Bill", "Vendor Credit": "VendorCredit", "Bill Payment (Check)": "BillPayment", "Deposit": "Deposit",
    "Journal Entry": "JournalEntry", "Transfer": "Transfer",
}  # fmt: skip
"""Kind as the reports print it -> the API's entity name."""


class Dress(NamedTuple):
    """How one country's company prints: date pattern, heading of the number, footer, currency."""

    day: str
    number: str
    footer: str
    currency: str


DRESSES = {
    "US": Dress("%m/%d/%Y", "Num", "Accrual Basis Monday, January 05, 2026 07:48 PM GMTZ", "USD"),
    "AU": Dress("%d/%m/%Y", "No.", "Accrual Basis Monday, 5 January 2026 07:48 PM GMTZ", "AUD"),
    "UK": Dress("%d/%m/%Y", "Num", "Accrual basis Monday, 5 January 2026 11:30 am GMT+00:00", "GBP"),
    "CA": Dress("%Y-%m-%d", "#", "Accrual Basis Monday, January 5, 2026 07:48 PM GMTZ", "CAD"),
}
CLIENT_STEMS = (
    "Harbour & Sons",
    "Quince",
    "O'Dowd Estates",
    "Meridian Freight",
    "Zhou Family",
    "Ardent Mining",
    "Vale",
)
