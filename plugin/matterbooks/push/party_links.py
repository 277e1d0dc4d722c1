"""A client or supplier whose customer or vendor was merged or made inactive in QuickBooks is given another one."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matterbooks.push.context import Context
from matterbooks.push.decisions import DecisionRefusedError, desk_of, note, read_record, take_turn
from matterbooks.push.desk import Desk
from matterbooks.push.existing import LINKED_TO_EXISTING
from matterbooks.push.matching import PARTIES
from matterbooks.push.whose import operation_for, party_link, refuse_taken, refuse_unfit
from matterbooks.quickbooks.figures import value_of
from matterbooks.store import edges, links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import EndedHow, LinkState, ReferenceKind


def link_party(context: Context, firm: str, kind: ReferenceKind, key: str, quickbooks_id: str, actor: str) -> None:
    """From now on this client, matter or supplier is that customer or vendor; what was posted stays where it is.

    Raises DecisionRefusedError where it is not there, inactive, in another currency, or another's of ours.
    """
    entity = PARTIES[kind]
    record = read_record(context, firm, entity, quickbooks_id)
    with context.store.begin() as session:
        take_turn(session, firm)
        desk = desk_of(context, session, firm)
        planned = outbox.latest(session, firm, kind, key)
        if planned is None:
            raise DecisionRefusedError(f"The {kind} {key} is in no record that was posted; there is nothing to link.")
        refuse_unfit(entity, record, planned.currency or desk.catalogue.company.home_currency)
        refuse_taken(session, firm, entity, str(record["Id"]))
        _refuse_elsewhere(session, planned, record)
        former = links.live(session, firm, kind, key)
        link = _replace(context, session, desk, planned, record)
        note(context, session, link, LINKED_TO_EXISTING, actor, **_evidence(former, link))


def _refuse_elsewhere(session: Session, planned: Operation, record: dict[str, Any]) -> None:
    """A matter's sub-customer stays below its client's customer."""
    for client in edges.parents_of(session, planned) if planned.kind == ReferenceKind.MATTER else ():
        above = links.live(session, client.firm, client.kind, client.host_id)
        if above is not None and value_of(record, "ParentRef") != above.quickbooks_id:
            raise DecisionRefusedError(
                f"Customer {record['Id']} is no sub-customer of Customer {above.quickbooks_id}, which the client is."
            )


def _replace(context: Context, session: Session, desk: Desk, before: Operation, record: dict[str, Any]) -> Link:
    """The former link ends, and another stands; whatever waited for the customer or vendor to be made goes on."""
    kind, parents = ReferenceKind(before.kind), edges.parents_of(session, before)
    former = links.live(session, before.firm, kind, before.host_id)
    row = operation_for(context, session, before.firm, kind, before.host_id)
    row.party, row.currency = before.party, before.currency
    edges.add_edges(session, row, parents)
    if former is not None:
        former.state, former.ended_how = LinkState.ENDED.value, EndedHow.KEPT.value
        former.ended_at = context.clock()
    link = party_link(context, row, desk.connection.realm_hash, PARTIES[kind], record)
    session.add(link)
    session.flush()
    edges.wake_children(session, row, context.clock())
    return link


def _evidence(former: Link | None, link: Link) -> dict[str, str]:
    return {"before": former.quickbooks_id if former else "", "after": link.quickbooks_id}
