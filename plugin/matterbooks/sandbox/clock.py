"""The sandbox's clock, which tests may move, and the two spellings of an instant that QuickBooks uses."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Lock

PST = timezone(timedelta(hours=-8))
PDT = timezone(timedelta(hours=-7))


class MovableClock:
    """A clock that can be set, moved and stopped; it otherwise follows the clock handed in."""

    def __init__(self, base: Callable[[], datetime]) -> None:
        """Follow `base`, which answers aware UTC instants."""
        self._base = base
        self._offset = timedelta()
        self._stopped_at: datetime | None = None
        self._lock = Lock()

    def __call__(self) -> datetime:
        """The present instant, aware, UTC."""
        with self._lock:
            return self._stopped_at or self._base() + self._offset

    def set(self, instant: datetime) -> None:
        """Make it `instant` now; a stopped clock stays stopped there."""
        with self._lock:
            instant = instant.astimezone(UTC)
            if self._stopped_at is not None:
                self._stopped_at = instant
            self._offset = instant - self._base()

    def advance(self, seconds: float) -> None:
        """Move forward (or back, if negative) by `seconds`."""
        self.set(self() + timedelta(seconds=seconds))

    def stop(self) -> None:
        """Stand still until :meth:`run`."""
        now = self()
        with self._lock:
            self._stopped_at = now

    def run(self) -> None:
        """Run again from where the clock stands."""
        now = self()
        with self._lock:
            self._stopped_at = None
            self._offset = now - self._base()


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
