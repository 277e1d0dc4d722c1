"""What is told of a firm's records outside: every link, ended ones too, and every creation that is not done."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.store.models import Link, Operation
from matterbooks.values import Action, Kind, OperationState

_KINDS = tuple(kind.value for kind in Kind)


def links_of(session: Session, firm: str, ref: Ref | None = None) -> Sequence[Link]:
    """The links of all transactions, or of one, oldest first."""
    query = select(Link).where(Link.firm == firm, Link.kind.in_(_KINDS)).order_by(Link.id)
    if ref is not None:
        query = query.where(Link.kind == ref.kind.value, Link.host_id == ref.id)
    return session.scalars(query).all()


def creations_of(session: Session, firm: str, ref: Ref | None = None) -> Sequence[Operation]:
    """The creations of all transactions, or of one, that are neither done nor cancelled, oldest first."""
    query = (
        select(Operation)
        .where(Operation.firm == firm, Operation.kind.in_(_KINDS), Operation.action == Action.CREATE.value)
        .where(Operation.state.not_in((OperationState.DONE, OperationState.CANCELLED)))
        .order_by(Operation.id)
    )
    if ref is not None:
        query = query.where(Operation.kind == ref.kind.value, Operation.host_id == ref.id)
    return session.scalars(query).all()
