"""The throttles: what is counted together, in which window, and how a refusal looks."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.trouble.limits import KNOWN, Kind, Limits
from matterbooks.sandbox.trouble.windows import Count, Window
from tests.sandbox.client import TIMEOUT, Client

PUBLISHED = {
    "per_minute": 500,
    "per_second": 10,
    "combined_per_minute": 800,
    "batches_per_minute": 40,
    "realm_batches_per_minute": 120,
    "reports_per_minute": 200,
}
WIDE = dict.fromkeys(PUBLISHED, 9999)
NO_ITEMS: dict[str, list[object]] = {"BatchItemRequest": []}


@pytest.fixture
def still(us: Client) -> Client:
    """Somebody connected, with the clock stopped at the start of a minute."""
    us.control("clock", {"stopped": True, "set": us.sandbox.state.now().replace(second=0, microsecond=0).isoformat()})
    return us


def limited(client: Client, **values: object) -> None:
    client.control("limits", {"enforced": True, **WIDE, "concurrent": 9999, **values})


def statuses(call: Callable[[], requests.Response], times: int) -> list[int]:
    return [call().status_code for _ in range(times)]


def test_the_limits_are_the_published_ones_and_off_at_first(us: Client) -> None:
    told = us.control("limits", {})
    assert {name: told[name] for name in PUBLISHED} == PUBLISHED
    assert (told["enforced"], told["window"], told["concurrent"], told["retry_after"]) == (False, "sliding", 10, 0)
    assert statuses(lambda: us.get("preferences"), 15) == [200] * 15


def test_ten_calls_a_second_are_let_through_once_the_limits_are_on() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with Sandbox(settings=Settings(limits=True), now=lambda: noon) as running, Client(running) as client:
        assert statuses(lambda: client.get("preferences"), 11) == [200] * 10 + [429]


def test_500_calls_a_minute_are_counted_for_the_whole_company(still: Client) -> None:
    limited(still, per_minute=500)
    state = still.sandbox.state
    for app in ("one", "two"):
        for _ in range(250):
            assert state.limits.admit(still.realm, app, Kind.PLAIN, state.now())
    assert statuses(lambda: still.get("preferences"), 1) == [429]
    assert state.limits.admit("another company", "one", Kind.PLAIN, state.now())


def test_calls_of_a_second_are_counted_for_each_app(still: Client) -> None:
    limited(still, per_second=2)
    other = Client(still.sandbox)
    other.session.headers["Authorization"] = "Bearer " + still.sandbox.tokens(client_id="another app")["access_token"]
    assert statuses(lambda: still.get("preferences"), 3) == [200, 200, 429]
    assert statuses(lambda: other.get("preferences"), 1) == [200]
    other.session.close()


def test_every_endpoint_counts_towards_the_combined_cap(still: Client) -> None:
    limited(still, combined_per_minute=3)
    calls = [
        still.get("preferences"),
        still.post("batch", NO_ITEMS),
        still.get("reports/TrialBalance"),
        still.get("query", query="select * from Account"),
    ]
    assert [answer.status_code for answer in calls] == [200, 200, 200, 429]


@pytest.mark.parametrize("name", ["batches_per_minute", "realm_batches_per_minute"])
def test_batches_have_limits_of_their_own(still: Client, name: str) -> None:
    limited(still, **{name: 2})
    assert statuses(lambda: still.post("batch", NO_ITEMS), 3) == [200, 200, 429]
    assert statuses(lambda: still.get("preferences"), 1) == [200]


def test_reports_have_a_limit_of_their_own(still: Client) -> None:
    limited(still, reports_per_minute=1)
    assert statuses(lambda: still.get("reports/TrialBalance"), 2) == [200, 429]
    assert statuses(lambda: still.get("preferences"), 1) == [200]


def test_ten_calls_at_once_are_the_most_of_one_app(us: Client) -> None:
    limited(us, concurrent=2)
    state = us.sandbox.state
    for app, admitted in (("app", True), ("app", True), ("app", False), ("another", True)):
        assert state.limits.admit(us.realm, app, Kind.PLAIN, state.now()) is admitted
    state.limits.leave(us.realm, "app")
    assert state.limits.admit(us.realm, "app", Kind.PLAIN, state.now())


def test_a_call_leaves_when_it_is_answered_well_or_badly(us: Client) -> None:
    limited(us, concurrent=1)
    assert statuses(lambda: us.get("preferences"), 3) == [200] * 3
    assert statuses(lambda: us.post("invoice", {}), 3) == [400] * 3


@pytest.mark.parametrize(("window", "free"), [(Window.SLIDING, False), (Window.FIXED, True)])
def test_a_fixed_window_is_free_again_at_the_full_minute(still: Client, window: Window, free: bool) -> None:
    limited(still, per_minute=1, window=window.value)
    still.control("clock", {"advance": 50})
    assert statuses(lambda: still.get("preferences"), 2) == [200, 429]
    still.control("clock", {"advance": 10})
    assert (still.get("preferences").status_code == 200) is free
    still.control("clock", {"advance": 50})
    assert still.get("preferences").status_code == (429 if free else 200)


def test_a_refused_call_does_not_count() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    limits = Limits(enforced=True)
    limits.most["per_second"] = 1
    assert [limits.admit("r", "a", Kind.PLAIN, noon) for _ in range(5)] == [True, False, False, False, False]
    count = Count(60, Window.SLIDING)
    assert count.within(noon) == 0


def test_every_known_limit_has_a_number_of_its_own() -> None:
    assert {limit.name: limit.most for limit in KNOWN} == PUBLISHED


@pytest.fixture
def throttled(us: Client) -> Client:
    """Somebody who may not call at all."""
    limited(us, per_minute=0)
    return us


def test_a_throttled_call_is_the_recorded_xml_whatever_was_asked_for(throttled: Client) -> None:
    answer = throttled.get("preferences")
    assert (answer.status_code, answer.headers["Content-Type"]) == (429, "application/xml;charset=UTF-8")
    assert answer.text.startswith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse time="')
    assert answer.text.endswith(
        'xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE"><Error code="3001">'
        "<Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message>"
        "<Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>"
    )
    assert "Retry-After" not in answer.headers
    assert answer.headers["intuit_tid"]


def test_by_a_switch_a_throttled_call_is_json(throttled: Client) -> None:
    throttled.control("limits", {"as_json": True})
    answer = throttled.get("preferences")
    assert (answer.status_code, answer.json()["Fault"]["Error"][0]["code"]) == (429, "3001")


def test_by_a_switch_a_throttled_call_is_the_403_of_old(throttled: Client) -> None:
    throttled.control("limits", {"old_form": True})
    answer = throttled.get("preferences")
    assert answer.status_code == 403
    assert "message=ThrottleExceeded; errorCode=003001; statusCode=403" in answer.text


def test_by_a_switch_a_throttled_call_says_when_to_come_back(throttled: Client) -> None:
    throttled.control("limits", {"retry_after": 60})
    assert throttled.get("preferences").headers["Retry-After"] == "60"


def test_tokens_are_never_throttled(throttled: Client) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": throttled.tokens["refresh_token"]}
    answer = throttled.session.post(
        f"{throttled.sandbox.url}/oauth2/v1/tokens/bearer",
        data=form,
        auth=(throttled.tokens["client_id"], throttled.tokens["client_secret"]),
        timeout=TIMEOUT,
    )
    assert answer.status_code == 200


def test_batches_are_counted_for_each_app_and_for_the_whole_company(still: Client) -> None:
    limited(still, batches_per_minute=2, realm_batches_per_minute=3)
    state = still.sandbox.state
    for app, admitted in (("one", True), ("one", True), ("one", False), ("two", True), ("two", False)):
        assert state.limits.admit(still.realm, app, Kind.BATCH, state.now()) is admitted


def test_the_combined_cap_is_for_each_app_in_a_company(still: Client) -> None:
    limited(still, combined_per_minute=1)
    state = still.sandbox.state
    for app, admitted in (("one", True), ("one", False), ("two", True)):
        assert state.limits.admit(still.realm, app, Kind.PLAIN, state.now()) is admitted


def test_reports_are_counted_for_the_whole_company(still: Client) -> None:
    limited(still, reports_per_minute=1)
    state = still.sandbox.state
    for app, admitted in (("one", True), ("two", False)):
        assert state.limits.admit(still.realm, app, Kind.REPORT, state.now()) is admitted
