"""It is not in the opening balances: a person says so, and the record goes."""

from __future__ import annotations

from collections.abc import Iterable

from matterbooks.push import opening
from matterbooks.push.compose import ref_of
from matterbooks.push.context import Context
from matterbooks.push.decisions import note, take_turn
from matterbooks.push.enqueue import ON_ITS_WAY
from matterbooks.store import changes, outbox
from matterbooks.values import Held, OperationState


def confirm_new(context: Context, firm: str, operation_ids: Iterable[int], actor: str) -> int:
    """These records are not in QuickBooks' opening balances: they go. Returns how many waited for that."""
    wanted, now = set(operation_ids), context.clock()
    with context.store.begin() as session:
        take_turn(session, firm)
        rows = outbox.in_states(session, firm, (OperationState.HELD,), reason=Held.BEFORE_START_UNCONFIRMED)
        refs = [ref_of(row) for row in rows if row.id in wanted]
        for ref in refs:
            changes.write(session, ref, now)
            context.source.lock(session, ref, ON_ITS_WAY)
        for ref in refs:
            note(context, session, ref, opening.CONFIRMED, actor)
    return len(refs)
