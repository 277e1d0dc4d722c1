"""The outbox: operations, what they wait for, and the three moves of a push: claim, settle, look again.

Functions take an open session of our own engine and commit nothing. Every move that ends a claim carries the fence it
was made with; a fence that is no longer the row's own changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from matterbooks.store.models import Operation, Request, RequestItem, Unit
from matterbooks.values import Action, OperationState

LEASE = timedelta(seconds=300)
"""How long a claim stands. Nothing is sent with less than 160 s of it left (30 client + 120 server + 10 margin), so
that nothing can land after somebody else has looked."""

PENDING = (OperationState.READY, OperationState.WAITING, OperationState.HELD)
IN_FLIGHT = (OperationState.SENDING, OperationState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The exact request of one operation, as it is stored at claim and sent, however often, unchanged."""

    request_id: str
    method: str
    path: str
    params: tuple[tuple[str, str], ...]
    body: bytes | None
    body_sha256: str
    marker: str


def operation(session: Session, operation_id: int) -> Operation:
    """The operation of this id; raises when there is none."""
    return session.get_one(Operation, operation_id)


def latest(session: Session, firm: str, kind: str, host_id: str, part: str = "") -> Operation | None:
    """The operation of the highest generation that makes this part of the record, or None."""
    query = _making(firm, kind, host_id).where(Operation.part == part)
    return session.scalar(query.order_by(Operation.generation.desc()).limit(1))


def latest_deletion(session: Session, firm: str, kind: str, host_id: str, part: str) -> Operation | None:
    """The operation of the highest generation that deletes this part of the record, or None."""
    query = select(Operation).where(
        Operation.firm == firm,
        Operation.kind == kind,
        Operation.host_id == host_id,
        Operation.part == part,
        Operation.action == Action.DELETE,
    )
    return session.scalar(query.order_by(Operation.generation.desc()).limit(1))


def unit_of(session: Session, firm: str, kind: str, host_id: str) -> list[Operation]:
    """The operations that make the record's latest generation, in the order in which they were planned."""
    rows = session.scalars(_making(firm, kind, host_id).order_by(Operation.id)).all()
    newest = max((row.generation for row in rows), default=0)
    return [row for row in rows if row.generation == newest]


def _making(firm: str, kind: str, host_id: str) -> Select[Operation]:
    return select(Operation).where(
        Operation.firm == firm,
        Operation.kind == kind,
        Operation.host_id == host_id,
        Operation.action.in_((Action.CREATE, Action.UPDATE)),
    )


def add_operation(
    session: Session,
    *,
    firm: str,
    kind: str,
    host_id: str,
    generation: int,
    action: Action,
    now: datetime,
    part: str = "",
    unit_id: int | None = None,
) -> Operation:
    """A new operation, ready: in the unit that is given, or in one of its own."""
    if unit_id is None:
        unit = Unit(firm=firm, kind=kind, host_id=host_id, created_at=now)
        session.add(unit)
        session.flush()
        unit_id = unit.id
    row = Operation(
        firm=firm,
        unit_id=unit_id,
        kind=kind,
        host_id=host_id,
        part=part,
        generation=generation,
        action=action.value,
        state=OperationState.READY.value,
        not_before=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _claimable(now: datetime) -> Select[Operation]:
    due = and_(
        Operation.state.in_((OperationState.READY, OperationState.UNCERTAIN)),
        Operation.not_before <= now,
        or_(Operation.lease_until.is_(None), Operation.lease_until <= now),
    )
    abandoned = and_(Operation.state == OperationState.SENDING, Operation.lease_until <= now)
    return select(Operation).where(or_(due, abandoned))


def next_claimable(session: Session, firm: str, now: datetime) -> Operation | None:
    """The oldest operation that can be worked on now: ready, to be looked up, or left behind by a worker that died."""
    return session.scalar(_claimable(now).where(Operation.firm == firm).order_by(Operation.id).limit(1))


def take(session: Session, operation_id: int, fence: int, now: datetime) -> Operation | None:
    """Claim the operation if it is still as it was seen; None when another worker was first."""
    query = _claimable(now).where(Operation.id == operation_id, Operation.fence == fence)
    row = session.scalar(query.with_for_update(skip_locked=True))
    if row is None:
        return None
    row.fence += 1
    row.lease_until = now + LEASE
    return row


def freeze(session: Session, row: Operation, frozen: Frozen, now: datetime) -> None:
    """Store the bytes of a claimed operation: from here on it may have been sent."""
    request = Request(
        firm=row.firm,
        request_id=frozen.request_id,
        method=frozen.method,
        path=frozen.path,
        params=[{"name": name, "value": value} for name, value in frozen.params],
        body=frozen.body,
        body_sha256=frozen.body_sha256,
        frozen_at=now,
    )
    session.add(request)
    session.flush()
    session.add(
        RequestItem(
            firm=row.firm, request_id=request.id, operation_id=row.id, revision=row.revision, marker=frozen.marker
        )
    )
    note_sending(row, now)


def note_sending(row: Operation, now: datetime) -> None:
    """The claimed operation is about to be sent, for the first time or again."""
    row.state = OperationState.SENDING
    row.first_sent_at = row.first_sent_at or now
    row.last_sent_at = now
    row.attempts += 1


def frozen_of(session: Session, row: Operation) -> Frozen | None:
    """The bytes that were frozen for this revision of the operation, or None when it has not been claimed yet."""
    query = (
        select(Request, RequestItem)
        .join(RequestItem, RequestItem.request_id == Request.id)
        .where(RequestItem.operation_id == row.id, RequestItem.revision == row.revision)
        .order_by(Request.id.desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    request, item = found
    params = tuple((pair["name"], pair["value"]) for pair in request.params)
    return Frozen(
        request.request_id, request.method, request.path, params, request.body, request.body_sha256, item.marker
    )


def held_by(session: Session, operation_id: int, fence: int) -> Operation | None:
    """The operation if the claim with this fence still stands, locked for settling; else None."""
    query = select(Operation).where(Operation.id == operation_id, Operation.fence == fence)
    return session.scalar(query.with_for_update())


def release(row: Operation, state: OperationState, *, not_before: datetime, reason: str = "", words: str = "") -> None:
    """End a claim: the operation goes on from `state`, not before that instant."""
    row.state = state
    row.not_before = not_before
    row.lease_until = None
    row.reason = reason
    row.words = words
    row.outcome_unknown = False
    row.missing_parent = ""


def held_for(session: Session, firm: str, parent: str) -> Sequence[Operation]:
    """Operations that are held because this record (`kind:id`) was not in QuickBooks."""
    query = select(Operation).where(
        Operation.firm == firm, Operation.state == OperationState.HELD, Operation.missing_parent == parent
    )
    return session.scalars(query.order_by(Operation.id)).all()


def in_states(session: Session, firm: str, states: Sequence[str], reason: str = "") -> Sequence[Operation]:
    """Operations of this firm in these states, oldest first; with `reason`, those held for it."""
    query = select(Operation).where(Operation.firm == firm, Operation.state.in_(states))
    if reason:
        query = query.where(Operation.reason == reason)
    return session.scalars(query.order_by(Operation.id)).all()
