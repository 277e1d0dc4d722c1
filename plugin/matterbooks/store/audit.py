"""Audit: who did what, per firm, as a chain of hashes in which a changed or missing row shows.

hash = SHA-256(hash of the row before + canonical JSON of this row). The tables refuse UPDATE and DELETE; the chain
shows what was done past that. Rows cut off at the end show only against a hash that was kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks.store import turns
from matterbooks.store.models import Audit

EXPORTED = "exported"
"""The event of an export of the firm's books; its subject is the export's id."""

_START = "0" * 64
_FRESH = {"populate_existing": True, "yield_per": 1000}


def record(
    session: Session,
    *,
    firm: str,
    actor: str,
    event: str,
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
    now: datetime,
) -> Audit:
    """Add a row to the firm's chain. detail: JSON values alone, and never a token, a secret or a request body.

    Takes the firm's turn until the commit, so record last in a transaction.
    """
    turns.take(session, f"audit {firm}")
    before = _last(session, firm)
    row = Audit(
        firm=firm,
        number=before.number + 1 if before else 1,
        at=now.astimezone(UTC),
        actor=actor,
        event=event,
        subject=subject,
        detail=json.loads(json.dumps(dict(detail or {}))),
        previous_hash=before.hash if before else _START,
    )
    row.hash = _hash(row)
    session.add(row)
    session.flush()
    return row


def happened(session: Session, firm: str, event: str, subject: str, since: datetime | None = None) -> bool:
    """Whether this was done to this subject: at that instant or later, or ever."""
    query = select(Audit.id).where(Audit.firm == firm, Audit.event == event, Audit.subject == subject)
    if since is not None:
        query = query.where(Audit.at >= since.astimezone(UTC))
    return session.scalar(query.limit(1)) is not None


def verify(session: Session, firm: str) -> int | None:
    """The number of the first row that was changed, or that follows a missing one; None where the chain is whole."""
    expected, previous = 1, _START
    query = select(Audit).where(Audit.firm == firm).order_by(Audit.number)
    with closing(session.scalars(query, execution_options=_FRESH)) as rows:
        for row in rows:
            if (row.number, row.previous_hash, row.hash) != (expected, previous, _hash(row)):
                return row.number
            expected, previous = row.number + 1, row.hash
    return None


def recent(session: Session, firm: str, limit: int) -> Sequence[Audit]:
    """The firm's last rows, newest first."""
    return session.scalars(select(Audit).where(Audit.firm == firm).order_by(Audit.number.desc()).limit(limit)).all()


def _last(session: Session, firm: str) -> Audit | None:
    return session.scalar(select(Audit).where(Audit.firm == firm).order_by(Audit.number.desc()).limit(1))


def _hash(row: Audit) -> str:
    content = {
        "firm": row.firm,
        "number": row.number,
        "at": row.at.isoformat(),
        "actor": row.actor,
        "event": row.event,
        "subject": row.subject,
        "detail": row.detail,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((row.previous_hash + text).encode()).hexdigest()
