"""Batches: what an item may be, what it answers, and when it counts as a repeat."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.client import Client, Json, invoice, payment

CUSTOMERS = "select * from Customer where Active IN (true, false)"


def create(bid: str, **fields: Any) -> Json:
    """An item that makes an invoice."""
    return {"bId": bid, "operation": "create", "Invoice": invoice(7, **fields)}


def send(us: Client, *items: Json, **params: str) -> list[Json]:
    """The answers to a batch."""
    answer = us.post("batch", {"BatchItemRequest": list(items)}, **params)
    assert answer.status_code == 200, answer.text
    responses: list[Json] = answer.json()["BatchItemResponse"]
    return responses


def code(item: Json) -> str:
    """The code of an item's fault."""
    return str(item["Fault"]["Error"][0]["code"])


def count(us: Client, entity: str = "Invoice") -> int:
    """How many there are."""
    total: int = us.query(f"select count(*) from {entity}")["totalCount"]
    return total


def test_items_make_change_void_delete_and_ask(us: Client) -> None:
    us.make("Invoice", invoice(1))
    us.make("Invoice", invoice(2))
    us.make("Payment", payment(3))
    own = {"SyncToken": "0"}
    made, changed, voided, gone, asked = send(
        us,
        create("a"),
        {"bId": "b", "operation": "update", "Invoice": {"Id": "1", **own, "sparse": True, "PrivateNote": "n"}},
        {"bId": "c", "operation": "update", "optionsData": "void", "Payment": {"Id": "3", **own, "sparse": True}},
        {"bId": "d", "operation": "delete", "Invoice": {"Id": "2", **own}},
        {"bId": "e", "Query": "select count(*) from Invoice"},
    )
    assert (made["bId"], made["Invoice"]["TotalAmt"]) == ("a", 7)
    assert (changed["Invoice"]["PrivateNote"], changed["Invoice"]["SyncToken"]) == ("n", "1")
    assert (voided["Payment"]["TotalAmt"], "Voided" in voided["Payment"]["PrivateNote"]) == (0, True)
    assert gone["Invoice"] == {"status": "Deleted", "domain": "QBO", "Id": "2"}
    assert asked["QueryResponse"] == {"totalCount": 2}


@pytest.mark.parametrize("operation", ["revert", "send", "merge", "CREATED"])
def test_an_operation_that_is_not_carried_out_is_500(us: Client, operation: str) -> None:
    (refused,) = send(us, {"bId": "1", "operation": operation, "Invoice": {"Id": "1", "SyncToken": "0"}})
    assert code(refused) == "500"


def test_an_item_may_allow_a_number_that_is_taken(us: Client) -> None:
    us.make("Invoice", invoice(1, DocNumber="A"))
    refused, made = send(
        us, create("1", DocNumber="A"), {**create("2", DocNumber="A"), "optionsData": "allowduplicatedocnum"}
    )
    assert code(refused) == "6140"
    assert made["Invoice"]["DocNumber"] == "A"


def test_an_item_tells_what_changed(us: Client) -> None:
    us.make("Invoice", invoice(1))
    since = (us.sandbox.state.now() - timedelta(minutes=5)).isoformat()
    told, wrong = send(
        us,
        {"bId": "1", "CDCQuery": {"Entities": "Invoice,Payment", "ChangedSince": since}},
        {"bId": "2", "CDCQuery": {"Entities": "TaxCode", "ChangedSince": since}},
    )
    invoices, payments = told["CDCResponse"]["QueryResponse"]
    assert ([one["Id"] for one in invoices["Invoice"]], payments) == (["1"], {})
    assert code(wrong) == "500"


def test_a_report_cannot_be_an_item_here(us: Client) -> None:
    (refused,) = send(us, {"bId": "1", "ReportQuery": "TrialBalance"})
    assert code(refused) == "5030"


def test_a_batch_answers_at_most_a_thousand_objects(us: Client) -> None:
    for start in range(0, 510, 30):
        items = [
            {"bId": str(number), "operation": "create", "Department": {"Name": f"D{number}"}}
            for number in range(start, start + 30)
        ]
        send(us, *items)
    whole = {"Query": "select * from Department maxresults 1000"}
    first, second, third = send(us, {"bId": "1", **whole}, {"bId": "2", **whole}, {"bId": "3", "Query": CUSTOMERS})
    assert first["QueryResponse"]["maxResults"] == 510
    assert code(second) == "1040"
    assert third["QueryResponse"]["maxResults"] == len(us.query(CUSTOMERS)["Customer"])


