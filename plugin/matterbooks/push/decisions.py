"""What a person decides about a record that waits: it is new, it was dealt with by hand, or QuickBooks has it already.

Each decision stands in the audit with its evidence, and whatever waited for the record goes on.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matterbooks.errors import MatterbooksError
from matterbooks.ledger.documents import Document, Ref
from matterbooks.push import opening, signals
from matterbooks.push.ask import ask
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.enqueue import ON_ITS_WAY
from matterbooks.push.figures import figures_of
from matterbooks.push.recipe import Recipe, known_references, unchecked
from matterbooks.push.settle import finish
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.figures import PARTY, answered_total, total_of, value_of
from matterbooks.quickbooks.payloads import Body, References
from matterbooks.store import audit, changes, links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import Held, Kind, LinkState, OperationState

HANDLED_OUTSIDE = "handled_outside"


class DecisionRefusedError(MatterbooksError):
    """The decision cannot stand; the message says why and what else can be done. Nothing was changed."""


def confirm_new(context: Context, firm: str, operation_ids: Iterable[int], actor: str) -> int:
    """These records are not in QuickBooks' opening balances: they go. Returns how many waited for that."""
    wanted, now = set(operation_ids), context.clock()
    with context.store.begin() as session:
        rows = outbox.in_states(session, firm, (OperationState.HELD,), reason=Held.BEFORE_START_UNCONFIRMED)
        chosen = [row for row in rows if row.id in wanted]
        for row in chosen:
            ref = _ref(row)
            changes.write(session, ref, now)
            context.source.lock(session, ref, ON_ITS_WAY)
        for row in chosen:
            subject = f"{row.kind} {row.host_id}"
            audit.record(session, firm=firm, actor=actor, event=opening.CONFIRMED, subject=subject, now=now)
    return len(chosen)


def handle_outside(context: Context, firm: str, ref: Ref, reason: str, actor: str) -> None:
    """The record is dealt with in QuickBooks by hand and never pushed as it is. Raises DecisionRefusedError."""
    if not reason.strip():
        raise DecisionRefusedError("Say what was done about it: a reason is needed.")
    with context.store.begin() as session:
        desk = _desk(context, session, firm)
        document = _document(context, session, ref)
        rows = _undone(session, ref)
        for row in rows:
            outbox.release(
                row, OperationState.CANCELLED, not_before=context.clock(), reason=HANDLED_OUTSIDE, words=reason
            )
        session.add(_link(context, desk, document, rows[0], LinkState.HANDLED_OUTSIDE))
        context.source.unlock(session, ref)
        _note(context, session, ref, HANDLED_OUTSIDE, actor, {"reason": reason.strip()})
    signals.tell(signals.unlocked, ref)


def link_existing(context: Context, firm: str, ref: Ref, quickbooks_id: str, actor: str) -> None:
    """QuickBooks has the record already: amount, date and party are checked, and it is linked.

    Raises DecisionRefusedError where the record becomes several in QuickBooks, or where what is there differs.
    """
    with context.store.read() as session:
        desk = _desk(context, session, firm)
        document = _document(context, session, ref)
        body, known = _only_body(session, desk, document)
    wanted = quickbooks_id.strip()
    outcome = ask(context, firm, request.read(body.entity, wanted))
    if not isinstance(outcome, Answer):
        raise DecisionRefusedError(
            f"QuickBooks has no {body.entity} {quickbooks_id.strip()}. Look at its address there."
        )
    record = outcome.body[body.entity]
    if differing := _differences(body, record, known):
        raise DecisionRefusedError(f"{body.entity} {record['Id']} is another record: it has {'; '.join(differing)}.")
    with context.store.begin() as session:
        _refuse_linked(session, firm, body.entity, record["Id"])
        row = _undone(session, ref)[0]
        link = _link(context, desk, document, row, LinkState.LINKED)
        link.quickbooks_type, link.quickbooks_id = body.entity, record["Id"]
        link.sync_token, link.adopted = record["SyncToken"], True
        link.returned_total = answered_total(body.entity, record)
        session.add(link)
        session.flush()
        context.source.lock(session, ref, "It is in QuickBooks Online.")
        finish(context, session, desk, row, LinkState.LINKED)
        evidence = {"quickbooks": f"{body.entity} {record['Id']}", "total": str(link.returned_total)}
        _note(context, session, ref, "linked_to_existing", actor, evidence)


def _desk(context: Context, session: Session, firm: str) -> Desk:
    desk = read_desk(context, session, firm)
    if desk is None:
        raise DecisionRefusedError("The firm is not connected and mapped, so nothing can be decided. Connect first.")
    return desk


def _document(context: Context, session: Session, ref: Ref) -> Document:
    document = context.source.document(session, ref)
    if document is None:
        raise DecisionRefusedError(f"The {ref} is not posted in the practice any more, so there is nothing to decide.")
    return document


def _undone(session: Session, ref: Ref) -> list[Operation]:
    """The record's operations, none of which has reached QuickBooks or may have."""
    rows = outbox.unit_of(session, ref.firm, ref.kind, ref.id)
    if not rows:
        raise DecisionRefusedError(f"The {ref} was never on its way. Post it in the practice first.")
    if links.live_parts(session, ref.firm, ref.kind, ref.id):
        raise DecisionRefusedError(f"The {ref} is in QuickBooks, in part at least. Unlock it instead.")
    if any(row.outcome_unknown or row.state in outbox.IN_FLIGHT for row in rows):
        raise DecisionRefusedError(f"Whether the {ref} reached QuickBooks is not known yet. Decide once it is.")
    return rows


def _only_body(session: Session, desk: Desk, document: Document) -> tuple[Body, References]:
    recipe: Recipe = unchecked(desk, document)
    if len(recipe.bodies) != 1 or recipe.bodies[0].onto is not None:
        raise DecisionRefusedError(
            f"The {document.ref} becomes more than one record in QuickBooks, and cannot be linked to one. Mark it as "
            "handled outside."
        )
    known = known_references(session, desk, document, recipe.asked)
    return unchecked(desk, document, known=known).bodies[0], known


def _differences(body: Body, record: dict[str, object], known: References) -> list[str]:
    meant, found = total_of(body.entity, body.fields), answered_total(body.entity, record)
    said = [] if meant == found else [f"amount {found:.2f} instead of {meant:.2f}"]
    if record.get("TxnDate") != body.fields["TxnDate"]:
        said.append(f"date {record.get('TxnDate')} instead of {body.fields['TxnDate']}")
    party = PARTY.get(body.entity)
    if party and value_of(body.fields, party) in known.parties():
        if value_of(record, party) != value_of(body.fields, party):
            said.append(f"another {party[:-3].lower()}")
    elif party and value_of(record, party) in known.parties():
        said.append(f"another client's {party[:-3].lower()}")
    return said


def _refuse_linked(session: Session, firm: str, entity: str, quickbooks_id: str) -> None:
    for link in links.live_on(session, firm, entity, quickbooks_id):
        copy = f"{link.kind.replace('_', ' ')} {link.number or link.host_id}"
        raise DecisionRefusedError(f"{entity} {quickbooks_id} is the copy of {copy} already.")


def _link(context: Context, desk: Desk, document: Document, row: Operation, state: LinkState) -> Link:
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


def _note(context: Context, session: Session, ref: Ref, event: str, actor: str, detail: dict[str, str]) -> None:
    subject = f"{ref.kind} {ref.id}"
    audit.record(session, firm=ref.firm, actor=actor, event=event, subject=subject, detail=detail, now=context.clock())


def _ref(row: Operation) -> Ref:
    return Ref(row.firm, Kind(row.kind), row.host_id)
