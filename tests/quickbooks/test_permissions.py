"""Asking what the user may see: one request of counts, each answered or refused by itself."""

from __future__ import annotations

from typing import Any

import pytest

from matterbooks.mapping.rights import Grant
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.client import Answer, Client, Silence
from matterbooks.quickbooks.faults import Fault, read_fault
from matterbooks.quickbooks.permissions import PROBED, probe, rights_of
from tests.quickbooks.server import Intuit, json_reply

DENIED = {
    "Message": "Permission Denied Error",
    "Detail": "Permission Denied Error : You do not have the access rights to use this feature.",
    "code": "5020",
    "element": "",
}


def answer(**items: dict[str, Any]) -> Answer:
    """The batch's answer: every kind is counted but those that are given."""
    rows = [
        {"bId": str(place), **items.get(entity, {"QueryResponse": {"totalCount": 3}})}
        for place, entity in enumerate(PROBED)
    ]
    return Answer(200, {"BatchItemResponse": rows}, "tid")


def grants(outcome: Answer | Fault | Silence) -> dict[str, Grant]:
    """What is known about each kind."""
    return {right.entity: right.grant for right in rights_of(outcome)}


def test_one_request_asks_for_every_kind_with_counts_alone(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply(answer().body))
    assert {right.grant for right in probe(client)} == {Grant.SEEN}
    (asked,) = intuit.asked
    assert (asked.method, asked.path) == ("POST", "/v3/company/4620816365/batch")
    items = wire.decode(asked.body)["BatchItemRequest"]
    assert [item["Query"] for item in items] == [f"select count(*) from {entity}" for entity in PROBED]
    assert all(set(item) == {"bId", "Query"} for item in items), "nothing in it writes"
    assert len(items) <= 30, "Intuit's limit of a batch"


@pytest.mark.parametrize("code", ["5020", "5030"])
def test_a_kind_that_is_refused_is_unseen_and_the_others_are_seen(code: str) -> None:
    found = grants(answer(Payment={"Fault": {"Error": [{**DENIED, "code": code}], "type": "ValidationFault"}}))
    assert found.pop("Payment") is Grant.UNSEEN
    assert set(found.values()) == {Grant.SEEN}


def test_any_other_fault_or_no_answer_proves_nothing() -> None:
    found = grants(answer(Bill={"Fault": {"Error": [{**DENIED, "code": "10000"}]}}, Vendor={}))
    assert found["Bill"] is found["Vendor"] is Grant.UNKNOWN
    assert set(grants(Silence("ReadTimeout")).values()) == {Grant.UNKNOWN}
    whole = read_fault(400, {"Fault": {"Error": [{**DENIED, "code": "500"}]}}, "", "tid")
    assert whole is not None
    assert set(grants(whole).values()) == {Grant.UNKNOWN}
