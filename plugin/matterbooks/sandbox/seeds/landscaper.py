"""What Intuit's American sample company, a landscaper, has besides the chart of every company, under Intuit's own ids.

Of its chart the accounts whose id or whose name the law firm's chart already has are left out (Intuit: the sample
company as client libraries recorded it; the accounts of services are assumed).
"""

from collections.abc import Mapping
from typing import NamedTuple

from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds.chart import AccountSeed, ItemSeed, StockSeed

ACCOUNTS: tuple[AccountSeed, ...] = (
    AccountSeed(3, "Prepaid Expenses", "Other Current Asset", "PrepaidExpenses"),
    AccountSeed(5, "Fees Billed", "Income", "ServiceFeeIncome"),
    AccountSeed(6, "Refunds-Allowances", "Income", "DiscountsRefundsGiven"),
    AccountSeed(9, "Commissions & fees", "Expense", "OtherMiscellaneousServiceCost"),
    AccountSeed(10, "Dues & Subscriptions", "Expense", "DuesSubscriptions"),
    AccountSeed(11, "Insurance", "Expense", "Insurance"),
    AccountSeed(12, "Legal & Professional Fees", "Expense", "LegalProfessionalFees"),
    AccountSeed(14, "Miscellaneous", "Other Expense", "OtherMiscellaneousExpense"),
    AccountSeed(16, "Promotional", "Expense", "AdvertisingPromotional"),
    AccountSeed(17, "Rent or Lease", "Expense", "RentOrLeaseOfBuildings"),
    AccountSeed(19, "Stationery & Printing", "Expense", "OfficeGeneralAdministrativeExpenses"),
    AccountSeed(20, "Supplies", "Expense", "SuppliesMaterials"),
    AccountSeed(21, "Taxes & Licenses", "Expense", "TaxesPaid"),
    AccountSeed(22, "Travel", "Expense", "Travel"),
    AccountSeed(23, "Travel Meals", "Expense", "TravelMeals"),
    AccountSeed(24, "Utilities", "Expense", "Utilities"),
    AccountSeed(26, "Other Portfolio Income", "Other Income", "OtherMiscellaneousIncome"),
    AccountSeed(27, "Penalties & Settlements", "Other Expense", "PenaltiesSettlements"),
    AccountSeed(28, "Disposal Fees", "Expense", "OtherMiscellaneousServiceCost"),
    AccountSeed(29, "Equipment Rental", "Expense", "EquipmentRental"),
    AccountSeed(30, "Uncategorized Income", "Income", "ServiceFeeIncome"),
    AccountSeed(31, "Uncategorized Expense", "Expense", "OtherMiscellaneousServiceCost"),
    AccountSeed(32, "Uncategorized Asset", "Other Current Asset", "OtherCurrentAssets"),
    AccountSeed(38, "Original Cost", "Fixed Asset", "Vehicles", parent=37),
    AccountSeed(40, "Depreciation", "Other Expense", "Depreciation"),
    AccountSeed(41, "Mastercard", "Credit Card", "CreditCard"),
    AccountSeed(43, "Loan Payable", "Other Current Liability", "OtherCurrentLiabilities"),
    AccountSeed(45, "Landscaping Services", "Income", "OtherPrimaryIncome"),
    AccountSeed(46, "Job Materials", "Income", "OtherPrimaryIncome", parent=45),
    AccountSeed(47, "Decks and Patios", "Income", "OtherPrimaryIncome", parent=46),
    AccountSeed(48, "Fountains and Garden Lighting", "Income", "OtherPrimaryIncome", parent=46),
    AccountSeed(49, "Plants and Soil", "Income", "OtherPrimaryIncome", parent=46),
    AccountSeed(50, "Sprinklers and Drip Systems", "Income", "OtherPrimaryIncome", parent=46),
    AccountSeed(51, "Labor", "Income", "OtherPrimaryIncome", parent=45),
    AccountSeed(52, "Installation", "Income", "OtherPrimaryIncome", parent=51),
    AccountSeed(53, "Maintenance and Repair", "Income", "OtherPrimaryIncome", parent=51),
    AccountSeed(54, "Pest Control Services", "Income", "OtherPrimaryIncome"),
    AccountSeed(56, "Fuel", "Expense", "Auto", parent=8),
    AccountSeed(57, "Workers Compensation", "Expense", "Insurance", parent=11),
    AccountSeed(58, "Job Expenses", "Expense", "CostOfLabor"),
    AccountSeed(59, "Cost of Labor", "Expense", "CostOfLabor", parent=58),
    AccountSeed(60, "Installation", "Expense", "CostOfLabor", parent=59),
    AccountSeed(61, "Maintenance and Repairs", "Expense", "CostOfLabor", parent=59),
    AccountSeed(62, "Equipment Rental", "Expense", "CostOfLabor", parent=58),
    AccountSeed(63, "Job Materials", "Expense", "SuppliesMaterials", parent=58),
    AccountSeed(64, "Decks and Patios", "Expense", "SuppliesMaterials", parent=63),
    AccountSeed(65, "Fountain and Garden Lighting", "Expense", "SuppliesMaterials", parent=63),
    AccountSeed(66, "Plants and Soil", "Expense", "SuppliesMaterials", parent=63),
    AccountSeed(67, "Sprinklers and Drip Systems", "Expense", "SuppliesMaterials", parent=63),
    AccountSeed(68, "Permits", "Expense", "TaxesPaid", parent=58),
    AccountSeed(69, "Accounting", "Expense", "LegalProfessionalFees", parent=12),
    AccountSeed(70, "Bookkeeper", "Expense", "LegalProfessionalFees", parent=12),
    AccountSeed(71, "Lawyer", "Expense", "LegalProfessionalFees", parent=12),
    AccountSeed(72, "Maintenance and Repair", "Expense", "RepairMaintenance"),
    AccountSeed(73, "Building Repairs", "Expense", "RepairMaintenance", parent=72),
    AccountSeed(74, "Computer Repairs", "Expense", "RepairMaintenance", parent=72),
    AccountSeed(75, "Equipment Repairs", "Expense", "RepairMaintenance", parent=72),
    AccountSeed(76, "Gas and Electric", "Expense", "Utilities", parent=24),
    AccountSeed(77, "Telephone", "Expense", "Utilities", parent=24),
    AccountSeed(78, "Purchases", "Expense", "SuppliesMaterials"),
    AccountSeed(82, "Design income", "Income", "OtherPrimaryIncome"),
    AccountSeed(83, "Other Income", "Income", "OtherPrimaryIncome"),
    AccountSeed(88, "Unapplied Cash Bill Payment Expense", "Expense", "UnappliedCashBillPaymentExpense"),
)
ITEMS: tuple[ItemSeed, ...] = (
    ItemSeed(4, "Design", 82),
    ItemSeed(6, "Gardening", 45),
    ItemSeed(7, "Installation", 52),
    ItemSeed(8, "Lighting", 48),
    ItemSeed(9, "Maintenance & Repair", 53),
    ItemSeed(10, "Pest Control", 54),
    ItemSeed(12, "Refunds & Allowances", 83),
    ItemSeed(13, "Rocks", 48),
    ItemSeed(14, "Sod", 49),
    ItemSeed(15, "Soil", 49),
    ItemSeed(18, "Trimming", 45),
)
STOCK: tuple[StockSeed, ...] = (
    StockSeed(5, "Rock Fountain", "Rock Fountain", "275", "125"),
    StockSeed(11, "Pump", "Fountain Pump", "15", "10"),
    StockSeed(16, "Sprinkler Heads", "Sprinkler Heads", "2", "0.75"),
    StockSeed(17, "Sprinkler Pipes", "Sprinkler Pipes", "4", "2.50"),
)
"""Of each there is nothing in stock, so that a fresh company has an empty ledger; Intuit's own has 2, 25, 25 and 31."""
CUSTOMERS: tuple[tuple[int, str, int], ...] = (
    (1, "Amy's Bird Sanctuary", 0),
    (2, "Bill's Windsurf Shop", 0),
    (3, "Cool Cars", 0),
    (4, "Diego Rodriguez", 0),
    (5, "Dukes Basketball Camp", 0),
    (6, "Dylan Sollfrank", 0),
    (7, "Freeman Sporting Goods", 0),
    (8, "0969 Ocean View Road", 7),
    (9, "55 Twin Lane", 7),
    (10, "Geeta Kalapatapu", 0),
    (11, "Gevelber Photography", 0),
    (12, "Jeff's Jalopies", 0),
    (13, "John Melton", 0),
    (14, "Kate Whelan", 0),
    (15, "Pye's Cakes", 0),
    (16, "Kookies by Kathy", 0),
    (17, "Mark Cho", 0),
    (18, "Paulsen Medical Supplies", 0),
    (19, "Rago Travel Agency", 0),
    (20, "Red Rock Diner", 0),
    (21, "Rondonuwu Fruit and Vegi", 0),
    (22, "Shara Barnett", 0),
    (23, "Barnett Design", 22),
    (24, "Sonnenschein Family Store", 0),
    (25, "Sushi by Katsuyuki", 0),
    (26, "Travis Waldron", 0),
    (27, "Video Games by Dan", 0),
    (28, "Wedding Planning by Whitney", 0),
    (58, "Weiskopf Consulting", 0),
)
"""Id, name, and the id of the client whose job it is. The id of the last is that of official bodies (name assumed)."""
VENDORS: tuple[tuple[int, str], ...] = (
    (30, "Books by Bessie"),
    (31, "Brosnahan Insurance Agency"),
    (32, "Cal Telephone"),
    (33, "Chin's Gas and Oil"),
    (34, "Cigna Health Care"),
    (35, "Computers by Jenni"),
    (36, "Diego's Road Warrior Bodyshop"),
    (37, "EDD"),
    (38, "Ellis Equipment Rental"),
    (39, "Fidelity"),
    (40, "Hall Properties"),
    (41, "Hicks Hardware"),
    (42, "Lee Advertising"),
    (43, "Mahoney Mugs"),
    (44, "Met Life Dental"),
    (45, "National Eye Care"),
    (46, "Norton Lumber and Building Materials"),
    (47, "Pam Seitz"),
    (48, "PG&E"),
    (49, "Robertson & Associates"),
    (50, "Tania's Nursery"),
    (51, "Tim Philip Masonry"),
    (52, "Tony Rondonuwu"),
    (53, "United States Treasury"),
    (56, "Thrifty Meats"),
    (57, "Squeaky Kleen Car Wash"),
    (62, "Parkside Stationers"),
)
"""The ids of 56 and 62 are those of official bodies (names assumed)."""
EMPLOYEES = ((54, "John", "Johnson"), (55, "Emily", "Platt"))


class AddressSeed(NamedTuple):
    """Where a customer is written to."""

    street: str
    city: str
    state: str
    code: str

    def fields(self) -> Record:
        """As fields of a customer."""
        address = {
            "Line1": self.street,
            "City": self.city,
            "CountrySubDivisionCode": self.state,
            "PostalCode": self.code,
        }
        return {"BillAddr": address, "ShipAddr": address}


ADDRESSES: Mapping[int, AddressSeed] = {
    1: AddressSeed("4581 Finch St.", "Bayshore", "CA", "94326"),
    2: AddressSeed("12 Ocean Dr.", "Half Moon Bay", "CA", "94213"),
    3: AddressSeed("65 Ocean Dr.", "Half Moon Bay", "CA", "94213"),
    4: AddressSeed("321 Channing", "Palo Alto", "CA", "94303"),
}
"""Of the customers that Intuit's own samples show whole; the others have a name alone."""
