"""Links: which QuickBooks record a host record became. Ended, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matterbooks.store.models import Link
from matterbooks.values import LinkState

LIVE = (LinkState.LINKED, LinkState.DIFFERS, LinkState.CHANGED, LinkState.UNLOCKED, LinkState.GONE)
"""States in which the QuickBooks record is still this host record's copy."""


def latest(session: Session, firm: str, kind: str, host_id: str, part: str = "") -> Link | None:
    """The link of the highest generation, live or ended."""
    query = select(Link).where(Link.firm == firm, Link.kind == kind, Link.host_id == host_id, Link.part == part)
    return session.scalar(query.order_by(Link.generation.desc()).limit(1))


def live(session: Session, firm: str, kind: str, host_id: str, part: str = "") -> Link | None:
    """The link that stands, or None."""
    link = latest(session, firm, kind, host_id, part)
    return link if link is not None and link.state in LIVE else None


def live_parts(session: Session, firm: str, kind: str, host_id: str) -> Sequence[Link]:
    """Every QuickBooks record that this host record is now, in the order in which they were made."""
    query = select(Link).where(Link.firm == firm, Link.kind == kind, Link.host_id == host_id, Link.state.in_(LIVE))
    return session.scalars(query.order_by(Link.id)).all()


def handled_outside(session: Session, firm: str, kind: str, host_id: str, generation: int) -> Link | None:
    """What stands for this generation of a record that a person dealt with by hand, in whole or in part."""
    query = select(Link).where(Link.firm == firm, Link.kind == kind, Link.host_id == host_id)
    query = query.where(Link.generation == generation, Link.state == LinkState.HANDLED_OUTSIDE)
    return session.scalar(query.order_by(Link.id).limit(1))


def end_handled_outside(session: Session, firm: str, kind: str, host_id: str, generation: int, now: datetime) -> bool:
    """The record is a matter for QuickBooks again; whether a person had dealt with this generation by hand."""
    where = Link.firm == firm, Link.kind == kind, Link.host_id == host_id, Link.generation == generation
    found = session.scalars(select(Link).where(*where, Link.state == LinkState.HANDLED_OUTSIDE)).all()
    for link in found:
        link.state, link.ended_at = LinkState.ENDED.value, now
    return bool(found)


def note_sync_token(session: Session, firm: str, entity: str, quickbooks_id: str, sync_token: str) -> None:
    """A QuickBooks record that is linked already was changed by us: it has another SyncToken now."""
    where = Link.firm == firm, Link.quickbooks_type == entity, Link.quickbooks_id == quickbooks_id
    session.execute(update(Link).where(*where).values(sync_token=sync_token))


def live_by_id(session: Session, firm: str, ids: Iterable[int]) -> Sequence[Link]:
    """These links of this firm that still stand, oldest first."""
    query = select(Link).where(Link.firm == firm, Link.id.in_(list(ids)), Link.state.in_(LIVE))
    return session.scalars(query.order_by(Link.id)).all()


def live_of_kinds(session: Session, firm: str, kinds: Iterable[str], limit: int | None = 500) -> Sequence[Link]:
    """Live links of these kinds, newest first; every one of them where `limit` is None."""
    query = select(Link).where(Link.firm == firm, Link.kind.in_(list(kinds)), Link.state.in_(LIVE))
    return session.scalars(query.order_by(Link.id.desc()).limit(limit)).all()


def live_on(session: Session, firm: str, entity: str, quickbooks_id: str) -> Sequence[Link]:
    """The links of this firm that stand for one QuickBooks record."""
    where = Link.firm == firm, Link.quickbooks_type == entity, Link.quickbooks_id == quickbooks_id
    return session.scalars(select(Link).where(*where, Link.state.in_(LIVE))).all()


def of_kind(session: Session, firm: str, kind: str) -> Sequence[Link]:
    """Live links of a reference kind: every customer, or every item."""
    return session.scalars(select(Link).where(Link.firm == firm, Link.kind == kind, Link.state.in_(LIVE))).all()
