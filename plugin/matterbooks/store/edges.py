"""What waits for what: an operation is ready once every parent of it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from matterbooks.store.models import Edge, Operation
from matterbooks.store.outbox import release
from matterbooks.values import OperationState


def add_edges(session: Session, child: Operation, parents: Iterable[Operation]) -> None:
    """Let the child wait for these parents; repeating an edge is harmless."""
    known = set(session.scalars(select(Edge.parent_id).where(Edge.child_id == child.id)))
    for parent in parents:
        if parent.id not in known:
            session.add(Edge(firm=child.firm, child_id=child.id, parent_id=parent.id))


def drop_edges(session: Session, child: Operation) -> None:
    """Forget what the operation waited for, before it is planned anew."""
    for edge in session.scalars(select(Edge).where(Edge.child_id == child.id)):
        session.delete(edge)
    session.flush()


def parents_open(session: Session, child_id: int) -> bool:
    """Whether the operation still waits for a parent."""
    query = select(Edge.id).join(Operation, Operation.id == Edge.parent_id)
    query = query.where(Edge.child_id == child_id, Operation.state != OperationState.DONE)
    return session.scalar(query.limit(1)) is not None


def parents_of(session: Session, child: Operation) -> Sequence[Operation]:
    """What the operation waited for, or still does."""
    query = select(Operation).join(Edge, Edge.parent_id == Operation.id).where(Edge.child_id == child.id)
    return session.scalars(query.order_by(Operation.id)).all()


def waiting_children(session: Session, parent: Operation) -> Sequence[Operation]:
    """Operations that wait for this one."""
    query = select(Operation).join(Edge, Edge.child_id == Operation.id)
    return session.scalars(
        query.where(Edge.parent_id == parent.id, Operation.state == OperationState.WAITING).order_by(Operation.id)
    ).all()


def wake_children(session: Session, parent: Operation, now: datetime) -> int:
    """Make ready whatever waited for this operation alone; returns how many."""
    open_parent = aliased(Operation)
    other = aliased(Edge)
    still_open = exists().where(
        other.child_id == Operation.id,
        open_parent.id == other.parent_id,
        open_parent.id != parent.id,
        open_parent.state != OperationState.DONE,
    )
    query = (
        select(Operation)
        .join(Edge, Edge.child_id == Operation.id)
        .where(Edge.parent_id == parent.id, Operation.state == OperationState.WAITING, ~still_open)
    )
    children = session.scalars(query).all()
    for child in children:
        release(child, OperationState.READY, not_before=now)
    return len(children)
