"""Changes: the host saved something. Written in the host's own session, read by the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import distinct, func, select, update
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.store.models import Change
from matterbooks.values import Kind


def write(session: Session, ref: Ref, now: datetime) -> None:
    """Note in the host's unit of work that this record was saved; it is committed with the record or not at all."""
    session.add(Change(firm=ref.firm, kind=ref.kind.value, host_id=ref.id, at=now))


def unplanned(session: Session, firm: str, limit: int, after: int = 0) -> Sequence[Change]:
    """Changes that no plan has looked at yet, oldest first, from the id `after` on."""
    query = select(Change).where(Change.firm == firm, Change.planned_at.is_(None), Change.id > after)
    return session.scalars(query.order_by(Change.id).limit(limit)).all()


def unplanned_of(session: Session, ref: Ref) -> bool:
    """Whether the record was saved again since it was last planned."""
    query = select(Change.id).where(
        Change.firm == ref.firm, Change.planned_at.is_(None), Change.kind == ref.kind.value, Change.host_id == ref.id
    )
    return session.scalar(query.limit(1)) is not None


def count_unplanned(session: Session, firm: str) -> int:
    """How many saved records no plan has looked at yet."""
    query = select(func.count(distinct(Change.kind + " " + Change.host_id)))
    return session.scalar(query.where(Change.firm == firm, Change.planned_at.is_(None))) or 0


def mark_planned(session: Session, ids: Iterable[int], now: datetime) -> None:
    """These changes have been turned into operations, or found to need none."""
    session.execute(update(Change).where(Change.id.in_(list(ids))).values(planned_at=now))


def ref_of(row: Change) -> Ref:
    """The host record that a change names."""
    return Ref(row.firm, Kind(row.kind), row.host_id)
