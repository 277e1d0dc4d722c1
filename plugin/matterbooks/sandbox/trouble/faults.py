"""The faults that a trouble rule can ask for by code, as QuickBooks words them (Intuit: error code page; recorded).

Where no recording is known the code page's title stands for message and detail (assumed).
"""

from collections.abc import Callable

from matterbooks.sandbox import faults
from matterbooks.sandbox.faults import GatewayFault, Problem, ServiceFault, Throttled

Fault = ServiceFault | GatewayFault | Throttled


def _plain(code: str, message: str, detail: str = "", *, status: int = 400, kind: str = "ValidationFault") -> Fault:
    return ServiceFault(Problem(code, message, detail or message), status=status, kind=kind)


RECORDED: dict[str, Callable[[], Fault]] = {
    "3200": lambda: faults.token_fault("Token expired: see the trouble rule"),
    "3100": faults.realm_fault,
    "3001": Throttled,
    "100": lambda: _plain(
        "100",
        "General Authentication Error",
        "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401",
        status=401,
        kind="AuthenticationFault",
    ),
    "120": lambda: _plain(
        "120",
        "Authorization Failure",
        ": \N{EN DASH}11014-You do not have access to use QuickBooks Online Plus.",
        status=401,
        kind="AuthorizationFault",
    ),
    "130": lambda: _plain(
        "130", "Accessing Wrong Cluster", "WrongClusterError: -11017-You have accessed the wrong server"
    ),
    "500": lambda: faults.unsupported_operation("by a trouble rule"),
    "610": faults.not_found,
    "1040": faults.batch_too_large,
    "2010": lambda: faults.unknown_property(""),
    "2020": lambda: ServiceFault(faults.missing("Line")),
    "2050": lambda: ServiceFault(faults.wrong_length("DocNumber", 45, 21)),
    "2130": faults.bad_request_id,
    "2170": lambda: faults.invalid_enumeration("HAS_BEEN_BILLED", ""),
    "2300": faults.unbalanced,
    "2500": lambda: faults.invalid_reference("Accounts", "999", ""),
    "4000": lambda: faults.query_fault("4000", "by a trouble rule"),
    "4001": lambda: faults.query_fault("4001", "by a trouble rule"),
    "4002": lambda: faults.query_fault("4002", "by a trouble rule"),
    "5010": faults.stale,
    "5020": faults.permission_denied,
    "5030": lambda: faults.not_in_sandbox("by a trouble rule"),
    "6000": lambda: faults.business("by a trouble rule"),
    "6070": lambda: faults.amount_mismatch("58"),
    "6140": lambda: faults.duplicate_number("X", "Journal Entry", "3632"),
    "6190": faults.company_status,
    "6210": faults.period_closed,
    "6240": faults.duplicate_name,
    "6430": faults.wrong_account_type,
    "6540": faults.deposited,
    "10000": faults.application_error,
    "10100": lambda: _plain(
        "10100", "Result Set Big Error", "Result Set Big Error : Report too large, please customize"
    ),
}
TITLES = {
    "600": "Duplicate Request ID",
    "620": "Txn ID Cannot Be Linked",
    "2030": "Invalid ID",
    "6200": "Account Period Closed",
    "6440": "Transaction Detail Information Required",
}


def is_known(code: str) -> bool:
    """Whether a fault of `code` has words here."""
    return code in RECORDED or code in TITLES


def fault(code: str, message: str = "", detail: str = "", status: int = 0) -> Fault:
    """The fault of `code` in QuickBooks' words, or with words of one's own; `status` overrides a service fault's."""
    made = _worded(code, message, detail)
    if status and isinstance(made, ServiceFault):
        return ServiceFault(made.problems, status=status, kind=made.kind)
    return made


def _worded(code: str, message: str, detail: str) -> Fault:
    if not (message or detail) and code in RECORDED:
        return RECORDED[code]()
    words = message or TITLES.get(code, "Fault by a trouble rule")
    return _plain(code, words, detail or words)
