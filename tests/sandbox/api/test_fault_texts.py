"""The faults as they stand on the wire: shape, code, message, detail and the element they point at."""

import re

import pytest

from matterbooks.sandbox.trouble.faults import TITLES
from tests.sandbox.client import TIMEOUT, Client, Json, invoice, link, payment, sale

PROPERTY = "Request has invalid or unsupported property"
UNKNOWN = "Property Name:failed to parse json object; a property specified is unsupported or invalid"
UNREADABLE = "Property Name:Can not instanti specified is unsupported or invalid"
ENVELOPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00")


def test_a_fault_has_its_errors_its_type_and_the_time(us: Client) -> None:
    answer = us.post("invoice", {"CustomerRef": {"value": "1"}, "DocNumber": "x" * 22, "PrivateNote": "y" * 4001})
    body = answer.json()
    assert (answer.status_code, body.keys(), body["Fault"].keys()) == (400, {"Fault", "time"}, {"Error", "type"})
    assert body["Fault"]["type"] == "ValidationFault"
    assert [one.keys() for one in body["Fault"]["Error"]] == [{"Message", "Detail", "code", "element"}] * 3
    assert [one["code"] for one in body["Fault"]["Error"]] == ["2020", "2050", "2050"]
    assert ENVELOPE.fullmatch(body["time"])


def test_2010_tells_an_unknown_field_from_what_cannot_be_read(us: Client) -> None:
    fault = us.fault("invoice", invoice(5, Colour="red"))
    assert (fault["code"], fault["Message"], fault["Detail"]) == ("2010", PROPERTY, UNKNOWN)
    for data in ("{", "", "[]", '"x"', "{'a': 1}"):
        answer = us.session.post(us.url("invoice"), data=data, timeout=TIMEOUT)
        error = answer.json()["Fault"]["Error"][0]
        assert (error["code"], error["Message"], error["Detail"]) == ("2010", PROPERTY, UNREADABLE)


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        (
            "payment",
            payment(5, link(5, "Invoice", "999")),
            ("610", "Object Not Found", "Object Not Found : ", ""),
        ),
        ("payment", payment(5, link(5, "Estimate", "1")), ("620", "Txn ID Cannot Be Linked", "", None)),
        (
            "invoice",
            {"CustomerRef": {"value": "1"}},
            ("2020", "Required param missing, need", "Required parameter Line is missing in the request", "Line"),
        ),
        (
            "invoice",
            invoice(5, EmailStatus="Lost"),
            ("2170", "Invalid Enumeration", "Invalid Enumeration : Lost", None),
        ),
        (
            "invoice",
            invoice(5, customer="999"),
            ("2500", "Invalid Reference Id", "Invalid Reference Id : Names element id 999 not found", None),
        ),
        (
            "invoice",
            {**invoice(), "Line": [sale(5, item="999")]},
            ("2500", "Invalid Reference Id", "Invalid Reference Id : Items element id 999 not found", None),
        ),
        (
            "invoice",
            {**invoice(), "Line": [sale(58, Qty=3, UnitPrice=19)]},
            (
                "6070",
                "Amount calculation incorrect in the request.",
                "Amount is not equal to UnitPrice * Qty. Supplied value:58",
                "Line.Amount",
            ),
        ),
        ("customer", {"Notes": "nobody"}, ("6080", "", "", None)),
        ("account", {"Name": "x"}, ("6010", "", "", None)),
        ("budget", {}, ("5030", "Feature Not Supported Error", "Feature Not Supported Error : ", None)),
        ("nothing", {}, ("500", "Unsupported Operation", "Operation nothing is not supported.", None)),
    ],
)
def test_a_refused_body_is_told_in_these_words(
    us: Client, path: str, body: Json, expected: tuple[str, str, str, str | None]
) -> None:
    code, message, detail, element = expected
    fault = us.fault(path, body)
    assert fault["code"] == code
    assert fault["Message"].startswith(message)
    assert fault["Detail"].startswith(detail)
    assert element is None or fault["element"] == element


def test_an_id_that_is_no_number_is_2030(us: Client) -> None:
    error = us.get("invoice/abc").json()["Fault"]["Error"][0]
    assert (error["code"], error["Message"]) == ("2030", "Invalid ID")


