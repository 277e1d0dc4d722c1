"""Every fault the sandbox answers with, in Intuit's own words (Intuit: error code page; recorded answers).

Texts marked *assumed* were never seen on the wire.
"""

from matterbooks.sandbox.fault_shapes import GatewayFault, Problem, ServiceFault, Throttled

__all__ = ["GatewayFault", "Problem", "ServiceFault", "Throttled"]

INACTIVE = (
    "Something you're trying to use has been made inactive. "
    "Check the fields with accounts, customers, items, vendors or employees."
)
UNKNOWN_PROPERTY = "Property Name:failed to parse json object; a property specified is unsupported or invalid"
UNREADABLE = "Property Name:Can not instanti specified is unsupported or invalid"


def token_fault(detail: str | None) -> GatewayFault:
    """401: the bearer token is missing, malformed, expired or revoked."""
    message = "message=AuthenticationFailed; errorCode=003200; statusCode=401"
    return GatewayFault(401, "3200", message, detail, "AUTHENTICATION")


def realm_fault() -> GatewayFault:
    """403: the token is good, but not for this company."""
    message = "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403"
    return GatewayFault(403, "3100", message, None, "SERVICE")


def _one(code: str, message: str, detail: str, element: str = "") -> ServiceFault:
    return ServiceFault(Problem(code, message, detail, element))


def unknown_property(element: str) -> ServiceFault:
    """2010: a field QuickBooks does not have."""
    return _one("2010", "Request has invalid or unsupported property", UNKNOWN_PROPERTY, element)


def unreadable(element: str = "") -> ServiceFault:
    """2010: broken JSON, or a value that is not of the field's type."""
    return _one("2010", "Request has invalid or unsupported property", UNREADABLE, element)


def missing(element: str) -> Problem:
    """2020: a required field is not there."""
    message = "Required param missing, need to supply the required value for the API"
    return Problem("2020", message, f"Required parameter {element} is missing in the request", element)


def wrong_length(element: str, supplied: int, longest: int) -> Problem:
    """2050: a text is too long."""
    return Problem(
        "2050",
        "String length is either shorter or longer than supported by specification",
        "String length specified does not match the supported length. "
        f"Min:0 Max:{longest} supported. Supplied length:{supplied}",
        element,
    )


def invalid_enumeration(value: str, element: str) -> ServiceFault:
    """2170: a value that is not one of the list."""
    return _one("2170", "Invalid Enumeration", f"Invalid Enumeration : {value}", element)


def invalid_reference(kind: str, identifier: str, element: str) -> ServiceFault:
    """2500: what is referred to never existed. `kind` is QuickBooks' word (Accounts, Names, Klasses, Depts)."""
    return _one(
        "2500", "Invalid Reference Id", f"Invalid Reference Id : {kind} element id {identifier} not found", element
    )


def inactive_reference(element: str) -> ServiceFault:
    """2500: what is referred to has been made inactive."""
    return _one("2500", "Invalid Reference Id", f"Invalid Reference Id : {INACTIVE}", element)


def not_found() -> ServiceFault:
    """610: no record has this id."""
    return _one("610", "Object Not Found", f"Object Not Found : {INACTIVE}")


def deleted() -> ServiceFault:
    """610: the record was deleted."""
    return _one("610", "Object Not Found", "Object Not Found : Another user has deleted this transaction.")


def stale() -> ServiceFault:
    """5010: the SyncToken is not the present one."""
    detail = (
        "Stale Object Error : You and Bob were working on this at the same time. "
        "Bob finished before you did, so your work was not saved."
    )
    return _one("5010", "Stale Object Error", detail)


def business(text: str, element: str = "") -> ServiceFault:
    """6000: a rule of the books."""
    message = "A business validation error has occurred while processing your request"
    return _one("6000", message, f"Business Validation Error: {text}", element)


def unsupported_operation(operation: str) -> ServiceFault:
    """500: QuickBooks has no such operation."""
    return _one("500", "Unsupported Operation", f"Operation {operation} is not supported.")


def malformed_utf8() -> ServiceFault:
    """500 too: the body is not UTF-8 (Intuit: the words of its XML parser)."""
    return unsupported_operation("Invalid byte 1 of 1-byte UTF-8 sequence.")


def unsupported_media(content_type: str) -> ServiceFault:
    """HTTP 415: a body that is neither JSON nor XML (assumed in this form)."""
    problem = unsupported_operation(f"with Content-Type {content_type}").problems
    return ServiceFault(problem, status=415)


def not_in_sandbox(feature: str) -> ServiceFault:
    """5030: QuickBooks can do this and this sandbox cannot yet; refused, never silently accepted."""
    return _one("5030", "Feature Not Supported Error", f"Feature Not Supported Error : {feature}")


def invalid_id(value: str) -> ServiceFault:
    """2030: an id that is no number (trigger assumed)."""
    return _one("2030", "Invalid ID", f"Invalid ID : {value}", "Id")


def bad_request_id() -> ServiceFault:
    """2130: a requestid longer than 50 characters, or empty."""
    return _one("2130", "Invalid Request Id Format", "Invalid Request Id Format", "requestid")


