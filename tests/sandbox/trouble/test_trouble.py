"""Trouble by rule: which requests are hit, how often, and what then happens."""

from datetime import UTC, datetime

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.trouble.faults import RECORDED, TITLES
from tests.sandbox.client import TIMEOUT, Client, Json, invoice
from tests.sandbox.raw import connected, until_closed


def trouble(client: Client, kind: str, **rule: object) -> Json:
    rules: list[Json] = client.control("trouble", {"kind": kind, **rule})
    return rules[-1]


def refused(client: Client, **rule: object) -> str:
    answer = client.session.post(f"{client.sandbox.url}/sandbox/trouble", json=rule, timeout=TIMEOUT)
    assert answer.status_code == 400
    return str(answer.json()["error"])


def calls(client: Client, times: int) -> list[int]:
    return [client.get("preferences").status_code for _ in range(times)]


def invoices(client: Client) -> int:
    return int(client.query("select count(*) from Invoice")["totalCount"])


@pytest.mark.parametrize("status", [500, 503, 504])
def test_the_work_is_not_done_before_an_error_and_done_before_a_late_one(us: Client, status: int) -> None:
    trouble(us, "status", status=status)
    assert us.post("invoice", invoice(5)).status_code == status
    assert invoices(us) == 0
    trouble(us, "status", status=status, late=True)
    assert us.post("invoice", invoice(5)).status_code == status
    assert invoices(us) == 1


def test_a_lost_answer_and_a_dropped_connection_differ_in_whether_the_work_is_done(us: Client) -> None:
    for kind, made in (("drop_before", 0), ("lose_answer", 1)):
        trouble(us, kind, method="post")
        with pytest.raises(requests.ConnectionError):
            us.post("invoice", invoice(5))
        assert invoices(us) == made
    assert [(one["status"], one["dropped"]) for one in us.log(method="POST")] == [(0, True), (0, True)]


def test_a_storm_throttles_a_share_of_the_calls_and_then_is_over(us: Client) -> None:
    us.control("clock", {"stopped": True})
    assert trouble(us, "status", status=429, share=0.5, for_seconds=60)["times"] == 0
    hit = calls(us, 40)
    assert 8 <= hit.count(429) <= 32
    assert set(hit) == {200, 429}
    us.control("clock", {"advance": 60})
    assert calls(us, 10) == [200] * 10
    assert us.session.get(f"{us.sandbox.url}/sandbox/trouble", timeout=TIMEOUT).json() == []


def test_the_same_seed_hits_the_same_calls_again_and_another_seed_others() -> None:
    def hit(seed: int) -> list[int]:
        with Sandbox(settings=Settings(seed=seed)) as running, Client(running) as client:
            trouble(client, "status", share=0.5, times=0)
            return calls(client, 20)

    assert hit(7) == hit(7)
    assert hit(7) != hit(8)


def test_a_reset_begins_with_the_seed_anew(us: Client) -> None:
    trouble(us, "status", share=0.5, times=0)
    first = calls(us, 20)
    us.control("reset", {})
    with Client(us.sandbox) as again:
        trouble(again, "status", share=0.5, times=0)
        assert calls(again, 20) == first


def test_a_rule_hits_so_many_times_after_so_many_others(us: Client) -> None:
    trouble(us, "status", after=1, times=2)
    assert calls(us, 5) == [200, 500, 500, 200, 200]
    trouble(us, "status", times=0)
    assert calls(us, 3) == [500] * 3


def test_a_rule_is_for_one_entity_method_path_company_or_body(us: Client) -> None:
    other = us.sandbox.add_company().realm_id
    for rule in (
        {"entity": "Bill"},
        {"method": "DELETE"},
        {"path": "/companyinfo"},
        {"realm": other},
        {"contains": "not there"},
    ):
        trouble(us, "status", **rule)
    assert calls(us, 1) == [200]
    assert us.get(f"companyinfo/{us.realm}").status_code == 500
    with Client(us.sandbox, other) as second:
        assert calls(second, 2) == [500, 200]


@pytest.mark.parametrize("code", sorted(RECORDED))
def test_a_fault_comes_by_its_code_in_quickbooks_words(us: Client, code: str) -> None:
    trouble(us, "fault", code=code)
    answer = us.post("invoice", invoice(5))
    assert answer.status_code in {400, 401, 403, 429, 500}
    assert f'"{code}"' in answer.text
    assert invoices(us) == 0


