"""Handled outside: a person enters the record in QuickBooks by hand, or sees that nothing is needed there.

What of it is not yet done ends; a link without a QuickBooks record stands for it, so that saving it again unchanged
changes nothing. What waited for it is told, and has ways out of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Ref
from matterbooks.push import signals
from matterbooks.push.context import Context
from matterbooks.push.decisions import (
    DecisionRefusedError,
    desk_of,
    document_of,
    link_for,
    note,
    refuse_changing,
    take_turn,
    undone,
)
from matterbooks.push.desk import Desk
from matterbooks.push.parents import plan_children_anew
from matterbooks.quickbooks.payloads.payment import ALLOCATIONS
from matterbooks.store import links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import LinkState, OperationState

HANDLED_OUTSIDE = LinkState.HANDLED_OUTSIDE.value


def handle_outside(context: Context, firm: str, refs: Iterable[Ref], reason: str, actor: str) -> None:
    """These records are dealt with by hand and never pushed as they are: all of them, or none.

    Raises DecisionRefusedError without a reason, and where one of them is not held or its outcome is unknown.
    """
    if not reason.strip():
        raise DecisionRefusedError("Say what was done about it: a reason is needed, and is kept with the record.")
    chosen = sorted(set(refs), key=str)
    with context.store.begin() as session:
        take_turn(session, firm)
        desk = desk_of(context, session, firm)
        freed = [ref for ref in chosen if _end(context, session, desk, ref, reason.strip())]
        for ref in chosen:
            note(context, session, ref, HANDLED_OUTSIDE, actor, reason=reason.strip())
    for ref in freed:
        signals.tell(signals.unlocked, ref)


def _end(context: Context, session: Session, desk: Desk, ref: Ref, reason: str) -> bool:
    """End what is not done of one record; whether it is given back, which it is where nothing of it is there."""
    document, rows = document_of(context, session, ref), undone(session, ref)
    if all(row.state != OperationState.HELD for row in rows):
        raise DecisionRefusedError(f"The {ref} is not held, so nothing has to be decided about it.")
    refuse_changing(session, ref)
    for row in rows:
        outbox.release(row, OperationState.CANCELLED, not_before=context.clock(), reason=HANDLED_OUTSIDE, words=reason)
        _stand_for(context, session, desk, document, row)
        plan_children_anew(session, row, context.clock())
    if standing := links.live_parts(session, ref.firm, ref.kind, ref.id):
        _keep(context, session, standing)
        return False
    context.source.unlock(session, ref)
    return True


def _keep(context: Context, session: Session, standing: Iterable[Link]) -> None:
    """What is there stays: taking it back, which QuickBooks refused, is no longer asked for."""
    for link in standing:
        row = outbox.latest_deletion(session, link.firm, link.kind, link.host_id, link.part)
        if row is not None and row.state == OperationState.HELD:
            outbox.release(row, OperationState.CANCELLED, not_before=context.clock(), reason=HANDLED_OUTSIDE)


def _stand_for(context: Context, session: Session, desk: Desk, document: Document, row: Operation) -> None:
    """A part that is missing gets a link of its own; a change of what is there is taken as made."""
    ref = document.ref
    standing = links.live(session, ref.firm, ref.kind, ref.id) if row.part == ALLOCATIONS else None
    if standing is not None:
        standing.document_version = document.version
    else:
        session.add(link_for(context, desk, document, row, LinkState.HANDLED_OUTSIDE))
