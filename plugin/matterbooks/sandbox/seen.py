"""What the log keeps of a request: never a secret, a code or a token."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import Any

KEPT = 20_000
KEPT_CHARACTERS = 16_000_000
"""Of all bodies together, so that large batches do not fill the memory."""


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
    """The last requests, newest last: as many as :data:`KEPT`, or fewer with long bodies."""

    _kept: deque[Seen] = field(default_factory=deque)
    _characters: int = 0
    _numbered: int = 0
    _lock: Lock = field(default_factory=Lock)

    def next_number(self) -> int:
        """The number of the next request."""
        with self._lock:
            self._numbered += 1
            return self._numbered

    def append(self, seen: Seen) -> None:
        """Keep one, and forget the oldest."""
        with self._lock:
            self._kept.append(seen)
            self._characters += len(seen.body)
            while len(self._kept) > KEPT or (self._characters > KEPT_CHARACTERS and len(self._kept) > 1):
                self._characters -= len(self._kept.popleft().body)

    def clear(self) -> None:
        """Forget all; the numbers go on."""
        with self._lock:
            self._kept.clear()
            self._characters = 0

    def __iter__(self) -> Iterator[Seen]:
        """Oldest first, as they are at this moment."""
        with self._lock:
            return iter(list(self._kept))
