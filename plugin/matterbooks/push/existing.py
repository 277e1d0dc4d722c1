"""QuickBooks has the record already: a person says which one, it is read and checked, and becomes the record's copy.

Only a record that becomes exactly one in QuickBooks is linked. What is there has to be of the kind that we would make,
with the same amount, currency, date and party; whatever differs is told, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Document, Ref
from matterbooks.push.ask import ask
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
from matterbooks.push.matching import NUMBERS, Matching, differences, matching
from matterbooks.push.recipe import known_references, unchecked
from matterbooks.push.settle import finish
from matterbooks.push.whose import NewParty, link_parties, new_parties
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.figures import answered_total, tax_of
from matterbooks.quickbooks.query import equals, select
from matterbooks.store import links, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, EndedHow, LinkState, OperationState

LINKED_TO_EXISTING = "linked_to_existing"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of QuickBooks that may be it; party is the name there, differing is empty where it can be linked."""

    entity: str
    id: str
    number: str
    date: str
    amount: Decimal
    party: str
    differing: tuple[str, ...]


def candidates(context: Context, firm: str, ref: Ref) -> tuple[Candidate, ...]:
    """What QuickBooks has under the record's number, or on its date with its amount; what can be linked first.

    Raises DecisionRefusedError as `link_existing` does.
    """
    with context.store.read() as session:
        meant = _meant(session, desk_of(context, session, firm), document_of(context, session, ref))
    rows = {str(row["Id"]): row for text in _questions(meant) for row in _asked(context, firm, meant.entity, text)}
    with context.store.read() as session:
        found = [_candidate(session, meant, row) for row in rows.values() if meant.is_near(row)]
    return tuple(sorted(found, key=lambda one: (bool(one.differing), int(one.id))))


def link_existing(context: Context, firm: str, ref: Ref, quickbooks_id: str, actor: str, entity: str = "") -> None:
    """Make a record of QuickBooks the copy of this one; everything that waited or was held for it goes on.

    entity: Intuit's name of its kind, where the person knows. Raises DecisionRefusedError, and changes nothing then.
    """
    with context.store.read() as session:
        desk = desk_of(context, session, firm)
        document = document_of(context, session, ref)
        meant = _meant(session, desk, document)
    if entity not in ("", meant.entity):
        raise DecisionRefusedError(f"The {ref} becomes a {meant.entity} in QuickBooks, and that is a {entity}.")
    record = read_record(context, firm, meant.entity, quickbooks_id)
    with context.store.read() as session:
        _refuse_other(session, meant, record)
    parties = new_parties(context, meant, record)
    with context.store.begin() as session:
        take_turn(session, firm)
        _refuse_other(session, meant, record)
        if document_of(context, session, ref).version != document.version:
            raise DecisionRefusedError(f"The {ref} was saved meanwhile. Look at it, and decide again.")
        link_parties(context, session, desk, parties, actor)
        _link(context, session, desk, document, record, meant)
        note(context, session, ref, LINKED_TO_EXISTING, actor, **_evidence(meant, record, parties))


def _meant(session: Session, desk: Desk, document: Document) -> Matching:
    """What we would send, with what is known of its party."""
    try:
        recipe = unchecked(desk, document)
        known = known_references(session, desk, document, recipe.asked)
        again = unchecked(desk, document, known=known)
    except (MissingRowsError, PushError) as trouble:
        raise DecisionRefusedError(f"{trouble} Until then it cannot be compared with what QuickBooks has.") from trouble
    part, body = again.parts[0], again.bodies[0]
    if len(again.bodies) != 1 or part.name or body.onto is not None:
        raise DecisionRefusedError(
            f"The {document.ref} becomes more than one record in QuickBooks, and cannot be linked to one. Mark it as "
            "handled outside."
        )
    return matching(desk.firm, body, again.asked, known, desk.catalogue.company.home_currency)


