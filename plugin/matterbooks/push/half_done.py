"""A unit of which one part is in QuickBooks and the next was refused: taken back where that may be, else shown as such.

The two legs of a transfer between business banks stand or fall together. Client money is never taken back by us.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from matterbooks.push.context import Context
from matterbooks.push.deleting import request_deletion
from matterbooks.quickbooks.payloads.payment import SETTLED
from matterbooks.store import links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import Held, Kind, LinkState, OperationState


def after_refusal(context: Context, session: Session, row: Operation) -> bool:
    """Deal with what stands of a unit whose next part is held; False where nothing of it is in QuickBooks."""
    standing = [link for link in links.live_parts(session, row.firm, row.kind, row.host_id) if link.part != row.part]
    if not standing:
        return False
    if row.kind == Kind.BANK_TRANSFER:
        for link in standing:
            link.state = LinkState.UNLOCKED.value
            request_deletion(context, session, link)
        row.words = f"{row.words} The half that was posted is taken back."
    elif row.part != SETTLED:
        _show_half(row, standing[-1])
    return True


def after_refused_deletion(session: Session, row: Operation) -> None:
    """The half that stands could not be taken back: the other half says so."""
    link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    for other in outbox.unit_of(session, row.firm, row.kind, row.host_id):
        if link is not None and other.part != row.part and other.state == OperationState.HELD:
            _show_half(other, link)


def _show_half(row: Operation, standing: Link) -> None:
    row.reason = Held.HALF_TRANSFER
    row.words = (
        f"Only half of it is in QuickBooks: {standing.quickbooks_type} {standing.quickbooks_id} stands. The rest was "
        f"refused: {row.words} Mend that and retry, before anything else is done about it."
    )