@pytest.mark.parametrize(
    ("code", "status", "kind", "detail"),
    [
        ("120", 401, "AuthorizationFault", ": –11014-You do not have access to use QuickBooks Online Plus."),
        (
            "100",
            401,
            "AuthenticationFault",
            "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401",
        ),
        ("130", 400, "ValidationFault", "WrongClusterError: -11017-You have accessed the wrong server"),
        ("10000", 500, "SystemFault", "System Failure Error: An application error has occurred"),
        ("10100", 400, "ValidationFault", "Result Set Big Error : Report too large, please customize"),
    ],
)
def test_the_faults_that_no_request_can_provoke(us: Client, code: str, status: int, kind: str, detail: str) -> None:
    trouble(us, "fault", code=code)
    answer = us.get("preferences")
    fault = answer.json()["Fault"]
    assert (answer.status_code, fault["type"], fault["Error"][0]["Detail"]) == (status, kind, detail)


def test_a_fault_may_hide_in_a_200_and_may_have_words_of_ones_own(us: Client) -> None:
    trouble(us, "fault", code="6000", status=200, message="No", detail="Not today")
    answer = us.get("preferences")
    error = answer.json()["Fault"]["Error"][0]
    assert (answer.status_code, error["Message"], error["Detail"]) == (200, "No", "Not today")
    trouble(us, "fault", code="620")
    assert us.get("preferences").json()["Fault"]["Error"][0]["Message"] == TITLES["620"]


def test_a_token_dies_early(us: Client) -> None:
    trouble(us, "token", times=2)
    assert calls(us, 3) == [401, 401, 200]


@pytest.mark.parametrize("code", ["invalid_grant", "invalid_client", "unauthorized_client", "invalid_request"])
def test_the_token_endpoint_refuses_as_it_is_told(us: Client, code: str) -> None:
    trouble(us, "oauth", code=code, detail="By a rule", path="/tokens/bearer")
    answer = us.session.post(f"{us.sandbox.url}/oauth2/v1/tokens/bearer", timeout=TIMEOUT)
    assert answer.status_code == (401 if code == "invalid_client" else 400)
    assert answer.json() == {"error": code, "error_description": "By a rule"}


def test_a_slow_body_comes_in_pieces_after_its_head() -> None:
    slept: list[float] = []
    with Sandbox(sleep=slept.append) as running, Client(running) as client:
        trouble(client, "slow_body", pieces=5, seconds=2.5)
        assert client.get("preferences").json()["Preferences"]["Id"] == "1"
    assert slept == [2.5] * 5


def test_a_slow_body_lets_go_of_a_client_who_gives_up(sandbox: Sandbox) -> None:
    sandbox.state.sleep = lambda seconds: None
    with Client(sandbox) as client:
        trouble(client, "slow_body", pieces=1000, seconds=60)
        with connected(sandbox) as impatient:
            impatient.sendall(b"GET /.well-known/openid_configuration HTTP/1.1\r\nHost: here\r\n\r\n")
        assert calls(client, 1) == [200]


def test_latency_is_taken_from_the_settings_and_its_chance_from_the_seed() -> None:
    def slept(**settings: float) -> list[float]:
        waits: list[float] = []
        given = Settings(latency=settings["fixed"], latency_random=settings["by_chance"])
        with Sandbox(settings=given, sleep=waits.append) as running, Client(running) as client:
            calls(client, 4)
        return waits

    assert slept(fixed=0.5, by_chance=0) == [0.5] * 4
    by_chance = slept(fixed=1, by_chance=2)
    assert by_chance == slept(fixed=1, by_chance=2)
    assert len(set(by_chance)) == 4
    assert all(1 <= wait <= 3 for wait in by_chance)


@pytest.mark.parametrize("cut", ["504", "drop"])
def test_a_call_of_more_than_120_seconds_is_cut_off_after_its_work(cut: str) -> None:
    slept: list[float] = []
    with Sandbox(sleep=slept.append) as running, Client(running) as client:
        client.control("latency", {"cut_answer": cut})
        trouble(client, "delay", seconds=121)
        if cut == "drop":
            with pytest.raises(requests.ConnectionError):
                client.post("invoice", invoice(5))
        else:
            assert client.post("invoice", invoice(5)).status_code == 504
        assert invoices(client) == 1
    assert slept == [120]


