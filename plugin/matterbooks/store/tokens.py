"""Tokens of a connection, sealed: read, renewed by one worker at a time, saved over the generation that was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import or_, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from matterbooks.errors import ReconnectNeededError, SealBrokenError
from matterbooks.store.models import Connection
from matterbooks.store.secrets import SETTING, KeyRing


class TokenPair(Protocol):
    """What Intuit gives for a consent or a renewal."""

    @property
    def access(self) -> str: ...
    @property
    def refresh(self) -> str: ...
    @property
    def access_expires_at(self) -> datetime: ...
    @property
    def refresh_expires_at(self) -> datetime: ...
    @property
    def hard_expires_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """A token pair as stored. `previous_refresh` is the one that the current one replaced, empty if there was none."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_expires_at: datetime
    refresh_expires_at: datetime
    hard_expires_at: datetime | None
    generation: int
    previous_refresh: str = field(default="", repr=False)


def realm_of(ring: KeyRing, connection: Connection) -> str:
    """The company's realm id. Raises SealBrokenError, also where the ring has lost the key that it was hashed by."""
    realm = ring.open(connection.realm_sealed, firm=connection.firm, realm=connection.realm_hash, column="realm")
    if ring.hash_realm(realm) != connection.realm_hash:
        raise SealBrokenError(
            f"The last key of {SETTING} is not the one by which {connection.company_name} is recognised. "
            "Put the oldest key back at the end: it stays for good."
        )
    return realm


def read_tokens(ring: KeyRing, connection: Connection) -> StoredTokens:
    """The tokens of this connection. Raises ReconnectNeededError once it has ended, SealBrokenError."""
    sealed = (connection.access_sealed, connection.refresh_sealed)
    expiry = (connection.access_expires_at, connection.refresh_expires_at)
    if sealed[0] is None or sealed[1] is None or expiry[0] is None or expiry[1] is None:
        raise ReconnectNeededError(
            f"The connection to {connection.company_name} has ended. An administrator connects again; nothing is lost."
        )
    realm = realm_of(ring, connection)
    previous = connection.previous_refresh_sealed
    return StoredTokens(
        access=ring.open(sealed[0], firm=connection.firm, realm=realm, column="access"),
        refresh=ring.open(sealed[1], firm=connection.firm, realm=realm, column="refresh"),
        access_expires_at=expiry[0],
        refresh_expires_at=expiry[1],
        hard_expires_at=connection.hard_expires_at,
        generation=connection.generation,
        previous_refresh=ring.open(previous, firm=connection.firm, realm=realm, column="previous") if previous else "",
    )


def sealed_columns(ring: KeyRing, firm: str, realm: str, tokens: TokenPair, replaced: str = "") -> dict[str, object]:
    """The columns that hold this pair, under the ring's current key; `replaced` is the refresh token before it."""
    return {
        "realm_sealed": ring.seal(realm, firm=firm, realm=ring.hash_realm(realm), column="realm"),
        "access_sealed": ring.seal(tokens.access, firm=firm, realm=realm, column="access"),
        "refresh_sealed": ring.seal(tokens.refresh, firm=firm, realm=realm, column="refresh"),
        "previous_refresh_sealed": ring.seal(replaced, firm=firm, realm=realm, column="previous") if replaced else None,
        "access_expires_at": tokens.access_expires_at,
        "refresh_expires_at": tokens.refresh_expires_at,
        "hard_expires_at": tokens.hard_expires_at,
    }


def take_refresh_lease(session: Session, connection_id: int, now: datetime, seconds: int = 60) -> bool:
    """Whether the caller is the one who renews the tokens until the lease ends."""
    free = or_(Connection.refresh_lease_until.is_(None), Connection.refresh_lease_until <= now)
    taken = (
        update(Connection)
        .where(Connection.id == connection_id, Connection.live.is_not(None), free)
        .values(refresh_lease_until=now + timedelta(seconds=seconds))
        .returning(Connection.id)
    )
    return _changed_one(session, connection_id, taken)


def drop_refresh_lease(session: Session, connection_id: int) -> None:
    """Let somebody else renew: nothing came of it."""
    session.execute(update(Connection).where(Connection.id == connection_id).values(refresh_lease_until=None))


def save_tokens(
    session: Session, ring: KeyRing, connection_id: int, generation_read: int, tokens: TokenPair, now: datetime
) -> bool:
    """Store renewed tokens over the generation that was read, and end the lease.

    False where somebody else stored newer ones, or ended the connection: the caller reads again. A renewal that Intuit
    answered with the same refresh token keeps the one before it. `now` is when Intuit answered.
    """
    row = session.get(Connection, connection_id, populate_existing=True)
    if row is None or row.live is None or row.generation != generation_read:
        return False
    known = read_tokens(ring, row)
    replaced = known.previous_refresh if tokens.refresh == known.refresh else known.refresh
    saved = (
        update(Connection)
        .where(Connection.id == connection_id, Connection.live.is_not(None), Connection.generation == generation_read)
        .values(
            **sealed_columns(ring, row.firm, realm_of(ring, row), tokens, replaced),
            generation=generation_read + 1,
            state="active",
            refresh_lease_until=None,
            renewed_at=now,
        )
        .returning(Connection.id)
    )
    return _changed_one(session, connection_id, saved)


def _changed_one(session: Session, connection_id: int, change: ReturningUpdate[int]) -> bool:
    """Whether the guarded update found its row; what the session knows of the row is read anew."""
    changed = session.scalar(change, execution_options={"synchronize_session": False}) is not None
    session.get(Connection, connection_id, populate_existing=True)
    return changed
