"""What the person who consented may do in the company is all that the app may do there."""

import pytest
import requests

from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.buying import bill, spent
from tests.sandbox.client import TIMEOUT, Client, Json, invoice, payment
from tests.sandbox.connecting import ask, consent, token

DETAIL = "Permission Denied Error : You do not have the access rights to use this feature."


def become(client: Client, role: str) -> None:
    """Let whoever consented have another role in the company."""
    client.control("oauth", {"roles": {client.realm: role}})


def refused(answer: requests.Response) -> bool:
    """Whether it is the fault of a refused permission, word by word; False where it was carried out."""
    if answer.ok:
        return False
    body: Json = answer.json()["Fault"]
    assert (answer.status_code, body["type"]) == (400, "ValidationFault")
    assert [(one["code"], one["Message"], one["Detail"]) for one in body["Error"]] == [
        ("5020", "Permission Denied Error", DETAIL)
    ]
    return True


@pytest.mark.parametrize(
    ("role", "seen", "unseen"),
    [
        ("admin", ("Invoice", "Payment", "Bill", "BillPayment", "Deposit", "Transfer"), ()),
        ("customers", ("Invoice", "Payment", "Customer", "Account", "TaxCode"), ("Bill", "Vendor", "JournalEntry")),
        ("suppliers", ("Bill", "BillPayment", "Vendor", "Account"), ("Invoice", "Customer", "Deposit")),
        ("no_payments", ("Invoice", "Payment", "BillPayment", "JournalEntry"), ()),
    ],
)
def test_a_role_sees_its_own_records_and_every_list(
    us: Client, role: str, seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    become(us, role)
    answers = {name: refused(us.get("query", query=f"select count(*) from {name}")) for name in (*seen, *unseen)}
    assert answers == {name: name in unseen for name in (*seen, *unseen)}


def test_who_tracks_customers_bills_and_receives_payments_and_enters_no_bill(us: Client) -> None:
    become(us, "customers")
    us.make("Invoice", invoice(50))
    us.make("Payment", payment(50))
    assert refused(us.post("bill", bill(spent(5))))
    assert refused(us.post("account", {"Name": "Own", "AccountType": "Income"}))
    assert refused(us.get("reports/TrialBalance"))
    assert us.get("reports/AgedReceivables").ok


def test_who_tracks_suppliers_enters_bills_and_no_invoice(us: Client) -> None:
    become(us, "suppliers")
    us.make("Bill", bill(spent(5)))
    assert refused(us.post("invoice", invoice(50)))
    assert refused(us.get("invoice/1"))


def test_who_only_looks_at_payments_enters_bills_and_is_refused_a_payment(us: Client) -> None:
    become(us, "no_payments")
    us.make("Invoice", invoice(50))
    before = us.query("select count(*) from Payment")
    assert refused(us.post("payment", payment(50)))
    assert us.query("select count(*) from Payment") == before


def test_each_item_of_a_batch_is_refused_by_itself(us: Client) -> None:
    become(us, "customers")
    items = [{"bId": name, "Query": f"select count(*) from {name}"} for name in ("Invoice", "Bill")]
    first, second = us.post("batch", {"BatchItemRequest": items}).json()["BatchItemResponse"]
    assert "totalCount" in first["QueryResponse"]
    assert second["Fault"]["Error"][0]["code"] == "5020"


def test_a_feed_of_what_is_not_seen_is_refused(us: Client) -> None:
    become(us, "customers")
    since = {"changedSince": "2026-01-01T00:00:00Z"}
    us.control("clock", {"set": "2026-01-02T00:00:00Z", "stopped": True})
    assert refused(us.get("cdc", entities="Invoice,Bill", **since))
    assert us.get("cdc", entities="Invoice", **since).ok


def test_a_better_role_mends_it_at_once(us: Client) -> None:
    become(us, "suppliers")
    assert refused(us.post("invoice", invoice(50)))
    become(us, "admin")
    us.make("Invoice", invoice(50))


def test_the_consent_page_asks_for_the_role(web: requests.Session, sandbox: Sandbox) -> None:
    page = web.get(f"{sandbox.url}/connect/oauth2", params=ask(), timeout=TIMEOUT).text
    assert all(f'value="{role}"' in page for role in Role)
    code = consent(web, sandbox, role="suppliers")["code"]
    given = token(web, sandbox, grant_type="authorization_code", code=code, redirect_uri=ask()["redirect_uri"])
    headers = {"Authorization": f"Bearer {given['access_token']}", "Accept": "application/json"}
    address = f"{sandbox.url}/v3/company/{sandbox.realms[0]}/invoice/1"
    assert refused(web.get(address, headers=headers, timeout=TIMEOUT))


def test_what_is_no_role_is_refused_in_words(web: requests.Session, sandbox: Sandbox) -> None:
    form = {**ask(), "realm": sandbox.realms[0], "decision": "connect", "role": "king"}
    assert "Choose one of the roles." in web.post(f"{sandbox.url}/connect/oauth2", data=form, timeout=TIMEOUT).text
    for path, body in (("tokens", {"role": "king"}), ("oauth", {"roles": {sandbox.realms[0]: "king"}})):
        answer = web.post(f"{sandbox.url}/sandbox/{path}", json=body, timeout=TIMEOUT)
        assert answer.status_code == 400
        assert "king" in answer.json()["error"]
