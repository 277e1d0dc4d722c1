"""Trouble on demand: rules that spoil the next requests they match.

They are carried out in :mod:`matterbooks.sandbox.trouble.spoil`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from threading import Lock
from typing import Any

from matterbooks.sandbox.seen import Log, Seen

__all__ = ["Kind", "Log", "Rule", "Seen", "Trouble"]
METHODS = frozenset({"", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
"""What a rule may be for; any of them where it names none."""


class Kind(StrEnum):
    """What can go wrong."""

    LOSE_ANSWER = "lose_answer"
    """The work is done, then the connection is dropped without an answer."""
    DROP_BEFORE = "drop_before"
    """The connection is dropped before any work."""
    STATUS = "status"
    """An HTTP error (500, 503, 504; 429 as the limits give it; 403 with a 500 inside), without work or `late`."""
    DELAY = "delay"
    """The work begins `seconds` late, and a random part of `random_seconds` on top; cut off where that is too long."""
    SLOW_BODY = "slow_body"
    """The answer comes in `pieces`, each after `seconds`."""
    FAULT = "fault"
    """A fault of `code` in QuickBooks' words, or with a `message` and `detail` of one's own, before any work."""
    TOKEN = "token"  # noqa: S105
    """The access token is refused as expired."""
    OAUTH = "oauth"
    """A refusal of the token endpoint: `code` is the error (``invalid_grant``), `detail` its description."""


@dataclass(slots=True)
class Rule:
    """Spoil `times` requests that match (0: without end), after letting `after` of them pass. Empty fields match all.

    `entity` is the path word (``invoice``, ``query``, ``batch``), `path` a part of the path, `contains` a part of the
    body. `share` of the matching requests are hit, chosen by the seeded generator; `for_seconds` of the sandbox's
    clock after the rule was made it ends (then `times` is without end unless given). `status` is 500 for an HTTP error
    and a fault's own for a fault, unless given; `late` lets the work be done before an HTTP error.
    """

    kind: Kind
    times: int = 1
    after: int = 0
    share: float = 1.0
    for_seconds: float = 0.0
    method: str = ""
    entity: str = ""
    path: str = ""
    realm: str = ""
    contains: str = ""
    status: int = 0
    late: bool = False
    code: str = "10000"
    message: str = ""
    detail: str = ""
    seconds: float = 0.0
    random_seconds: float = 0.0
    pieces: int = 4
    hits: int = 0
    until: datetime | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any], now: datetime) -> "Rule":
        """A rule from JSON. Raises: ValueError, in words, for what no rule can be."""
        _check_names(values)
        usual = {"times": 0} if values.get("for_seconds") else {}
        rule = cls(**{**usual, **values, "kind": Kind(values["kind"])})
        _check_values(rule)
        rule.until = now + timedelta(seconds=rule.for_seconds) if rule.for_seconds else None
        return rule

    def matches(self, seen: Seen) -> bool:
        """Whether a request is of the kind this rule spoils."""
        return (
            self.method.upper() in {"", seen.method}
            and self.entity.lower() in {"", seen.entity}
            and self.path in seen.path
            and self.realm in {"", seen.realm}
            and self.contains in seen.body
        )


def _check_names(values: Mapping[str, Any]) -> None:
    known = [one.name for one in fields(Rule) if one.name not in {"hits", "until"}]
    unknown = next((name for name in values if name not in known), "")
    if unknown:
        raise ValueError(f"{unknown} is not known; there are {', '.join(known)}")
    if values.get("kind") not in set(Kind):
        raise ValueError(f"the kind is one of {', '.join(Kind)}")


def _check_values(rule: Rule) -> None:
    for name in ("times", "after", "for_seconds", "seconds", "random_seconds"):
        if getattr(rule, name) < 0:
            raise ValueError(f"{name} cannot be negative")
    if not 0 < rule.share <= 1:
        raise ValueError("share is above 0 and at most 1")
    if rule.pieces < 1:
        raise ValueError("pieces is at least 1")
    if rule.method.upper() not in METHODS:
        raise ValueError(f"method is one of {', '.join(sorted(METHODS - {''}))}")
    hidden = rule.kind is Kind.FAULT and rule.status == 200
    if rule.status and not (400 <= rule.status < 600 or hidden):
        raise ValueError("status is from 400 to 599, or 200 for a fault that hides in one")


@dataclass(slots=True)
class Trouble:
    """The rules in force and the requests seen. `random` chooses where a rule hits only a share."""

    random: Random
    rules: list[Rule] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    _lock: Lock = field(default_factory=Lock)

    def add(self, rule: Rule) -> None:
        """Put a rule in force, behind the others."""
        with self._lock:
            self.rules = [*self.rules, rule]

    def pick(self, seen: Seen, now: datetime) -> Rule | None:
        """The first rule that spoils this request, if any; a rule that is used up or over is dropped."""
        with self._lock:
            self.rules = [one for one in self.rules if one.until is None or now < one.until]
            return next((rule for rule in self.rules if rule.matches(seen) and self._hits(rule)), None)

    def chance(self, most: float) -> float:
        """Between nothing and `most`, by chance."""
        with self._lock:
            return self.random.uniform(0, most)

    def _hits(self, rule: Rule) -> bool:
        if rule.after > 0:
            rule.after -= 1
            return False
        if rule.share < 1 and self.random.random() >= rule.share:
            return False
        rule.hits += 1
        if rule.times == 1:
            self.rules = [one for one in self.rules if one is not rule]
        rule.times = max(rule.times - 1, 0)
        return True
