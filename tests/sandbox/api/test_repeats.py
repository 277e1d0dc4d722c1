"""What is sent twice happens once: requestid, batches, and answers that get lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import requests

from tests.sandbox.client import TIMEOUT, Client, Json, invoice, payment


def count(us: Client) -> int:
    total: int = us.query("select count(*) from Invoice")["totalCount"]
    return total


def test_a_repeated_requestid_gets_the_first_answer_byte_for_byte(us: Client) -> None:
    first = us.post("invoice", invoice(5), requestid="r-1")
    again = us.post("invoice", invoice(5), requestid="r-1")
    changed = us.post("invoice", invoice(6), requestid="r-1")
    assert first.content == again.content == changed.content
    assert count(us) == 1
    assert [one["replayed"] for one in us.log(entity="invoice")] == [False, True, True]


def test_the_same_request_sent_eight_times_at_once_is_done_once(us: Client) -> None:
    def send(_: int) -> bytes:
        headers = dict(us.session.headers)
        return requests.post(us.url("invoice?requestid=r"), json=invoice(5), headers=headers, timeout=TIMEOUT).content

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    assert count(us) == 1


def test_a_requestid_covers_updates_and_deletions_too(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    body = {"Id": made["Id"], "SyncToken": "0"}
    first = us.post("invoice", body, requestid="d", operation="delete")
    assert us.post("invoice", body, requestid="d", operation="delete").content == first.content
    assert us.post("invoice", body, operation="delete").status_code == 400


def test_a_fault_is_worked_anew_unless_set_otherwise(us: Client) -> None:
    us.make("Invoice", invoice(5, DocNumber="1"))
    us.fault("invoice", invoice(5, DocNumber="1"), requestid="f")
    us.control("preferences", {"SalesFormsPrefs": {"CustomTxnNumbers": False}})
    assert us.post("invoice", invoice(5, DocNumber="1"), requestid="f").status_code == 200
    us.control("preferences", {"SalesFormsPrefs": {"CustomTxnNumbers": True}})
    us.control("requestids", {"replay_faults": True})
    us.fault("invoice", invoice(5, DocNumber="1"), requestid="g")
    assert us.fault("invoice", invoice(5, DocNumber="2"), requestid="g")["code"] == "6140"


def test_a_requestid_is_forgotten_after_its_lifetime(us: Client) -> None:
    us.control("requestids", {"lifetime_seconds": 600})
    us.post("invoice", invoice(5), requestid="r")
    us.sandbox.state.now.advance(601)
    us.post("invoice", invoice(5), requestid="r")
    assert count(us) == 2


@pytest.mark.parametrize("request_id", ["", "x" * 51])
def test_a_malformed_requestid_is_2130(us: Client, request_id: str) -> None:
    assert us.fault("invoice", invoice(5), requestid=request_id)["code"] == "2130"


def test_a_requestid_says_nothing_of_what_is_only_read(us: Client) -> None:
    before = us.get("query", query="select count(*) from Invoice", requestid="q").json()["QueryResponse"]
    us.make("Invoice", invoice(5))
    after = us.get("query", query="select count(*) from Invoice", requestid="q").json()["QueryResponse"]
    assert (before["totalCount"], after["totalCount"]) == (0, 1)
    assert us.get("reports/TrialBalance", requestid="q").json()["Header"]["ReportName"] == "TrialBalance"
    us.make("Invoice", invoice(6), requestid="q")


def test_two_companies_may_use_the_same_requestid(us: Client) -> None:
    other = us.control("companies", {"country": "US", "seed": "sample"})["realmId"]
    us.make("Invoice", invoice(5), requestid="r")
    with Client(us.sandbox, other) as second:
        assert second.make("Invoice", invoice(6), requestid="r")["TotalAmt"] == 6


def test_the_first_answer_comes_again_in_the_form_it_had(us: Client) -> None:
    first = us.post("invoice", invoice(5), requestid="r")
    us.session.headers["Accept"] = "application/xml"
    again = us.session.post(us.url("invoice?requestid=r"), json=invoice(5), timeout=TIMEOUT)
    assert (again.content, again.headers["Content-Type"]) == (first.content, first.headers["Content-Type"])


def test_fifty_characters_are_the_most_of_a_requestid(us: Client) -> None:
    us.make("Invoice", invoice(5), requestid="x" * 50)


def test_an_answer_lost_means_the_work_is_done(us: Client) -> None:
    us.control("trouble", {"kind": "lose_answer", "method": "POST", "entity": "invoice"})
    with pytest.raises(requests.ConnectionError):
        us.post("invoice", invoice(5, DocNumber="L"), requestid="r")
    assert count(us) == 1
    answer = us.post("invoice", invoice(5, DocNumber="L"), requestid="r")
    assert answer.json()["Invoice"]["DocNumber"] == "L"
    assert count(us) == 1
    lost, kept = us.log(entity="invoice")
    assert (lost["dropped"], lost["status"], lost["trouble"], kept["replayed"]) == (True, 0, "lose_answer", True)


def test_a_connection_dropped_before_the_work_means_nothing_is_done(us: Client) -> None:
    us.control("trouble", {"kind": "drop_before", "entity": "payment", "times": 2})
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            us.post("payment", payment(5))
    us.make("Payment", payment(5))
    assert us.query("select count(*) from Payment") == {"totalCount": 1}


def test_the_answer_to_a_refresh_can_be_lost(us: Client) -> None:
    us.control("oauth", {"rotation": "always"})
    us.control("trouble", {"kind": "lose_answer", "path": "/oauth2/v1/tokens/bearer"})
    form = {"grant_type": "refresh_token", "refresh_token": us.tokens["refresh_token"]}
    auth = (us.tokens["client_id"], us.tokens["client_secret"])
    url = f"{us.sandbox.url}/oauth2/v1/tokens/bearer"
    with pytest.raises(requests.ConnectionError):
        us.session.post(url, data=form, auth=auth, timeout=TIMEOUT)
    assert us.session.post(url, data=form, auth=auth, timeout=TIMEOUT).json()["error"] == "invalid_grant"


def batch(us: Client, *items: Json, **params: str) -> list[Json]:
    answer = us.post("batch", {"BatchItemRequest": list(items)}, **params)
    assert answer.status_code == 200, answer.text
    responses: list[Json] = answer.json()["BatchItemResponse"]
    return responses


def test_items_of_a_batch_are_independent(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    done = batch(
        us,
        {"bId": "1", "operation": "create", "Invoice": invoice(7)},
        {"bId": "2", "operation": "create", "Invoice": invoice(7, customer="999")},
        {"bId": "3", "operation": "delete", "Invoice": {"Id": made["Id"], "SyncToken": "0"}},
        {"bId": "4", "Query": "select count(*) from Invoice"},
        {"bId": "5", "operation": "create", "PurchaseOrder": {}},
    )
    assert done[0]["Invoice"]["TotalAmt"] == 7
    assert done[1]["Fault"]["Error"][0]["code"] == "2500"
    assert done[2]["Invoice"]["status"] == "Deleted"
    assert done[3] == {"QueryResponse": {"totalCount": 1}, "bId": "4"}
    assert done[4]["Fault"]["Error"][0]["code"] == "500"


def test_an_item_is_a_repeat_only_if_requestid_and_bid_are_the_same(us: Client) -> None:
    def item(identifier: str) -> Json:
        return {"bId": identifier, "operation": "create", "Invoice": invoice(7)}

    first = batch(us, item("1"), item("2"), requestid="b")
    again = batch(us, item("1"), item("3"), requestid="b")
    assert again[0] == first[0]
    assert count(us) == 3


def test_a_batch_of_more_than_thirty_is_1040(us: Client) -> None:
    items = [{"bId": str(n), "operation": "create", "Invoice": invoice(7)} for n in range(31)]
    assert us.fault("batch", {"BatchItemRequest": items})["code"] == "1040"
    assert us.fault("batch", {})["code"] == "2010"


def test_the_feed_tells_what_changed_and_what_was_deleted(us: Client) -> None:
    gone, kept = us.make("Invoice", invoice(5)), us.make("Invoice", invoice(6))
    us.post("invoice", {"Id": gone["Id"], "SyncToken": "0"}, operation="delete")
    since = us.sandbox.state.now() - timedelta(minutes=5)
    answer = us.get("cdc", entities="Invoice,Payment", changedSince=since.isoformat())
    invoices, payments = answer.json()["CDCResponse"][0]["QueryResponse"]
    assert [(one["Id"], one.get("status")) for one in invoices["Invoice"]] == [
        (kept["Id"], None),
        (gone["Id"], "Deleted"),
    ]
    assert payments == {}
    late = us.sandbox.state.now() - timedelta(days=31)
    assert us.get("cdc", entities="Invoice", changedSince=late.isoformat()).status_code == 400


def test_a_repeated_update_is_done_once(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    body = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"}
    first = us.post("invoice", body, requestid="u")
    assert us.post("invoice", body, requestid="u").content == first.content
    assert us.read("Invoice", made["Id"])["SyncToken"] == "1"
    assert us.post("invoice", body).json()["Fault"]["Error"][0]["code"] == "5010"
