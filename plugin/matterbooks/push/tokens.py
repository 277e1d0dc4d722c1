"""An access token that works: renewed by one worker at a time, stored before it is used.

Two renewals at once can invalidate each other's stored value (Intuit: a new refresh token replaces the old). So a lease
on the connection lets one renew, the answer is saved over the generation it was read at, and whoever comes second
reads again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from matterbooks.errors import AuthUnavailableError, ReconnectNeededError
from matterbooks.push import signals
from matterbooks.push.context import Context
from matterbooks.quickbooks import auth
from matterbooks.store import connections
from matterbooks.store.connections import StoredTokens
from matterbooks.store.models import Connection

EARLY = timedelta(minutes=5)
POLL_SECONDS = 0.25
POLLS = 180


@dataclass(frozen=True, slots=True)
class Access:
    """What a request is sent with. `realm` and `token` are secrets and shown nowhere."""

    connection_id: int
    realm: str
    token: str

    def __repr__(self) -> str:
        return f"Access(connection_id={self.connection_id})"


def access(context: Context, firm: str, *, refused: str = "") -> Access:
    """A token that is good for at least five minutes.

    refused: a token that QuickBooks has just not accepted, which is renewed although its time is not up. Raises
    ReconnectNeededError where an administrator has to connect again, AuthUnavailableError where a later try may do.
    """
    for _ in range(POLLS):
        connection, tokens, realm = _read(context, firm)
        fresh = tokens.access_expires_at - context.clock() > EARLY
        if fresh and tokens.access != refused:
            return Access(connection.id, realm, tokens.access)
        if _take_lease(context, connection.id, tokens.generation):
            _renew(context, connection, tokens)
        else:
            context.sleep(POLL_SECONDS)
    raise AuthUnavailableError("Another worker is renewing the sign-in at Intuit; it is tried again by itself.")


def _read(context: Context, firm: str) -> tuple[Connection, StoredTokens, str]:
    with context.store.read() as session:
        connection = connections.live(session, firm)
        if connection is None or connection.state == connections.ConnectionState.NEEDS_RECONNECT:
            raise ReconnectNeededError(
                "QuickBooks no longer accepts this connection. An administrator connects again; nothing is lost."
            )
        return (
            connection,
            connections.read_tokens(context.ring, connection),
            connections.realm_of(context.ring, connection),
        )


def _take_lease(context: Context, connection_id: int, generation: int) -> bool:
    """Whether the caller is to renew what it has read: nobody else is doing so, and nobody has done so since."""
    with context.store.begin() as session:
        now = connections.by_id(session, connection_id, lock=True)
        if now is None or now.generation != generation:
            return False
        return connections.take_refresh_lease(session, connection_id, context.clock())


def _renew(context: Context, connection: Connection, tokens: StoredTokens) -> None:
    """Ask Intuit for new tokens and save them; on refusal try the previous refresh token once, then give up."""
    try:
        renewed = _ask(context, connection, tokens)
    except ReconnectNeededError:
        _give_up(context, connection, tokens)
        return
    except Exception:
        with context.store.begin() as session:
            connections.drop_refresh_lease(session, connection.id)
        raise
    context.failpoint("tokens renewed")
    with context.store.begin() as session:
        connections.save_tokens(session, context.ring, connection.id, tokens.generation, renewed, context.clock())
    context.failpoint("tokens saved")


def _ask(context: Context, connection: Connection, tokens: StoredTokens) -> auth.Tokens:
    try:
        return auth.refresh(context.app, tokens.refresh, context.clock())
    except ReconnectNeededError:
        if not tokens.previous_refresh:
            raise
    return auth.refresh(context.app, tokens.previous_refresh, context.clock())


def _give_up(context: Context, connection: Connection, tokens: StoredTokens) -> None:
    """Mark the connection, unless somebody else stored newer tokens meanwhile."""
    with context.store.begin() as session:
        now = connections.by_id(session, connection.id, lock=True)
        given_up = now is not None and now.generation == tokens.generation
        if given_up:
            connections.needs_reconnect(session, connection.id)
        else:
            connections.drop_refresh_lease(session, connection.id)
    if given_up:
        signals.tell(signals.reconnect_needed, connection.firm)
