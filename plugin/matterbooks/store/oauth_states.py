"""Questions to Intuit: a `state` goes out with one person's browser and is answered once, there, within ten minutes.

Only hashes of the state and of the browser session are stored.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matterbooks.errors import StateMismatchError
from matterbooks.store.models import OAuthState

LIFE = timedelta(minutes=10)
_KEPT = timedelta(days=1)


def ask(session: Session, *, state: str, firm: str, user_id: str, browser: str, now: datetime) -> None:
    """Remember that this person asks for this firm. `state`: unguessable, `browser`: the session's own secret."""
    session.execute(delete(OAuthState).where(OAuthState.firm == firm, OAuthState.asked_at < now - _KEPT))
    session.add(
        OAuthState(firm=firm, state_hash=_hash(state), user_id=user_id, browser_hash=_hash(browser), asked_at=now)
    )
    session.flush()


def answer(session: Session, *, state: str, user_id: str, browser: str, now: datetime) -> str:
    """The firm that the answer is for; the state is spent with the commit. Raises StateMismatchError."""
    row = session.scalar(select(OAuthState).where(OAuthState.state_hash == _hash(state)).with_for_update())
    if row is None or not _same_person(row, user_id, browser):
        raise StateMismatchError(
            "This answer from Intuit does not belong to a question that you asked in this browser, so nothing was "
            "connected. Go to Admin > Accounting and choose Connect to QuickBooks."
        )
    if row.used_at is not None:
        raise StateMismatchError(
            "This answer from Intuit was used already, so nothing was connected a second time. "
            "If the page does not show a connection, choose Connect to QuickBooks again."
        )
    if not timedelta(0) <= now - row.asked_at <= LIFE:
        raise StateMismatchError(
            "This answer from Intuit came more than ten minutes after the question, so nothing was connected. "
            "Choose Connect to QuickBooks again."
        )
    row.used_at = now
    session.flush()
    return row.firm


def _same_person(row: OAuthState, user_id: str, browser: str) -> bool:
    same_user = compare_digest(row.user_id.encode(), user_id.encode())
    return compare_digest(row.browser_hash, _hash(browser)) and same_user


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
