"""Customers, vendors, items and classes that a document needs: found in our links, or planned on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from matterbooks.push.desk import Desk
from matterbooks.quickbooks.payloads import Wanted
from matterbooks.store import edges, links, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, OperationState, ReferenceKind


def reference_operations(session: Session, desk: Desk, needed: Iterable[Wanted], now: datetime) -> list[Operation]:
    """Operations that make what is needed and not yet linked; each is made once, however many documents wait for it."""
    found = (_unlinked(session, desk, wanted, now) for wanted in needed)
    return [row for row in found if row is not None]


def wanted_of(session: Session, row: Operation) -> tuple[Wanted, dict[Wanted, str]]:
    """What an operation on a reference makes, and the id of the client whose matter it is."""
    party = row.host_id.removesuffix(f" {row.currency}") if row.currency else row.host_id
    kind = ReferenceKind(row.kind)
    if kind is not ReferenceKind.MATTER:
        return Wanted(kind, row.host_id, row.party, party, row.currency), {}
    client = next(parent for parent in edges.parents_of(session, row) if parent.kind == ReferenceKind.CUSTOMER)
    parent, _ = wanted_of(session, client)
    link = links.live(session, row.firm, client.kind, client.host_id)
    known = {} if link is None else {parent: link.quickbooks_id}
    return Wanted(kind, row.host_id, row.party, parent.party, row.currency, parent), known


def _unlinked(session: Session, desk: Desk, wanted: Wanted, now: datetime) -> Operation | None:
    if links.live(session, desk.firm, wanted.kind, wanted.key) is not None:
        return None
    row = _operation(session, desk.firm, wanted, _name(wanted, desk), now)
    if wanted.parent is not None:
        _wait_for_client(session, desk, row, wanted.parent, now)
    return row


def _operation(session: Session, firm: str, wanted: Wanted, name: str, now: datetime) -> Operation:
    row = outbox.latest(session, firm, wanted.kind, wanted.key)
    if row is None or row.state == OperationState.DONE:
        generation = 1 if row is None else row.generation + 1
        row = outbox.add_operation(
            session,
            firm=firm,
            kind=wanted.kind,
            host_id=wanted.key,
            generation=generation,
            action=Action.CREATE,
            now=now,
        )
    elif row.state == OperationState.HELD and row.first_sent_at is None:
        outbox.release(row, OperationState.READY, not_before=now)
    row.party, row.currency = name, wanted.currency
    return row


def _name(wanted: Wanted, desk: Desk) -> str:
    account = desk.catalogue.by_id.get(wanted.key) if wanted.kind is ReferenceKind.ITEM else None
    return account.name if account is not None else wanted.name or wanted.key


def _wait_for_client(session: Session, desk: Desk, row: Operation, client: Wanted, now: datetime) -> None:
    link = links.live(session, desk.firm, client.kind, client.key)
    if link is not None:
        edges.add_edges(session, row, [outbox.operation(session, link.operation_id)])
        return
    edges.add_edges(session, row, [_operation(session, desk.firm, client, client.name, now)])
    session.flush()
    if row.state == OperationState.READY:
        outbox.release(row, OperationState.WAITING, not_before=now)
