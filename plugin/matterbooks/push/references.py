"""Customers and items that a document needs: found in our links, or planned on the way as operations of their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matterbooks.push.desk import Desk
from matterbooks.quickbooks.payloads import Needs
from matterbooks.store import links, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, OperationState, ReferenceKind


def reference_operations(session: Session, desk: Desk, need: Needs, now: datetime) -> list[Operation]:
    """Operations that make what is needed and not yet linked; each is made once, however many documents wait for it."""
    wanted = [(ReferenceKind.CUSTOMER, party.id, party.name) for party in need.parties]
    for account_id in need.item_accounts:
        account = desk.catalogue.by_id.get(account_id)
        wanted.append((ReferenceKind.ITEM, account_id, account.name if account else account_id))
    return [
        _operation(session, desk.firm, kind, key, name, now)
        for kind, key, name in wanted
        if links.live(session, desk.firm, kind, key) is None
    ]


def _operation(session: Session, firm: str, kind: ReferenceKind, key: str, name: str, now: datetime) -> Operation:
    row = outbox.latest(session, firm, kind, key)
    if row is not None and row.state != OperationState.DONE:
        if row.state == OperationState.HELD and row.first_sent_at is None:
            outbox.release(row, OperationState.READY, not_before=now)
        row.party = name
        return row
    generation = 1 if row is None else row.generation + 1
    made = outbox.add_operation(
        session, firm=firm, kind=kind, host_id=key, generation=generation, action=Action.CREATE, now=now
    )
    made.party = name
    return made
