"""Webhooks out: what changed in the companies, told to the endpoints that asked, signed, again and again if refused.

Intuit: a notification is tried again after about 20, 30 and 50 minutes where the endpoint answers 500, 502, 503, 504 or
408, or not within 3 seconds; then the endpoint is dropped. Order is not promised. Changes wait here until
:meth:`Webhooks.deliver`; several to one record become one (assumed: the last of each operation).
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from matterbooks.sandbox.company import Change, Company
from matterbooks.sandbox.webhooks.forms import Event, Form, body, headers

Post = Callable[[str, Mapping[str, str], bytes], int]
"""POST to an address; the HTTP status, 0 where there is no answer in time."""
DELAYS = (timedelta(minutes=20), timedelta(minutes=30), timedelta(minutes=50))
TRIED_AGAIN = frozenset({0, 408, 500, 502, 503, 504})
SILENT = frozenset({"Attachable", "CompanyInfo", "ExchangeRate", "TaxCode", "TaxRate"})
"""Entities that Intuit offers no webhooks for."""


KEPT = 1000
"""Notifications, the latest."""


class Attempt(NamedTuple):
    """One try: when, and the status that came back (0 for none)."""

    at: datetime
    status: int


@dataclass(slots=True)
class Notification:
    """One body for one endpoint. `due` is None once it was taken, or given up."""

    number: int
    subscription: int
    headers: Mapping[str, str]
    body: bytes
    due: datetime | None
    attempts: list[Attempt] = field(default_factory=list)


@dataclass(slots=True)
class Subscription:
    """One endpoint: its address, the token that signs, the form it wants, and of what it wants to hear (empty: all)."""

    number: int
    url: str
    verifier: str
    form: Form
    entities: frozenset[str] = frozenset()
    realms: frozenset[str] = frozenset()
    dropped: bool = False
    waiting: dict[tuple[str, str, str, str], Event] = field(default_factory=dict)

    def wants(self, event: Event) -> bool:
        """Whether the endpoint hears of an event."""
        named = not self.entities or event.entity in self.entities
        return not self.dropped and named and (not self.realms or event.realm in self.realms)


class Webhooks:
    """The endpoints of one sandbox and what they were, or are still to be, told."""

    def __init__(self, now: Callable[[], datetime], token: Callable[[int], str], post: Post) -> None:
        """No endpoint yet. `token` gives an unguessable text of the length asked for."""
        self._now, self._token, self._post = now, token, post
        self._lock = Lock()
        self._last = 0
        self.subscriptions: dict[int, Subscription] = {}
        self.notifications: deque[Notification] = deque(maxlen=KEPT)

    def subscribe(
        self, url: str, verifier: str, form: Form, entities: frozenset[str], realms: frozenset[str]
    ) -> Subscription:
        """Tell `url` of what changes from now on."""
        with self._lock:
            made = Subscription(self._number(), url, verifier, form, entities, realms)
            self.subscriptions[made.number] = made
            return made

    def unsubscribe(self, number: int) -> None:
        """Tell an endpoint nothing any more. Raises: KeyError if there is none of that number."""
        with self._lock:
            del self.subscriptions[number]

    def heard(self, company: Company, changes: Sequence[Change]) -> None:
        """Remember what a commit changed; a listener of every company."""
        if not self.subscriptions:
            return
        with self._lock:
            for change in changes:
                if change.entity not in SILENT:
                    self._wait(Event(company.realm_id, *change, self._now()))

    def _wait(self, event: Event) -> None:
        for one in self.subscriptions.values():
            if one.wants(event):
                one.waiting[event[:4]] = event

    def deliver(self) -> list[Notification]:
        """Send what waits and what is due again; answers the notifications that were tried."""
        now = self._now()
        with self._lock:
            for one in self.subscriptions.values():
                if one.waiting:
                    self.notifications.append(self._notification(one, now))
            due = [one for one in self.notifications if one.due is not None and one.due <= now]
        return [one for one in due if self._tried(one, now)]

    def _notification(self, to: Subscription, now: datetime) -> Notification:
        events = list(to.waiting.values())
        to.waiting.clear()
        content = body(to.form, events, self._token)
        signed = headers(to.form, to.verifier, content, now, self._token)
        return Notification(self._number(), to.number, signed, content, now)

    def _tried(self, one: Notification, now: datetime) -> bool:
        to = self.subscriptions.get(one.subscription)
        if to is None or to.dropped:
            one.due = None
            return False
        status = self._post(to.url, one.headers, one.body)
        with self._lock:
            one.attempts.append(Attempt(now, status))
            again = status in TRIED_AGAIN and len(one.attempts) <= len(DELAYS)
            one.due = now + DELAYS[len(one.attempts) - 1] if again else None
            to.dropped = status in TRIED_AGAIN and not again
        return True

    def _number(self) -> int:
        self._last += 1
        return self._last
