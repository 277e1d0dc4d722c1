"""What a push reads before it writes: the firm's connection, mapping, company and switches, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matterbooks.ledger import rules
from matterbooks.ledger.documents import Document
from matterbooks.ledger.source import HostAccount
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.push.context import Context
from matterbooks.quickbooks.payloads import Terms
from matterbooks.store import connections, mappings, switches
from matterbooks.store.models import Connection, SwitchInterval
from matterbooks.values import Skipped, Switch


@dataclass(frozen=True, slots=True)
class Desk:
    """One firm's connection with what is decided about it: read together, so that a plan sees one moment."""

    firm: str
    connection: Connection
    mapping: Mapping
    catalogue: Catalogue
    intervals: Sequence[SwitchInterval]
    accounts: Sequence[HostAccount]

    def terms(self, document: Document) -> Terms:
        """What is decided for this document; the switches count as they stood when it was posted."""
        return Terms(
            self.mapping,
            self.catalogue,
            roles={account.code: account.role for account in self.accounts},
            sales=self._is_on_at(Switch.SALES, document.posted_at),
            trust=self._is_on_at(Switch.TRUST, document.posted_at),
        )

    def skipped(self, document: Document) -> Skipped | None:
        """Why the rules leave this document behind, or None when it is to be pushed."""
        return rules.skipped(
            document,
            is_trust=self.terms(document).is_trust,
            started_at=self.connection.started_at,
            connected_division=self.connection.division,
            first_on=self._first_on,
            is_on_at=self._is_on_at,
        )

    def _of(self, switch: Switch) -> list[SwitchInterval]:
        return [interval for interval in self.intervals if interval.switch == switch]

    def _first_on(self, switch: Switch) -> datetime | None:
        return min((interval.on_at for interval in self._of(switch)), default=None)

    def _is_on_at(self, switch: Switch, instant: datetime) -> bool:
        return any(
            interval.on_at <= instant and (interval.off_at is None or instant < interval.off_at)
            for interval in self._of(switch)
        )


def read_desk(context: Context, session: Session, firm: str) -> Desk | None:
    """The firm's desk, or None while it is not connected, or connected and not yet mapped."""
    connection = connections.live(session, firm)
    if connection is None:
        return None
    mapping = mappings.current(session, firm, connection.realm_hash)
    catalogue = connections.catalogue_of(connection)
    if mapping.version == 0 or catalogue is None:
        return None
    intervals = switches.intervals(session, firm)
    return Desk(firm, connection, mapping, catalogue, intervals, context.source.accounts(session, firm))
