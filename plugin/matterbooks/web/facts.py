"""What the screens show of the firm at this moment: read here, judged elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from matterbooks.errors import ConnectError, SealBrokenError
from matterbooks.ledger.documents import Ref
from matterbooks.ledger.source import Books, HostAccount, HostTaxCode
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.evidence import History
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.resolve import count_by_row
from matterbooks.mapping.rows import Names
from matterbooks.push.posting_history import posting_history
from matterbooks.store import connections, mappings, outbox
from matterbooks.store.models import Connection
from matterbooks.values import Held, Kind, OperationState
from matterbooks.web.host import Host

MOST_WAITING = 500
"""How many waiting documents are looked into for the count beside each row."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The host's side: its books, chart, tax codes and currencies."""

    books: Books
    accounts: Sequence[HostAccount]
    tax_codes: Sequence[HostTaxCode]
    currencies: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Both sides of a connected firm, with the mapping between them as saved.

    history: how records were posted whose accounts are not mapped any more, for suggestions.
    """

    firm: str
    connection: Connection
    catalogue: Catalogue
    mapping: Mapping
    practice: Practice
    history: History = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """What codes and ids are called now."""
        return Names(self.practice.accounts, self.practice.tax_codes, self.catalogue)


def practice(here: Host, firm: str) -> Practice:
    """The host's side, read in the host's own session."""
    session, source = here.public_session(), here.source
    return Practice(
        source.books(session, firm),
        source.accounts(session, firm),
        source.tax_codes(session, firm),
        source.currencies(session, firm),
    )


def live_connection(here: Host, firm: str) -> Connection | None:
    """The firm's connection, or None."""
    with here.store.read() as session:
        return connections.live(session, firm)


def realm_of(here: Host, connection: Connection) -> str:
    """The company's id, for addresses; empty where its seal does not open, which the overview tells."""
    return "" if seal_trouble(here, connection) else connections.realm_of(here.context.ring, connection)


def seal_trouble(here: Host, connection: Connection) -> str:
    """Why the stored sign-in does not open, and what to do; empty where it does."""
    try:
        connections.realm_of(here.context.ring, connection)
    except SealBrokenError as trouble:
        return str(trouble)
    return ""


def facts(here: Host, firm: str) -> Facts:
    """Both sides. Raises ConnectError where the firm is not connected, or its company was never read."""
    with here.store.read() as session:
        connection = connections.live(session, firm)
        if connection is None:
            raise ConnectError("The firm is not connected to QuickBooks yet: connect first, then map.")
        mapping = mappings.current(session, firm, connection.realm_hash)
    catalogue = connections.catalogue_of(connection)
    if catalogue is None:
        raise ConnectError("The QuickBooks company was not read yet: open Accounting and read it again.")
    past = posting_history(here.store, firm, connection.realm_hash, mapping, catalogue)
    return Facts(firm, connection, catalogue, mapping, practice(here, firm), past)


def waiting_by_row(here: Host, known: Facts) -> Counter[tuple[str, str]]:
    """(section, host code) -> how many held documents wait for that row of the mapping as saved."""
    with here.store.read() as session:
        held = outbox.in_states(session, known.firm, (OperationState.HELD,), reason=Held.MAPPING)
        refs = [Ref(row.firm, Kind(row.kind), row.host_id) for row in held if row.kind in set(Kind)]
    session = here.public_session()
    documents = (here.source.document(session, ref) for ref in refs[:MOST_WAITING])
    found = (document for document in documents if document is not None)
    return count_by_row(found, known.mapping, known.catalogue, known.practice.accounts)
