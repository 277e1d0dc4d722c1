"""A client or supplier whose customer or vendor was merged or made inactive in QuickBooks is given another one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matterbooks.push.ask import ask
from matterbooks.push.context import Context
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.figures import value_of
from matterbooks.store import audit, edges, links, outbox
from matterbooks.store.models import Link
from matterbooks.values import Action, EndedHow, LinkState, OperationState, ReferenceKind

ENTITIES = {ReferenceKind.CUSTOMER: "Customer", ReferenceKind.MATTER: "Customer", ReferenceKind.VENDOR: "Vendor"}


def link_party(context: Context, firm: str, kind: ReferenceKind, key: str, quickbooks_id: str, actor: str) -> None:
    """From now on this client, matter or supplier is that customer or vendor; what was posted stays where it is.

    Raises DecisionRefusedError where it is not there, inactive, in another currency, or another's of ours.
    """
    entity, wanted = ENTITIES[kind], quickbooks_id.strip()
    outcome = ask(context, firm, request.read(entity, wanted))
    if not isinstance(outcome, Answer):
        raise DecisionRefusedError(f"QuickBooks has no {entity} {wanted}: look at its address there.")
    record = outcome.body[entity]
    with context.store.begin() as session:
        former = links.live(session, firm, kind, key)
        if former is None:
            raise DecisionRefusedError(f"The {kind} {key} is not in QuickBooks yet; it is found or made by itself.")
        _refuse_unfit(session, former, entity, record, outbox.operation(session, former.operation_id).currency)
        former.state, former.ended_how = LinkState.ENDED.value, EndedHow.KEPT.value
        former.ended_at = context.clock()
        session.add(_another(context, session, former, record))
        detail = {"before": former.quickbooks_id, "after": record["Id"]}
        audit.record(
            session,
            firm=firm,
            actor=actor,
            event="linked_to_existing",
            subject=f"{kind} {key}",
            detail=detail,
            now=context.clock(),
        )


def _refuse_unfit(session: Session, former: Link, entity: str, record: dict[str, object], currency: str) -> None:
    if not record.get("Active", True):
        raise DecisionRefusedError(f"{entity} {record['Id']} is inactive. Make it active in QuickBooks first.")
    if currency and value_of(record, "CurrencyRef") != currency:
        raise DecisionRefusedError(f"{entity} {record['Id']} is not in {currency}. Choose one that is.")
    if links.live_on(session, former.firm, entity, str(record["Id"])):
        raise DecisionRefusedError(f"{entity} {record['Id']} is another client's or supplier's already, or this one's.")


def _another(context: Context, session: Session, former: Link, record: dict[str, str]) -> Link:
    """A link of the next generation, with an operation that has nothing left to do."""
    row = outbox.add_operation(
        session,
        firm=former.firm,
        kind=former.kind,
        host_id=former.host_id,
        generation=former.generation + 1,
        action=Action.CREATE,
        now=context.clock(),
    )
    before = outbox.operation(session, former.operation_id)
    row.party, row.currency = before.party, before.currency
    outbox.release(row, OperationState.DONE, not_before=context.clock())
    edges.add_edges(session, row, edges.parents_of(session, before))
    return Link(
        firm=former.firm,
        kind=former.kind,
        host_id=former.host_id,
        generation=row.generation,
        operation_id=row.id,
        realm_hash=former.realm_hash,
        quickbooks_type=former.quickbooks_type,
        quickbooks_id=record["Id"],
        sync_token=record["SyncToken"],
        state=LinkState.LINKED.value,
        adopted=True,
        party=former.party,
        pushed_at=context.clock(),
    )
