"""The types of account, each with its classification, its default sub type and all its sub types.

Intuit's documentation lists the sub types of each type, country by country, with the default of each type; those that
stand in its schema alone are placed by their names (assumed), and are kept in `UNLISTED`.
"""

from collections.abc import Mapping
from typing import NamedTuple


class AccountType(NamedTuple):
    """One type: what it is in the balance sheet or the profit and loss, and its sub types, the default first."""

    classification: str
    sub_types: tuple[str, ...]

    @property
    def default(self) -> str:
        """The sub type of an account that names its type alone."""
        return self.sub_types[0]


def _type(classification: str, sub_types: str) -> AccountType:
    return AccountType(classification, tuple(sub_types.split()))


TYPES: Mapping[str, AccountType] = {
    "Bank": _type(
        "Asset",
        """Checking CashOnHand MoneyMarket RentsHeldInTrust Savings TrustAccounts CashAndCashEquivalents
        OtherEarmarkedBankAccounts""",
    ),
    "Accounts Receivable": _type("Asset", "AccountsReceivable"),
    "Other Current Asset": _type(
        "Asset",
        """EmployeeCashAdvances AllowanceForBadDebts DevelopmentCosts OtherCurrentAssets Inventory
        Investment_MortgageRealEstateLoans Investment_Other Investment_TaxExemptSecurities
        Investment_USGovernmentObligations LoansToOfficers LoansToOthers LoansToStockholders PrepaidExpenses Retainage
        UndepositedFunds AssetsAvailableForSale BalWithGovtAuthorities CalledUpShareCapitalNotPaid
        ExpenditureAuthorisationsAndLettersOfCredit GlobalTaxDeferred GlobalTaxRefund InternalTransfers
        OtherConsumables ProvisionsCurrentAssets ShortTermInvestmentsInRelatedParties
        ShortTermLoansAndAdvancesToRelatedParties TradeAndOtherReceivables""",
    ),
    "Fixed Asset": _type(
        "Asset",
        """FurnitureAndFixtures AccumulatedDepletion AccumulatedDepreciation DepletableAssets FixedAssetComputers
        FixedAssetCopiers FixedAssetFurniture FixedAssetPhone FixedAssetPhotoVideo FixedAssetSoftware
        FixedAssetOtherToolsEquipment Land LeaseholdImprovements OtherFixedAssets AccumulatedAmortization Buildings
        IntangibleAssets MachineryAndEquipment Vehicles AssetsInCourseOfConstruction CapitalWip
        CumulativeDepreciationOnIntangibleAssets IntangibleAssetsUnderDevelopment LandAsset NonCurrentAssets
        ParticipatingInterests ProvisionsFixedAssets""",
    ),
    "Other Asset": _type(
        "Asset",
        """Licenses LeaseBuyout OtherLongTermAssets SecurityDeposits AccumulatedAmortizationOfOtherAssets Goodwill
        OrganizationalCosts AssetsHeldForSale AvailableForSaleFinancialAssets DeferredTax Investments
        LongTermInvestments LongTermLoansAndAdvancesToRelatedParties OtherIntangibleAssets OtherLongTermInvestments
        OtherLongTermLoansAndAdvances PrepaymentsAndAccruedIncome ProvisionsNonCurrentAssets""",
    ),
    "Accounts Payable": _type(
        "Liability",
        "AccountsPayable OutstandingDuesMicroSmallEnterprise OutstandingDuesOtherThanMicroSmallEnterprise",
    ),
    "Credit Card": _type("Liability", "CreditCard"),
    "Other Current Liability": _type(
        "Liability",
        """OtherCurrentLiabilities DirectDepositPayable LineOfCredit LoanPayable GlobalTaxPayable GlobalTaxSuspense
        PayrollClearing PayrollTaxPayable PrepaidExpensesPayable RentsInTrustLiability TrustAccountsLiabilities
        FederalIncomeTaxPayable InsurancePayable SalesTaxPayable StateLocalIncomeTaxPayable DeferredRevenue
        AccruedLiabilities CurrentLiabilities CurrentPortionEmployeeBenefitsObligations
        CurrentPortionOfObligationsUnderFinanceLeases CurrentTaxLiability DividendsPayable DutiesAndTaxes
        InterestPayables ProvisionForWarrantyObligations ProvisionsCurrentLiabilities ShortTermBorrowings
        SocialSecurityAgencies StaffAndRelatedLiabilityAccounts SundryDebtorsAndCreditors TradeAndOtherPayables""",
    ),
    "Long Term Liability": _type(
        "Liability",
        """NotesPayable OtherLongTermLiabilities ShareholderNotesPayable AccrualsAndDeferredIncome
        AccruedLongLermLiabilities AccruedVacationPayable BankLoans DebtsRelatedToParticipatingInterests
        DeferredTaxLiabilities GovernmentAndOtherPublicAuthorities GroupAndAssociates
        LiabilitiesRelatedToAssetsHeldForSale LongTermBorrowings LongTermDebit LongTermEmployeeBenefitObligations
        ObligationsUnderFinanceLeases OtherLongTermProvisions ProvisionForLiabilities ProvisionsNonCurrentLiabilities
        StaffAndRelatedLongTermLiabilityAccounts""",
    ),
    "Equity": _type(
        "Equity",
        """OpeningBalanceEquity PartnersEquity RetainedEarnings AccumulatedAdjustment OwnersEquity
        PaidInCapitalOrSurplus PartnerContributions PartnerDistributions PreferredStock CommonStock TreasuryStock
        EstimatedTaxes Healthcare PersonalIncome PersonalExpense AccumulatedOtherComprehensiveIncome
        CalledUpShareCapital CapitalReserves DividendDisbursed EquityInEarningsOfSubsiduaries InvestmentGrants
        MoneyReceivedAgainstShareWarrants OtherFreeReserves ShareApplicationMoneyPendingAllotment ShareCapital
        Funds""",
    ),
    "Income": _type(
        "Revenue",
        """OtherPrimaryIncome NonProfitIncome SalesOfProductIncome ServiceFeeIncome DiscountsRefundsGiven
        UnappliedCashPaymentIncome CashReceiptIncome OperatingGrants OtherCurrentOperatingIncome OwnWorkCapitalized
        RevenueGeneral SalesRetail SalesWholesale SavingsByTaxScheme""",
    ),
    "Cost of Goods Sold": _type(
        "Expense",
        """CostOfLaborCos EquipmentRentalCos OtherCostsOfServiceCos ShippingFreightDeliveryCos SuppliesMaterialsCogs
        CostOfSales FreightAndDeliveryCos""",
    ),
    "Expense": _type(
        "Expense",
        """Travel AdvertisingPromotional BadDebts BankCharges CharitableContributions CommissionsAndFees Entertainment
        EntertainmentMeals EquipmentRental FinanceCosts GlobalTaxExpense Insurance InterestPaid LegalProfessionalFees
        OfficeGeneralAdministrativeExpenses OtherBusinessExpenses OtherMiscellaneousServiceCost PromotionalMeals
        RentOrLeaseOfBuildings RepairMaintenance ShippingFreightDelivery SuppliesMaterials TravelMeals Utilities Auto
        CostOfLabor DuesSubscriptions PayrollExpenses TaxesPaid UnappliedCashBillPaymentExpense AmortizationExpense
        AppropriationsToDepreciation BorrowingCost DistributionCosts ExternalServices ExtraordinaryCharges
        IncomeTaxExpense LossOnDiscontinuedOperationsNetOfTax ManagementCompensation OtherCurrentOperatingCharges
        OtherExternalServices OtherRentalCosts OtherSellingExpenses ProjectStudiesSurveysAssessments PurchasesRebates
        ShippingAndDeliveryExpense StaffCosts Sundry TravelExpensesGeneralAndAdminExpenses
        TravelExpensesSellingExpense""",
    ),
    "Other Income": _type(
        "Revenue",
        """OtherInvestmentIncome DividendIncome InterestEarned OtherMiscellaneousIncome TaxExemptInterest
        GainLossOnSaleOfFixedAssets GainLossOnSaleOfInvestments LossOnDisposalOfAssets OtherOperatingIncome
        UnrealisedLossOnSecuritiesNetOfTax""",
    ),
    "Other Expense": _type(
        "Expense",
        """Depreciation ExchangeGainOrLoss OtherMiscellaneousExpense PenaltiesSettlements Amortization GasAndFuel
        HomeOffice HomeownerRentalInsurance OtherHomeOfficeExpenses MortgageInterestHomeOffice RentAndLeaseHomeOffice
        RepairsAndMaintainceHomeOffice ParkingAndTolls Vehicle VehicleInsurance VehicleLease VehicleLoanInterest
        VehicleLoan VehicleRegistration VehicleRepairs OtherVehicleExpenses UtilitiesHomeOffice WashAndRoadServices
        DeferredTaxExpense Depletion ExceptionalItems ExtraordinaryItems IncomeTaxOtherExpense MatCredit
        PriorPeriodItems TaxRoundoffGainOrLoss""",
    ),
}
UNLISTED: Mapping[str, str] = {
    "IntangibleAssetsOther": "Fixed Asset",
    "OtherDebtors": "Other Current Asset",
    "WithholdingAssetAmount": "Other Current Asset",
    "IncomeTaxPayable": "Other Current Liability",
    "Gratuity": "Other Current Liability",
    "WithholdingLiabilityAmount": "Other Current Liability",
    "WithholdingTaxPurchases": "Other Current Liability",
    "WithholdingTaxSales": "Other Current Liability",
    "WithholdingTaxSuspense": "Other Current Liability",
    "PremiumsReceived": "Income",
    "RentARoomReliefRentsReceived": "Income",
    "CashExpenditureExpense": "Expense",
    "Communications": "Expense",
    "HealthSavingsAccountContributions": "Expense",
    "PayrollTaxExpenses": "Expense",
    "PayrollWageExpenses": "Expense",
    "CarriedForwardRelief": "Other Expense",
    "FinanceCostsRestricted": "Other Expense",
    "ForeignTaxesIncurred": "Other Expense",
    "PremiumsPaid": "Other Expense",
    "PropertyTaxHomeOffice": "Other Expense",
    "RentARoomReliefReliefClaimed": "Other Expense",
    "UkTaxesWithheld": "Other Expense",
}
"""Sub types of the schema that no list of the documentation has, by the type their names suggest (assumed)."""
TYPE_OF_SUB: Mapping[str, str] = {
    **UNLISTED,
    **{sub: name for name, one in TYPES.items() for sub in one.sub_types},
}
"""The one type that a sub type belongs to."""
