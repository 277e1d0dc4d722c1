"""Change data capture: what it tells, how far it looks back, and what it knows nothing of."""

from datetime import timedelta

import pytest

from tests.sandbox.client import Client, Json, invoice, payment


def changed(us: Client, entities: str, **ago: float) -> list[Json]:
    """The pages of what changed, the last hour unless said otherwise."""
    since = us.sandbox.state.now() - timedelta(**(ago or {"hours": 1}))
    answer = us.get("cdc", entities=entities, changedSince=since.isoformat())
    assert answer.status_code == 200, answer.text
    (told,) = answer.json()["CDCResponse"]
    pages: list[Json] = told["QueryResponse"]
    return pages


def refusal(us: Client, **params: str) -> Json:
    """The error of a request that is refused."""
    answer = us.get("cdc", **params)
    assert answer.status_code == 400, answer.text
    error: Json = answer.json()["Fault"]["Error"][0]
    return error


def test_whole_objects_are_told_with_their_page(us: Client) -> None:
    made = [us.make("Invoice", invoice(number)) for number in (5, 6)]
    invoices, payments = changed(us, "Invoice,Payment")
    assert invoices == {"Invoice": made, "startPosition": 1, "maxResults": 2, "totalCount": 2}
    assert payments == {}


def test_only_what_changed_since_then_is_told(us: Client) -> None:
    us.make("Invoice", invoice(5))
    us.make("Invoice", invoice(6))
    us.sandbox.state.now.advance(600)
    us.make("Invoice", {"Id": "1", "SyncToken": "0", "sparse": True, "PrivateNote": "n"})
    assert [one["Id"] for one in changed(us, "invoice", minutes=5)[0]["Invoice"]] == ["1"]


def test_an_invoice_that_was_paid_has_changed(us: Client) -> None:
    us.make("Invoice", invoice(5))
    us.sandbox.state.now.advance(600)
    us.make("Payment", payment(5, {"Amount": 5, "LinkedTxn": [{"TxnId": "1", "TxnType": "Invoice"}]}))
    invoices, payments = changed(us, "Invoice, Payment", minutes=5)
    assert [(one["Id"], one["SyncToken"]) for one in invoices["Invoice"]] == [("1", "1")]
    assert [one["Id"] for one in payments["Payment"]] == ["2"]


def test_what_was_deleted_is_a_notice_with_its_time(us: Client) -> None:
    us.make("Invoice", invoice(5))
    us.make("Invoice", {"Id": "1", "SyncToken": "0"}, operation="delete")
    (notice,) = changed(us, "Invoice")[0]["Invoice"]
    assert notice.keys() == {"status", "domain", "Id", "MetaData"}
    assert (notice["status"], notice["domain"], notice["Id"]) == ("Deleted", "QBO", "1")
    assert notice["MetaData"].keys() == {"LastUpdatedTime"}


def test_an_inactive_name_is_told_as_it_is(us: Client) -> None:
    us.make("Customer", {"Id": "58", "SyncToken": "0", "sparse": True, "Active": False})
    told = changed(us, "Customer")[0]["Customer"]
    assert [one["Active"] for one in told if one["Id"] == "58"] == [False]


def test_it_looks_back_thirty_days_and_no_further(us: Client) -> None:
    us.make("Invoice", invoice(5))
    assert changed(us, "Invoice", days=29, hours=23)[0]["maxResults"] == 1
    day = (us.sandbox.state.now() - timedelta(days=30, minutes=1)).isoformat()
    assert refusal(us, entities="Invoice", changedSince=day)["code"] == "6000"


def test_at_most_a_thousand_objects_are_told_the_oldest_change_first(us: Client) -> None:
    for start in range(0, 1020, 30):
        items = [
            {"bId": str(number), "operation": "create", "Department": {"Name": f"D{number}"}}
            for number in range(start, start + 30)
        ]
        us.post("batch", {"BatchItemRequest": items})
        us.sandbox.state.now.advance(1)
    us.make("Invoice", invoice(5))
    departments, invoices = changed(us, "Department,Invoice")
    assert (departments["maxResults"], departments["totalCount"], invoices) == (1000, 1020, {})
    times = [one["MetaData"]["LastUpdatedTime"] for one in departments["Department"]]
    assert times == sorted(times)
    assert departments["Department"][0]["Name"] == "D0"


def test_what_the_sandbox_has_not_has_no_feed_either(us: Client) -> None:
    since = us.sandbox.state.now().isoformat()
    assert refusal(us, entities="PurchaseOrder", changedSince=since)["code"] == "5030"


@pytest.mark.parametrize("entity", ["TaxAgency", "TaxCode", "TaxRate", "Nothing", ""])
def test_some_entities_have_no_feed(us: Client, entity: str) -> None:
    since = us.sandbox.state.now().isoformat()
    assert refusal(us, entities=f"Invoice,{entity}", changedSince=since)["code"] == "500"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"entities": "Invoice"}, "2020"),
        ({"changedSince": "2026-01-01"}, "2020"),
        ({"entities": "Invoice", "changedSince": "yesterday"}, "2010"),
    ],
)
def test_a_request_that_lacks_something_is_refused(us: Client, params: dict[str, str], code: str) -> None:
    assert refusal(us, **params)["code"] == code


def test_an_instant_may_have_any_offset_or_none(us: Client) -> None:
    us.make("Invoice", invoice(5))
    now = us.sandbox.state.now()
    for since in (
        (now - timedelta(minutes=1)).isoformat().replace("+00:00", "Z"),
        (now - timedelta(days=2)).date().isoformat(),
        (now - timedelta(days=2)).replace(tzinfo=None, microsecond=0).isoformat(),
    ):
        answer = us.get("cdc", entities="Invoice", changedSince=since)
        assert answer.json()["CDCResponse"][0]["QueryResponse"][0]["maxResults"] == 1
    spaced = us.session.get(us.url(f"cdc?entities=Invoice&changedSince={now.date()}T00:00:00+00:00"), timeout=20)
    assert spaced.status_code == 200
