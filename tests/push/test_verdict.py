"""What an outcome means, decided without a network or a database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matterbooks.push.verdict import QUARANTINE, Again, Anew, Done, HoldFor, LookUp, delay, judge
from matterbooks.quickbooks.client import Answer, NotSent, Silence
from matterbooks.quickbooks.faults import Fault, read_fault
from matterbooks.values import Held


def fault(code: str, detail: str = "", status: int = 400) -> Fault:
    """A fault as Intuit words it."""
    error = {"Message": "", "Detail": detail, "code": code, "element": ""}
    found = read_fault(status, {"Fault": {"Error": [error], "type": "ValidationFault"}}, "", "tid")
    assert found is not None
    return found


def test_an_answer_is_done_whenever_it_comes() -> None:
    answer = Answer(200, {"Invoice": {}}, "tid")
    assert judge(answer, attempts=3, replayed=True) == Done(answer)


def test_silence_waits_until_the_request_can_no_longer_land() -> None:
    assert judge(Silence("timeout"), attempts=1, replayed=False) == LookUp(
        QUARANTINE, "QuickBooks did not answer (timeout)."
    )
    assert timedelta(seconds=160) <= QUARANTINE


def test_what_never_left_goes_again_without_asking() -> None:
    verdict = judge(NotSent("refused"), attempts=1, replayed=False)
    assert isinstance(verdict, Again)
    assert verdict.after == timedelta(seconds=5)


def test_waits_grow_and_stop_growing_at_an_hour() -> None:
    waits = [delay(attempts) for attempts in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "detail", "reason"),
    [
        ("6210", "The account period has closed", Held.PERIOD),
        ("2500", "Invalid Reference Id : Accounts element id 999 not found", Held.MAPPING),
        ("6190", "Subscription period has ended", Held.PERMISSION),
        ("2020", "Required parameter Line is missing", Held.REFUSED),
        ("9999", "Something nobody has seen", Held.REFUSED),
    ],
)
def test_a_definite_refusal_waits_for_the_person_who_can_mend_it(code: str, detail: str, reason: Held) -> None:
    verdict = judge(fault(code, detail), attempts=1, replayed=False)
    assert isinstance(verdict, HoldFor)
    assert (verdict.reason, verdict.code) == (reason, code)


def test_the_same_refusal_after_a_lost_answer_is_not_believed() -> None:
    verdict = judge(fault("6000", "Business Validation Error: x"), attempts=2, replayed=True)
    assert isinstance(verdict, LookUp)
    assert verdict.after == QUARANTINE


@pytest.mark.parametrize("code", ["6140", "6240"])
def test_a_name_or_number_that_is_taken_may_be_our_own_and_is_looked_up_at_once(code: str) -> None:
    verdict = judge(fault(code, "already"), attempts=1, replayed=False)
    assert isinstance(verdict, LookUp)
    assert verdict.after == timedelta(0)


def test_a_stale_record_is_composed_anew() -> None:
    assert isinstance(judge(fault("5010", "Stale"), attempts=1, replayed=False), Anew)


def test_throttling_stops_the_whole_company_for_a_minute() -> None:
    throttled = read_fault(429, None, '<Error code="3001"><Message>ThrottleExceeded</Message></Error>', "tid")
    assert throttled is not None
    verdict = judge(throttled, attempts=1, replayed=False)
    assert isinstance(verdict, Again)
    assert verdict.whole_company
    assert verdict.after >= timedelta(seconds=60)
