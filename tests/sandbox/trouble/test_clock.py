"""The clock of the sandbox: set, moved, stopped, faster."""

from datetime import UTC, datetime, timedelta

import pytest

from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.settings import Settings
from tests.clock import Clock
from tests.sandbox.client import TIMEOUT, Client, invoice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_faster_clock_makes_an_hour_of_a_minute() -> None:
    outside = Clock(NOON)
    here = MovableClock(outside, speed=60)
    outside.advance(60)
    assert here() == NOON + timedelta(hours=1)


def test_a_change_of_speed_keeps_the_time_that_has_passed() -> None:
    outside = Clock(NOON)
    here = MovableClock(outside)
    outside.advance(10)
    here.pace(60)
    assert here() == NOON + timedelta(seconds=10)
    outside.advance(1)
    assert here() == NOON + timedelta(seconds=70)


def test_a_stopped_clock_stands_may_be_moved_and_goes_on_at_its_speed() -> None:
    outside = Clock(NOON)
    here = MovableClock(outside, speed=2)
    here.stop()
    outside.advance(100)
    here.advance(5)
    assert (here(), here.stopped) == (NOON + timedelta(seconds=5), True)
    here.run()
    outside.advance(10)
    assert here() == NOON + timedelta(seconds=25)


def test_a_clock_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="above 0"):
        MovableClock(Clock(NOON)).pace(0)


def test_tokens_run_out_sooner_on_a_faster_clock() -> None:
    outside = Clock(NOON)
    with Sandbox(settings=Settings(speed=60), now=outside) as running, Client(running) as client:
        outside.advance(59)
        assert client.get("preferences").status_code == 200
        outside.advance(1)
        assert client.get("preferences").status_code == 401


def test_the_control_api_tells_and_sets_all_of_it(us: Client) -> None:
    told = us.control("clock", {"set": "2026-07-01T06:30:00+00:00", "stopped": True, "speed": 60})
    assert told == {"now": "2026-07-01T06:30:00+00:00", "stopped": True, "speed": 60}
    assert us.session.get(f"{us.sandbox.url}/sandbox/clock", timeout=TIMEOUT).json() == told
    assert us.control("clock", {"stopped": False})["stopped"] is False


@pytest.mark.parametrize(
    "wrong", [{"speed": 0}, {"speed": -1}, {"speed": "fast"}, {"stopped": "yes"}, {"set": 5}, {"faster": 2}]
)
def test_what_no_clock_can_do_is_told_and_changes_nothing(us: Client, wrong: dict[str, object]) -> None:
    us.control("clock", {"stopped": True})
    before = us.control("clock", {})
    answer = us.session.post(f"{us.sandbox.url}/sandbox/clock", json=wrong, timeout=TIMEOUT)
    assert (answer.status_code, set(answer.json())) == (400, {"error"})
    assert us.control("clock", {}) == before


def test_a_reset_goes_back_to_the_clock_outside() -> None:
    outside = Clock(NOON)
    with Sandbox(now=outside) as running, Client(running) as client:
        client.control("clock", {"advance": 86_400, "speed": 9, "stopped": True})
        client.control("reset", {})
        assert running.state.now() == NOON
        with Client(running) as again:
            assert again.make("Invoice", invoice(5))["TxnDate"] == "2026-03-02"
