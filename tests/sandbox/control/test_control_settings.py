"""The control API as a whole: its list, its settings, and what it refuses in a sentence."""

import pytest
import requests

from matterbooks.sandbox.seen import KEPT, KEPT_CHARACTERS, Log, Seen
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Client, invoice
from tests.sandbox.connecting import APP, BACK, ask

ADDRESSES = {
    ("GET", "/sandbox/"),
    ("POST", "/sandbox/tokens"),
    ("GET", "/sandbox/companies"),
    ("POST", "/sandbox/companies"),
    ("POST", "/sandbox/reset"),
    ("GET", "/sandbox/clock"),
    ("POST", "/sandbox/clock"),
    ("GET", "/sandbox/trouble"),
    ("POST", "/sandbox/trouble"),
    ("GET", "/sandbox/oauth"),
    ("POST", "/sandbox/oauth"),
    ("GET", "/sandbox/limits"),
    ("POST", "/sandbox/limits"),
    ("GET", "/sandbox/latency"),
    ("POST", "/sandbox/latency"),
    ("POST", "/sandbox/requestids"),
    ("POST", "/sandbox/preferences"),
    ("GET", "/sandbox/ledger"),
    ("GET", "/sandbox/log"),
    ("POST", "/sandbox/log"),
}


def post(web: requests.Session, sandbox: Sandbox, path: str, body: object) -> requests.Response:
    return web.post(f"{sandbox.url}/sandbox/{path}", json=body, timeout=TIMEOUT)


@pytest.mark.parametrize("path", ["/sandbox", "/sandbox/"])
def test_the_control_api_lists_itself(web: requests.Session, sandbox: Sandbox, path: str) -> None:
    listed = web.get(sandbox.url + path, allow_redirects=False, timeout=TIMEOUT).json()
    assert {(one["method"], one["path"]) for one in listed} >= ADDRESSES
    assert all(one["does"] for one in listed)


@pytest.mark.parametrize("path", sorted({path for method, path in ADDRESSES if method == "GET"}))
def test_whatever_can_be_looked_at_answers_json(web: requests.Session, sandbox: Sandbox, path: str) -> None:
    answer = web.get(sandbox.url + path, timeout=TIMEOUT)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json;charset=UTF-8")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("oauth", {"rotation": "weekly"}),
        ("oauth", {"rotations": "daily"}),
        ("oauth", {"clients": {"a": {"redirect_uris": []}}}),
        ("oauth", {"clients": {"a": {"secret": "s", "colour": "red"}}}),
        ("oauth", {"clients": ["a"]}),
        ("oauth", {"disconnect": "1"}),
        ("oauth", {"terse": "no"}),
        ("oauth", {"expire_access_tokens": 1}),
        ("limits", {"per_hour": 3}),
        ("limits", {"per_minute": -1}),
        ("limits", {"per_minute": True}),
        ("limits", {"window": "round"}),
        ("limits", {"enforced": 1}),
        ("latency", {"seconds": -1}),
        ("latency", {"seconds": "1"}),
        ("latency", {"cut_answer": "502"}),
        ("reset", {"clock": True}),
        ("companies", {"colour": "red"}),
        ("tokens", {"realm": "1"}),
        ("requestids", {"lifetime": 1}),
        ("requestids", {"lifetime_seconds": "long"}),
        ("requestids", {"replay_faults": "no"}),
        ("requestids", {"realmId": "1"}),
        ("log", {}),
        ("tokens", []),
    ],
)
def test_what_is_no_setting_is_refused_in_a_sentence(
    web: requests.Session, sandbox: Sandbox, path: str, body: object
) -> None:
    answer = post(web, sandbox, path, body)
    assert (answer.status_code, set(answer.json())) == (400, {"error"})
    assert answer.json()["error"].endswith(".")


def test_a_body_that_is_not_json_is_refused(web: requests.Session, sandbox: Sandbox) -> None:
    answer = web.post(f"{sandbox.url}/sandbox/tokens", data="{", timeout=TIMEOUT)
    assert (answer.status_code, answer.json()) == (400, {"error": "The body is not JSON."})


