"""When each kind of transaction was switched on and off, and by whom: what decides whether a posting flows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matterbooks.store.models import SwitchInterval
from matterbooks.values import Switch


def apply(session: Session, firm: str, on: Collection[Switch], *, actor: str, now: datetime) -> None:
    """From `now` on exactly these switches are on: open what is new, close what is gone, leave what goes on."""
    open_ = {row.switch: row for row in intervals(session, firm) if row.off_at is None}
    for switch in Switch:
        row = open_.get(switch)
        if switch in on and row is None:
            session.add(SwitchInterval(firm=firm, switch=switch.value, on_at=now, on_by=actor))
        elif switch not in on and row is not None:
            row.off_at, row.off_by = now, actor
    session.flush()


def intervals(session: Session, firm: str) -> Sequence[SwitchInterval]:
    """Every interval of this firm, oldest first; one that goes on has no `off_at`."""
    query = select(SwitchInterval).where(SwitchInterval.firm == firm)
    return session.scalars(query.order_by(SwitchInterval.on_at, SwitchInterval.id)).all()


def is_on_at(session: Session, firm: str, switch: Switch, instant: datetime) -> bool:
    """Whether the switch was on at that instant; the instant of switching on counts, that of switching off does not."""
    query = select(SwitchInterval.id).where(
        SwitchInterval.firm == firm,
        SwitchInterval.switch == switch.value,
        SwitchInterval.on_at <= instant,
        or_(SwitchInterval.off_at.is_(None), SwitchInterval.off_at > instant),
    )
    return session.scalar(query.limit(1)) is not None
