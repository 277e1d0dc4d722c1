"""QuickBooks has the record already: a person says which one, it is read and checked, and becomes the record's copy.

Only a record that becomes exactly one in QuickBooks is linked. What is there has to be of the kind that we would make,
with the same amount, currency, date and party; whatever differs is told, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Ref
from matterbooks.push.context import Context
from matterbooks.push.decisions import (
    DecisionRefusedError,
    desk_of,
    document_of,
    link_for,
    note,
    read_record,
    take_turn,
    undone,
)
from matterbooks.push.desk import Desk
from matterbooks.push.figures import figures_of
from matterbooks.push.matching import Matching, copies_of, differences, meant_for
from matterbooks.push.settle import finish
from matterbooks.push.whose import NewParty, link_parties, new_parties
from matterbooks.quickbooks.figures import answered_total, tax_of
from matterbooks.store import links, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, LinkState, OperationState

LINKED_TO_EXISTING = "linked_to_existing"


def link_existing(context: Context, firm: str, ref: Ref, quickbooks_id: str, actor: str, entity: str = "") -> None:
    """Make a record of QuickBooks the copy of this one; everything that waited or was held for it goes on.

    entity: Intuit's name of its kind, where the person knows. Raises DecisionRefusedError, and changes nothing then.
    """
    with context.store.read() as session:
        desk = desk_of(context, session, firm)
        document = document_of(context, session, ref)
        meant = meant_for(session, desk, document)
    if entity not in ("", meant.entity):
        raise DecisionRefusedError(f"In QuickBooks the {ref} is of kind {meant.entity}; that one is of kind {entity}.")
    record = read_record(context, firm, meant.entity, quickbooks_id)
    with context.store.read() as session:
        _refuse_other(session, meant, record)
    parties = new_parties(context, meant, record)
    with context.store.begin() as session:
        take_turn(session, firm)
        _refuse_other(session, meant, record)
        if document_of(context, session, ref).version != document.version:
            raise DecisionRefusedError(f"The {ref} was saved meanwhile. Look at it, and decide again.")
        whose = link_parties(context, session, desk, parties)
        _link(context, session, desk, document, record, meant)
        for link in whose:
            note(context, session, link, LINKED_TO_EXISTING, actor, after=link.quickbooks_id)
        note(context, session, ref, LINKED_TO_EXISTING, actor, **_evidence(meant, record, parties))


def _refuse_other(session: Session, meant: Matching, record: dict[str, Any]) -> None:
    if differing := differences(session, meant, record):
        raise DecisionRefusedError(f"{meant.entity} {record['Id']} is another record: it has {'; '.join(differing)}.")
    for copy in copies_of(session, meant, str(record["Id"])):
        raise DecisionRefusedError(f"{meant.entity} {record['Id']} cannot be linked: {copy}.")


def _link(
    context: Context, session: Session, desk: Desk, document: Document, record: dict[str, Any], meant: Matching
) -> None:
    row = _operation(context, session, document.ref)
    figures_of(document).write(row)
    link = link_for(context, desk, document, row, LinkState.LINKED)
    link.quickbooks_type, link.quickbooks_id = meant.entity, record["Id"]
    link.sync_token, link.adopted = record["SyncToken"], True
    link.returned_total, link.returned_tax = answered_total(meant.entity, record), tax_of(record)
    session.add(link)
    session.flush()
    context.source.lock(session, document.ref, "It is in QuickBooks Online.")
    finish(context, session, desk, row, LinkState.LINKED)


def _operation(context: Context, session: Session, ref: Ref) -> Operation:
    """What is done with this link: the one that waited; another where it was handled outside, or never on its way."""
    if not outbox.unit_of(session, ref.firm, ref.kind, ref.id):
        return _planned(context, session, ref, 1)
    first, *more = sorted(undone(session, ref), key=lambda row: row.part)
    for row in more:
        outbox.release(row, OperationState.CANCELLED, not_before=context.clock())
    if not links.end_handled_outside(session, ref.firm, ref.kind, ref.id, first.generation, context.clock()):
        return first
    return _planned(context, session, ref, first.generation + 1)


def _planned(context: Context, session: Session, ref: Ref, generation: int) -> Operation:
    return outbox.add_operation(
        session,
        firm=ref.firm,
        kind=ref.kind,
        host_id=ref.id,
        generation=generation,
        action=Action.CREATE,
        now=context.clock(),
    )


def _evidence(meant: Matching, record: dict[str, Any], parties: Iterable[NewParty]) -> dict[str, str]:
    """What was compared, without names."""
    return {
        "quickbooks": f"{meant.entity} {record['Id']}",
        "total": f"{answered_total(meant.entity, record):.2f}",
        "date": str(record.get("TxnDate", "")),
        "parties": ", ".join(f"{one.wanted.kind} {one.wanted.key} = {one.record['Id']}" for one in parties),
    }
