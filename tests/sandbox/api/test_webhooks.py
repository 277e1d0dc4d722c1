"""Webhooks out: who hears of what, how it is signed, and what happens when nobody answers."""

import base64
import hashlib
import hmac
import json
import re
import socket
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.webhooks import post as post_module
from matterbooks.sandbox.webhooks.post import post
from tests.sandbox.client import TIMEOUT, Client, Json, invoice, payment

URL = "http://endpoint.example/hook"
VERIFIER = "verify-me"


class Endpoint:
    """An endpoint that keeps what it is told and answers what it is set to."""

    def __init__(self) -> None:
        self.status = 200
        self.told: list[tuple[Mapping[str, str], bytes]] = []

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        assert url == URL
        self.told.append((headers, body))
        return self.status


@pytest.fixture
def endpoint(us: Client) -> Endpoint:
    """What the sandbox posts to."""
    made = Endpoint()
    us.sandbox.state.post = made
    us.control("reset", {})
    us.tokens = us.sandbox.tokens()
    us.session.headers["Authorization"] = f"Bearer {us.tokens['access_token']}"
    return made


def subscribe(us: Client, **more: object) -> Json:
    """One endpoint, which wants the legacy form unless said otherwise."""
    made: Json = us.control("webhooks", {"url": URL, "verifier": VERIFIER, "form": "legacy", **more})
    return made


def deliver(us: Client) -> list[Json]:
    """Send what waits."""
    told: list[Json] = us.control("webhooks/deliver", {})
    return told


def entities(body: bytes) -> list[tuple[str, str, str]]:
    """Name, id and operation of everything a legacy body tells of."""
    (told,) = json.loads(body)["eventNotifications"]
    return [(one["name"], one["id"], one["operation"]) for one in told["dataChangeEvent"]["entities"]]


def test_creating_changing_voiding_and_deleting_is_told_in_one_signed_body(us: Client, endpoint: Endpoint) -> None:
    subscribe(us)
    us.make("Invoice", invoice(5))
    for note in ("a", "b"):
        token = us.read("Invoice", "1")["SyncToken"]
        us.make("Invoice", {"Id": "1", "SyncToken": token, "sparse": True, "PrivateNote": note})
    us.make("Invoice", {"Id": "1", "SyncToken": "2"}, operation="void")
    us.make("Invoice", {"Id": "1", "SyncToken": "3"}, operation="delete")
    us.fault("invoice", invoice(5, customer="999"))
    deliver(us)
    ((headers, body),) = endpoint.told
    assert entities(body) == [("Invoice", "1", one) for one in ("Create", "Update", "Void", "Delete")]
    told = json.loads(body)["eventNotifications"][0]
    assert told["realmId"] == us.realm
    times = [one["lastUpdated"] for one in told["dataChangeEvent"]["entities"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one) for one in times)
    signed = base64.b64encode(hmac.new(VERIFIER.encode(), body, hashlib.sha256).digest()).decode()
    assert headers["intuit-signature"] == signed
    assert {"intuit-created-time", "intuit-t-id", "intuit-notification-schema-version"} <= headers.keys()
    assert headers["Content-Type"] == "application/json"
    assert deliver(us) == []


def test_what_a_payment_touches_is_told_too(us: Client, endpoint: Endpoint) -> None:
    us.make("Invoice", invoice(5))
    subscribe(us)
    us.make("Payment", payment(5, {"Amount": 5, "LinkedTxn": [{"TxnId": "1", "TxnType": "Invoice"}]}))
    deliver(us)
    assert sorted(entities(endpoint.told[0][1])) == [("Invoice", "1", "Update"), ("Payment", "2", "Create")]


def test_cloud_events_are_an_array_with_one_element_for_each_change(us: Client, endpoint: Endpoint) -> None:
    subscribe(us, form="cloudevents")
    us.make("Account", {"Name": "New", "AccountType": "Bank"})
    us.make("Payment", payment(5))
    deliver(us)
    ((headers, body),) = endpoint.told
    account, paid = json.loads(body)
    assert account.keys() == {
        "specversion", "id", "source", "type", "datacontenttype", "time", "intuitentityid", "intuitaccountid", "data",
    }  # fmt: skip
    assert (account["specversion"], account["type"]) == ("1.0", "qbo.account.created.v1")
    assert (account["intuitaccountid"], account["data"]) == (us.realm, {})
    assert (paid["type"], paid["intuitentityid"]) == ("qbo.payment.created.v1", "1")
    assert account["id"] != paid["id"]
    assert headers["Content-Type"] == "application/cloudevents+json"


def test_an_endpoint_hears_only_of_the_entities_and_companies_it_asked_for(us: Client, endpoint: Endpoint) -> None:
    other = us.control("companies", {"country": "AU", "seed": "empty"})["realmId"]
    subscribe(us, entities=["Customer"], realms=[us.realm])
    with Client(us.sandbox, other) as au:
        au.make("Customer", {"DisplayName": "There"})
    us.make("Invoice", invoice(5))
    made = us.make("Customer", {"DisplayName": "Here"})
    deliver(us)
    ((_, body),) = endpoint.told
    assert entities(body) == [("Customer", made["Id"], "Create")]


