"""Connections: which QuickBooks company a firm feeds. One firm, one company; nothing here commits.

The secrets of a connection are kept by `tokens`, whose verbs are offered here by name as well.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matterbooks.mapping.accounts import Catalogue, Company
from matterbooks.store import audit, catalogue_json, switches, turns, wrong_company
from matterbooks.store.models import Connection
from matterbooks.store.secrets import KeyRing
from matterbooks.store.tokens import (
    StoredTokens,
    TokenPair,
    drop_refresh_lease,
    read_tokens,
    realm_of,
    save_tokens,
    sealed_columns,
    take_refresh_lease,
)

__all__ = [
    "LIVE",
    "ConnectionState",
    "StoredTokens",
    "TokenPair",
    "any_ever",
    "by_id",
    "catalogue_of",
    "drop_refresh_lease",
    "end",
    "establish",
    "firms",
    "latest",
    "live",
    "needs_reconnect",
    "note_success",
    "pause",
    "read_tokens",
    "realm_of",
    "save_catalogue",
    "save_tokens",
    "take_refresh_lease",
]

LIVE = "yes"


class ConnectionState(StrEnum):
    """Where a connection stands."""

    ACTIVE = "active"
    NEEDS_RECONNECT = "needs_reconnect"
    ENDED = "ended"


def live(session: Session, firm: str) -> Connection | None:
    """The firm's connection, even while it needs an administrator to connect again; None once it has ended."""
    return session.scalar(select(Connection).where(Connection.firm == firm, Connection.live == LIVE))


def latest(session: Session, firm: str) -> Connection | None:
    """The firm's newest connection, live or ended."""
    return session.scalar(select(Connection).where(Connection.firm == firm).order_by(Connection.id.desc()).limit(1))


def any_ever(session: Session, firm: str) -> bool:
    """Whether this firm was ever connected."""
    return latest(session, firm) is not None


def by_id(session: Session, connection_id: int, *, lock: bool = False) -> Connection | None:
    """The connection as it stands now; with `lock`, nobody else changes it before the commit."""
    return session.get(Connection, connection_id, populate_existing=True, with_for_update=lock or None)


def firms(session: Session) -> list[str]:
    """The firms that have a live connection, in order."""
    return list(session.scalars(select(Connection.firm).where(Connection.live == LIVE).order_by(Connection.firm)))


def establish(
    session: Session,
    ring: KeyRing,
    *,
    firm: str,
    realm: str,
    environment: str,
    tokens: TokenPair,
    company: Company,
    actor: str,
    now: datetime,
    division: str = "",
) -> Connection:
    """Connect the firm to this company, or renew its connection to it; division "" leaves that of before.

    The same company as before keeps its start. Raises WrongCompanyError where the company feeds another firm, or where
    records of this firm are linked to another company.
    """
    realm_hash = ring.hash_realm(realm)
    turns.take(session, f"realm {realm_hash}", f"firm {firm}")
    wrong_company.refuse_company_of_another_firm(session, firm, realm_hash, company)
    former = latest(session, firm)
    if former is not None and former.realm_hash != realm_hash:
        wrong_company.refuse_to_leave(session, ring, former, company)
        switches.apply(session, firm, (), actor=actor, now=now)
    row = _live_row(session, firm)
    if row is not None and (row.realm_hash, row.environment) != (realm_hash, environment):
        end(session, row, actor=actor, now=now)
        row = None
    event = "connected" if row is None else "reconnected"
    if row is None:
        row = _new_row(firm, realm_hash, environment, former, now)
    _fill(row, sealed_columns(ring, firm, realm, tokens), company, actor, now)
    row.division = division or row.division or ""
    session.add(row)
    session.flush()
    detail = {"environment": environment, "started_at": row.started_at.isoformat(), "division": row.division}
    audit.record(session, firm=firm, actor=actor, event=event, subject=company.name, detail=detail, now=now)
    return row


def end(session: Session, connection: Connection, *, actor: str, now: datetime) -> None:
    """Disconnect: the tokens are erased and the links are kept. Ending twice changes nothing."""
    if connection.live is None:
        return
    connection.live = None
    connection.state = ConnectionState.ENDED
    connection.access_sealed = connection.refresh_sealed = connection.previous_refresh_sealed = None
    connection.refresh_lease_until = None
    connection.ended_at, connection.ended_by = now, actor
    session.flush()
    audit.record(
        session, firm=connection.firm, actor=actor, event="disconnected", subject=connection.company_name, now=now
    )


def needs_reconnect(session: Session, connection_id: int) -> None:
    """Intuit no longer accepts the tokens: everything waits until an administrator connects again."""
    _set(session, connection_id, state=ConnectionState.NEEDS_RECONNECT.value, refresh_lease_until=None)


def pause(session: Session, connection_id: int, until: datetime | None) -> None:
    """Send nothing to this company before that instant; None lifts the pause."""
    _set(session, connection_id, paused_until=until)


def note_success(session: Session, connection_id: int, now: datetime) -> None:
    """QuickBooks has just done something for us."""
    _set(session, connection_id, last_success_at=now)


def save_catalogue(session: Session, connection_id: int, catalogue: Catalogue) -> None:
    """Keep the company as it was just read."""
    company = catalogue.company
    _set(
        session,
        connection_id,
        catalogue=catalogue_json.to_json(catalogue),
        catalogue_read_at=catalogue.read_at,
        company_name=company.name,
        country=company.country,
        home_currency=company.home_currency,
    )


def catalogue_of(connection: Connection) -> Catalogue | None:
    """The company as last read, or None before the first reading."""
    return None if connection.catalogue is None else catalogue_json.from_json(connection.catalogue)


def _set(session: Session, connection_id: int, **values: Any) -> None:
    session.execute(update(Connection).where(Connection.id == connection_id, Connection.live == LIVE).values(**values))


def _live_row(session: Session, firm: str) -> Connection | None:
    query = select(Connection).where(Connection.firm == firm, Connection.live == LIVE).with_for_update()
    return session.scalar(query, execution_options={"populate_existing": True})


def _new_row(firm: str, realm_hash: str, environment: str, former: Connection | None, now: datetime) -> Connection:
    row = Connection(firm=firm, realm_hash=realm_hash, environment=environment, live=LIVE, generation=0, started_at=now)
    if former is not None and former.realm_hash == realm_hash:
        row.started_at, row.division = former.started_at, former.division
        row.catalogue, row.catalogue_read_at = former.catalogue, former.catalogue_read_at
    return row


def _fill(row: Connection, sealed: dict[str, object], company: Company, actor: str, now: datetime) -> None:
    for column, value in sealed.items():
        setattr(row, column, value)
    row.generation += 1
    row.state = ConnectionState.ACTIVE
    row.refresh_lease_until = None
    row.renewed_at = row.connected_at = now
    row.connected_by = actor
    row.company_name = company.name
    row.country = company.country
    row.home_currency = company.home_currency
