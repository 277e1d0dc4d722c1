"""What the authorization server remembers, in memory and, at every change, in the database."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from matterbooks.sandbox.oauth.connections import Code, Connection, Token
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.storage.database import Database

One = TypeVar("One", bound=Code | Token)


class Kept(dict[str, One], Generic[One]):
    """Codes or tokens by their text. Whatever is changed in one is kept by assigning it again."""

    def __init__(self, database: Database, kind: type[One], name: str, connections: dict[int, Connection]) -> None:
        """What the database has under `name`."""
        super().__init__()
        self._database, self._name = database, name
        for value, number, body in database.read("SELECT value, connection, body FROM tokens WHERE kind = ?", name):
            one = msgspec.json.decode(body, type=kind)
            one.connection = connections[number]
            super().__setitem__(value, one)

    def __setitem__(self, value: str, one: One) -> None:
        """Keep one."""
        self._database.write(
            "INSERT OR REPLACE INTO tokens (kind, value, connection, body) VALUES (?, ?, ?, ?)",
            self._name,
            value,
            one.connection.number,
            msgspec.json.encode(one),
        )
        super().__setitem__(value, one)


class Memory:
    """Connections, and the codes and tokens that stand for them."""

    def __init__(self, database: Database) -> None:
        """What the database has."""
        self.database = database
        self.reload()
        database.after_rollback(self.reload)

    def reload(self) -> None:
        """Begin again with what the database has."""
        kept = self.database.read("SELECT number, body FROM connections")
        known = {number: msgspec.json.decode(body, type=Connection) for number, body in kept}
        self.codes = Kept(self.database, Code, "code", known)
        self.access = Kept(self.database, Token, "access", known)
        self.refreshing = Kept(self.database, Token, "refresh", known)
        self._last = max(known, default=0)

    def connected(self, client_id: str, realm_id: str, scope: str, since: datetime, role: Role) -> Connection:
        """A new connection."""
        self._last += 1
        connection = Connection(client_id, realm_id, scope, since, number=self._last, role=role)
        self.save(connection)
        return connection

    def save(self, connection: Connection) -> None:
        """Keep what was changed in a connection."""
        self.database.write(
            "INSERT OR REPLACE INTO connections (number, body) VALUES (?, ?)",
            connection.number,
            msgspec.json.encode(connection),
        )