def amount_mismatch(supplied: str) -> ServiceFault:
    """6070: a line's amount is not its quantity times its price."""
    detail = f"Amount is not equal to UnitPrice * Qty. Supplied value:{supplied}"
    return _one("6070", "Amount calculation incorrect in the request.", detail, "Line.Amount")


def unbalanced() -> ServiceFault:
    """2300: a journal entry's debits are not its credits (wire text assumed)."""
    return _one("2300", "Amount on debits not equal to credits", "Amount on debits not equal to credits", "Line")


def account_type_missing() -> ServiceFault:
    """6010: an account needs a type or a sub type (wording assumed)."""
    text = "AccountType or AccountSubType needs to be specified"
    return _one("6010", text, text, "AccountType")


def name_missing() -> ServiceFault:
    """6080: a name without any of its parts (wording assumed)."""
    text = "At least one of the name parts or DisplayName needs to be specified"
    return _one("6080", text, text, "DisplayName")


def us_tax_code(value: str) -> ServiceFault:
    """6100: a US line code other than TAX or NON."""
    detail = f"Valid line TaxCodes for US should be TAX or NON. Supplied value: {value}"
    return _one("6100", "Invalid Line TaxCode in the request", detail, "Line.SalesItemLineDetail.TaxCodeRef")


def no_tax_account() -> ServiceFault:
    """6470: tax has no account to be booked to, or its account is inactive (wording assumed)."""
    text = "Tax liability account or tax rate is missing"
    return _one("6470", text, f"{text} : make the account of the tax agency active", "TxnTaxDetail")


def no_tax_rate() -> ServiceFault:
    """6470: a tax rate that is no percentage (wording assumed)."""
    text = "Tax liability account or tax rate is missing"
    return _one("6470", text, f"{text} : a rate is between 0 and 100 percent", "TaxCode.TaxRateDetails.RateValue")


def duplicate_number(number: str, kind: str, identifier: str) -> ServiceFault:
    """6140: the document number is taken; the detail names by what."""
    return _one(
        "6140",
        "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        f"DocNumber={number} is assigned to TxnType={kind} with TxnId={identifier}",
        "DocNumber",
    )


def tax_detail_not_allowed() -> ServiceFault:
    """6170: tax detail on a transaction that is out of tax's scope (wording assumed)."""
    text = "TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable"
    return _one("6170", text, text, "TxnTaxDetail")


def too_deep() -> ServiceFault:
    """6180: more than five levels (wording assumed)."""
    text = "You can have up to five levels"
    return _one("6180", text, text, "ParentRef")


def period_closed() -> ServiceFault:
    """6210: dated on or before the closing date (the doubled word is Intuit's)."""
    return _one(
        "6210",
        "Account Period Closed, Cannot Update Through Services API",
        "The account period has closed and the account books cannot be updated through through the QBO Services API. "
        "Please use the QBO website to make these changes.",
    )


def duplicate_name() -> ServiceFault:
    """6240: customers, vendors and employees share one space of names."""
    return _one(
        "6240",
        "Duplicate Name Exists Error",
        "The name supplied already exists. : Another customer, vendor or employee is already using this name. "
        "Please use a different name.",
    )


def email_missing() -> ServiceFault:
    """6420: nowhere to send to (wording assumed)."""
    text = "An email address is required to send this transaction"
    return _one("6420", text, text, "BillEmail")


def wrong_account_type() -> ServiceFault:
    """6430: an account of the wrong type for this transaction."""
    return _one(
        "6430",
        "Invalid account type used",
        "Invalid account type: You need to select a different type of account for this transaction.",
    )


def deposited() -> ServiceFault:
    """6540: a payment that sits in a bank deposit."""
    return _one(
        "6540",
        "Deposited Transaction cannot be changed",
        "This transaction has been deposited. If you want to change or delete it, "
        "you must first edit the deposit it appears on and remove it.",
    )


def query_fault(code: str, detail: str) -> ServiceFault:
    """4000 cannot parse, 4001 invalid, 4002 processing error."""
    message = {"4000": "Error parsing query", "4001": "Invalid query", "4002": "Error processing query"}[code]
    name = {"4000": "QueryParserError", "4001": "QueryValidationError", "4002": "QueryProcessingError"}[code]
    return _one(code, message, f"{name}: {detail}")


def company_status() -> ServiceFault:
    """6190: the subscription has ended."""
    return _one(
        "6190",
        "Invalid Company Status",
        "Subscription period has ended or been canceled, or there was a billing problem : You can't add data to "
        "QuickBooks Online Plus because your trial or subscription period ended",
    )


def application_error(text: str = "An application error has occurred") -> ServiceFault:
    """10000: QuickBooks failed; HTTP 500, worth another attempt with the same requestid."""
    message = "An application error has occurred while processing your request"
    return ServiceFault(Problem("10000", message, f"System Failure Error: {text}"), status=500, kind="SystemFault")


def batch_too_large() -> ServiceFault:
    """1040: more than 30 items."""
    text = "Batch size exceeds allowed limit"
    return _one("1040", text, text)