def test_two_companies_may_share_one_body(us: Client, endpoint: Endpoint) -> None:
    subscribe(us)
    other = us.control("companies", {"country": "AU", "seed": "empty"})["realmId"]
    with Client(us.sandbox, other) as au:
        au.make("Customer", {"DisplayName": "There"})
    us.make("Customer", {"DisplayName": "Here"})
    deliver(us)
    ((_, body),) = endpoint.told
    assert {one["realmId"] for one in json.loads(body)["eventNotifications"]} == {us.realm, other}


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 0])
def test_a_refused_notification_is_tried_again_three_times_and_then_the_endpoint_is_dropped(
    us: Client, endpoint: Endpoint, status: int
) -> None:
    us.control("clock", {"stopped": True})
    subscribe(us)
    endpoint.status = status
    us.make("Customer", {"DisplayName": "Here"})
    for minutes in (20, 30, 50):
        deliver(us)
        tries = len(endpoint.told)
        us.sandbox.state.now.advance(minutes * 60 - 1)
        assert deliver(us) == []
        us.sandbox.state.now.advance(1)
        assert len(endpoint.told) == tries
    (last,) = deliver(us)
    assert ([one["status"] for one in last["attempts"]], last["due"]) == ([status] * 4, None)
    assert len({body for _, body in endpoint.told}) == 1
    (left,) = us.session.get(f"{us.sandbox.url}/sandbox/webhooks", timeout=TIMEOUT).json()
    assert left["dropped"]
    endpoint.status = 200
    us.sandbox.state.webhooks.heard(us.sandbox.company(), [])
    assert deliver(us) == []


def test_a_refusal_that_is_final_is_not_tried_again_and_a_late_success_ends_it(us: Client, endpoint: Endpoint) -> None:
    subscribe(us)
    for status, again in ((404, False), (503, True)):
        endpoint.status = status
        us.make("Customer", {"DisplayName": f"After {status}"})
        (told,) = deliver(us)
        assert (told["due"] is not None) is again
    endpoint.status = 200
    us.sandbox.state.now.advance(20 * 60)
    (told,) = deliver(us)
    assert ([one["status"] for one in told["attempts"]], told["due"]) == ([503, 200], None)
    kept = us.session.get(f"{us.sandbox.url}/sandbox/webhooks/deliveries", timeout=TIMEOUT).json()
    assert [len(one["attempts"]) for one in kept] == [1, 2]


def test_an_endpoint_that_was_taken_away_hears_nothing_more(us: Client, endpoint: Endpoint) -> None:
    made = subscribe(us)
    endpoint.status = 500
    us.make("Customer", {"DisplayName": "One"})
    deliver(us)
    answer = us.session.delete(f"{us.sandbox.url}/sandbox/webhooks/{made['id']}", timeout=TIMEOUT)
    assert answer.json() == []
    us.make("Customer", {"DisplayName": "Two"})
    us.sandbox.state.now.advance(86_400)
    assert deliver(us) == []
    assert us.session.delete(f"{us.sandbox.url}/sandbox/webhooks/9", timeout=TIMEOUT).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ftp://x"},
        {"url": None},
        {"verifier": ""},
        {"form": "new"},
        {"entities": ["Nothing"]},
        {"realms": ["1"]},
    ],
)
def test_a_subscription_that_makes_no_sense_is_refused_in_a_sentence(us: Client, wrong: Json) -> None:
    body = {"url": URL, "verifier": VERIFIER, **wrong}
    answer = us.session.post(f"{us.sandbox.url}/sandbox/webhooks", json=body, timeout=TIMEOUT)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(int(self.path[1:]))
        self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server that answers the status that its address names."""
    made = HTTPServer(("127.0.0.1", 0), _Answering)
    thread = Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.mark.parametrize("status", [200, 302, 404, 503])
def test_the_status_of_an_endpoint_is_what_it_answers(server: str, status: int) -> None:
    assert post(f"{server}/{status}", {"Content-Type": "application/json"}, b"{}") == status


def test_no_answer_is_no_status() -> None:
    assert post("http://127.0.0.1:9/", {}, b"{}") == 0


def test_an_endpoint_may_ask_the_api_back_while_it_is_told(sandbox: Sandbox) -> None:
    with Client(sandbox) as us:
        found: list[str] = []

        def ask_back(url: str, headers: Mapping[str, str], body: bytes) -> int:
            del url, headers
            found.append(us.read("Customer", entities(body)[0][1])["DisplayName"])
            return 200

        sandbox.state.webhooks = type(sandbox.state.webhooks)(sandbox.state.now, sandbox.state.token, ask_back)
        sandbox.company().listeners.append(sandbox.state.webhooks.heard)
        subscribe(us)
        us.make("Customer", {"DisplayName": "Asked"})
        requests.post(f"{sandbox.url}/sandbox/webhooks/deliver", timeout=TIMEOUT)
        assert found == ["Asked"]


def test_cloud_events_of_several_companies_share_one_signed_array(us: Client, endpoint: Endpoint) -> None:
    subscribe(us, form="cloudevents")
    other = us.control("companies", {"country": "AU", "seed": "empty"})["realmId"]
    with Client(us.sandbox, other) as au:
        au.make("Customer", {"DisplayName": "There"})
    us.make("Customer", {"DisplayName": "Here"})
    deliver(us)
    ((headers, body),) = endpoint.told
    told = json.loads(body)
    assert {one["intuitaccountid"] for one in told} == {us.realm, other}
    assert all(one["source"].startswith("intuit.") for one in told)
    assert all(one["time"].endswith("Z") and one["datacontenttype"] == "application/json" for one in told)
    signed = base64.b64encode(hmac.new(VERIFIER.encode(), body, hashlib.sha256).digest()).decode()
    assert headers["intuit-signature"] == signed


def test_an_endpoint_has_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert post_module.SECONDS == 3
    monkeypatch.setattr(post_module, "SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert post(f"http://127.0.0.1:{silent.getsockname()[1]}/", {}, b"{}") == 0
