"""Trouble on demand: rules that spoil the next requests they match, and the log of every request seen."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from threading import Lock
from typing import Any

KEPT = 20_000


class Kind(StrEnum):
    """What can go wrong."""

    LOSE_ANSWER = "lose_answer"
    """The work is done, then the connection is dropped without an answer."""
    DROP_BEFORE = "drop_before"
    """The connection is dropped before any work."""
    STATUS = "status"
    """An HTTP error (429 as XML, 500, 503, 403 with a 500 inside) before any work."""
    DELAY = "delay"
    """The answer comes `seconds` late."""
    FAULT = "fault"
    """A service fault of `code` (6190, 10000, 5010, 6210, 610, ...) before any work."""
    TOKEN = "token"  # noqa: S105
    """The access token is refused as expired."""


@dataclass(slots=True)
class Rule:
    """Spoil `times` requests that match, after letting `after` of them pass. Empty fields match anything.

    `entity` is the path word (``invoice``, ``query``, ``batch``); `path` a part of the path; `contains` a part of
    the body.
    """

    kind: Kind
    times: int = 1
    after: int = 0
    method: str = ""
    entity: str = ""
    path: str = ""
    realm: str = ""
    contains: str = ""
    status: int = 500
    code: str = "10000"
    message: str = ""
    seconds: float = 0.0
    hits: int = 0

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Rule":
        """A rule from JSON. Raises: ValueError, TypeError for a wrong kind or an unknown field."""
        return cls(**{**values, "kind": Kind(values.get("kind", ""))})

    def matches(self, seen: "Seen") -> bool:
        """Whether a request is of the kind this rule spoils."""
        return (
            self.method.upper() in {"", seen.method}
            and self.entity.lower() in {"", seen.entity}
            and self.path in seen.path
            and self.realm in {"", seen.realm}
            and self.contains in seen.body
        )


@dataclass(slots=True)
class Seen:
    """One request as the log keeps it; `status` is 0 where no answer was sent."""

    number: int
    time: str
    method: str
    path: str
    query: str
    realm: str
    entity: str
    requestid: str
    body: str
    tid: str
    status: int = 0
    dropped: bool = False
    trouble: str = ""
    replayed: bool = False

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)


@dataclass(slots=True)
class Trouble:
    """The rules in force and the requests seen, newest last."""

    rules: list[Rule] = field(default_factory=list)
    log: deque[Seen] = field(default_factory=lambda: deque(maxlen=KEPT))
    _seen: int = 0
    _lock: Lock = field(default_factory=Lock)

    def next_number(self) -> int:
        """The number of the next request."""
        with self._lock:
            self._seen += 1
            return self._seen

    def pick(self, seen: Seen) -> Rule | None:
        """The rule that spoils this request, if any; a rule that is used up is dropped."""
        with self._lock:
            for rule in self.rules:
                if not rule.matches(seen):
                    continue
                if rule.after > 0:
                    rule.after -= 1
                    continue
                rule.times -= 1
                rule.hits += 1
                self.rules = [one for one in self.rules if one.times > 0]
                return rule
        return None
