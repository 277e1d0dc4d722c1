"""The chart of accounts and the items, with Intuit's sample ids where they are published."""

from typing import NamedTuple


class AccountSeed(NamedTuple):
    """One account; `basic` ones stand in every new company, the others in the sample company alone."""

    identifier: int
    name: str
    kind: str
    sub_type: str
    basic: bool = True
    parent: int = 0


class ItemSeed(NamedTuple):
    """One item and the id of its income account."""

    identifier: int
    name: str
    account: int
    basic: bool = True


class StockSeed(NamedTuple):
    """One item that is counted from the day `start` on, of which there is nothing yet: texts, price and cost."""

    identifier: int
    name: str
    text: str
    price: str
    cost: str
    start: str = "2014-09-19"


SAMPLE = False
CHART: tuple[AccountSeed, ...] = (
    AccountSeed(1, "Services", "Income", "ServiceFeeIncome"),
    AccountSeed(2, "Retained Earnings", "Equity", "RetainedEarnings"),
    AccountSeed(4, "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
    AccountSeed(7, "Advertising", "Expense", "AdvertisingPromotional"),
    AccountSeed(8, "Automobile", "Expense", "Auto", SAMPLE),
    AccountSeed(13, "Meals and Entertainment", "Expense", "EntertainmentMeals", SAMPLE),
    AccountSeed(33, "Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"),
    AccountSeed(34, "Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
    AccountSeed(35, "Checking", "Bank", "Checking"),
    AccountSeed(36, "Savings", "Bank", "Savings"),
    AccountSeed(37, "Truck", "Fixed Asset", "Vehicles", SAMPLE),
    AccountSeed(39, "Depreciation", "Fixed Asset", "AccumulatedDepreciation", SAMPLE, 37),
    AccountSeed(42, "Visa", "Credit Card", "CreditCard"),
    AccountSeed(44, "Notes Payable", "Long Term Liability", "NotesPayable", SAMPLE),
    AccountSeed(79, "Sales of Product Income", "Income", "SalesOfProductIncome"),
    AccountSeed(80, "Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    AccountSeed(81, "Inventory Asset", "Other Current Asset", "Inventory", SAMPLE),
    AccountSeed(84, "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
    AccountSeed(85, "Exchange Gain or Loss", "Other Expense", "ExchangeGainOrLoss"),
    AccountSeed(86, "Discounts given", "Income", "DiscountsRefundsGiven"),
    AccountSeed(87, "Unapplied Cash Payment Income", "Income", "UnappliedCashPaymentIncome"),
    AccountSeed(89, "Sales Tax Payable", "Other Current Liability", "SalesTaxPayable"),
    AccountSeed(90, "Legal Fees", "Income", "ServiceFeeIncome", SAMPLE),
    AccountSeed(91, "Disbursements Recovered", "Income", "OtherPrimaryIncome", SAMPLE),
    AccountSeed(92, "Advanced Client Costs", "Other Current Asset", "OtherCurrentAssets", SAMPLE),
    AccountSeed(93, "Trust Bank Account", "Bank", "TrustAccounts", SAMPLE),
    AccountSeed(94, "Trust Accounts - Liabilities", "Other Current Liability", "TrustAccountsLiabilities", SAMPLE),
    AccountSeed(95, "Bank Charges", "Expense", "BankCharges"),
    AccountSeed(96, "Office Expenses", "Expense", "OfficeGeneralAdministrativeExpenses"),
    AccountSeed(97, "Rent", "Expense", "RentOrLeaseOfBuildings"),
    AccountSeed(98, "Court and Search Fees", "Expense", "LegalProfessionalFees", SAMPLE),
    AccountSeed(99, "Interest Earned", "Other Income", "InterestEarned"),
    AccountSeed(100, "Operating Clearing", "Other Current Asset", "OtherCurrentAssets", SAMPLE),
)
ITEMS: tuple[ItemSeed, ...] = (
    ItemSeed(1, "Services", 1),
    ItemSeed(2, "Hours", 1),
    ItemSeed(3, "Concrete", 79, SAMPLE),
)
