"""Look up: ask QuickBooks whether a request whose answer was lost did arrive.

By now it can no longer land. Found once and equal, the record is adopted; not found, the same bytes go again with the
same request id; found with other figures, or more than once, a person decides. Never a guess.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matterbooks.push import signals
from matterbooks.push.ask import ask
from matterbooks.push.compose import NAME_TAKEN, NUMBER_TAKEN
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk
from matterbooks.push.linking import end_link, write_link
from matterbooks.push.settle import finish, hold, note, start_anew, unlock_record
from matterbooks.push.verdict import HoldFor, delay
from matterbooks.quickbooks import request, returned, verify
from matterbooks.quickbooks.client import Answer, Outcome
from matterbooks.quickbooks.faults import Fault
from matterbooks.quickbooks.payloads import Body, thaw
from matterbooks.store import attempts, links, outbox
from matterbooks.store.models import Operation
from matterbooks.store.outbox import Frozen
from matterbooks.values import Action, Held, Kind, LinkState, OperationState, ReferenceKind

SUPPLIER_KINDS = frozenset(kind for kind in Kind if kind.startswith("supplier"))
MOST_RESCUES = 3
"""An operation whose worker died so often without an answer is not sent again without a person."""


def look_up(context: Context, desk: Desk, row: Operation) -> None:
    """Settle an uncertain operation by asking QuickBooks."""
    with context.store.begin() as session:
        taken = outbox.take(session, row.id, row.fence, context.clock())
        if taken is None or taken.state != OperationState.UNCERTAIN:
            return
        frozen = outbox.frozen_of(session, taken)
        link = links.latest(session, taken.firm, taken.kind, taken.host_id, taken.part)
    if frozen is None:
        raise AssertionError("an operation is uncertain only after its bytes were frozen")
    context.failpoint("about to look up")
    if taken.action == Action.DELETE and link is not None:
        outcome = ask(context, taken.firm, request.read(link.quickbooks_type, link.quickbooks_id))
    elif taken.action == Action.UPDATE:
        changed = _sent(frozen)
        outcome = ask(context, taken.firm, request.read(changed.entity, changed.fields["Id"]))
    else:
        first_sent = taken.first_sent_at or context.clock()
        outcome = ask(context, taken.firm, request.query(verify.question(_sent(frozen), first_sent)))
    context.failpoint("looked up")
    with context.store.begin() as session:
        held = outbox.held_by(session, taken.id, taken.fence)
        if held is None:
            return
        note(context, session, held, attempts.LOOK_UP, frozen.request_id, outcome)
        _settle(context, session, desk, held, frozen, outcome)
    signals.announce(held)


def _settle(context: Context, session: Session, desk: Desk, row: Operation, frozen: Frozen, outcome: Outcome) -> None:
    if row.action == Action.DELETE:
        _settle_delete(context, session, desk, row, outcome)
    elif row.action == Action.UPDATE and isinstance(outcome, Answer | Fault):
        _settle_update(context, session, desk, row, _sent(frozen), outcome)
    elif isinstance(outcome, Answer):
        _settle_create(context, session, desk, row, frozen, outcome.body)
    else:
        _ask_later(context, row)


def _settle_create(
    context: Context, session: Session, desk: Desk, row: Operation, frozen: Frozen, body: dict[str, Any]
) -> None:
    sent = _sent(frozen)
    rows = body.get("QueryResponse", {}).get(sent.entity, [])
    match verify.judge(rows, sent):
        case verify.Found(ours=False) as found if _is_another_clients(session, desk, row, found):
            _name_is_taken(context, row)
        case verify.Found(row=record):
            state = write_link(context, session, desk, row, {sent.entity: record}, adopted=True)
            finish(context, session, desk, row, state)
        case verify.Conflict(words):
            hold(context, session, row, HoldFor(Held.REFUSED, words, row.code), keep_lock=True)
        case verify.NotThere():
            _not_there(context, session, row)


def _settle_update(
    context: Context, session: Session, desk: Desk, row: Operation, sent: Body, outcome: Answer | Fault
) -> None:
    """It settles what it was changed to settle, or nothing came of it and the change is composed anew."""
    record = outcome.body[sent.entity] if isinstance(outcome, Answer) else {}
    if returned.applied(sent, record):
        finish(
            context, session, desk, row, write_link(context, session, desk, row, {sent.entity: record}, adopted=True)
        )
    else:
        start_anew(row, context, words="It did not arrive; it is sent again.")


def _sent(frozen: Frozen) -> Body:
    return thaw(frozen.path, frozen.body or b"", frozen.marker)


def _is_another_clients(session: Session, desk: Desk, row: Operation, found: verify.Found) -> bool:
    """Two of our clients may bear one name; each keeps a customer of its own."""
    others = links.of_kind(session, desk.firm, row.kind)
    return any(link.quickbooks_id == found.id and link.host_id != row.host_id for link in others)


def _name_is_taken(context: Context, row: Operation) -> None:
    start_anew(row, context, words="The name belongs to somebody else in QuickBooks.", code=NAME_TAKEN)


def _not_there(context: Context, session: Session, row: Operation) -> None:
    """It never arrived: the same bytes go again, unless QuickBooks gave a reason that they would meet again."""
    if row.code == NAME_TAKEN and row.kind in set(ReferenceKind):
        _name_is_taken(context, row)
    elif row.code == NUMBER_TAKEN and row.kind in SUPPLIER_KINDS:
        start_anew(row, context, words="Another supplier's record bears this number.", code=NUMBER_TAKEN)
    elif row.code:
        hold(context, session, row, HoldFor(Held.REFUSED, row.words, row.code))
    elif row.rescues >= MOST_RESCUES:
        words = "Whoever was sending it stopped three times; it is not in QuickBooks. Retry when the cause is found."
        hold(context, session, row, HoldFor(Held.REFUSED, words, ""))
    else:
        outbox.release(
            row, OperationState.READY, not_before=context.clock(), words="It did not arrive; it is sent again."
        )


def _settle_delete(context: Context, session: Session, desk: Desk, row: Operation, outcome: Outcome) -> None:
    if isinstance(outcome, Fault) and outcome.code == "610":
        end_link(session, row, context.clock())
        unlock_record(context, session, row)
        finish(context, session, desk, row, LinkState.ENDED)
    elif isinstance(outcome, Answer):
        outbox.release(row, OperationState.READY, not_before=context.clock())
    else:
        _ask_later(context, row)


def _ask_later(context: Context, row: Operation) -> None:
    outbox.release(
        row,
        OperationState.UNCERTAIN,
        not_before=context.clock() + delay(row.attempts),
        words="QuickBooks could not be asked yet whether it arrived.",
    )
