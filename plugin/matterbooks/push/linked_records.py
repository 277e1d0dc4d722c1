"""A record that QuickBooks has was saved again: nothing changed, what it settles changed, it was removed, or edited.

A payment that posts the same and settles more is changed in QuickBooks too. A removed record is deleted there where
that may be. Any other edit went past the lock: it is noted, and the sweep shows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Payment
from matterbooks.push.context import Context
from matterbooks.push.deleting import request_deletion
from matterbooks.push.desk import Desk
from matterbooks.push.parents import wait_for_parents
from matterbooks.push.pushed_posts import pushed_posts
from matterbooks.push.recipe import Hold, recipe_for
from matterbooks.quickbooks.payloads.payment import ALLOCATIONS
from matterbooks.store import audit, edges, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import Action, LinkState, OperationState


def saved_again(
    context: Context, session: Session, desk: Desk, live: Sequence[Link], document: Document | None
) -> None:
    """Settle what the save means for the record's QuickBooks copies."""
    main = next((link for link in live if not link.part), live[-1])
    if document is None:
        _removed(context, session, live)
    elif document.version == main.document_version:
        return
    elif isinstance(document, Payment) and main.state == LinkState.LINKED and _posts_the_same(desk, document, main):
        _settle_anew(context, session, desk, document, main)
    else:
        _note(context, session, main, "edited_while_locked")


def _removed(context: Context, session: Session, live: Sequence[Link]) -> None:
    """Deleted or back to draft: its copies go too, the last made first. One that is being deleted already stays so."""
    for link in reversed(live):
        row = outbox.latest_deletion(session, link.firm, link.kind, link.host_id, link.part)
        if row is None or row.generation != link.generation:
            link.state = LinkState.UNLOCKED.value
            link.unlocked_at, link.unlock_reason = context.clock(), "removed in the practice application"
            request_deletion(context, session, link)
    _note(context, session, live[-1], "removed_while_locked")


def _posts_the_same(desk: Desk, document: Payment, main: Link) -> bool:
    recipe = recipe_for(desk, document, main.generation)
    if isinstance(recipe, Hold) or document.date != main.date:
        return False
    bodies = {part.name: body for part, body in zip(recipe.parts, recipe.bodies, strict=True)}
    return pushed_posts(desk.catalogue, bodies[""], recipe.terms, recipe.asked) == main.pushed_posts


def _settle_anew(context: Context, session: Session, desk: Desk, document: Payment, main: Link) -> None:
    """One operation that changes what the payment settles, however often that happens."""
    now, recipe = context.clock(), recipe_for(desk, document, main.generation)
    if isinstance(recipe, Hold):
        raise ValueError(f"{document.ref} posts the same and cannot be made")
    row = _resettling(context, session, main)
    row.document_version, row.mapping_version = document.version, desk.mapping.version
    row.number, row.party, row.date, row.amount = main.number, main.party, main.date, main.amount
    hold = wait_for_parents(session, desk, document, recipe.asked, row, now)
    if hold is not None:
        outbox.release(row, OperationState.HELD, not_before=now, reason=hold.reason, words=hold.words)
        row.missing_parent = hold.parent
    else:
        waits = edges.parents_open(session, row.id)
        outbox.release(row, OperationState.WAITING if waits else OperationState.READY, not_before=now)


def _resettling(context: Context, session: Session, main: Link) -> Operation:
    row = outbox.latest(session, main.firm, main.kind, main.host_id, ALLOCATIONS)
    if row is None or row.generation != main.generation:
        return outbox.add_operation(
            session,
            firm=main.firm,
            kind=main.kind,
            host_id=main.host_id,
            generation=main.generation,
            action=Action.UPDATE,
            now=context.clock(),
            part=ALLOCATIONS,
            unit_id=session.get_one(Operation, main.operation_id).unit_id,
        )
    row.revision += 1
    row.first_sent_at = None
    edges.drop_edges(session, row)
    return row


def _note(context: Context, session: Session, link: Link, event: str) -> None:
    subject = f"{link.kind} {link.host_id}"
    audit.record(session, firm=link.firm, actor="host", event=event, subject=subject, now=context.clock())
