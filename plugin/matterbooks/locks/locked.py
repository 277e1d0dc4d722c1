"""Whether a record is locked, and why, as our own tables know it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.push.enqueue import ON_ITS_WAY, flows
from matterbooks.store import changes, links
from matterbooks.store.models import Operation
from matterbooks.values import LinkState, OperationState

_ON_THE_WAY = (
    OperationState.READY,
    OperationState.WAITING,
    OperationState.SENDING,
    OperationState.UNCERTAIN,
)


def why_locked(session: Session, ref: Ref, now: datetime, *, saved_here: bool = False) -> str:
    """Why the record may not be edited now, in words; empty when it may.

    Reads the session it is given, so that inside the host's unit of work it sees what that work sees. saved_here: this
    very unit of work has enqueued the record, and may go on composing it.
    """
    link = links.live(session, ref.firm, ref.kind, ref.id)
    if link is not None:
        if link.state == LinkState.UNLOCKED:
            return "Its QuickBooks copy is being removed; it can be edited as soon as that is done."
        return f"It is in QuickBooks Online as {link.quickbooks_type} {link.quickbooks_id}."
    just_saved = not saved_here and changes.unplanned_of(session, ref) and flows(session, ref, now)
    return ON_ITS_WAY if just_saved or _is_under_way(session, ref) else ""


def _is_under_way(session: Session, ref: Ref) -> bool:
    on_the_way = select(Operation.id).where(
        Operation.firm == ref.firm,
        Operation.kind == ref.kind.value,
        Operation.host_id == ref.id,
        or_(Operation.state.in_(_ON_THE_WAY), Operation.outcome_unknown),
    )
    return session.scalar(on_the_way.limit(1)) is not None