@pytest.mark.parametrize(
    ("text", "code", "message", "detail"),
    [
        ("select", "4000", "Error parsing query", "QueryParserError: "),
        ("select * from Invoice where Colour = 'x'", "4001", "Invalid query", "QueryValidationError: "),
    ],
)
def test_a_bad_query_is_told_in_these_words(us: Client, text: str, code: str, message: str, detail: str) -> None:
    fault = us.query_fault(text)
    assert (fault["code"], fault["Message"]) == (code, message)
    assert fault["Detail"].startswith(detail)


def test_a_query_that_fails_while_it_runs_is_4002_by_a_trouble_rule(us: Client) -> None:
    us.control("trouble", {"kind": "fault", "code": "4002"})
    fault = us.query_fault("select * from Invoice")
    assert (fault["code"], fault["Message"]) == ("4002", "Error processing query")
    assert fault["Detail"].startswith("QueryProcessingError: ")


@pytest.mark.parametrize("code", sorted(TITLES))
def test_what_has_a_title_alone_is_told_by_a_trouble_rule(us: Client, code: str) -> None:
    us.control("trouble", {"kind": "fault", "code": code, "method": "POST", "entity": "invoice"})
    fault = us.fault("invoice", invoice(5))
    assert (fault["code"], fault["Message"]) == (code, TITLES[code])
    us.make("Invoice", invoice(5))


def test_a_company_whose_subscription_ended_is_6190_and_keeps_what_it_has(us: Client) -> None:
    us.control("trouble", {"kind": "fault", "code": "6190", "method": "POST", "entity": "invoice", "times": 0})
    fault = us.fault("invoice", invoice(5))
    assert (fault["code"], fault["Message"]) == ("6190", "Invalid Company Status")
    assert fault["Detail"] == (
        "Subscription period has ended or been canceled, or there was a billing problem : You can't add data to "
        "QuickBooks Online Plus because your trial or subscription period ended"
    )
    assert us.query("select count(*) from Invoice") == {"totalCount": 0}


@pytest.mark.parametrize(
    "text",
    [
        "You can only add or edit one name at a time. Please try again.",
        "An unexpected error occurred while accessing or saving your data. Please wait a few minutes and try again.",
    ],
)
def test_a_passing_6000_comes_by_a_trouble_rule_and_the_next_try_succeeds(us: Client, text: str) -> None:
    us.control(
        "trouble",
        {
            "kind": "fault",
            "code": "6000",
            "message": "A business validation error has occurred while processing your request",
            "detail": f"Business Validation Error: {text}",
            "entity": "customer",
        },
    )
    assert us.fault("customer", {"DisplayName": "x"})["Detail"].endswith(text)
    us.make("Customer", {"DisplayName": "x"})


def test_a_defect_is_a_system_fault_10000_with_http_500(us: Client) -> None:
    us.control("trouble", {"kind": "fault", "code": "10000"})
    answer = us.get("preferences")
    body = answer.json()["Fault"]
    error = body["Error"][0]
    assert (answer.status_code, body["type"], error["code"]) == (500, "SystemFault", "10000")
    assert error["Message"] == "An application error has occurred while processing your request"
    assert error["Detail"].startswith("System Failure Error: ")


def test_the_titles_are_those_of_the_code_page() -> None:
    assert TITLES == {
        "600": "Duplicate Request ID",
        "620": "Txn ID Cannot Be Linked",
        "2030": "Invalid ID",
        "6200": "Account Period Closed",
        "6440": "Transaction Detail Information Required",
    }


def test_a_taken_number_and_a_closed_period_are_told_in_the_recorded_words(us: Client) -> None:
    made = us.make("Invoice", invoice(5, DocNumber="A-1"))
    assert us.fault("invoice", invoice(6, DocNumber="A-1"))["Detail"] == (
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        f"DocNumber=A-1 is assigned to TxnType=Invoice with TxnId={made['Id']}"
    )
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"}})
    fault = us.fault("invoice", invoice(5, TxnDate="2026-01-31"))
    assert fault["Message"] == "Account Period Closed, Cannot Update Through Services API"
