"""What an outcome means for an operation, decided without I/O: done, once more, held for a person, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from matterbooks.quickbooks.client import Answer, NotSent, Outcome, Silence
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault, explain
from matterbooks.values import Held

QUARANTINE = timedelta(seconds=160)
"""After silence: 30 s client, 120 s server limit (Intuit) and a margin. Later the request can no longer land."""

THROTTLED = timedelta(seconds=60)
"""Intuit: wait a minute after 429."""

_DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900, 3600))


@dataclass(frozen=True, slots=True)
class Done:
    """QuickBooks did it; the answer holds the record."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Again:
    """Nothing was applied: the same bytes go once more, not before `after` has passed.

    renew: with another access token first. whole_company: nothing else of this company is sent meanwhile either.
    """

    after: timedelta
    words: str
    renew: bool = False
    whole_company: bool = False


@dataclass(frozen=True, slots=True)
class Anew:
    """Nothing was applied and these bytes are spent: compose again from what QuickBooks has now."""

    words: str


@dataclass(frozen=True, slots=True)
class HoldFor:
    """A definite refusal that a person mends."""

    reason: Held
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """It may have been applied. Ask QuickBooks once `after` has passed, and send nothing until then."""

    after: timedelta
    words: str
    code: str = ""


Verdict = Done | Again | Anew | HoldFor | LookUp


def delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 s, 15 s, 1 min, 5 min, 15 min, then hourly."""
    return _DELAYS[min(max(attempts, 1), len(_DELAYS)) - 1]


def judge(outcome: Outcome, *, attempts: int, replayed: bool) -> Verdict:
    """What the outcome of the n-th attempt means.

    replayed: the same bytes went out before and nobody knows what came of that, so that a refusal now may only mean
    that the first sending was applied.
    """
    match outcome:
        case Answer():
            return Done(outcome)
        case NotSent():
            return Again(delay(attempts), f"QuickBooks could not be reached ({outcome.reason}).")
        case Silence():
            return LookUp(QUARANTINE, f"QuickBooks did not answer ({outcome.reason}).")
        case Fault():
            return _of_fault(outcome, attempts, replayed)


def _of_fault(fault: Fault, attempts: int, replayed: bool) -> Verdict:
    explained = explain(fault)
    match fault.cls:
        case FaultClass.THROTTLED:
            wait = THROTTLED if fault.retry_after is None else max(THROTTLED, timedelta(seconds=fault.retry_after))
            return Again(wait, explained.words, whole_company=True)
        case FaultClass.UNAUTHORISED:
            return Again(timedelta(0), explained.words, renew=True)
        case FaultClass.TRANSIENT_REFUSAL:
            return Again(delay(attempts), explained.words)
        case FaultClass.DUPLICATE_NAME | FaultClass.DUPLICATE_NUMBER:
            return LookUp(timedelta(0), explained.words, fault.code)
    if replayed:
        return LookUp(QUARANTINE, explained.words, fault.code)
    if fault.cls is FaultClass.STALE:
        return Anew(explained.words)
    return HoldFor(explained.held or Held.REFUSED, explained.words, fault.code)
