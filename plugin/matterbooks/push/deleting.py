"""Deleting the QuickBooks copy of a record: the records that depend on it first, and client money never."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks.push.context import Context
from matterbooks.store import edges, links, outbox
from matterbooks.store.models import Edge, Link, Operation
from matterbooks.values import Action, Held, Kind, OperationState

_TRUST = frozenset(
    {
        Kind.SALES_PAYMENT_FROM_TRUST,
        Kind.TRUST_OFFICE_TRANSFER,
        Kind.TRUST_RECEIPT,
        Kind.TRUST_PAYMENT,
        Kind.TRUST_TRANSFER,
        Kind.TRUST_BANK_TRANSFER,
        Kind.TRUST_JOURNAL,
    }
)


def why_never(session: Session, link: Link) -> str:
    """Why this copy is never deleted by us, in words; empty where it may be."""
    if link.kind in _TRUST:
        return "Client money is never deleted: reverse it in the practice application, with an entry on its own date."
    if session.get_one(Operation, link.operation_id).action == Action.UPDATE:
        return (
            f"It was added to {link.quickbooks_type} {link.quickbooks_id}, and nothing but that was made. Take it off "
            "there by hand."
        )
    return ""


def request_deletion(context: Context, session: Session, link: Link) -> Operation:
    """An operation that deletes the QuickBooks copy, after those of the records that depend on it."""
    now = context.clock()
    row = outbox.latest_deletion(session, link.firm, link.kind, link.host_id, link.part)
    if row is None or row.generation != link.generation:
        row = outbox.add_operation(
            session,
            firm=link.firm,
            kind=link.kind,
            host_id=link.host_id,
            generation=link.generation,
            action=Action.DELETE,
            now=now,
            part=link.part,
        )
    else:
        row.revision += 1
        row.first_sent_at = None
        outbox.release(row, OperationState.READY, not_before=now)
    row.number, row.party, row.date, row.amount = link.number, link.party, link.date, link.amount
    edges.add_edges(session, row, _deletions_of(session, [child.id for child in children(session, link)], link.firm))
    session.flush()
    if why := why_never(session, link):
        outbox.release(row, OperationState.HELD, not_before=now, reason=Held.REFUSED, words=why)
    elif edges.parents_open(session, row.id):
        outbox.release(row, OperationState.WAITING, not_before=now)
    return row


def children(session: Session, link: Link) -> Sequence[Operation]:
    """Operations of records that depend on this one and are, or may come to be, in QuickBooks."""
    gone = (OperationState.SKIPPED, OperationState.CANCELLED)
    query = (
        select(Operation)
        .join(Edge, Edge.child_id == Operation.id)
        .where(Edge.parent_id == link.operation_id, Operation.state.not_in(gone))
    )
    rows = session.scalars(query.order_by(Operation.id)).all()
    return [row for row in rows if row.state != OperationState.DONE or _stands(session, row)]


def _stands(session: Session, row: Operation) -> bool:
    link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    return link is not None and link.operation_id == row.id and link.state in links.LIVE


def _deletions_of(session: Session, making: Sequence[int], firm: str) -> Sequence[Operation]:
    """The deletions under way of what these operations made."""
    same = (Link.firm == Operation.firm) & (Link.kind == Operation.kind) & (Link.host_id == Operation.host_id)
    query = (
        select(Operation)
        .join(Link, same & (Link.part == Operation.part))
        .where(
            Operation.firm == firm,
            Operation.action == Action.DELETE.value,
            Operation.state != OperationState.DONE,
            Link.operation_id.in_(making),
        )
    )
    return session.scalars(query).all()
