"""Intuit's OAuth 2.0 as facts: codes, connections, access and refresh tokens, rotation, revocation. No HTTP here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from threading import RLock

ACCESS_LIFE = timedelta(seconds=3600)
REFRESH_LIFE = timedelta(seconds=8_726_400)
HARD_LIFE = timedelta(days=5 * 365)
CODE_LIFE = timedelta(minutes=10)
"""A code is short-lived (Intuit); ten minutes are assumed."""
DAY = timedelta(days=1)


class Rotation(StrEnum):
    """When a refresh hands out a new refresh token."""

    ALWAYS = "always"
    DAILY = "daily"
    NEVER = "never"


class OAuthError(Exception):
    """A refusal of the token endpoint, in OAuth's own shape."""

    def __init__(self, error: str, description: str = "", status: int = 400, extra: dict[str, str] | None = None):
        """Carry the body's parts."""
        self.status = status
        self.body = {"error": error, **({"error_description": description} if description else {}), **(extra or {})}
        super().__init__(error)


@dataclass(slots=True)
class Connection:
    """One consent: an app's access to one company."""

    client_id: str
    realm_id: str
    scope: str
    since: datetime
    revoked: bool = False


@dataclass(slots=True)
class _Code:
    connection: Connection
    redirect_uri: str
    issued: datetime
    used: bool = False


@dataclass(slots=True)
class _Token:
    connection: Connection
    issued: datetime
    expires: datetime
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What the token endpoint hands out."""

    access_token: str
    refresh_token: str
    refresh_seconds: int
    connection: Connection


@dataclass(slots=True)
class OAuth:
    """The authorization server. `token` gives an unguessable text of a length; any client is accepted unless
    `clients` (id to secret) is filled."""

    now: Callable[[], datetime]
    token: Callable[[int], str]
    clients: dict[str, str] = field(default_factory=dict)
    rotation: Rotation = Rotation.DAILY
    user_left: set[str] = field(default_factory=set)
    _codes: dict[str, _Code] = field(default_factory=dict)
    _access: dict[str, _Token] = field(default_factory=dict)
    _refresh: dict[str, _Token] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def authorize(self, client_id: str, realm_id: str, scope: str, redirect_uri: str) -> str:
        """The code for a consent just given."""
        with self._lock:
            code = "AB1" + self.token(45)
            connection = Connection(client_id, realm_id, scope, self.now())
            self._codes[code] = _Code(connection, redirect_uri, self.now())
            return code

    def check_client(self, client_id: str, secret: str) -> None:
        """Raise: OAuthError invalid_client for an empty pair, or a wrong one if clients are registered."""
        wrong = self.clients.get(client_id) != secret if self.clients else not (client_id and secret)
        if wrong:
            raise OAuthError("invalid_client", status=401)

    def exchange(self, client_id: str, code: str, redirect_uri: str) -> Grant:
        """Tokens for a code, once. Raises: OAuthError invalid_grant."""
        with self._lock:
            kept = self._codes.get(code)
            if kept is None or kept.used or self.now() - kept.issued > CODE_LIFE:
                raise OAuthError("invalid_grant", "Invalid authorization code")
            if kept.connection.client_id != client_id or kept.redirect_uri != redirect_uri:
                raise OAuthError("invalid_grant", "Invalid authorization code")
            kept.used = True
            now = self.now()
            return self._grant(kept.connection, self._new_refresh(kept.connection, now), now)

    def refresh(self, client_id: str, refresh_token: str) -> Grant:
        """A new access token, and by :attr:`rotation` a new refresh token. Raises: OAuthError invalid_grant."""
        with self._lock:
            kept = self._refresh.get(refresh_token)
            if kept is None or kept.superseded or kept.connection.revoked or self.now() >= kept.expires:
                raise OAuthError("invalid_grant", "Incorrect or invalid refresh token")
            if kept.connection.client_id != client_id:
                raise OAuthError("invalid_grant", "Incorrect Token type or clientID")
            if kept.connection.realm_id in self.user_left:
                raise _not_in_realm()
            now = self.now()
            return self._grant(kept.connection, self._rotated(refresh_token, kept, now), now)

    def revoke(self, token: str) -> None:
        """End the whole connection that a token (of either kind) belongs to. Raises: OAuthError."""
        with self._lock:
            kept = self._refresh.get(token) or self._access.get(token)
            if kept is None:
                raise OAuthError("invalid_grant", "Incorrect or invalid refresh token")
            kept.connection.revoked = True

    def connect(self, client_id: str, realm_id: str) -> Grant:
        """Tokens without a consent page, for tests and scripts."""
        with self._lock:
            now = self.now()
            connection = Connection(client_id, realm_id, "com.intuit.quickbooks.accounting", now)
            return self._grant(connection, self._new_refresh(connection, now), now)

    def disconnect(self, realm_id: str) -> None:
        """End every connection to a company, as its user can from inside QuickBooks."""
        with self._lock:
            for kept in self._refresh.values():
                if kept.connection.realm_id == realm_id:
                    kept.connection.revoked = True

    def expire_access_tokens(self) -> None:
        """Let every access token run out now."""
        with self._lock:
            for kept in self._access.values():
                kept.expires = min(kept.expires, self.now())

    def connection(self, access_token: str) -> Connection | str:
        """The connection of an access token, or the words in which the gateway refuses it."""
        with self._lock:
            if not 20 <= len(access_token) <= 4096:
                return "Malformed bearer token: too short or too long"
            kept = self._access.get(access_token)
            if kept is None or kept.connection.revoked:
                return "Token revoked"
            if self.now() >= kept.expires:
                return f"Token expired: {access_token[:4]}..."
            return kept.connection

    def seconds(self, until: datetime) -> int:
        """Whole seconds from now."""
        return int((until - self.now()).total_seconds())

    def _grant(self, connection: Connection, refresh_token: str, now: datetime) -> Grant:
        access = "eyJ" + self.token(90)
        self._access[access] = _Token(connection, now, now + ACCESS_LIFE)
        left = self._refresh[refresh_token].expires - now
        return Grant(access, refresh_token, int(left.total_seconds()), connection)

    def _new_refresh(self, connection: Connection, now: datetime) -> str:
        value = "RT1-" + self.token(40)
        self._refresh[value] = _Token(connection, now, min(now + REFRESH_LIFE, connection.since + HARD_LIFE))
        return value

    def _rotated(self, value: str, kept: _Token, now: datetime) -> str:
        old_enough = now - kept.issued >= DAY
        if self.rotation is Rotation.ALWAYS or (self.rotation is Rotation.DAILY and old_enough):
            kept.superseded = True
            return self._new_refresh(kept.connection, now)
        kept.expires = min(now + REFRESH_LIFE, kept.connection.since + HARD_LIFE)
        return value


def _not_in_realm() -> OAuthError:
    return OAuthError(
        "invalid_grant",
        "Unauthorized Request: User is not a member of the specified Realm",
        extra={
            "x_error_reason": "user_not_in_realm",
            "x_error_reason_detail": "The user is not in the specified realm",
        },
    )
