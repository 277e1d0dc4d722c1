"""Plan: what the host's changes mean against what is linked already. Repeatable, and never a call over the network.

A change says only that a record was saved. Here it becomes an operation that is ready, waits for its parents, is held
for a person or is skipped by rule; or it becomes nothing, because QuickBooks has the record as it stands.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Invoice, Ref
from matterbooks.push import opening, signals, units
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.enqueue import ON_ITS_WAY
from matterbooks.push.linked_records import saved_again
from matterbooks.push.parents import plan_children_anew, wait_for_parents
from matterbooks.push.recipe import Hold, Recipe, recipe_for
from matterbooks.store import changes, edges, links, outbox, turns
from matterbooks.store.models import Change, Operation
from matterbooks.values import Action, EndedHow, Held, OperationState, Skipped

PAGE = 200

log = logging.getLogger("matterbooks.push")


def plan(context: Context, firm: str) -> int:
    """Turn every change of this firm into operations; returns how many changes were looked at."""
    seen, last = 0, 0
    while True:
        with context.store.read() as session:
            desk = read_desk(context, session, firm)
            page = changes.unplanned(session, firm, PAGE, after=last) if desk else ()
            documents = dict(_documents(context, session, _refs(page)))
        if desk is None or not page:
            return seen
        _plan_page(context, desk, page, documents)
        seen, last = seen + len(page), page[-1].id


def _refs(page: Iterable[Change]) -> list[Ref]:
    return list(dict.fromkeys(changes.ref_of(row) for row in page))


def _documents(context: Context, session: Session, refs: Iterable[Ref]) -> Iterator[tuple[Ref, Document | Hold | None]]:
    """Each record as it stands; one that the host cannot hand over is held, and holds up no other."""
    for ref in refs:
        try:
            yield ref, context.source.document(session, ref)
        except SQLAlchemyError:
            raise
        except Exception as trouble:
            log.exception("the application could not hand over %s", ref)
            yield ref, _unforeseen("The application could not hand the record over", trouble)


def _unforeseen(what: str, trouble: Exception) -> Hold:
    return Hold(Held.REFUSED, f"{what} ({type(trouble).__name__}, see the log). Retry once it is mended.")


def _plan_page(
    context: Context, desk: Desk, page: Iterable[Change], documents: dict[Ref, Document | Hold | None]
) -> None:
    now = context.clock()
    with context.store.begin() as session:
        turns.take(session, f"plan {desk.firm}")
        planned = {ref for ref, document in documents.items() if _plan_apart(context, session, desk, ref, document)}
        changes.mark_planned(session, (row.id for row in page if changes.ref_of(row) in planned), now)
        held = [
            row for ref in planned for row in outbox.unit_of(session, *_key(ref)) if row.state == OperationState.HELD
        ]
    for row in held:
        signals.announce(row)
    context.failpoint("planned")


def _key(ref: Ref) -> tuple[str, str, str]:
    return ref.firm, ref.kind, ref.id


def _plan_apart(context: Context, session: Session, desk: Desk, ref: Ref, document: Document | Hold | None) -> bool:
    """Plan one record so that what goes wrong with it undoes nothing of the others; False to look at it again."""
    if isinstance(document, Hold):
        return _hold(context, session, ref, document)
    try:
        with session.begin_nested():
            return _plan_one(context, session, desk, ref, document)
    except SQLAlchemyError:
        raise
    except Exception as trouble:
        log.exception("%s could not be planned", ref)
        return _hold(context, session, ref, _unforeseen("The record could not be planned", trouble))


def _hold(context: Context, session: Session, ref: Ref, hold: Hold) -> bool:
    """Show a record that cannot be planned to a person; False where an answer about it is still out."""
    now = context.clock()
    rows = outbox.unit_of(session, ref.firm, ref.kind, ref.id)
    if any(row.state in outbox.IN_FLIGHT for row in rows):
        return False
    row = next((row for row in rows if row.state != OperationState.DONE), rows[0] if rows else None)
    if row is None:
        row = outbox.add_operation(
            session, firm=ref.firm, kind=ref.kind, host_id=ref.id, generation=1, action=Action.CREATE, now=now
        )
    if row.state != OperationState.DONE and not row.outcome_unknown:
        outbox.release(row, OperationState.HELD, not_before=now, reason=hold.reason, words=hold.words)
    return True


def _plan_one(context: Context, session: Session, desk: Desk, ref: Ref, document: Document | None) -> bool:
    """Plan one record; False when it has to be looked at again, because an answer is still out."""
    rows = outbox.unit_of(session, ref.firm, ref.kind, ref.id)
    if any(row.state in outbox.IN_FLIGHT for row in rows):
        return False
    if any(row.outcome_unknown for row in rows):
        return True
    live = links.live_parts(session, ref.firm, ref.kind, ref.id)
    if document is not None and rows and _handled_outside(session, document, rows[0].generation):
        if not live:
            context.source.unlock(session, ref)
        return True
    whole = all(row.state in (OperationState.DONE, OperationState.CANCELLED) for row in rows)
    if live and (whole or document is None):
        saved_again(context, session, desk, live, document)
    elif document is None:
        _cancel(context, session, ref, rows)
    elif not live and (why := desk.skipped(document)) is not None:
        _skip(context, session, document, rows, why)
    else:
        _operate(context, session, desk, document, rows)
    return True


def _handled_outside(session: Session, document: Document, generation: int) -> bool:
    """Somebody dealt with this very version by hand; edited, it is a matter for QuickBooks again."""
    ref = document.ref
    link = links.handled_outside(session, ref.firm, ref.kind, ref.id, generation)
    return link is not None and link.document_version == document.version


def _cancel(context: Context, session: Session, ref: Ref, rows: Iterable[Operation]) -> None:
    """The record is gone or a draft again before anything was sent."""
    for row in rows:
        if row.state in outbox.PENDING:
            outbox.release(row, OperationState.CANCELLED, not_before=context.clock())
            plan_children_anew(session, row, context.clock())
    context.source.unlock(session, ref)


def _skip(context: Context, session: Session, document: Document, rows: Sequence[Operation], why: Skipped) -> None:
    for row in units.place(session, document, units.as_planned(rows[:1]), context.clock()):
        outbox.release(row, OperationState.SKIPPED, not_before=context.clock(), reason=why)
        plan_children_anew(session, row, context.clock())
    context.source.unlock(session, document.ref)


def _operate(context: Context, session: Session, desk: Desk, document: Document, rows: Sequence[Operation]) -> None:
    now, ref = context.clock(), document.ref
    recipe = recipe_for(desk, document, units.generation_for(session, ref, rows))
    steps = units.as_planned(rows) if isinstance(recipe, Hold) else [(part.name, part.action) for part in recipe.parts]
    planned = units.place(session, document, steps, now)
    for row in planned:
        row.mapping_version = desk.mapping.version
        outbox.release(row, OperationState.WAITING, not_before=now)
    first = planned[0]
    hold = recipe if isinstance(recipe, Hold) else opening.hold(session, desk, document)
    hold = hold or _number_taken(session, document, first)
    if hold is None and isinstance(recipe, Recipe):
        hold = wait_for_parents(session, desk, document, recipe.asked, first, now)
    if hold is not None:
        outbox.release(first, OperationState.HELD, not_before=now, reason=hold.reason, words=hold.words)
        first.missing_parent = hold.parent
        if not links.live_parts(session, ref.firm, ref.kind, ref.id):
            context.source.unlock(session, ref)
        return
    if not edges.parents_open(session, first.id):
        outbox.release(first, OperationState.READY, not_before=now)
    context.source.lock(session, ref, ON_ITS_WAY)


def _number_taken(session: Session, document: Document, row: Operation) -> Hold | None:
    """A copy that was kept in QuickBooks still bears its number."""
    former = links.latest(session, row.firm, row.kind, row.host_id)
    if former is None or former.ended_how != EndedHow.KEPT or not isinstance(document, Invoice):
        return None
    if former.number != document.number:
        return None
    return Hold(
        Held.REFUSED,
        f"The copy of {document.number} that was kept in QuickBooks bears this number. Give the record another number "
        "and post it again.",
    )
