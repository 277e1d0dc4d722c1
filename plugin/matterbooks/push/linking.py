"""The link: what a host record became in QuickBooks, with the figures that QuickBooks answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk
from matterbooks.quickbooks import returned
from matterbooks.quickbooks.payloads import thaw
from matterbooks.quickbooks.payloads.payment import ALLOCATIONS
from matterbooks.store import links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import EndedHow, Kind, LinkState


def record_of(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The entity name and the record in an answer of QuickBooks, such as `{"Invoice": {...}, "time": ...}`."""
    return next((name, value) for name, value in body.items() if isinstance(value, dict) and "Id" in value)


def write_link(
    context: Context, session: Session, desk: Desk, row: Operation, body: dict[str, Any], *, adopted: bool = False
) -> LinkState:
    """Keep which record it became. `differs` where QuickBooks answers other totals than the host's."""
    entity, record = record_of(body)
    frozen = outbox.frozen_of(session, row)
    if frozen is None:
        raise AssertionError("an operation is linked only after its bytes were frozen")
    answered = returned.compare(thaw(frozen.path, frozen.body or b"", frozen.marker), record)
    state = LinkState.DIFFERS if answered.differs else LinkState.LINKED
    row.words = answered.words
    links.note_sync_token(session, row.firm, entity, record["Id"], record["SyncToken"])
    if row.part == ALLOCATIONS:
        return _renewed(session, row, answered, state)
    session.add(
        Link(
            firm=row.firm,
            kind=row.kind,
            host_id=row.host_id,
            part=row.part,
            generation=row.generation,
            operation_id=row.id,
            realm_hash=desk.connection.realm_hash,
            quickbooks_type=entity,
            quickbooks_id=record["Id"],
            sync_token=record["SyncToken"],
            state=state.value,
            adopted=adopted,
            document_version=row.document_version,
            mapping_version=row.mapping_version,
            body_sha256=frozen.body_sha256,
            number=row.number,
            party=row.party,
            amount=row.amount,
            date=row.date,
            pushed_posts=row.pushed_posts,
            returned_total=answered.total,
            returned_tax=answered.tax,
            pushed_at=context.clock(),
        )
    )
    if row.kind in set(Kind):
        context.source.lock(session, Ref(row.firm, Kind(row.kind), row.host_id), "It is in QuickBooks Online.")
    return state


def _renewed(session: Session, row: Operation, answered: returned.Returned, state: LinkState) -> LinkState:
    """The payment's own link stands for it, as the record is now."""
    link = links.live(session, row.firm, row.kind, row.host_id)
    if link is not None:
        link.document_version, link.state = row.document_version, state.value
        link.returned_total, link.returned_tax = answered.total, answered.tax
    return state


def voided_at_once(session: Session, row: Operation, body: dict[str, Any]) -> bool:
    """Whether QuickBooks took the payment of a bill that was paid already, and voided it by itself."""
    frozen = outbox.frozen_of(session, row)
    _, record = record_of(body)
    return frozen is not None and returned.is_voided(thaw(frozen.path, frozen.body or b"", frozen.marker), record)


def end_link(session: Session, row: Operation, now: datetime) -> None:
    """The QuickBooks record was deleted, as was asked for."""
    link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    if link is not None and link.generation == row.generation:
        link.state = LinkState.ENDED.value
        link.ended_how = EndedHow.DELETED.value
        link.ended_at = now


def stay_linked(session: Session, row: Operation) -> None:
    """A deletion was refused: the QuickBooks record is this record's copy as before, and it stays locked."""
    link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    if link is not None and link.state == LinkState.UNLOCKED:
        link.state = LinkState.LINKED.value
