"""What the log keeps of a request: never a secret, a code or a token."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import Any

KEPT = 20_000


@dataclass(slots=True)
class Seen:
    """One request; `status` is 0 where no answer was sent, `trouble` the kind of the rule that spoiled it."""

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
class Log:
    """The last requests, newest last."""

    _kept: deque[Seen] = field(default_factory=lambda: deque(maxlen=KEPT))
    _numbered: int = 0
    _lock: Lock = field(default_factory=Lock)

    def next_number(self) -> int:
        """The number of the next request."""
        with self._lock:
            self._numbered += 1
            return self._numbered

    def append(self, seen: Seen) -> None:
        """Keep one."""
        with self._lock:
            self._kept.append(seen)

    def clear(self) -> None:
        """Forget all; the numbers go on."""
        with self._lock:
            self._kept.clear()

    def __iter__(self) -> Iterator[Seen]:
        """Oldest first, as they are at this moment."""
        with self._lock:
            return iter(list(self._kept))
