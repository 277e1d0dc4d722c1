"""How many requests a company takes (Intuit: 500 a minute and 10 a second for each realm, 40 batches a minute).

Off unless switched on, since most tests want the speed of the machine. Counted in sliding windows.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass(slots=True)
class Limits:
    """The limits of every company, and the requests of the last minute."""

    enforced: bool = False
    per_second: int = 10
    per_minute: int = 500
    batches_per_minute: int = 40
    _calls: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _batches: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _lock: Lock = field(default_factory=Lock)

    def admit(self, realm: str, now: datetime, *, is_batch: bool) -> bool:
        """Count a request and say whether it is within the limits; a refused one does not count."""
        if not self.enforced:
            return True
        with self._lock:
            calls, batches = _recent(self._calls[realm], now), _recent(self._batches[realm], now)
            last_second = sum(1 for when in calls if now - when < SECOND)
            too_many = len(calls) >= self.per_minute or last_second >= self.per_second
            if too_many or (is_batch and len(batches) >= self.batches_per_minute):
                return False
            calls.append(now)
            if is_batch:
                batches.append(now)
            return True


def _recent(calls: deque[datetime], now: datetime) -> deque[datetime]:
    while calls and now - calls[0] >= MINUTE:
        calls.popleft()
    return calls
