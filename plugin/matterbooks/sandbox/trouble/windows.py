"""Counting what happened in the last so many seconds, or since the last full minute."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Window(StrEnum):
    """Intuit does not publish which one it uses."""

    SLIDING = "sliding"
    """The seconds just past."""
    FIXED = "fixed"
    """Whole minutes (or seconds) of the clock: at their end everything is free again."""


@dataclass(slots=True)
class Count:
    """The instants counted in one window of `seconds`."""

    seconds: float
    window: Window
    _kept: deque[datetime] = field(default_factory=deque)

    def within(self, now: datetime) -> int:
        """How many were counted in the window that `now` is the end of, or lies in."""
        while self._kept and not self._is_recent(self._kept[0], now):
            self._kept.popleft()
        return len(self._kept)

    def add(self, now: datetime) -> None:
        """Count one."""
        self._kept.append(now)

    def _is_recent(self, then: datetime, now: datetime) -> bool:
        if self.window is Window.SLIDING:
            return now - then < timedelta(seconds=self.seconds)
        return then.timestamp() // self.seconds == now.timestamp() // self.seconds
