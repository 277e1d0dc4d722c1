"""However many ask and whenever, no window holds more than Intuit allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from matterbooks.quickbooks.throttle import reserve

START = datetime(2026, 3, 2, tzinfo=UTC)


def sent(gaps: list[int], *, batch: bool) -> list[datetime]:
    """When requests leave that are asked for after these gaps, in milliseconds."""
    now, second_at, minute_at, left = START, None, None, []
    for gap in gaps:
        now += timedelta(milliseconds=gap)
        slot = reserve(second_at, minute_at, now, batch=batch)
        second_at, minute_at = slot.second_at, slot.minute_at
        left.append(now + slot.wait)
    return left


def most_within(times: list[datetime], window: timedelta) -> int:
    return max(sum(start <= time < start + window for time in times) for start in times)


def test_after_a_rest_two_go_at_once_and_the_third_waits() -> None:
    waits = [time - START for time in sent([0, 0, 0], batch=False)]
    assert waits[:2] == [timedelta(0), timedelta(0)]
    assert timedelta(milliseconds=133) < waits[2] < timedelta(milliseconds=134)


def test_a_rest_is_not_saved_up() -> None:
    assert most_within(sent([0] * 5 + [600_000] + [0] * 20, batch=False), timedelta(seconds=1)) <= 9


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=120))
def test_no_second_holds_more_than_ten_and_nobody_overtakes(gaps: list[int]) -> None:
    times = sent(gaps, batch=False)
    assert most_within(times, timedelta(seconds=1)) <= 9
    assert times == sorted(times)


def test_no_minute_holds_more_than_five_hundred() -> None:
    assert most_within(sent([0] * 600, batch=False), timedelta(minutes=1)) <= 452


def test_no_minute_holds_more_than_forty_batches() -> None:
    assert most_within(sent([0] * 90, batch=True), timedelta(minutes=1)) <= 39
