"""Preferences and CompanyInfo of a new company."""

from datetime import date

from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds.countries import Profile

THANKS = "Thank you for your business and have a great day!"


MESSAGES = {
    "Invoice": "Your invoice is attached. Please pay it at your earliest convenience.",
    "Estimate": "Please look through the estimate that is attached.",
    "Sales Receipt": "Your sales receipt is attached.",
    "Statement": "Your statement is attached. Please pay it at your earliest convenience.",
}
"""What is written to customers with each form."""


LETTERS = {"US": "USA", "AU": "AUS", "NZ": "NZL", "GB": "GBR", "CA": "CAN"}


def preferences(profile: Profile, name: str, *, counts: bool) -> Record:
    """A Plus company that lets its users choose document numbers, and `counts` its stock or does not.

    The groups and names are those recorded.
    """
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
        "ProductAndServicesPrefs": {
            "ForSales": True,
            "ForPurchase": True,
            "QuantityWithPriceAndRate": True,
            "QuantityOnHand": counts,
        },
        "SalesFormsPrefs": {
            "CustomTxnNumbers": True,
            "AllowDeposit": False,
            "AllowDiscount": True,
            "AllowEstimates": True,
            "AllowServiceDate": False,
            "AllowShipping": False,
            "AutoApplyCredit": False,
            "AutoApplyPayments": False,
            "EmailCopyToCompany": False,
            "ETransactionEnabledStatus": "NotApplicable",
            "ETransactionAttachPDF": False,
            "ETransactionPaymentEnabled": False,
            "IPNSupportEnabled": False,
            "UsingPriceLevels": False,
            "DefaultCustomerMessage": THANKS,
        },
        "EmailMessagesPrefs": {
            f"{form.replace(' ', '')}Message": {"Subject": f"{form} from {name}", "Message": f"{words}\n\n{name}"}
            for form, words in MESSAGES.items()
        },
        "VendorAndPurchasesPrefs": {
            "TrackingByCustomer": True,
            "BillableExpenseTracking": True,
        },
        "TimeTrackingPrefs": {
            "UseServices": True,
            "BillCustomers": True,
            "ShowBillRateToAll": False,
            "WorkWeekStartDate": "Monday",
            "MarkTimeEntriesBillable": True,
        },
        "TaxPrefs": {"UsingSalesTax": False},
        "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": profile.currency}},
        "ReportPrefs": {"ReportBasis": "Accrual", "CalcAgingReportFromTxnDate": False},
        "OtherPrefs": {
            "NameValue": [
                {"Name": "SalesFormsPrefs.DefaultCustomerMessage", "Value": THANKS},
                {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "true"},
                {"Name": "WarnDuplicateCheckNumber", "Value": "true"},
                {"Name": "WarnDuplicateJournalNumber", "Value": "true"},
            ]
        },
    }


def company_info(profile: Profile, name: str, today: date) -> Record:
    """A company that began today; countries in its addresses have three letters (Intuit: since 2025)."""
    address = {"Line1": "1 Court Street", "City": "Sandbox", "Country": LETTERS[profile.country]}
    return {
        **{f"{kind}Addr": address for kind in ("Company", "Legal", "CustomerCommunication")},
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
