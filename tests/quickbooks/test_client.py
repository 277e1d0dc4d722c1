"""One request out, one of four outcomes back."""

from __future__ import annotations

import gzip
import logging
import socket
from decimal import Decimal

import pytest
import requests

from matterbooks.quickbooks import wire
from matterbooks.quickbooks.client import Answer, Client, NotSent, Silence
from matterbooks.quickbooks.environment import environment
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault
from matterbooks.quickbooks.request import create, delete, query, read
from tests.quickbooks.server import Intuit, Reply, json_reply

MADE = {"Invoice": {"Id": "130", "SyncToken": "0", "TotalAmt": 1.10}, "time": "2026-03-02T01:30:00-08:00"}
BODY = {"CustomerRef": {"value": "1"}, "Line": [{"Amount": Decimal("1000000.10")}]}


def test_a_create_carries_what_intuit_asks_for(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply(MADE, tid="1-abc"))
    outcome = client.send(create("Invoice", BODY, "rq-1"))
    (asked,) = intuit.asked
    assert (asked.method, asked.path) == ("POST", "/v3/company/4620816365/invoice")
    assert asked.params == {"requestid": "rq-1", "minorversion": "75"}
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["authorization"] == "Bearer secret-access"
    assert asked.headers["user-agent"].startswith("matterbooks/")
    assert asked.headers["content-length"] == str(len(asked.body))
    assert asked.body == b'{"CustomerRef":{"value":"1"},"Line":[{"Amount":1000000.10}]}'
    assert isinstance(outcome, Answer)


def test_an_answer_keeps_money_exact_and_the_trace_id(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply(MADE, tid="1-abc"))
    outcome = client.send(create("Invoice", BODY, "rq-1"))
    assert isinstance(outcome, Answer)
    assert outcome.body["Invoice"]["TotalAmt"] == Decimal("1.1")
    assert type(outcome.body["Invoice"]["TotalAmt"]) is Decimal
    assert outcome.intuit_tid == "1-abc"
    assert outcome.served_at is not None


def test_a_delete_needs_only_id_and_token(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply({"Invoice": {"status": "Deleted", "domain": "QBO", "Id": "33"}}))
    client.send(delete("Invoice", "33", "2", "rq-2"))
    assert intuit.asked[0].params["operation"] == "delete"
    assert wire.decode(intuit.asked[0].body) == {"Id": "33", "SyncToken": "2"}


def test_a_read_has_no_body(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply(MADE))
    client.send(read("Invoice", "1/../2"))
    assert intuit.asked[0].method == "GET"
    assert intuit.asked[0].path == "/v3/company/4620816365/invoice/1%2F..%2F2"
    assert "content-type" not in intuit.asked[0].headers


def test_a_query_keeps_names_out_of_addresses_and_logs(
    client: Client, intuit: Intuit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    intuit.says(json_reply({"QueryResponse": {}}))
    client.send(query("select Id from Customer where DisplayName = 'Añil Ltd'"))
    assert intuit.asked[0].headers["content-type"] == "application/text"
    assert intuit.asked[0].body.decode() == "select Id from Customer where DisplayName = 'Añil Ltd'"
    assert "urllib3" in {record.name.partition(".")[0] for record in caplog.records}
    assert "Ltd" not in caplog.text
    assert "secret-access" not in caplog.text


def test_a_fault_with_http_200_is_a_fault(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply({"Fault": {"Error": [{"Message": "m", "code": "5010"}], "type": "ValidationFault"}}))
    outcome = client.send(create("Invoice", BODY, "rq-1"))
    assert isinstance(outcome, Fault)
    assert outcome.cls is FaultClass.STALE


def test_a_429_in_xml_is_understood_and_says_how_long_to_wait(client: Client, intuit: Intuit) -> None:
    xml = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        b'<IntuitResponse time="2016-12-07T15:27:09.527-08:00" xmlns="http://schema.intuit.com/finance/v3">'
        b'<Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; '
        b"statusCode=429</Message><Detail>The request limit was reached.  Try again later</Detail></Error></Fault>"
        b"</IntuitResponse>"
    )
    intuit.says(Reply(429, xml, (("Retry-After", "17"),)), Reply(429, b"<html>busy</html>"))
    first, second = client.send(read("Invoice", "1")), client.send(read("Invoice", "1"))
    assert isinstance(first, Fault)
    assert isinstance(second, Fault)
    assert (first.cls, first.code, first.retry_after) == (FaultClass.THROTTLED, "3001", 17)
    assert (second.cls, second.code, second.retry_after) == (FaultClass.THROTTLED, "HTTP 429", None)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b""),
        Reply(200, b"{}"),
        Reply(200, b"null"),
        Reply(200, b"[1]"),
        Reply(200, b"<html>a proxy's page</html>"),
        Reply(200, b'{"Invoice":{"Id":"1'),
        Reply(200, b'{"Invoice":{"Id":"1"}}', length=500),
        Reply(200, b'{"Invoice":' + b"[" * 100_000),
        Reply(200, b'{"Invoice":"\xff"}'),
        Reply(200, gzip.compress(b"{}")[:-4], (("Content-Encoding", "gzip"),)),
        Reply(hang_up=True),
        Reply(302, b"", (("Location", "http://127.0.0.1:1/"),)),
        Reply(500, b"oops"),
        Reply(503, b""),
        Reply(504, b"<html>gateway</html>"),
        json_reply({"Fault": {"Error": [{"Message": "An application error", "code": "10000"}]}}, 500),
        json_reply({"Fault": {"Error": [{"Message": "An application error", "code": "10000"}]}}, 200),
        json_reply({"fault": {"error": [{"message": "errorCode=003100; statusCode: 500", "code": "3100"}]}}, 403),
    ],
)
def test_whatever_cannot_be_believed_is_silence(client: Client, intuit: Intuit, reply: Reply) -> None:
    intuit.says(reply)
    assert isinstance(client.send(create("Invoice", BODY, "rq-1")), Silence)
    assert len(intuit.asked) == 1


