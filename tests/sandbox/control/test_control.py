"""The control API: tokens, companies, clock, trouble, and the log."""

import http.client
from datetime import UTC, datetime

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Client, invoice


def control(sandbox: Sandbox, path: str, body: object = None) -> requests.Response:
    return requests.post(f"{sandbox.url}/sandbox/{path}", json=body or {}, timeout=TIMEOUT)


def test_tokens_come_without_a_consent_page(sandbox: Sandbox) -> None:
    got = control(sandbox, "tokens").json()
    assert set(got) == {"access_token", "refresh_token", "realmId", "client_id", "client_secret"}
    headers = {"Authorization": f"Bearer {got['access_token']}", "Accept": "application/json"}
    url = f"{sandbox.url}/v3/company/{got['realmId']}/companyinfo/{got['realmId']}"
    info = requests.get(url, headers=headers, timeout=TIMEOUT).json()["CompanyInfo"]
    assert (info["Country"], info["Id"]) == ("US", "1")
    assert control(sandbox, "tokens", {"realmId": "1"}).status_code == 400


def test_companies_are_apart(sandbox: Sandbox) -> None:
    made = control(sandbox, "companies", {"country": "NZ", "seed": "empty", "name": "Kiwi Law"}).json()
    assert (made["country"], made["currency"], made["name"]) == ("NZ", "NZD", "Kiwi Law")
    with Client(sandbox) as first, Client(sandbox, made["realmId"]) as second:
        first.make("Customer", {"DisplayName": "Only here"})
        assert second.query("select * from Customer") == {}
    assert control(sandbox, "companies", {"country": "FR"}).status_code == 400
    assert control(sandbox, "companies", {"seed": "rich"}).status_code == 400


def test_reset_begins_anew(us: Client) -> None:
    us.make("Invoice", invoice(5))
    us.control("reset", {"country": "GB", "seed": "empty"})
    assert us.get("preferences").status_code == 401
    with Client(us.sandbox) as again:
        assert again.query("select * from Invoice") == {}
        assert again.query("select * from Account where AccountType = 'Accounts Receivable'")["Account"][0]["Name"] == (
            "Debtors"
        )


def test_the_clock_can_be_set_moved_and_stopped(us: Client) -> None:
    us.control("clock", {"set": "2026-07-01T06:30:00+00:00", "stopped": True})
    made = us.make("Invoice", invoice(5))
    assert (made["TxnDate"], made["MetaData"]["CreateTime"]) == ("2026-06-30", "2026-06-30T23:30:00-07:00")
    us.control("clock", {"advance": 86400 * 180})
    assert us.sandbox.state.now() == datetime(2026, 12, 28, 6, 30, tzinfo=UTC)
    with Client(us.sandbox) as later:
        assert later.make("Invoice", invoice(5))["MetaData"]["CreateTime"] == "2026-12-27T22:30:00-08:00"
    for wrong in ({"set": "noon"}, {"set": "2026-01-01T00:00:00"}, {"advance": "far"}):
        assert control(us.sandbox, "clock", wrong).status_code == 400


def test_a_throttled_call_is_xml_even_if_json_was_asked_for(us: Client) -> None:
    us.control("trouble", {"kind": "status", "status": 429})
    answer = us.get("preferences")
    assert (answer.status_code, answer.headers["Content-Type"]) == (429, "application/xml;charset=UTF-8")
    assert '<Fault type="SERVICE"><Error code="3001">' in answer.text
    assert "message=ThrottleExceeded; errorCode=003001; statusCode=429" in answer.text
    assert us.get("preferences").status_code == 200


def test_limits_hold_for_each_company_once_they_are_enforced(us: Client) -> None:
    us.control("clock", {"stopped": True})
    us.control("limits", {"enforced": True, "per_second": 3, "per_minute": 4, "batches_per_minute": 1})
    assert [us.get("preferences").status_code for _ in range(4)] == [200, 200, 200, 429]
    us.control("clock", {"advance": 1})
    assert [us.get("preferences").status_code for _ in range(2)] == [200, 429]
    us.control("clock", {"advance": 60})
    assert [us.post("batch", {"BatchItemRequest": []}).status_code for _ in range(2)] == [200, 429]
    assert control(us.sandbox, "limits", {"per_hour": 3}).status_code == 400


@pytest.mark.parametrize("status", [500, 503])
def test_an_error_page_stands_for_a_broken_service(us: Client, status: int) -> None:
    us.control("trouble", {"kind": "status", "status": status, "method": "POST", "times": 1})
    assert us.get("preferences").status_code == 200
    assert us.post("invoice", invoice(5)).status_code == status
    assert us.query("select count(*) from Invoice") == {"totalCount": 0}


