"""How many requests a company takes (Intuit: limits and throttles; the announcements of August 2025).

Off unless switched on, since most tests want the speed of the machine. A refused request does not count (assumed).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from threading import Lock

from matterbooks.sandbox.trouble.windows import Count, Window

APP, REALM = "app", "realm"


class Kind(StrEnum):
    """What a request is to the limits."""

    PLAIN = "plain"
    BATCH = "batch"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests of these kinds in so many seconds, of one company, or of one app in one company."""

    name: str
    most: int
    seconds: float
    of: str
    kinds: frozenset[Kind] = frozenset(Kind)


KNOWN = (
    Limit("per_minute", 500, 60, REALM),
    Limit("per_second", 10, 1, APP),
    Limit("combined_per_minute", 800, 60, APP),
    Limit("batches_per_minute", 40, 60, APP, frozenset({Kind.BATCH})),
    Limit("realm_batches_per_minute", 120, 60, REALM, frozenset({Kind.BATCH})),
    Limit("reports_per_minute", 200, 60, REALM, frozenset({Kind.REPORT})),
)
"""Which calls the combined cap adds up is not published: here all of them, so that it bites where 500 was raised."""
CONCURRENT = 10
"""The wording before August 2025; both are kept, as suites written against either expect theirs."""


@dataclass(slots=True)
class Limits:
    """The limits in force and what was counted. `most` overrides a limit by name; 0 refuses everything."""

    enforced: bool = False
    window: Window = Window.SLIDING
    concurrent: int = CONCURRENT
    most: dict[str, int] = field(default_factory=lambda: {limit.name: limit.most for limit in KNOWN})
    as_json: bool = False
    old_form: bool = False
    retry_after: int = 0
    _counts: dict[tuple[str, str], Count] = field(default_factory=dict)
    _at_work: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _lock: Lock = field(default_factory=Lock)

    def admit(self, realm: str, client: str, kind: Kind, now: datetime) -> bool:
        """Count a request and say whether it is within the limits; one that is must be :meth:`leave`-d at its end."""
        app = f"{realm} {client}"
        with self._lock:
            if self.enforced and not self._fits(realm, app, kind, now):
                return False
            self._at_work[app] += 1
            return True

    def leave(self, realm: str, client: str) -> None:
        """A request that was admitted is answered."""
        with self._lock:
            self._at_work[f"{realm} {client}"] -= 1

    def _fits(self, realm: str, app: str, kind: Kind, now: datetime) -> bool:
        if self._at_work[app] >= self.concurrent:
            return False
        concerned = [(limit, self._count(limit, realm, app)) for limit in KNOWN if kind in limit.kinds]
        if any(count.within(now) >= self.most[limit.name] for limit, count in concerned):
            return False
        for _, count in concerned:
            count.add(now)
        return True

    def _count(self, limit: Limit, realm: str, app: str) -> Count:
        key = (limit.name, realm if limit.of == REALM else app)
        found = self._counts.get(key)
        if found is None or found.window is not self.window:
            found = self._counts[key] = Count(limit.seconds, self.window)
        return found
