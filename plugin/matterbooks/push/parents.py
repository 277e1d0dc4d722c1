"""What has to be in QuickBooks before a record: each gets an edge, and what can never come is a reason to hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Ref
from matterbooks.push.desk import Desk
from matterbooks.push.recipe import Hold, others
from matterbooks.push.references import reference_operations
from matterbooks.quickbooks.payloads import Asked, Parent
from matterbooks.store import changes, edges, links, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Held, Kind, LinkState, OperationState


def wait_for_parents(
    session: Session, desk: Desk, document: Document, asked: Asked, row: Operation, now: datetime
) -> Hold | None:
    """Add an edge to everything that the document asked for; customers and items are planned on the way."""
    parents: list[Operation] = []
    for wanted in others(document, asked):
        parent = _parent(session, wanted)
        if isinstance(parent, Hold):
            return parent
        parents.append(parent)
    parents += reference_operations(session, desk, asked.wanted, now)
    edges.add_edges(session, row, parents)
    session.flush()
    return None


def plan_children_anew(session: Session, row: Operation, now: datetime) -> None:
    """What waited for this record will not get it: each child is planned again, and told so."""
    for child in edges.waiting_children(session, row):
        if (child.kind, child.host_id) != (row.kind, row.host_id):
            changes.write(session, Ref(child.firm, Kind(child.kind), child.host_id), now)


def _parent(session: Session, wanted: Parent) -> Operation | Hold:
    ref = wanted.ref
    link = links.live(session, ref.firm, ref.kind, ref.id, wanted.part)
    if link is not None and link.state == LinkState.LINKED:
        return outbox.operation(session, link.operation_id)
    parent = outbox.latest(session, ref.firm, ref.kind, ref.id, wanted.part)
    if parent is None or parent.state in (OperationState.SKIPPED, OperationState.CANCELLED):
        if _was_handled_outside(session, parent):
            return Hold(Held.PARENT_MISSING, _parent_outside(ref), f"{ref.kind}:{ref.id}")
        return Hold(Held.PARENT_MISSING, _parent_missing(ref), f"{ref.kind}:{ref.id}")
    if parent.state == OperationState.DONE:
        return Hold(Held.PARENT_MISSING, _parent_unfit(ref))
    return parent


def _was_handled_outside(session: Session, parent: Operation | None) -> bool:
    return parent is not None and bool(
        links.handled_outside(session, parent.firm, parent.kind, parent.host_id, parent.generation)
    )


def _parent_missing(ref: Ref) -> str:
    return (
        f"The {ref} that it belongs to is not in QuickBooks. Move that record back to draft and post it again, link it "
        "to a QuickBooks record, or mark this one as handled outside."
    )


def _parent_outside(ref: Ref) -> str:
    return (
        f"The {ref} that it belongs to was handled outside, so its QuickBooks record is not known here. Link that "
        "record to the one in QuickBooks, or mark this one as handled outside too."
    )


def _parent_unfit(ref: Ref) -> str:
    return f"The {ref} that it belongs to is in QuickBooks with other figures, or no longer. Correct that record first."
