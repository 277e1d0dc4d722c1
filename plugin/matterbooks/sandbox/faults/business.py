"""The faults of the rules of the books, 2300 and 6000 to 6999; used by way of :mod:`matterbooks.sandbox.faults`."""

from matterbooks.sandbox.faults.shapes import Problem, ServiceFault, refusal

BUSINESS = "A business validation error has occurred while processing your request"


def business(text: str, element: str = "") -> ServiceFault:
    """6000: a rule of the books."""
    return refusal("6000", BUSINESS, f"Business Validation Error: {text}", element)


def amount_mismatch(supplied: str) -> ServiceFault:
    """6070: a line's amount is not its quantity times its price."""
    detail = f"Amount is not equal to UnitPrice * Qty. Supplied value:{supplied}"
    return refusal("6070", "Amount calculation incorrect in the request.", detail, "Line.Amount")


def unbalanced() -> ServiceFault:
    """2300: a journal entry's debits are not its credits (wire text assumed)."""
    return refusal("2300", "Amount on debits not equal to credits", "Amount on debits not equal to credits", "Line")


def account_type_missing() -> ServiceFault:
    """6010: an account needs a type or a sub type (wording assumed)."""
    text = "AccountType or AccountSubType needs to be specified"
    return refusal("6010", text, text, "AccountType")


def name_missing() -> ServiceFault:
    """6080: a name without any of its parts (wording assumed)."""
    text = "At least one of the name parts or DisplayName needs to be specified"
    return refusal("6080", text, text, "DisplayName")


def us_tax_code(value: str) -> ServiceFault:
    """6100: a US line code other than TAX or NON."""
    detail = f"Valid line TaxCodes for US should be TAX or NON. Supplied value: {value}"
    return refusal("6100", "Invalid Line TaxCode in the request", detail, "Line.SalesItemLineDetail.TaxCodeRef")


def no_tax_account() -> ServiceFault:
    """6470: tax has no account to be booked to, or its account is inactive (wording assumed)."""
    text = "Tax liability account or tax rate is missing"
    return refusal("6470", text, f"{text} : make the account of the tax agency active", "TxnTaxDetail")


def no_tax_rate() -> ServiceFault:
    """6470: a tax rate that is no percentage (wording assumed)."""
    text = "Tax liability account or tax rate is missing"
    return refusal("6470", text, f"{text} : a rate is between 0 and 100 percent", "TaxCode.TaxRateDetails.RateValue")


def duplicate_number(number: str, kind: str, identifier: str) -> ServiceFault:
    """6140: the document number is taken; the detail names by what."""
    return refusal(
        "6140",
        "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        f"DocNumber={number} is assigned to TxnType={kind} with TxnId={identifier}",
        "DocNumber",
    )


def tax_detail_not_allowed() -> ServiceFault:
    """6170: tax detail on a transaction that is out of tax's scope (wording assumed)."""
    text = "TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable"
    return refusal("6170", text, text, "TxnTaxDetail")


def too_deep() -> ServiceFault:
    """6180: more than five levels (wording assumed)."""
    text = "You can have up to five levels"
    return refusal("6180", text, text, "ParentRef")


def period_closed() -> ServiceFault:
    """6210: dated on or before the closing date (the doubled word is Intuit's)."""
    return refusal(
        "6210",
        "Account Period Closed, Cannot Update Through Services API",
        "The account period has closed and the account books cannot be updated through through the QBO Services API. "
        "Please use the QBO website to make these changes.",
    )


def duplicate_name() -> ServiceFault:
    """6240: customers, vendors and employees share one space of names."""
    return refusal(
        "6240",
        "Duplicate Name Exists Error",
        "The name supplied already exists. : Another customer, vendor or employee is already using this name. "
        "Please use a different name.",
    )


def email_missing() -> ServiceFault:
    """6420: nowhere to send to (wording assumed)."""
    text = "An email address is required to send this transaction"
    return refusal("6420", text, text, "BillEmail")


def wrong_account_type() -> ServiceFault:
    """6430: an account of the wrong type for this transaction."""
    return refusal(
        "6430",
        "Invalid account type used",
        "Invalid account type: You need to select a different type of account for this transaction.",
    )


def deposited() -> ServiceFault:
    """6540: a payment that sits in a bank deposit."""
    return refusal(
        "6540",
        "Deposited Transaction cannot be changed",
        "This transaction has been deposited. If you want to change or delete it, "
        "you must first edit the deposit it appears on and remove it.",
    )


def before_stock() -> ServiceFault:
    """6270: dated before the item that it names was counted first (detail assumed)."""
    text = "Transaction date is prior to start date for inventory item"
    detail = (
        "You can't create or modify a transaction with a date that comes before you started tracking quantity on hand"
    )
    return refusal("6270", text, f"{text} : {detail}.")


def quantity_missing() -> ServiceFault:
    """6520: a line of a stocked item that does not say how many."""
    return refusal("6520", "Missing Inventory Item Quantity", "Quantity required for inventory item")


def company_status() -> ServiceFault:
    """6190: the subscription has ended."""
    return refusal(
        "6190",
        "Invalid Company Status",
        "Subscription period has ended or been canceled, or there was a billing problem : You can't add data to "
        "QuickBooks Online Plus because your trial or subscription period ended",
    )


def too_large(element: str, digits: int) -> Problem:
    """6000: a number with too many digits before the point (code and wording assumed)."""
    text = f"Business Validation Error: {element} can have at most {digits} digits before the decimal point."
    return Problem("6000", BUSINESS, text, element)
