"""What the authorization server remembers: consents, codes, tokens."""

from dataclasses import dataclass
from datetime import datetime

from matterbooks.sandbox.oauth.roles import Role


@dataclass(slots=True)
class Connection:
    """One consent: an app's access to one company. `number` tells it from others of the same app and company.

    role: what the person who consented may do there."""

    client_id: str
    realm_id: str
    scope: str
    since: datetime
    revoked: bool = False
    number: int = 0
    role: Role = Role.ADMIN

    def allows(self, scope: str) -> bool:
        """Whether the consent was for this scope too."""
        return scope in self.scope.split()


@dataclass(slots=True)
class Code:
    """What an authorization code stands for, once."""

    connection: Connection
    redirect_uri: str
    issued: datetime
    used: bool = False


@dataclass(slots=True)
class Token:
    """An access or refresh token; a superseded one was replaced by a refresh."""

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
