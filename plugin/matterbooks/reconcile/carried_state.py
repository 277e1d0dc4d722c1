"""What one workbook hands on to the next: what people said of each finding, what was signed, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

OPEN, IN_PROGRESS, EXPLAINED, ACCEPTED, MENDED, CHANGED = (
    "open", "in progress", "explained", "accepted", "mended", "changed",
)  # fmt: skip
STATUSES = (OPEN, IN_PROGRESS, EXPLAINED, ACCEPTED, MENDED, CHANGED)
"""What stands in the column Status; CHANGED is set by a run whose figures are not those that were settled."""

SETTLED = (EXPLAINED, ACCEPTED)
"""Statuses that settle a finding by themselves. A decision that is written down settles one that is still open."""

CRITICAL = "critical"
"""The severity that stands against signing whatever the amount."""

LEDGER, QUICKBOOKS = "Practice ledger", "QuickBooks"
Totals = Mapping[tuple[str, str], tuple[int, int]]
"""(LEDGER or QUICKBOOKS, account) -> debits and credits, in cents, both non-negative."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What is known of a finding besides its figures. since: what became of it since the previous workbook, in words.

    first_seen: the day up to which the run that found it first had compared.
    """

    first_seen: date
    status: str = OPEN
    owner: str = ""
    comment: str = ""
    decision: str = ""
    since: str = ""

    @property
    def settled(self) -> bool:
        """Whether a person closed it: explained, accepted, or decided about in words."""
        return is_settled(self.status, self.decision)


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as a workbook shows it. last_seen, cleared: days up to which the runs had compared that still found it
    and no longer did; None while it is found. print: the finding's records and effects in eight hexadecimal digits.
    now: the finding that tells of its records since.
    """

    id: str
    cause: str
    severity: str
    cents: int
    records: int
    oldest: date | None
    latest: date | None
    ledger_ids: tuple[str, ...]
    quickbooks_ids: tuple[str, ...]
    print: str
    said: Carried
    last_seen: date | None = None
    cleared: date | None = None
    now: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when, and what they noted; nobody yet where name or date is missing."""

    name: str = ""
    on: date | None = None
    note: str = ""

    @property
    def given(self) -> bool:
        """Whether it is filled in."""
        return bool(self.name) and self.on is not None


@dataclass(frozen=True, slots=True)
class SignedPeriod:
    """Figures that were signed: the days compared (start None is the beginning), the control totals and their hash."""

    run_id: str
    start: date | None
    end: date
    reviewed: Signature
    fingerprint: str
    totals: Totals = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One account whose control totals are not those of a signed period: debits and credits in cents, then and now."""

    run_id: str
    side: str
    account: str
    signed: tuple[int, int]
    now: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Previous:
    """A workbook of an earlier run as people left it. period: the run's own figures, whether signed or not.

    earlier: periods signed before it; notes: what was not examined -> why somebody could live with that.
    """

    path: str
    company: str
    realm: str
    as_of: date
    period: SignedPeriod
    signed: bool
    findings: tuple[Item, ...]
    outside: tuple[Item, ...]
    cleared: tuple[Item, ...]
    earlier: tuple[SignedPeriod, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a run took over from a previous workbook besides what was said of its findings.

    outside: found earlier and dated outside what this run compared, so neither found nor cleared; unchecked: signed
    periods that these files do not cover, in words.
    """

    path: str = ""
    run_id: str = ""
    cleared: tuple[Item, ...] = ()
    outside: tuple[Item, ...] = ()
    signed: tuple[SignedPeriod, ...] = ()
    changes: tuple[Change, ...] = ()
    unchecked: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def is_settled(status: str, decision: str) -> bool:
    """Whether a status and a decision close a finding."""
    return status in SETTLED or (status == OPEN and bool(decision))


def unsettled(items: Iterable[Item], materiality: int) -> tuple[int, int]:
    """How many findings nobody settled: those that are critical, and those that move more than the materiality."""
    left = [item for item in items if not item.said.settled]
    return sum(item.severity == CRITICAL for item in left), sum(item.cents > materiality for item in left)
