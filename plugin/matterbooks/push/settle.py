"""Settle: what came of a request becomes a link, another try, a matter for a person, or an open question.

Every change is made under the fence of the claim: a worker that lost its lease changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.push import signals
from matterbooks.push.claim import Claim
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk
from matterbooks.push.half_done import after_refusal, after_refused_deletion
from matterbooks.push.linking import end_link, stay_linked, voided_at_once, write_link
from matterbooks.push.recipe import Hold
from matterbooks.push.refusals import remember
from matterbooks.push.verdict import Again, Anew, Done, HoldFor, LookUp, Verdict, delay, judge
from matterbooks.quickbooks.client import Answer, Outcome, Silence
from matterbooks.quickbooks.faults import Fault
from matterbooks.store import attempts, changes, connections, edges, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, Held, Kind, LinkState, OperationState


def settle(context: Context, desk: Desk, claim: Claim, outcome: Outcome) -> None:
    """Write down what came of one sending, and let go of the claim."""
    verdict = judge(outcome, attempts=claim.attempts, replayed=claim.replayed)
    with context.store.begin() as session:
        row = outbox.held_by(session, claim.operation_id, claim.fence)
        if row is None:
            return
        note(context, session, row, attempts.SEND, claim.frozen.request_id, outcome)
        apply(context, session, desk, row, remember(session, desk.connection.id, row, claim, verdict))
    signals.announce(row)


def note(context: Context, session: Session, row: Operation, purpose: str, request_id: str, outcome: Outcome) -> None:
    """One line of the attempt log."""
    status = outcome.status if isinstance(outcome, Answer | Fault) else None
    tid = outcome.intuit_tid if isinstance(outcome, Answer | Fault | Silence) else ""
    took = outcome.took_ms if isinstance(outcome, Answer) else 0
    code = outcome.code if isinstance(outcome, Fault) else ""
    words = "" if isinstance(outcome, Answer | Fault) else outcome.reason
    attempts.note(
        session,
        row,
        purpose=purpose,
        request_id=request_id,
        at=context.clock(),
        outcome=type(outcome).__name__.lower(),
        http_status=status,
        code=code,
        intuit_tid=tid,
        words=words,
        milliseconds=took,
    )


def apply(context: Context, session: Session, desk: Desk, row: Operation, verdict: Verdict) -> None:
    """Move the operation to where the verdict sends it."""
    now = context.clock()
    match verdict:
        case Done(answer):
            _done(context, session, desk, row, answer)
        case Again():
            outbox.release(row, OperationState.READY, not_before=now + verdict.after, words=verdict.words)
            if verdict.whole_company:
                connections.pause(session, desk.connection.id, now + verdict.after)
        case Anew():
            start_anew(row, context, words=verdict.words)
        case HoldFor(code="610") if row.action == Action.DELETE:
            after = delay(row.attempts) if row.attempts > 1 else timedelta(0)
            words = "QuickBooks does not find what is to be deleted: it is looked up."
            outbox.release(row, OperationState.UNCERTAIN, not_before=now + after, words=words)
        case HoldFor():
            hold(context, session, row, verdict)
        case LookUp():
            outbox.release(row, OperationState.UNCERTAIN, not_before=now + verdict.after, words=verdict.words)
            row.code = verdict.code


def start_anew(row: Operation, context: Context, *, words: str, code: str = "") -> None:
    """Nothing of it is in QuickBooks: the next claim composes new bytes, under a new request id."""
    row.revision += 1
    row.first_sent_at = None
    row.code = code
    outbox.release(row, OperationState.READY, not_before=context.clock(), words=words)


def hold(context: Context, session: Session, row: Operation, verdict: HoldFor, *, keep_lock: bool = False) -> None:
    """Wait for a person. What had no effect in QuickBooks is unlocked, so that it can be mended in the host."""
    outbox.release(row, OperationState.HELD, not_before=context.clock(), reason=verdict.reason, words=verdict.words)
    row.code = verdict.code
    if row.action == Action.DELETE:
        stay_linked(session, row)
        after_refused_deletion(session, row)
    elif keep_lock:
        row.outcome_unknown = True
    elif not after_refusal(context, session, row):
        unlock_record(context, session, row)


def hold_unsent(context: Context, row: Operation, why: Hold) -> None:
    """Hold an operation whose bytes could not be composed; nothing was sent."""
    with context.store.begin() as session:
        taken = outbox.take(session, row.id, row.fence, context.clock())
        if taken is None or taken.state != OperationState.READY:
            return
        hold(context, session, taken, HoldFor(why.reason, why.words, ""))
    signals.announce(taken)


def set_aside(context: Context, row: Operation, trouble: Exception) -> None:
    """Something unforeseen stopped the work on an operation: it may hold up no other, and a person has to see it.

    Nothing sent: it is held. Sent: its lease runs out and QuickBooks is asked. Being asked about: it is asked later.
    """
    with context.store.begin() as session:
        now = outbox.operation(session, row.id)
        if now.state == OperationState.READY and now.fence == row.fence:
            words = f"Something unforeseen stopped it ({type(trouble).__name__}, see the log). Retry once it is mended."
            hold(context, session, now, HoldFor(Held.REFUSED, words, ""))
        elif now.state == OperationState.UNCERTAIN:
            outbox.release(
                now, OperationState.UNCERTAIN, not_before=context.clock() + delay(now.attempts), words=now.words
            )


def unlock_record(context: Context, session: Session, row: Operation) -> None:
    """Give the record back to the host; parties and items have nothing to lock."""
    if row.kind in set(Kind):
        context.source.unlock(session, Ref(row.firm, Kind(row.kind), row.host_id))


def _look_again_at_orphans(session: Session, row: Operation, now: datetime) -> None:
    """Records that were held because this one was not in QuickBooks are planned anew: it has come."""
    for orphan in outbox.held_for(session, row.firm, f"{row.kind}:{row.host_id}"):
        changes.write(session, Ref(orphan.firm, Kind(orphan.kind), orphan.host_id), now)


def _done(context: Context, session: Session, desk: Desk, row: Operation, answer: Answer) -> None:
    now = context.clock()
    if row.action == Action.DELETE:
        end_link(session, row, now)
        unlock_record(context, session, row)
        state = LinkState.ENDED
    elif voided_at_once(session, row, answer.body):
        words = "QuickBooks voided it at once: what it pays was paid there already. It is looked up."
        outbox.release(row, OperationState.UNCERTAIN, not_before=now, words=words)
        return
    else:
        state = write_link(context, session, desk, row, answer.body)
    finish(context, session, desk, row, state)


def finish(context: Context, session: Session, desk: Desk, row: Operation, state: LinkState) -> None:
    """The operation is done; whatever waited for it alone goes on, unless QuickBooks has other figures."""
    now = context.clock()
    words = row.words if state == LinkState.DIFFERS else ""
    outbox.release(row, OperationState.DONE, not_before=now, words=words)
    row.settled_at = now
    session.flush()
    if state != LinkState.DIFFERS:
        edges.wake_children(session, row, now)
    if state == LinkState.LINKED:
        _look_again_at_orphans(session, row, now)
    connections.note_success(session, desk.connection.id, now)
