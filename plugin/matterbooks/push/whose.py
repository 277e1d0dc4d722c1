"""A customer or vendor that somebody made in QuickBooks by hand becomes that of our client, matter or supplier.

It has to be active, in the right currency, below its client where it is a matter's, and nobody else's of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Ref
from matterbooks.push.context import Context
from matterbooks.push.decisions import DecisionRefusedError, read_record
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.matching import PARTIES, Matching, strangers
from matterbooks.push.recipe import unchecked
from matterbooks.quickbooks.figures import value_of
from matterbooks.quickbooks.payloads import Wanted
from matterbooks.store import edges, links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import Action, LinkState, OperationState, ReferenceKind


@dataclass(frozen=True, slots=True)
class NewParty:
    """A client, matter or supplier of ours, and the customer or vendor that it turns out to be."""

    wanted: Wanted
    record: dict[str, Any]


def new_parties(context: Context, meant: Matching, record: dict[str, Any]) -> tuple[NewParty, ...]:
    """Whom the record shows us, a client before its matter; read, and not linked yet. Raises DecisionRefusedError."""
    if not meant.unknown:
        return ()
    if len(meant.unknown) > 1:
        raise DecisionRefusedError(
            "Several clients or suppliers of it are not in QuickBooks yet, and which is which cannot be told. Mark it "
            "as handled outside."
        )
    (wanted,), (id_,) = meant.unknown.values(), strangers(meant, record)
    return tuple(reversed(list(_read(context, meant, wanted, id_))))


def _read(context: Context, meant: Matching, wanted: Wanted, id_: str) -> Iterable[NewParty]:
    record = read_record(context, meant.firm, PARTIES[wanted.kind], id_)
    refuse_unfit(PARTIES[wanted.kind], record, wanted.currency or meant.home_currency)
    yield NewParty(wanted, record)
    if wanted.parent is None:
        return
    above = value_of(record, "ParentRef")
    if not above:
        raise DecisionRefusedError(f"Customer {id_} is no sub-customer, and the record belongs to a matter.")
    with context.store.read() as session:
        client = links.live(session, meant.firm, wanted.parent.kind, wanted.parent.key)
    if client is None:
        yield from _read(context, meant, wanted.parent, above)
    elif client.quickbooks_id != above:
        raise DecisionRefusedError(f"Customer {id_} is below another customer than the client's.")


def refuse_unfit(entity: str, record: dict[str, Any], currency: str) -> None:
    """Raises DecisionRefusedError for what is inactive, or in another currency than this one."""
    if not record.get("Active", True):
        raise DecisionRefusedError(f"{entity} {record['Id']} is inactive. Make it active in QuickBooks first.")
    if (value_of(record, "CurrencyRef") or currency) != currency:
        raise DecisionRefusedError(f"{entity} {record['Id']} is not in {currency}. Choose one that is.")


def refuse_taken(session: Session, firm: str, entity: str, id_: str) -> None:
    """Raises DecisionRefusedError for what is linked already."""
    if links.live_on(session, firm, entity, id_):
        raise DecisionRefusedError(f"{entity} {id_} is another client's or supplier's already, or this one's.")


def link_parties(context: Context, session: Session, desk: Desk, parties: Iterable[NewParty]) -> list[Link]:
    """From now on each of these is that customer or vendor; who waited for it to be made goes on."""
    return [_link_party(context, session, desk, party.wanted, party.record) for party in parties]


def _link_party(context: Context, session: Session, desk: Desk, wanted: Wanted, record: dict[str, Any]) -> Link:
    entity = PARTIES[wanted.kind]
    refuse_taken(session, desk.firm, entity, str(record["Id"]))
    row = operation_for(context, session, desk.firm, wanted.kind, wanted.key)
    row.party, row.currency = wanted.name, wanted.currency
    if wanted.kind is ReferenceKind.MATTER and wanted.parent is not None:
        _put_below(session, desk.firm, row, wanted.parent)
    link = party_link(context, row, desk.connection.realm_hash, entity, record)
    session.add(link)
    session.flush()
    edges.wake_children(session, row, context.clock())
    return link


def party_link(context: Context, row: Operation, realm_hash: str, entity: str, record: dict[str, Any]) -> Link:
    """The link of a customer or vendor that was there before, and its operation done."""
    outbox.release(row, OperationState.DONE, not_before=context.clock())
    row.settled_at = context.clock()
    return Link(
        firm=row.firm,
        kind=row.kind,
        host_id=row.host_id,
        generation=row.generation,
        operation_id=row.id,
        realm_hash=realm_hash,
        quickbooks_type=entity,
        quickbooks_id=record["Id"],
        sync_token=record["SyncToken"],
        state=LinkState.LINKED.value,
        adopted=True,
        party=row.party,
        pushed_at=context.clock(),
    )


def operation_for(context: Context, session: Session, firm: str, kind: ReferenceKind, key: str) -> Operation:
    """Its operation, planned but not begun, or another one. Raises DecisionRefusedError while it is on its way."""
    row = outbox.latest(session, firm, kind, key)
    if row is not None and row.state != OperationState.DONE:
        session.refresh(row, with_for_update=True)
        if row.outcome_unknown or row.state in outbox.IN_FLIGHT:
            raise DecisionRefusedError(f"The {kind} {key} is on its way to QuickBooks. Decide once it is there.")
        return row
    return outbox.add_operation(
        session,
        firm=firm,
        kind=kind,
        host_id=key,
        generation=1 if row is None else row.generation + 1,
        action=Action.CREATE,
        now=context.clock(),
    )


def _put_below(session: Session, firm: str, row: Operation, client: Wanted) -> None:
    link = links.live(session, firm, client.kind, client.key)
    if link is not None:
        edges.add_edges(session, row, [outbox.operation(session, link.operation_id)])


def parties_of(context: Context, ref: Ref) -> tuple[Link, ...]:
    """The customers and vendors that a record of ours names, as far as they are in QuickBooks."""
    with context.store.read() as session:
        desk, document = read_desk(context, session, ref.firm), context.source.document(session, ref)
        if desk is None or document is None:
            return ()
        try:
            wanted = unchecked(desk, document).asked.wanted
        except (MissingRowsError, PushError):
            return ()
        found = (links.live(session, ref.firm, one.kind, one.key) for one in wanted if one.kind in PARTIES)
        return tuple(link for link in found if link is not None)