def test_tokens_may_be_for_any_app_company_and_scope(web: requests.Session, sandbox: Sandbox) -> None:
    realm = sandbox.add_company("NZ").realm_id
    asked = {"realmId": realm, "client_id": "c", "client_secret": "s", "scope": "openid email"}
    got = post(web, sandbox, "tokens", asked).json()
    assert (got["realmId"], got["client_id"], got["client_secret"]) == (realm, "c", "s")
    bearer = {"Authorization": f"Bearer {got['access_token']}"}
    assert "email" in web.get(f"{sandbox.url}/v1/openid_connect/userinfo", headers=bearer, timeout=TIMEOUT).json()


def test_registered_apps_show_their_names_and_never_their_secrets(web: requests.Session, sandbox: Sandbox) -> None:
    app = {"secret": APP[1], "redirect_uris": [BACK]}
    answer = post(web, sandbox, "oauth", {"clients": {APP[0]: app, "other": "s3cret"}})
    assert answer.json()["clients"] == sorted([APP[0], "other"])
    assert APP[1] not in answer.text
    assert web.get(f"{sandbox.url}/connect/oauth2", params=ask(), timeout=TIMEOUT).status_code == 200
    assert post(web, sandbox, "oauth", {"clients": {}}).json()["clients"] == []


def test_a_reset_forgets_settings_trouble_tokens_and_books(us: Client) -> None:
    us.make("Invoice", invoice(5))
    us.control("companies", {"country": "AU"})
    us.control("oauth", {"rotation": "never", "terse": True, "clients": {"a": "b"}})
    us.control("limits", {"enforced": True, "per_minute": 1})
    us.control("latency", {"seconds": 0, "cut_seconds": 1})
    us.control("trouble", {"kind": "token", "times": 0})
    assert len(us.control("reset", {})) == 1
    assert us.control("oauth", {}) == {"rotation": "daily", "terse": False, "clients": [], "left": []}
    assert us.control("limits", {})["enforced"] is False
    assert us.control("latency", {})["cut_seconds"] == 120
    assert us.log() == []
    with Client(us.sandbox) as again:
        assert again.query("select count(*) from Invoice") == {"totalCount": 0}


def test_the_log_can_be_forgotten_and_its_numbers_go_on(us: Client) -> None:
    us.get("preferences")
    last = us.log()[-1]["number"]
    assert us.control("log", {"clear": True}) == []
    us.get("preferences")
    assert [one["number"] for one in us.log()] == [last + 1]


def test_the_log_forgets_the_oldest_where_bodies_are_many_or_long() -> None:
    def one(number: int, body: str) -> Seen:
        return Seen(number, "", "POST", "/v3/", "", "", "batch", "", body, "")

    log = Log()
    for number in range(KEPT + 5):
        log.append(one(number, ""))
    assert [len(list(log)), next(iter(log)).number] == [KEPT, 5]
    log.append(one(KEPT + 5, "x" * (KEPT_CHARACTERS - 1)))
    assert len(list(log)) == KEPT
    log.append(one(KEPT + 6, "xx"))
    assert [seen.number for seen in log] == [KEPT + 6]


def test_a_refused_request_sets_nothing_at_all(web: requests.Session, sandbox: Sandbox) -> None:
    assert post(web, sandbox, "clock", {"stopped": True, "advance": "x"}).status_code == 400
    assert sandbox.state.now.stopped is False
    assert post(web, sandbox, "limits", {"enforced": True, "per_minute": -1}).status_code == 400
    assert sandbox.state.limits.enforced is False


def test_what_is_not_there_is_told_in_json(web: requests.Session, sandbox: Sandbox) -> None:
    for method, path, status in (("GET", "nope", 404), ("DELETE", "trouble", 405)):
        answer = web.request(method, f"{sandbox.url}/sandbox/{path}", timeout=TIMEOUT)
        assert (answer.status_code, answer.json()["error"]) == (
            status,
            f"There is no {method} /sandbox/{path}. GET /sandbox/ lists what there is.",
        )


def test_null_takes_a_preference_back_and_an_unknown_one_is_named(us: Client) -> None:
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2099-01-01"}})
    assert us.fault("invoice", invoice(5))["code"] == "6210"
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": None}})
    us.make("Invoice", invoice(5))
    answer = us.session.post(f"{us.sandbox.url}/sandbox/preferences", json={"Foo": {}}, timeout=TIMEOUT)
    assert answer.json()["error"].startswith("Foo: ")