def test_the_gateways_hiccup_hides_a_500_in_a_403(us: Client) -> None:
    us.control("trouble", {"kind": "status", "status": 403})
    answer = us.get("preferences")
    assert answer.status_code == 403
    assert "statusCode: 500" in answer.json()["fault"]["error"][0]["message"]


@pytest.mark.parametrize(("code", "status"), [("6190", 400), ("10000", 500), ("5010", 400), ("600", 400)])
def test_any_fault_can_be_asked_for(us: Client, code: str, status: int) -> None:
    us.control("trouble", {"kind": "fault", "code": code, "contains": "special"})
    us.make("Invoice", invoice(5))
    answer = us.post("invoice", invoice(5, PrivateNote="special"))
    assert (answer.status_code, answer.json()["Fault"]["Error"][0]["code"]) == (status, code)


def test_a_token_can_die_early(us: Client) -> None:
    us.control("trouble", {"kind": "token", "after": 1})
    assert [us.get("preferences").status_code for _ in range(3)] == [200, 401, 200]
    us.control("oauth", {"expire_access_tokens": True})
    assert us.get("preferences").status_code == 401


def test_disconnecting_inside_quickbooks_ends_the_tokens(us: Client) -> None:
    us.control("oauth", {"disconnect": us.realm})
    assert us.get("preferences").json()["fault"]["error"][0]["detail"] == "Token revoked"


def test_a_delay_is_slept_and_then_the_work_goes_on() -> None:
    slept: list[float] = []
    with Sandbox(sleep=slept.append) as running, Client(running) as client:
        client.control("trouble", {"kind": "delay", "seconds": 30})
        client.make("Invoice", invoice(5))
    assert slept == [30]


def test_rules_are_listed_cleared_and_refused_in_a_sentence(us: Client) -> None:
    us.control("trouble", {"kind": "lose_answer", "entity": "invoice"})
    listed = us.session.get(f"{us.sandbox.url}/sandbox/trouble", timeout=TIMEOUT).json()
    assert (listed[0]["kind"], listed[0]["times"]) == ("lose_answer", 1)
    assert us.control("trouble", {"clear": True}) == []
    for wrong in ({"kind": "earthquake"}, {"kind": "status", "colour": "red"}, {"kind": "delay", "seconds": "long"}):
        assert "rule" in control(us.sandbox, "trouble", wrong).json()["error"]


def test_the_log_names_every_call_and_its_tid(us: Client) -> None:
    answer = us.post("invoice", invoice(5), requestid="r-9")
    us.get("preferences")
    seen = us.log()
    assert [(one["method"], one["entity"], one["status"]) for one in seen] == [
        ("POST", "invoice", 200),
        ("GET", "preferences", 200),
    ]
    assert (seen[0]["tid"], seen[0]["requestid"]) == (answer.headers["intuit_tid"], "r-9")
    assert us.log(since=str(seen[0]["number"]))[0]["entity"] == "preferences"
    assert [one["requestid"] for one in us.log(requestid="r-9")] == ["r-9"]


def test_no_secret_stands_in_the_log(us: Client) -> None:
    auth = (us.tokens["client_id"], us.tokens["client_secret"])
    form = {"grant_type": "refresh_token", "refresh_token": us.tokens["refresh_token"]}
    us.session.post(f"{us.sandbox.url}/oauth2/v1/tokens/bearer", data=form, auth=auth, timeout=TIMEOUT)
    assert us.tokens["refresh_token"] not in str(us.log())


def test_one_connection_carries_many_requests_and_any_chunks(sandbox: Sandbox) -> None:
    host = sandbox.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=TIMEOUT)
    for _ in range(3):
        connection.request("GET", "/.well-known/openid_sandbox_configuration")
        socket_now = connection.sock
        answer = connection.getresponse()
        assert (answer.status, answer.version, answer.read()[:1]) == (200, 11, b"{")
        assert connection.sock is socket_now
    connection.request("POST", "/sandbox/tokens", body=iter([b'{"client', b'_id": "c"}']), encode_chunked=True)
    assert b'"client_id":"c"' in connection.getresponse().read()
    connection.close()


def test_a_body_that_is_not_chunked_as_it_says_is_a_bad_request(sandbox: Sandbox) -> None:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=TIMEOUT)
    connection.request("POST", "/sandbox/tokens", body=b"no chunk\r\n", headers={"Transfer-Encoding": "chunked"})
    assert connection.getresponse().status == 400
    connection.close()


def test_a_stopped_sandbox_keeps_its_books_and_its_address() -> None:
    sandbox = Sandbox()
    with sandbox, Client(sandbox) as client:
        client.make("Invoice", invoice(5))
        url = sandbox.url
    with sandbox, Client(sandbox) as client:
        assert sandbox.url == url
        assert client.query("select count(*) from Invoice") == {"totalCount": 1}


def test_an_unstarted_sandbox_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        Sandbox().url  # noqa: B018
