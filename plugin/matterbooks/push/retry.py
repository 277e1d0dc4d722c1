"""What a person can set going again: one record, or everything that the same mend releases."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.push import refusals
from matterbooks.push.context import Context
from matterbooks.push.enqueue import ON_ITS_WAY
from matterbooks.store import attempts, audit, changes, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, Held, Kind, OperationState

_SEEN_IN_COMPANY = (Held.MAPPING, Held.PERIOD, Held.PERMISSION)


def retry(context: Context, firm: str, operation_ids: Iterable[int], actor: str) -> int:
    """Plan held operations anew, from the record as it stands now; returns how many were held."""
    wanted = set(operation_ids)
    with context.store.begin() as session:
        rows = [row for row in outbox.in_states(session, firm, (OperationState.HELD,)) if row.id in wanted]
        if any(row.reason == Held.PERMISSION for row in rows):
            refusals.forget(session, firm)
        _plan_again(context, session, rows, actor, "retried")
    return len(rows)


def release_mapping(context: Context, firm: str, actor: str) -> int:
    """After a mapping was saved: plan anew whatever waits for a mapping row; returns how many there were."""
    with context.store.begin() as session:
        rows = outbox.in_states(session, firm, (OperationState.HELD,), reason=Held.MAPPING)
        _plan_again(context, session, rows, actor, "released_by_mapping")
    return len(rows)


def release_read(context: Context, session: Session, firm: str, actor: str) -> tuple[int, ...]:
    """After the company was read: plan anew what an account, a closing date, a currency or a right of it may hold.

    Gives the ids of these operations.
    """
    rows = [row for row in outbox.in_states(session, firm, (OperationState.HELD,)) if row.reason in _SEEN_IN_COMPANY]
    _plan_again(context, session, rows, actor, "released_by_reading")
    return tuple(row.id for row in rows)


def _plan_again(context: Context, session: Session, rows: Iterable[Operation], actor: str, event: str) -> None:
    now = context.clock()
    for row in rows:
        if row.outcome_unknown or (row.first_sent_at is not None and attempts.unanswered(session, row)):
            row.code = ""
            row.rescues = min(row.rescues, 1)
            outbox.release(row, OperationState.UNCERTAIN, not_before=now, words="QuickBooks is asked again.")
        elif row.kind in set(Kind) and row.action != Action.DELETE:
            ref = Ref(row.firm, Kind(row.kind), row.host_id)
            changes.write(session, ref, now)
            context.source.lock(session, ref, ON_ITS_WAY)
        else:
            row.revision += 1
            row.first_sent_at = None
            outbox.release(row, OperationState.READY, not_before=now)
        audit.record(session, firm=row.firm, actor=actor, event=event, subject=f"{row.kind} {row.host_id}", now=now)
