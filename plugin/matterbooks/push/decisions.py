"""What a person decides about a record that waits: what every such decision needs, checks and leaves behind.

`confirming`: it is new. `outside`: it was dealt with by hand. `existing`: QuickBooks has it already. `party_links`: a
client is another customer there. Each stands in the audit with its evidence, and what waited for the record goes on.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matterbooks.errors import MatterbooksError
from matterbooks.ledger.documents import Document, Ref
from matterbooks.push.ask import ask
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.figures import figures_of
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.faults import Fault
from matterbooks.store import audit, links, outbox, turns
from matterbooks.store.models import Link, Operation
from matterbooks.values import LinkState, OperationState


class DecisionRefusedError(MatterbooksError):
    """The decision cannot stand; the message says why and what else can be done. Nothing was changed."""


def take_turn(session: Session, firm: str) -> None:
    """No record of the firm is planned while somebody decides about it."""
    turns.take(session, f"plan {firm}")


def desk_of(context: Context, session: Session, firm: str) -> Desk:
    """The firm's desk. Raises DecisionRefusedError while it is not connected and mapped."""
    desk = read_desk(context, session, firm)
    if desk is None:
        raise DecisionRefusedError("The firm is not connected and mapped, so nothing can be decided. Connect first.")
    return desk


def document_of(context: Context, session: Session, ref: Ref) -> Document:
    """The record as it stands. Raises DecisionRefusedError where it is no longer posted."""
    document = context.source.document(session, ref)
    if document is None:
        raise DecisionRefusedError(f"The {ref} is not posted in the practice any more, so there is nothing to decide.")
    return document


def undone(session: Session, ref: Ref) -> list[Operation]:
    """What of the record's unit is not in QuickBooks, locked until the commit; at least one operation.

    Raises DecisionRefusedError where nothing waits, or where any of it may have reached QuickBooks unseen.
    """
    rows = outbox.unit_of(session, ref.firm, ref.kind, ref.id)
    for row in rows:
        session.refresh(row, with_for_update=True)
    if any(row.outcome_unknown or row.state in outbox.IN_FLIGHT for row in rows):
        raise DecisionRefusedError(
            f"Whether the {ref} reached QuickBooks is not known yet, so that nothing can be decided. Wait until it is."
        )
    found = [row for row in rows if row.state != OperationState.DONE]
    if not found:
        raise DecisionRefusedError(f"The {ref} is in QuickBooks, or was never on its way. Nothing waits for you.")
    return found


def refuse_changing(session: Session, ref: Ref) -> None:
    """Raises DecisionRefusedError while a copy of the record is being taken out of QuickBooks."""
    if any(link.state == LinkState.UNLOCKED for link in links.live_parts(session, ref.firm, ref.kind, ref.id)):
        raise DecisionRefusedError(f"A part of the {ref} is being deleted in QuickBooks. Decide once that is done.")


def read_record(context: Context, firm: str, entity: str, quickbooks_id: str) -> dict[str, Any]:
    """A record as QuickBooks has it. Raises DecisionRefusedError where it has none, or does not answer."""
    wanted = quickbooks_id.strip()
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 20):
        raise DecisionRefusedError("A QuickBooks id is a number: it stands at the end of the record's address there.")
    outcome = ask(context, firm, request.read(entity, wanted))
    match outcome:
        case Answer():
            record: dict[str, Any] = outcome.body[entity]
            return record
        case Fault(status=400):
            raise DecisionRefusedError(f"QuickBooks has no {entity} {wanted}. Look at its address there.")
    raise DecisionRefusedError("QuickBooks could not be asked just now; nothing was changed. Try again in a minute.")


def link_for(context: Context, desk: Desk, document: Document, row: Operation, state: LinkState) -> Link:
    """A link of this operation's part that no request of ours made; without a QuickBooks record so far."""
    figures = figures_of(document)
    return Link(
        firm=row.firm,
        kind=row.kind,
        host_id=row.host_id,
        part=row.part,
        generation=row.generation,
        operation_id=row.id,
        realm_hash=desk.connection.realm_hash,
        quickbooks_type="",
        quickbooks_id="",
        sync_token="",
        state=state.value,
        document_version=document.version,
        mapping_version=desk.mapping.version,
        number=figures.number,
        party=figures.party,
        amount=figures.amount,
        date=figures.date,
        pushed_at=context.clock(),
    )


def note(context: Context, session: Session, subject: Ref | Link, event: str, actor: str, **evidence: str) -> None:
    """Who decided what, in the audit; last in its transaction."""
    id_ = subject.id if isinstance(subject, Ref) else subject.host_id
    audit.record(
        session,
        firm=subject.firm,
        actor=actor,
        event=event,
        subject=f"{subject.kind} {id_}",
        detail=evidence,
        now=context.clock(),
    )