def _questions(meant: Matching) -> Iterable[str]:
    yield select(meant.entity, equals("TxnDate", meant.body.fields["TxnDate"]))
    for name in NUMBERS:
        if name in meant.body.fields:
            yield select(meant.entity, equals(name, meant.body.fields[name]))


def _asked(context: Context, firm: str, entity: str, text: str) -> list[dict[str, Any]]:
    outcome = ask(context, firm, request.query(text))
    if not isinstance(outcome, Answer):
        raise DecisionRefusedError("QuickBooks could not be asked just now. Try again in a minute.")
    rows: list[dict[str, Any]] = outcome.body.get("QueryResponse", {}).get(entity, [])
    return rows


def _candidate(session: Session, meant: Matching, row: dict[str, Any]) -> Candidate:
    copies = _copies(session, meant, str(row["Id"]))
    party = row.get("CustomerRef") or row.get("VendorRef") or row.get("EntityRef") or {}
    return Candidate(
        meant.entity,
        str(row["Id"]),
        str(row.get("DocNumber") or row.get("PaymentRefNum") or ""),
        str(row.get("TxnDate", "")),
        answered_total(meant.entity, row),
        str(party.get("name", "")),
        (*differences(session, meant, row), *copies),
    )


def _copies(session: Session, meant: Matching, quickbooks_id: str) -> list[str]:
    found = links.live_on(session, meant.firm, meant.entity, quickbooks_id)
    return [f"it is the copy of {link.kind.replace('_', ' ')} {link.number or link.host_id} already" for link in found]


def _refuse_other(session: Session, meant: Matching, record: dict[str, Any]) -> None:
    if differing := differences(session, meant, record):
        raise DecisionRefusedError(f"{meant.entity} {record['Id']} is another record: it has {'; '.join(differing)}.")
    for copy in _copies(session, meant, str(record["Id"])):
        raise DecisionRefusedError(f"{meant.entity} {record['Id']} cannot be linked: {copy}.")


def _link(
    context: Context, session: Session, desk: Desk, document: Document, record: dict[str, Any], meant: Matching
) -> None:
    row = _operation(context, session, document.ref)
    link = link_for(context, desk, document, row, LinkState.LINKED)
    link.quickbooks_type, link.quickbooks_id = meant.entity, record["Id"]
    link.sync_token, link.adopted = record["SyncToken"], True
    link.returned_total, link.returned_tax = answered_total(meant.entity, record), tax_of(record)
    session.add(link)
    session.flush()
    context.source.lock(session, document.ref, "It is in QuickBooks Online.")
    finish(context, session, desk, row, LinkState.LINKED)


def _operation(context: Context, session: Session, ref: Ref) -> Operation:
    """What is done with this link: the one that waited, or another where the record was handled outside before."""
    first, *more = sorted(undone(session, ref), key=lambda row: row.part)
    for row in more:
        outbox.release(row, OperationState.CANCELLED, not_before=context.clock())
    outside = links.handled_outside(session, ref.firm, ref.kind, ref.id, first.generation)
    if outside is None:
        return first
    outside.state, outside.ended_how, outside.ended_at = LinkState.ENDED, EndedHow.KEPT, context.clock()
    row = outbox.add_operation(
        session,
        firm=ref.firm,
        kind=ref.kind,
        host_id=ref.id,
        generation=first.generation + 1,
        action=Action.CREATE,
        now=context.clock(),
    )
    row.number, row.party, row.date, row.amount = first.number, first.party, first.date, first.amount
    row.currency, row.document_version = first.currency, first.document_version
    return row


def _evidence(meant: Matching, record: dict[str, Any], parties: Iterable[NewParty]) -> dict[str, str]:
    """What was compared, without names."""
    return {
        "quickbooks": f"{meant.entity} {record['Id']}",
        "total": f"{answered_total(meant.entity, record):.2f}",
        "date": str(record.get("TxnDate", "")),
        "parties": ", ".join(f"{one.wanted.kind} {one.wanted.key} = {one.record['Id']}" for one in parties),
    }
