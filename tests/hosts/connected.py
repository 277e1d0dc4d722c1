"""Connect a host to a sandbox company without a browser, and map it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from matterbooks.ledger.source import LedgerSource
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.rows import Names, to_rows
from matterbooks.quickbooks.catalogue import read_catalogue
from matterbooks.quickbooks.client import Client
from matterbooks.quickbooks.environment import environment
from matterbooks.quickbooks.session import open_session
from matterbooks.sandbox.server import Sandbox
from matterbooks.store import connections, mappings
from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing


@dataclass(frozen=True)
class Tokens:
    """What a consent gives."""

    access: str
    refresh: str
    access_expires_at: datetime
    refresh_expires_at: datetime
    hard_expires_at: datetime | None = None


def connect(store: Store, ring: KeyRing, sandbox: Sandbox, realm: str, firm: str, now: datetime) -> Catalogue:
    """Bind the firm to the company as of `now`, as a consent would; gives the company as read."""
    given = sandbox.tokens(realm)
    tokens = Tokens(given["access_token"], given["refresh_token"], now + timedelta(days=1), now + timedelta(days=101))
    where = environment(sandbox.url)
    catalogue = read_catalogue(Client(open_session(where), where, realm, tokens.access), now)
    with store.begin() as session:
        connection = connections.establish(
            session,
            ring,
            firm=firm,
            realm=realm,
            environment=sandbox.url,
            tokens=tokens,
            company=catalogue.company,
            actor="admin",
            now=now,
        )
        session.flush()
        connections.save_catalogue(session, connection.id, catalogue)
    return catalogue


def save_mapping(store: Store, source: LedgerSource, firm: str, mapping: Mapping, now: datetime) -> None:
    """Save this as the next version of the firm's mapping, with the names of both sides, as the screen does."""
    with store.begin() as session:
        connection = connections.live(session, firm)
        assert connection is not None
        catalogue = connections.catalogue_of(connection)
        assert catalogue is not None
        names = Names(source.accounts(session, firm), source.tax_codes(session, firm), catalogue)
        current = mappings.current(session, firm, connection.realm_hash)
        mappings.save(
            session,
            firm=firm,
            realm_hash=connection.realm_hash,
            mapping=mapping,
            based_on=current.version,
            rows=to_rows(mapping, names),
            actor="admin",
            now=now,
        )
