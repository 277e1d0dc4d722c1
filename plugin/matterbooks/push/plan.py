"""Plan: what the host's changes mean against what is linked already. Repeatable, and never a call over the network.

A change says only that a record was saved. Here it becomes an operation that is ready, waits for its parents, is held
for a person or is skipped by rule; or it becomes nothing, because QuickBooks has the record as it stands.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Document, Invoice, Ref
from matterbooks.mapping.resolve import missing_rows
from matterbooks.push.compose import Hold
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.enqueue import ON_ITS_WAY
from matterbooks.push.figures import figures_of
from matterbooks.push.references import reference_operations
from matterbooks.quickbooks.payloads import needs
from matterbooks.store import audit, changes, links, outbox, turns
from matterbooks.store.models import Change, Link, Operation
from matterbooks.values import Action, Held, Kind, LinkState, OperationState, Skipped

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
    context.failpoint("planned")


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
    row = outbox.latest(session, ref.firm, ref.kind, ref.id)
    if row is not None and row.state in outbox.IN_FLIGHT:
        return False
    if row is None:
        row = outbox.add_operation(
            session, firm=ref.firm, kind=ref.kind, host_id=ref.id, generation=1, action=Action.CREATE, now=now
        )
    if row.state != OperationState.DONE and not row.outcome_unknown:
        outbox.release(row, OperationState.HELD, not_before=now, reason=hold.reason, words=hold.words)
    return True


def _plan_one(context: Context, session: Session, desk: Desk, ref: Ref, document: Document | None) -> bool:
    """Plan one record; False when it has to be looked at again, because an answer is still out."""
    row = outbox.latest(session, ref.firm, ref.kind, ref.id)
    if row is not None and row.state in outbox.IN_FLIGHT:
        return False
    if row is not None and row.outcome_unknown:
        return True
    link = links.latest(session, ref.firm, ref.kind, ref.id)
    if link is not None and link.state in links.LIVE:
        _note_edit_under_lock(context, session, link, document)
    elif document is None:
        _cancel(context, session, ref, row)
    elif (why := desk.skipped(document)) is not None:
        _skip(context, session, document, row, why)
    else:
        _operate(context, session, desk, document, row, link)
    return True


def _note_edit_under_lock(context: Context, session: Session, link: Link, document: Document | None) -> None:
    """A record that QuickBooks holds was saved: harmless if nothing changed, else it went past the lock."""
    if document is not None and document.version == link.document_version:
        return
    event = "removed_while_locked" if document is None else "edited_while_locked"
    audit.record(
        session, firm=link.firm, actor="host", event=event, subject=f"{link.kind} {link.host_id}", now=context.clock()
    )


def _cancel(context: Context, session: Session, ref: Ref, row: Operation | None) -> None:
    """The record is gone or a draft again before anything was sent."""
    if row is not None and row.state in outbox.PENDING:
        outbox.release(row, OperationState.CANCELLED, not_before=context.clock())
        _plan_children_anew(session, row, context.clock())
    context.source.unlock(session, ref)


def _plan_children_anew(session: Session, row: Operation, now: datetime) -> None:
    """What waited for this record will not get it: each child is planned again, and told so."""
    for child in outbox.waiting_children(session, row):
        changes.write(session, Ref(child.firm, Kind(child.kind), child.host_id), now)


def _skip(context: Context, session: Session, document: Document, row: Operation | None, why: Skipped) -> None:
    row = _row(session, document, row, context.clock())
    outbox.release(row, OperationState.SKIPPED, not_before=context.clock(), reason=why)
    _plan_children_anew(session, row, context.clock())
    context.source.unlock(session, document.ref)


def _operate(
    context: Context, session: Session, desk: Desk, document: Document, row: Operation | None, link: Link | None
) -> None:
    now = context.clock()
    row = _row(session, document, row, now)
    row.mapping_version = desk.mapping.version
    try:
        hold = _own_hold(desk, document, link) or _wait_for_parents(session, desk, document, row, now)
    except MissingRowsError as missing:
        hold = Hold(Held.MAPPING, str(missing))
    except PushError as trouble:
        hold = Hold(Held.REFUSED, str(trouble))
    if hold is not None:
        outbox.release(row, OperationState.HELD, not_before=now, reason=hold.reason, words=hold.words)
        row.missing_parent = hold.parent
        context.source.unlock(session, document.ref)
        return
    state = OperationState.WAITING if outbox.parents_open(session, row.id) else OperationState.READY
    outbox.release(row, state, not_before=now)
    context.source.lock(session, document.ref, ON_ITS_WAY)


def _row(session: Session, document: Document, row: Operation | None, now: datetime) -> Operation:
    """The operation to plan into: the one that was not sent yet, or a new one, of the next generation after a link."""
    figures = figures_of(document)
    if row is None or row.state == OperationState.DONE:
        generation = 1 if row is None else row.generation + 1
        ref = document.ref
        row = outbox.add_operation(
            session, firm=ref.firm, kind=ref.kind, host_id=ref.id, generation=generation, action=Action.CREATE, now=now
        )
    elif row.first_sent_at is not None:
        row.revision += 1
        row.first_sent_at = None
    row.code = ""
    figures.write(row)
    outbox.drop_edges(session, row)
    return row


def _own_hold(desk: Desk, document: Document, former: Link | None) -> Hold | None:
    """What holds the document by itself: missing mapping rows, or a number that a kept copy still bears."""
    missing = missing_rows(document, desk.mapping, desk.catalogue, desk.accounts)
    if missing:
        return Hold(Held.MAPPING, " ".join(row.words for row in missing))
    kept = former is not None and former.ended_how == "kept"
    if kept and former is not None and isinstance(document, Invoice) and former.number == document.number:
        return Hold(
            Held.REFUSED,
            f"The copy of {document.number} that was kept in QuickBooks bears this number. Give the record another "
            "number and post it again.",
        )
    return None


def _wait_for_parents(session: Session, desk: Desk, document: Document, row: Operation, now: datetime) -> Hold | None:
    """Add an edge to everything that has to be in QuickBooks first; what can never come is a reason to hold."""
    need = needs(document, desk.mapping)
    parents = reference_operations(session, desk, need, now)
    for ref in need.refs:
        link = links.live(session, ref.firm, ref.kind, ref.id)
        parent = outbox.latest(session, ref.firm, ref.kind, ref.id)
        if link is not None and link.state == LinkState.LINKED:
            parents.append(outbox.operation(session, link.operation_id))
            continue
        if parent is None or parent.state in (OperationState.SKIPPED, OperationState.CANCELLED):
            return Hold(Held.PARENT_MISSING, _parent_missing(ref), f"{ref.kind}:{ref.id}")
        if parent.state == OperationState.DONE:
            return Hold(Held.PARENT_MISSING, _parent_unfit(ref))
        parents.append(parent)
    outbox.add_edges(session, row, parents)
    session.flush()
    return None


def _parent_missing(ref: Ref) -> str:
    return (
        f"The {ref} that it belongs to is not in QuickBooks. Move that record back to draft and post it again, link it "
        "to a QuickBooks record, or mark this one as handled outside."
    )


def _parent_unfit(ref: Ref) -> str:
    return f"The {ref} that it belongs to is in QuickBooks with other figures, or no longer. Correct that record first."
