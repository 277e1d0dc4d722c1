"""The sandbox's clock, which tests may move, and the two spellings of an instant that QuickBooks uses."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Lock
from typing import NamedTuple

PST = timezone(timedelta(hours=-8))
PDT = timezone(timedelta(hours=-7))


class Standing(NamedTuple):
    """Where a clock stands: it showed `here` when the clock it follows showed `there`."""

    here: datetime
    there: datetime
    speed: float
    stopped: bool


class MovableClock:
    """A clock that can be set, moved, stopped and run faster; it otherwise follows the clock handed in."""

    def __init__(self, base: Callable[[], datetime], speed: float = 1.0) -> None:
        """Follow `base`, which answers aware UTC instants; `speed` seconds pass here for each of its."""
        self._base = base
        self._speed = speed
        self._stopped = False
        self._lock = Lock()
        self._here = self._there = base().astimezone(UTC)
        self.listener: Callable[[], None] = lambda: None
        """Called after every change."""

    def __call__(self) -> datetime:
        """The present instant, aware, UTC."""
        with self._lock:
            return self._now()

    @property
    def speed(self) -> float:
        """Seconds that pass here for one outside, unless stopped."""
        return self._speed

    @property
    def stopped(self) -> bool:
        """Whether it stands still."""
        return self._stopped

    def set(self, instant: datetime) -> None:
        """Make it `instant` now; a stopped clock stays stopped there."""
        with self._lock:
            self._mark(instant.astimezone(UTC))
        self.listener()

    def advance(self, seconds: float) -> None:
        """Move forward (or back, if negative) by `seconds`."""
        with self._lock:
            self._mark(self._now() + timedelta(seconds=seconds))
        self.listener()

    def stop(self) -> None:
        """Stand still until :meth:`run`."""
        with self._lock:
            self._mark(self._now())
            self._stopped = True
        self.listener()

    def run(self) -> None:
        """Run again from where the clock stands."""
        with self._lock:
            self._mark(self._now())
            self._stopped = False
        self.listener()

    def pace(self, speed: float) -> None:
        """Run `speed` times as fast as the clock handed in. Raises: ValueError for a speed that is not above 0."""
        if not speed > 0:
            raise ValueError(f"speed must be above 0, not {speed}")
        with self._lock:
            self._mark(self._now())
            self._speed = speed
        self.listener()

    def follow(self, speed: float) -> None:
        """Show what the clock handed in shows, and run at `speed` from there."""
        with self._lock:
            self._stopped, self._speed = False, speed
            self._mark(self._base().astimezone(UTC))
        self.listener()

    def standing(self) -> Standing:
        """What :meth:`stand` takes."""
        with self._lock:
            return Standing(self._here, self._there, self._speed, self._stopped)

    def stand(self, standing: Standing) -> None:
        """Go on as another clock stood that followed the same one; what passed meanwhile has passed here too."""
        with self._lock:
            self._here, self._there, self._speed, self._stopped = standing

    def _now(self) -> datetime:
        return self._here if self._stopped else self._here + (self._base() - self._there) * self._speed

    def _mark(self, here: datetime) -> None:
        self._here, self._there = here, self._base()


def _nth_sunday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))


def pacific(instant: datetime) -> datetime:
    """`instant` in US Pacific time, the zone of every QuickBooks time stamp (Intuit: samples of the API reference).

    The rule of 2007 is written out, so that no time zone database is needed.
    """
    utc = instant.astimezone(UTC)
    spring = datetime.combine(_nth_sunday(utc.year, 3, 2), datetime.min.time(), UTC) + timedelta(hours=10)
    autumn = datetime.combine(_nth_sunday(utc.year, 11, 1), datetime.min.time(), UTC) + timedelta(hours=9)
    return utc.astimezone(PDT if spring <= utc < autumn else PST)


def stamp(instant: datetime) -> str:
    """An instant as ``MetaData`` writes it: ``2015-07-14T12:34:04-07:00``."""
    return pacific(instant).isoformat(timespec="seconds")


def envelope_time(instant: datetime) -> str:
    """An instant as the ``time`` of an answer: ``2026-01-05T10:11:12.345-08:00``."""
    return pacific(instant).isoformat(timespec="milliseconds")
