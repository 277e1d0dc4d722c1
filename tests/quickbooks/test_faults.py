"""Faults as Intuit was recorded to send them: the class, the words and the way out of each."""

from __future__ import annotations

import re

import pytest

from matterbooks.quickbooks.fault_catalogue import CATALOGUE, MENDED_BY_ITSELF, FaultClass
from matterbooks.quickbooks.faults import Fault, FaultError, explain, read_fault
from matterbooks.values import Held

BUSINESS = "A business validation error has occurred while processing your request"


def fault(code: str, detail: str, message: str = "m", status: int = 400) -> Fault:
    error = {"Message": message, "Detail": detail, "code": code, "element": ""}
    found = read_fault(status, {"Fault": {"Error": [error], "type": "ValidationFault"}}, "", "tid")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "detail", "cls", "held"),
    [
        ("5010", "Stale Object Error : You and Bob were working on this at the same time.", FaultClass.STALE, None),
        ("610", "Object Not Found : Something you're trying to use has been made inactive.",
         FaultClass.BAD_REFERENCE, Held.MAPPING),
        ("610", "Object Not Found : Another user has deleted this transaction.",
         FaultClass.BAD_REFERENCE, Held.PARENT_MISSING),
        ("2500", "Invalid Reference Id : Accounts element id 999 not found", FaultClass.BAD_REFERENCE, Held.MAPPING),
        ("2500", "Invalid Reference Id : Names element id 999 not found", FaultClass.BAD_REFERENCE, Held.REFUSED),
        ("2050", ("String length specified does not match the supported length. Min:0 Max:21 supported. "
         "Supplied length:45"), FaultClass.INVALID, Held.REFUSED),
        ("6000", "Business Validation Error: You can only add or edit one name at a time. Please try again.",
         FaultClass.TRANSIENT_REFUSAL, None),
        ("6000", ("Business Validation Error: An unexpected error occurred while accessing or saving your data. "
         "Please wait a few minutes and try again…"), FaultClass.TRANSIENT_REFUSAL, None),
        ("6000", "Business Validation Error: Make sure all your transactions have a GST/HST rate before you save.",
         FaultClass.INVALID, Held.MAPPING),
        ("6000", ("Business Validation Error: When you use Accounts Receivable, you must choose a customer in the "
         "Name field."), FaultClass.INVALID, Held.REFUSED),
        ("6140", ("Duplicate Document Number Error : This number has already been used. DocNumber=X is assigned to "
         "TxnType=Journal Entry with TxnId=3632"), FaultClass.DUPLICATE_NUMBER, Held.REFUSED),
        ("6190", "Subscription period has ended or been canceled", FaultClass.SUBSCRIPTION, Held.PERMISSION),
        ("6210", ("The account period has closed and the account books cannot be updated through through the QBO "
         "Services API."), FaultClass.PERIOD_CLOSED, Held.PERIOD),
        ("6210", "Duplicate Document Number Error", FaultClass.DUPLICATE_NUMBER, Held.REFUSED),
        ("6240", "The name supplied already exists.", FaultClass.DUPLICATE_NAME, Held.REFUSED),
        ("120", ": –11014-You do not have access to use QuickBooks Online Plus.", FaultClass.FORBIDDEN,
         Held.PERMISSION),
        ("130", "WrongClusterError: -11017-You have accessed the wrong server…", FaultClass.TRANSIENT_REFUSAL, None),
    ],
)  # fmt: skip
def test_a_recorded_fault_has_its_class_and_its_reason(
    code: str, detail: str, cls: FaultClass, held: Held | None
) -> None:
    found = fault(code, detail)
    assert (found.cls, explain(found).held) == (cls, held)
    assert code in explain(found).words


def test_the_gateway_s_lower_case_frame_is_read() -> None:
    body = {
        "warnings": None,
        "fault": {
            "error": [
                {
                    "message": "message=AuthenticationFailed; errorCode=003200; statusCode=401",
                    "detail": "Token expired: …",
                    "code": "3200",
                    "element": None,
                }
            ],
            "type": "AUTHENTICATION",
        },
        "time": 1633520295688,
    }
    found = read_fault(401, body, "", "tid")
    assert found == Fault(
        401,
        (FaultError("3200", "message=AuthenticationFailed; errorCode=003200; statusCode=401", "Token expired: …"),),
        "tid",
        FaultClass.UNAUTHORISED,
    )


def test_an_older_throttle_with_403_and_leading_zeros_is_a_throttle() -> None:
    assert fault("003001", "", "ThrottleExceeded; statusCode=403", 403).cls is FaultClass.THROTTLED


def test_a_passing_gateway_fault_is_not_a_lost_connection() -> None:
    assert fault("3100", "", "errorCode=003100; statusCode: 500", 403).cls is FaultClass.SERVER
    assert fault("3100", "", "errorCode=003100; statusCode=403", 403).cls is FaultClass.FORBIDDEN


def test_of_several_errors_the_gravest_decides() -> None:
    errors = [{"code": "2020", "Message": "m"}, {"code": "6210", "Message": "closed"}]
    found = read_fault(400, {"Fault": {"Error": errors}}, "", "")
    assert found is not None
    assert (found.cls, found.code, len(found.errors)) == (FaultClass.PERIOD_CLOSED, "6210", 2)
    assert explain(found).held is Held.PERIOD


def test_an_unknown_code_is_shown_raw_and_marked() -> None:
    shown = explain(fault("9999", "Something new"))
    assert not shown.catalogued
    assert shown.held is Held.REFUSED
    assert "Something new" in shown.words
    assert "9999" in shown.words


@pytest.mark.parametrize("body", [{"Fault": {}}, {"Fault": {"Error": []}}, {"Fault": {"Error": "x"}}, {"a": 1}])
def test_a_refusal_without_reasons_is_still_a_refusal(body: dict[str, object]) -> None:
    found = read_fault(400, body, "", "")
    assert found is not None
    assert found.cls is FaultClass.INVALID
    assert explain(found).words


def test_an_answer_without_fault_is_none() -> None:
    assert read_fault(200, {"Invoice": {"Id": "1"}, "fault": None}, "", "") is None


def test_every_row_of_the_table_can_be_reached_and_holds_unless_it_mends_itself() -> None:
    seen: set[tuple[str, str]] = set()
    for entry in CATALOGUE:
        assert (entry.code, entry.pattern) not in seen
        seen.add((entry.code, entry.pattern))
        re.compile(entry.pattern)
        assert (entry.held is None) == (entry.cls in MENDED_BY_ITSELF), entry
