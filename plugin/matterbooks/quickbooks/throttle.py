"""Keeping below Intuit's limits: GCRA, which bounds the count in every window by `rate * time + burst`.

Intuit: 10 requests a second and 500 a minute for a company, 40 batches a minute. A fixed window lets twice as many
through at its edge; this keeps one instant for each limit and nothing else, so that any number of workers share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """One request each `interval`, and `burst` at once after a rest."""

    interval: timedelta
    burst: int

    def reserve(self, at: datetime | None, now: datetime) -> tuple[timedelta, datetime]:
        """Take the next place: how long to wait for it, and the instant to keep for the next caller.

        `at` is the instant kept by the last call, None when nobody came before. The place is taken even where it
        has to be waited for, so that callers queue up and none is starved.
        """
        due = max(at, now) if at is not None else now
        wait = due - now - self.interval * (self.burst - 1)
        return max(wait, timedelta(0)), due + self.interval


SINGLES = Limit(timedelta(minutes=1) / 450, 2)
"""At most 9.5 in any second and 452 in any minute."""

BATCHES = Limit(timedelta(minutes=1) / 36, 3)
"""At most 39 in any minute."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place: wait that long, then send. The two instants are stored with the connection."""

    wait: timedelta
    second_at: datetime | None
    minute_at: datetime | None


def reserve(second_at: datetime | None, minute_at: datetime | None, now: datetime, *, batch: bool = False) -> Slot:
    """The next place for a request of one company; a batch spends one place of each limit.

    second_at is kept for all requests, minute_at for batches alone.
    """
    wait, second_at = SINGLES.reserve(second_at, now)
    if not batch:
        return Slot(wait, second_at, minute_at)
    longer, minute_at = BATCHES.reserve(minute_at, now)
    return Slot(max(wait, longer), second_at, minute_at)
