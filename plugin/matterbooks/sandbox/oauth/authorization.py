"""Intuit's OAuth 2.0 as facts: codes, connections, access and refresh tokens, rotation, revocation. No HTTP here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from matterbooks.sandbox.oauth.apps import ACCOUNTING, Apps, OAuthError
from matterbooks.sandbox.oauth.connections import Code, Connection, Grant, Token
from matterbooks.sandbox.oauth.memory import Memory
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.oauth.rotation import Rotation

__all__ = ["ACCESS_LIFE", "HARD_LIFE", "OAuth", "OAuthError"]

ACCESS_LIFE = timedelta(seconds=3600)
REFRESH_LIFE = timedelta(seconds=8_726_400)
HARD_LIFE = timedelta(days=5 * 365)
CODE_LIFE = timedelta(minutes=10)
"""A code is short-lived (Intuit); ten minutes are assumed."""
DAY = timedelta(days=1)
BAD_CODE = "Invalid authorization code"
"""Assumed: no refusal of a code was recorded."""
BAD_REFRESH = "Incorrect or invalid refresh token"
FOREIGN = "Incorrect Token type or clientID"


@dataclass(slots=True)
class OAuth:
    """The authorization server. `token` gives an unguessable text of a length.

    Connections, codes and tokens are kept in the database; `apps`, `rotation`, `terse` and `user_left` are settings.
    """

    now: Callable[[], datetime]
    token: Callable[[int], str]
    memory: Memory
    apps: Apps = field(default_factory=lambda: Apps({}))
    rotation: Rotation = Rotation.DAILY
    terse: bool = False
    user_left: set[str] = field(default_factory=set)

    def authorize(self, client_id: str, realm_id: str, scope: str, redirect_uri: str, role: Role = Role.ADMIN) -> str:
        """The code for a consent just given by somebody of this role."""
        with self.memory.database.transaction():
            code = "AB1" + self.token(45)
            connection = self.memory.connected(client_id, realm_id, scope, self.now(), role)
            self.memory.codes[code] = Code(connection, redirect_uri, self.now())
            return code

    def exchange(self, client_id: str, code: str, redirect_uri: str) -> Grant:
        """Tokens for a code, once. Raises: OAuthError invalid_grant."""
        with self.memory.database.transaction():
            kept = self.memory.codes.get(code)
            if kept is None or kept.used or self.now() - kept.issued > CODE_LIFE:
                raise OAuthError("invalid_grant", BAD_CODE)
            if kept.connection.client_id != client_id or kept.redirect_uri != redirect_uri:
                raise OAuthError("invalid_grant", BAD_CODE)
            self.memory.codes[code] = replace(kept, used=True)
            return self._granted(kept.connection)

    def refresh(self, client_id: str, refresh_token: str) -> Grant:
        """A new access token, and by :attr:`rotation` a new refresh token. Raises: OAuthError invalid_grant."""
        with self.memory.database.transaction():
            now, kept = self.now(), self.memory.refreshing.get(refresh_token)
            if kept is None and refresh_token in self.memory.access:
                raise OAuthError("invalid_grant", FOREIGN)
            if kept is None or kept.superseded or kept.connection.revoked or now >= kept.expires:
                raise OAuthError("invalid_grant", BAD_REFRESH)
            if kept.connection.client_id != client_id:
                raise OAuthError("invalid_grant", FOREIGN)
            if kept.connection.realm_id in self.user_left:
                raise _not_in_realm()
            return self._grant(kept.connection, self._rotated(refresh_token, kept, now), now)

    def revoke(self, client_id: str, token: str) -> None:
        """End the whole connection that a token (of either kind) belongs to.

        Raises: OAuthError invalid_grant for an unknown token or another app's (assumed).
        """
        with self.memory.database.transaction():
            kept = self.memory.refreshing.get(token) or self.memory.access.get(token)
            if kept is None:
                raise OAuthError("invalid_grant", BAD_REFRESH)
            if kept.connection.client_id != client_id:
                raise OAuthError("invalid_grant", FOREIGN)
            self._revoke(kept.connection)

    def connect(self, client_id: str, realm_id: str, scope: str = ACCOUNTING, role: Role = Role.ADMIN) -> Grant:
        """Tokens without a consent page, for tests and scripts."""
        with self.memory.database.transaction():
            return self._granted(self.memory.connected(client_id, realm_id, scope, self.now(), role))

    def disconnect(self, realm_id: str) -> None:
        """End every connection to a company, as its user can from inside QuickBooks."""
        with self.memory.database.transaction():
            for kept in self.memory.refreshing.values():
                if kept.connection.realm_id == realm_id:
                    self._revoke(kept.connection)

    def give_roles(self, roles: Mapping[str, Role]) -> None:
        """Give everybody who connected a company (by realm) another role there, as an administrator can."""
        with self.memory.database.transaction():
            for kept in self.memory.refreshing.values():
                if kept.connection.realm_id in roles:
                    kept.connection.role = roles[kept.connection.realm_id]
                    self.memory.save(kept.connection)

    def expire_access_tokens(self) -> None:
        """Let every access token run out now."""
        with self.memory.database.transaction():
            for value, kept in list(self.memory.access.items()):
                if kept.expires > self.now():
                    self.memory.access[value] = replace(kept, expires=self.now())

    def connection(self, access_token: str) -> Connection | str:
        """The connection of an access token, or the words in which the gateway refuses it."""
        with self.memory.database.lock:
            if not 20 <= len(access_token) <= 4096:
                return "Malformed bearer token: too short or too long"
            kept = self.memory.access.get(access_token)
            if kept is None or kept.connection.revoked:
                return "Token revoked"
            if self.now() >= kept.expires:
                return f"Token expired: {access_token[:4]}..."
            return kept.connection

    def seconds(self, until: datetime) -> int:
        """Whole seconds from now."""
        return int((until - self.now()).total_seconds())

    def _granted(self, connection: Connection) -> Grant:
        now = self.now()
        return self._grant(connection, self._new_refresh(connection, now), now)

    def _grant(self, connection: Connection, refresh_token: str, now: datetime) -> Grant:
        access = "eyJ" + self.token(90)
        self.memory.access[access] = Token(connection, now, now + ACCESS_LIFE)
        left = self.memory.refreshing[refresh_token].expires - now
        return Grant(access, refresh_token, int(left.total_seconds()), connection)

    def _new_refresh(self, connection: Connection, now: datetime) -> str:
        value = "RT1-" + self.token(40)
        self.memory.refreshing[value] = Token(connection, now, min(now + REFRESH_LIFE, connection.since + HARD_LIFE))
        return value

    def _rotated(self, value: str, kept: Token, now: datetime) -> str:
        old_enough = now - kept.issued >= DAY
        if self.rotation is Rotation.ALWAYS or (self.rotation is Rotation.DAILY and old_enough):
            self.memory.refreshing[value] = replace(kept, superseded=True)
            return self._new_refresh(kept.connection, now)
        until = min(now + REFRESH_LIFE, kept.connection.since + HARD_LIFE)
        self.memory.refreshing[value] = replace(kept, expires=until)
        return value

    def _revoke(self, connection: Connection) -> None:
        connection.revoked = True
        self.memory.save(connection)


def _not_in_realm() -> OAuthError:
    return OAuthError(
        "invalid_grant",
        "Unauthorized Request: User is not a member of the specified Realm",
        extra={
            "x_error_reason": "user_not_in_realm",
            "x_error_reason_detail": "The user is not in the specified realm",
        },
    )