def test_a_delay_may_be_left_to_chance_and_the_cut_moved() -> None:
    slept: list[float] = []
    with Sandbox(sleep=slept.append) as running, Client(running) as client:
        told = client.control("latency", {"cut_seconds": 10})
        assert told == {"seconds": 0, "random_seconds": 0, "cut_seconds": 10, "cut_answer": "504"}
        trouble(client, "delay", seconds=1, random_seconds=1, times=3)
        assert calls(client, 3) == [200] * 3
        trouble(client, "delay", seconds=11)
        assert calls(client, 1) == [504]
    assert len(set(slept)) == 4
    assert slept[3] == 10


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "earthquake"},
        {},
        {"kind": "status", "status": 99},
        {"kind": "status", "share": 0},
        {"kind": "status", "share": 1.5},
        {"kind": "status", "times": -1},
        {"kind": "slow_body", "pieces": 0},
        {"kind": "delay", "seconds": "long"},
        {"kind": "delay", "hits": 3},
    ],
)
def test_what_is_no_rule_is_told_so(us: Client, rule: Json) -> None:
    assert refused(us, **rule).startswith("This is no rule")
    assert us.control("trouble", {"clear": True}) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"kind": "earthquake"}, "the kind is one of lose_answer, drop_before"),
        ({"kind": "delay", "bogus": 1}, "bogus is not known; there are kind, times"),
        ({"kind": "status", "share": 2}, "share is above 0 and at most 1"),
        ({"kind": "status", "status": "abc"}, "status is a number, not 'abc'"),
        ({"kind": "status", "status": 200}, "status is from 400 to 599"),
        ({"kind": "status", "late": "yes"}, "late is true or false"),
        ({"kind": "status", "method": "FETCH"}, "method is one of DELETE, GET"),
        ({"kind": "status", "entity": "invoyce"}, "QuickBooks has no invoyce"),
        ({"kind": "status", "realm": "9"}, "There is no company 9"),
        ({"kind": "fault", "code": "9999"}, "Nobody recorded the words of 9999"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_in_words(us: Client, rule: Json, words: str) -> None:
    assert words in refused(us, **rule)
    assert us.control("trouble", {"clear": True}) == []


def test_the_gateways_hiccup_is_a_403_with_a_500_inside_and_passes(us: Client) -> None:
    trouble(us, "status", status=403)
    error = us.get("preferences").json()["fault"]["error"][0]
    assert "statusCode: 500" in error["message"]
    assert calls(us, 1) == [200]


def test_one_call_spoiled_in_the_log_says_by_what(us: Client) -> None:
    trouble(us, "status", status=503)
    calls(us, 2)
    assert [(one["trouble"], one["status"]) for one in us.log()] == [("status", 503), ("", 200)]


def test_a_rule_made_in_the_past_has_ended(us: Client) -> None:
    us.control("clock", {"set": datetime(2026, 1, 1, tzinfo=UTC).isoformat(), "stopped": True})
    trouble(us, "token", for_seconds=1)
    us.control("clock", {"advance": 2})
    us.tokens = us.sandbox.tokens()
    us.session.headers["Authorization"] = f"Bearer {us.tokens['access_token']}"
    assert calls(us, 1) == [200]


def test_a_dropped_connection_is_closed_without_a_byte(sandbox: Sandbox) -> None:
    with Client(sandbox) as client, connected(sandbox) as plain:
        trouble(client, "drop_before", path="openid_configuration")
        plain.sendall(b"GET /.well-known/openid_configuration HTTP/1.1\r\nHost: here\r\n\r\n")
        assert until_closed(plain) == b""


@pytest.mark.parametrize(
    ("code", "message"),
    [("100", "General Authentication Error"), ("120", "Authorization Failure"), ("130", "Accessing Wrong Cluster")],
)
def test_the_faults_that_no_request_can_provoke_have_their_titles(us: Client, code: str, message: str) -> None:
    trouble(us, "fault", code=code)
    assert us.get("preferences").json()["Fault"]["Error"][0]["Message"] == message
