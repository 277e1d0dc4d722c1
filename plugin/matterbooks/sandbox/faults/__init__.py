"""Every fault the sandbox answers with, in Intuit's own words (Intuit: error code page; recorded answers).

Texts marked *assumed* were never seen on the wire.
"""

from matterbooks.sandbox.faults.business import (
    account_type_missing,
    amount_mismatch,
    before_stock,
    business,
    company_status,
    deposited,
    duplicate_name,
    duplicate_number,
    email_missing,
    name_missing,
    no_tax_account,
    no_tax_rate,
    period_closed,
    quantity_missing,
    tax_detail_not_allowed,
    too_deep,
    too_large,
    unbalanced,
    us_tax_code,
    wrong_account_type,
)
from matterbooks.sandbox.faults.shapes import GatewayFault, Problem, ServiceFault, Throttled, refusal

__all__ = [
    "GatewayFault",
    "Problem",
    "ServiceFault",
    "Throttled",
    "account_type_missing",
    "amount_mismatch",
    "before_stock",
    "business",
    "company_status",
    "deposited",
    "duplicate_name",
    "duplicate_number",
    "email_missing",
    "name_missing",
    "no_tax_account",
    "no_tax_rate",
    "period_closed",
    "quantity_missing",
    "tax_detail_not_allowed",
    "too_deep",
    "too_large",
    "unbalanced",
    "us_tax_code",
    "wrong_account_type",
]

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


def unknown_property(element: str) -> ServiceFault:
    """2010: a field QuickBooks does not have."""
    return refusal("2010", "Request has invalid or unsupported property", UNKNOWN_PROPERTY, element)


def unreadable(element: str = "") -> ServiceFault:
    """2010: broken JSON, or a value that is not of the field's type."""
    return refusal("2010", "Request has invalid or unsupported property", UNREADABLE, element)


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
    return refusal("2170", "Invalid Enumeration", f"Invalid Enumeration : {value}", element)


def invalid_reference(kind: str, identifier: str, element: str) -> ServiceFault:
    """2500: what is referred to never existed. `kind` is QuickBooks' word (Accounts, Names, Klasses, Depts)."""
    return refusal(
        "2500", "Invalid Reference Id", f"Invalid Reference Id : {kind} element id {identifier} not found", element
    )


def permission_denied(element: str = "") -> ServiceFault:
    """5020: the person who consented may not do this (Intuit: recorded of a report)."""
    words = "Permission Denied Error"
    return refusal("5020", words, f"{words} : You do not have the access rights to use this feature.", element)


def not_found() -> ServiceFault:
    """610: no record has this id."""
    return refusal("610", "Object Not Found", f"Object Not Found : {INACTIVE}")


def deleted() -> ServiceFault:
    """610: the record was deleted."""
    return refusal("610", "Object Not Found", "Object Not Found : Another user has deleted this transaction.")


def stale() -> ServiceFault:
    """5010: the SyncToken is not the present one."""
    detail = (
        "Stale Object Error : You and Bob were working on this at the same time. "
        "Bob finished before you did, so your work was not saved."
    )
    return refusal("5010", "Stale Object Error", detail)


def unsupported_operation(operation: str) -> ServiceFault:
    """500: QuickBooks has no such operation."""
    return refusal("500", "Unsupported Operation", f"Operation {operation} is not supported.")


def malformed_utf8() -> ServiceFault:
    """500 too: the body is not UTF-8 (Intuit: the words of its XML parser)."""
    return unsupported_operation("Invalid byte 1 of 1-byte UTF-8 sequence.")


def unsupported_media(content_type: str) -> ServiceFault:
    """HTTP 415: a body that is neither JSON nor XML (assumed in this form)."""
    problem = unsupported_operation(f"with Content-Type {content_type}").problems
    return ServiceFault(problem, status=415)


def not_in_sandbox(feature: str) -> ServiceFault:
    """5030: QuickBooks can do this and this sandbox cannot yet; refused, never silently accepted."""
    return refusal("5030", "Feature Not Supported Error", f"Feature Not Supported Error : {feature}")


def invalid_id(value: str) -> ServiceFault:
    """2030: an id that is no number (trigger assumed)."""
    return refusal("2030", "Invalid ID", f"Invalid ID : {value}", "Id")


def bad_request_id() -> ServiceFault:
    """2130: a requestid longer than 50 characters, or empty."""
    return refusal("2130", "Invalid Request Id Format", "Invalid Request Id Format", "requestid")


def query_fault(code: str, detail: str) -> ServiceFault:
    """4000 cannot parse, 4001 invalid, 4002 processing error."""
    message = {"4000": "Error parsing query", "4001": "Invalid query", "4002": "Error processing query"}[code]
    name = {"4000": "QueryParserError", "4001": "QueryValidationError", "4002": "QueryProcessingError"}[code]
    return ServiceFault(Problem(code, message, f"{name}: {detail}", None))


def application_error(text: str = "An application error has occurred") -> ServiceFault:
    """10000: QuickBooks failed; HTTP 500, worth another attempt with the same requestid."""
    message = "An application error has occurred while processing your request"
    return ServiceFault(Problem("10000", message, f"System Failure Error: {text}"), status=500, kind="SystemFault")


def batch_too_large() -> ServiceFault:
    """1040: more than 30 items."""
    text = "Batch size exceeds allowed limit"
    return refusal("1040", text, text)