def test_a_redirect_is_neither_followed_nor_believed(intuit: Intuit) -> None:
    intuit.always["/elsewhere"] = lambda _: json_reply(MADE)
    intuit.says(Reply(307, b'{"Invoice":{"Id":"1"}}', (("Location", f"{intuit.base}/elsewhere"),)))
    with requests.Session() as http:
        outcome = Client(http, environment(intuit.base), "1", "t").send(create("Invoice", BODY, "rq-1"))
    assert isinstance(outcome, Silence)
    assert len(intuit.asked) == 1


def test_a_failing_server_s_own_words_are_kept(client: Client, intuit: Intuit) -> None:
    intuit.says(json_reply({"Fault": {"Error": [{"Message": "m", "code": "10000"}]}}, 500, tid="t"))
    outcome = client.send(create("Invoice", BODY, "rq-1"))
    assert isinstance(outcome, Silence)
    assert outcome.fault is not None
    assert (outcome.fault.code, outcome.intuit_tid) == ("10000", "t")


def test_an_answer_without_end_is_silence(client: Client, intuit: Intuit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matterbooks.quickbooks.client.LARGEST_ANSWER", 1000)
    intuit.says(json_reply({"Invoice": {"PrivateNote": "x" * 2000}}))
    assert isinstance(client.send(read("Invoice", "1")), Silence)


def test_a_closed_door_is_not_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        place = environment(f"http://127.0.0.1:{unused.getsockname()[1]}")
        with requests.Session() as http:
            outcome = Client(http, place, "1", "t").send(create("Invoice", BODY, "rq-1"))
    assert outcome == NotSent("ConnectionError (NewConnectionError)")


def test_a_failed_tls_handshake_is_not_sent(intuit: Intuit) -> None:
    place = environment(intuit.base.replace("http://", "https://"))
    with requests.Session() as http:
        outcome = Client(http, place, "1", "t").send(create("Invoice", BODY, "rq-1"))
    assert isinstance(outcome, NotSent)


def test_a_token_that_no_header_can_hold_is_not_sent(intuit: Intuit) -> None:
    with requests.Session() as http:
        outcome = Client(http, environment(intuit.base), "1", "a\r\nHost: b").send(create("Invoice", BODY, "rq-1"))
    assert isinstance(outcome, NotSent)
    assert intuit.asked == []


def test_a_read_that_takes_too_long_is_silence(client: Client, intuit: Intuit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matterbooks.quickbooks.client.READ_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as deaf, requests.Session() as http:
        place = environment(f"http://127.0.0.1:{deaf.getsockname()[1]}")
        outcome = Client(http, place, "1", "t").send(create("Invoice", BODY, "rq-1"))
    assert outcome == Silence("ReadTimeout")


def test_a_company_id_cannot_lead_elsewhere(intuit: Intuit) -> None:
    with requests.Session() as http, pytest.raises(ValueError, match="letters and digits"):
        Client(http, environment(intuit.base), "1/../2", "t")


def test_a_request_id_beyond_intuit_s_length_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 50"):
        create("Invoice", BODY, "x" * 51)


def test_secrets_do_not_show() -> None:
    with requests.Session() as http:
        shown = repr(Client(http, environment("sandbox"), "4620816365", "secret-access"))
    assert "secret-access" not in shown
    assert "4620816365" not in shown
