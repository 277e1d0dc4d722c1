"""Claim: the bytes of one operation are stored, with a lease and a fence, before anything leaves this machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from matterbooks.push.compose import Composed, ref_of
from matterbooks.push.context import Context
from matterbooks.push.verdict import QUARANTINE
from matterbooks.store import attempts, changes, outbox
from matterbooks.store.models import Operation
from matterbooks.store.outbox import Frozen
from matterbooks.values import Kind, OperationState


@dataclass(frozen=True, slots=True)
class Claim:
    """One operation in one worker's hands, with the bytes that go out."""

    operation_id: int
    firm: str
    fence: int
    frozen: Frozen
    attempts: int
    replayed: bool
    lease_until: datetime


def claim_new(context: Context, row: Operation, composed: Composed) -> Claim | None:
    """Claim a ready operation and freeze its bytes; None when another worker was first or it was saved meanwhile."""
    now = context.clock()
    with context.store.begin() as session:
        taken = outbox.take(session, row.id, row.fence, now)
        if taken is None or taken.state != OperationState.READY:
            return None
        if taken.kind in set(Kind) and changes.unplanned_of(session, ref_of(taken)):
            taken.lease_until = None
            return None
        taken.pushed_posts = composed.pushed_posts
        taken.mapping_version = composed.mapping_version
        frozen = composed.freeze(context.new_id())
        outbox.freeze(session, taken, frozen, now)
        return _claim(taken, frozen, replayed=False)


def claim_again(context: Context, row: Operation) -> Claim | None:
    """Claim an operation whose bytes are frozen already, to send the very same ones once more."""
    now = context.clock()
    with context.store.begin() as session:
        taken = outbox.take(session, row.id, row.fence, now)
        frozen = outbox.frozen_of(session, taken) if taken is not None else None
        if taken is None or frozen is None:
            return None
        outbox.note_sending(taken, now)
        return _claim(taken, frozen, replayed=attempts.unanswered(session, taken))


def note_abandoned(context: Context, row: Operation) -> None:
    """A worker died, or lost its lease, after claiming: whether it sent is unknown, so QuickBooks is asked."""
    now = context.clock()
    with context.store.begin() as session:
        taken = outbox.take(session, row.id, row.fence, now)
        if taken is None or taken.state != OperationState.SENDING:
            return
        taken.rescues += 1
        earliest = (taken.last_sent_at or now) + QUARANTINE
        outbox.release(
            taken,
            OperationState.UNCERTAIN,
            not_before=max(now, earliest),
            words="The worker that was sending it stopped; QuickBooks is asked whether it arrived.",
        )
    context.failpoint("abandoned noted")


def _claim(row: Operation, frozen: Frozen, *, replayed: bool) -> Claim:
    if row.lease_until is None:
        raise AssertionError("a claimed operation has a lease")
    return Claim(row.id, row.firm, row.fence, frozen, row.attempts, replayed, row.lease_until)