def test_thirty_items_are_the_most(us: Client) -> None:
    assert len(send(us, *[create(str(number)) for number in range(30)])) == 30
    fault = us.fault("batch", {"BatchItemRequest": [create(str(number)) for number in range(31)]})
    assert (fault["code"], fault["Message"]) == ("1040", "Batch size exceeds allowed limit")
    assert count(us) == 30


@pytest.mark.parametrize(
    "body", [{}, [], {"BatchItemRequest": {}}, {"BatchItemRequest": [1]}, {"BatchItemRequest": None}]
)
def test_what_is_no_batch_is_2010(us: Client, body: object) -> None:
    assert us.fault("batch", body)["code"] == "2010"


def test_what_is_no_item_answers_a_fault_of_its_own(us: Client) -> None:
    answers = send(
        us,
        {"bId": "1"},
        {"bId": "2", "operation": "create", "Invoice": 5},
        {"bId": "3", "operation": "create", "Invoice": {}, "Payment": {}},
        {"bId": "4", "operation": "create", "Nothing": {}},
        {"bId": "5", "CDCQuery": 1},
        create("6"),
    )
    assert [code(one) for one in answers[:-1]] == ["500", "2010", "500", "500", "2010"]
    assert "Invoice" in answers[-1]


def test_items_that_bear_no_or_the_same_bid_are_each_carried_out(us: Client) -> None:
    nameless, twice, again = send(us, {"operation": "create", "Invoice": invoice(1)}, create("1"), create("1"))
    assert "bId" not in nameless
    assert (twice["bId"], again["bId"]) == ("1", "1")
    assert count(us) == 3


def test_with_a_requestid_the_same_bid_twice_is_a_repeat(us: Client) -> None:
    first, second = send(us, create("1"), create("1"), requestid="r")
    assert first == second
    assert count(us) == 1


def test_a_repeat_gets_what_was_answered_first_whatever_it_asks_now(us: Client) -> None:
    first = send(us, create("1"), requestid="r")
    us.make("Invoice", {"Id": "1", "SyncToken": "0", "sparse": True, "PrivateNote": "changed since"})
    assert send(us, create("1", PrivateNote="other"), requestid="r") == first
    assert send(us, create("1"), requestid="r2")[0]["Invoice"]["Id"] == "2"


def test_a_single_request_and_an_item_may_bear_the_same_requestid(us: Client) -> None:
    us.post("invoice", invoice(5), requestid="r")
    send(us, create("1"), requestid="r")
    assert count(us) == 2


def test_an_item_that_was_refused_is_tried_anew_unless_set_otherwise(us: Client) -> None:
    us.make("Invoice", invoice(1, DocNumber="A"))
    assert code(send(us, create("1", DocNumber="A"), requestid="r")[0]) == "6140"
    assert "Invoice" in send(us, create("1", DocNumber="B"), requestid="r")[0]
    us.control("requestids", {"replay_faults": True})
    assert code(send(us, create("1", DocNumber="A"), requestid="s")[0]) == "6140"
    assert code(send(us, create("1", DocNumber="C"), requestid="s")[0]) == "6140"


def test_items_are_forgotten_when_single_requests_are(us: Client) -> None:
    us.control("requestids", {"lifetime_seconds": 600})
    send(us, create("1"), requestid="r")
    us.sandbox.state.now.advance(601)
    send(us, create("1"), requestid="r")
    assert count(us) == 2


@pytest.mark.parametrize(
    ("requestid", "bid", "fits"),
    [("x" * 36, "y" * 10, True), ("x" * 37, "1", False), ("x", "y" * 11, False), ("", "1", False)],
)
def test_a_requestid_of_a_batch_has_36_characters_and_its_bids_10(
    us: Client, requestid: str, bid: str, fits: bool
) -> None:
    answer = us.post("batch", {"BatchItemRequest": [create(bid)]}, requestid=requestid)
    if fits:
        assert answer.json()["BatchItemResponse"][0]["bId"] == bid
    else:
        assert answer.json()["Fault"]["Error"][0]["code"] == "2130"
    assert count(us) == int(fits)


def test_without_a_requestid_a_bid_may_be_of_any_length(us: Client) -> None:
    assert send(us, create("y" * 60))[0]["bId"] == "y" * 60
