"""What was answered to each ``requestid``, on disk, until its time is over."""

from datetime import datetime, timedelta
from typing import NamedTuple

from matterbooks.sandbox.storage.database import Database
from matterbooks.sandbox.storage.record_bytes import ticks

LIFETIME = timedelta(days=1)


class Answer(NamedTuple):
    """What went over the wire: status, bytes, and their content type."""

    status: int
    body: bytes
    content_type: str


class Replies:
    """The answers of one company. `lifetime` is a setting, since Intuit publishes none; so is `replay_faults`."""

    def __init__(self, database: Database, company: int) -> None:
        """What the database has of a company, by its number there."""
        self._database, self._company = database, company
        self.lifetime = LIFETIME
        self.replay_faults = False

    def find(self, request_id: str, now: datetime) -> Answer | None:
        """The first answer, if it is still kept."""
        row = self._database.one(
            "SELECT status, body, content_type FROM replies WHERE company = ? AND request_id = ? AND at >= ?",
            self._company,
            request_id,
            ticks(now - self.lifetime),
        )
        return Answer(*row) if row else None

    def keep(self, request_id: str, now: datetime, answer: Answer) -> None:
        """Keep an answer (a fault only if `replay_faults`), and forget those whose time is over."""
        self._database.write(
            "DELETE FROM replies WHERE company = ? AND at < ?", self._company, ticks(now - self.lifetime)
        )
        if answer.status < 400 or self.replay_faults:
            self._database.write(
                "INSERT OR REPLACE INTO replies (company, request_id, at, status, content_type, body)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                self._company,
                request_id,
                ticks(now),
                answer.status,
                answer.content_type,
                answer.body,
            )

    def forget(self) -> None:
        """Forget every answer."""
        self._database.write("DELETE FROM replies WHERE company = ?", self._company)
