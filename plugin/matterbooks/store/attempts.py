"""Attempts: what was sent, when, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks.store.models import Attempt, Operation

SEND = "send"
LOOK_UP = "look_up"
SILENCE = "silence"


def note(
    session: Session,
    row: Operation,
    *,
    purpose: str,
    request_id: str,
    at: datetime,
    outcome: str,
    http_status: int | None = None,
    code: str = "",
    intuit_tid: str = "",
    words: str = "",
    milliseconds: int = 0,
) -> None:
    """Keep one sending, or one look-up, of an operation."""
    session.add(
        Attempt(
            firm=row.firm,
            operation_id=row.id,
            request_id=request_id,
            purpose=purpose,
            fence=row.fence,
            at=at,
            outcome=outcome,
            http_status=http_status,
            code=code,
            intuit_tid=intuit_tid,
            words=words,
            milliseconds=milliseconds,
        )
    )


def unanswered(session: Session, row: Operation) -> bool:
    """Whether a sending of the operation may have been applied without our knowing."""
    if row.rescues:
        return True
    query = select(Attempt.id).where(Attempt.operation_id == row.id, Attempt.outcome == SILENCE)
    return session.scalar(query.limit(1)) is not None
