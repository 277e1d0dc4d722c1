"""Preferences and CompanyInfo of a new company."""

from datetime import date

from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds.countries import Profile


def preferences(profile: Profile) -> Record:
    """A Plus company that lets its users choose document numbers."""
    return {
        "Id": "1",
        "AccountingInfoPrefs": {
            "FirstMonthOfFiscalYear": profile.month,
            "UseAccountNumbers": False,
            "TaxYearMonth": "January",
            "ClassTrackingPerTxn": False,
            "ClassTrackingPerTxnLine": False,
            "TrackDepartments": False,
            "CustomerTerminology": "Customers",
        },
        "ProductAndServicesPrefs": {"ForSales": True, "ForPurchase": True, "QuantityOnHand": False},
        "SalesFormsPrefs": {
            "CustomTxnNumbers": True,
            "AllowDeposit": False,
            "AllowDiscount": True,
            "AllowEstimates": True,
            "AllowServiceDate": False,
            "AllowShipping": False,
            "AutoApplyCredit": False,
            "AutoApplyPayments": False,
        },
        "VendorAndPurchasesPrefs": {
            "TrackingByCustomer": True,
            "BillableExpenseTracking": True,
        },
        "TaxPrefs": {"UsingSalesTax": False},
        "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": profile.currency}},
        "ReportPrefs": {"ReportBasis": "Accrual"},
        "OtherPrefs": {
            "NameValue": [
                {"Name": "SalesFormsPrefs.DefaultCustomerMessage", "Value": "Thank you for your business."},
                {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "true"},
                {"Name": "WarnDuplicateCheckNumber", "Value": "true"},
                {"Name": "WarnDuplicateJournalNumber", "Value": "true"},
            ]
        },
    }


def company_info(profile: Profile, name: str, today: date) -> Record:
    """A company that began today."""
    return {
        "Id": "1",
        "CompanyName": name,
        "LegalName": name,
        "CompanyStartDate": today.isoformat(),
        "FiscalYearStartMonth": profile.month,
        "Country": profile.country,
        "Email": {"Address": "sam.owner@example.com"},
        "SupportedLanguages": "en",
        "NameValue": [
            {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
            {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"},
            {"Name": "IndustryType", "Value": "Legal services"},
        ],
    }
