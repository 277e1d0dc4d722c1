"""Compose: the document, the mapping and what is linked already become the exact bytes of one request.

Reads only. Everything that can be known to be wrong is found here, before anything leaves this machine, and rule 0 is
checked: what QuickBooks would post is what the host posted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matterbooks.errors import MissingRowsError, NotLinkedError, PostingsDifferError, PushError
from matterbooks.ledger.documents import Document, Party, Ref
from matterbooks.push.ask import ask
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk
from matterbooks.push.rule_zero import pushed_posts
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.payloads import (
    Body,
    LinkedRecord,
    References,
    build,
    customer_body,
    customer_name,
    item_body,
    item_name,
    needs,
)
from matterbooks.quickbooks.request import Request
from matterbooks.store import links
from matterbooks.store.models import Link, Operation
from matterbooks.store.outbox import Frozen
from matterbooks.values import Action, Held, Kind, ReferenceKind


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing can be sent, for the person who can mend it; parent is the record (`kind:id`) that is missing."""

    reason: Held
    words: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """What is to be frozen at claim. make: request id -> the request, bytes and all."""

    make: Callable[[str], Request]
    marker: str = ""
    pushed_posts: str = ""
    mapping_version: int = 0

    def freeze(self, request_id: str) -> Frozen:
        """The request under this id, as it is stored and sent."""
        made = self.make(request_id)
        digest = hashlib.sha256(made.body or b"").hexdigest()
        return Frozen(request_id, made.method, made.path, made.params, made.body, digest, self.marker)


def compose(context: Context, desk: Desk, row: Operation) -> Composed | Hold:
    """The bytes for a ready operation, or why there can be none."""
    try:
        if row.action == Action.DELETE:
            return _deletion(context, row)
        if row.kind in set(ReferenceKind):
            return _creation(_reference_body(context, desk, row), desk)
        return _document(context, desk, row)
    except MissingRowsError as missing:
        return Hold(Held.MAPPING, str(missing))
    except NotLinkedError as missing:
        return Hold(Held.PARENT_MISSING, str(missing))
    except PostingsDifferError as differ:
        return Hold(Held.POSTINGS_DIFFER, str(differ))
    except PushError as trouble:
        return Hold(Held.REFUSED, str(trouble))


def ref_of(row: Operation) -> Ref:
    """The host record of an operation on a document."""
    return Ref(row.firm, Kind(row.kind), row.host_id)


def _creation(body: Body, desk: Desk, posts: str = "") -> Composed:
    def make(request_id: str) -> Request:
        return request.create(body.entity, body.fields, request_id)

    return Composed(make, body.marker, posts, desk.mapping.version)


def _document(context: Context, desk: Desk, row: Operation) -> Composed | Hold:
    with context.store.read() as session:
        document = context.source.document(session, ref_of(row))
        if document is None:
            return Hold(Held.REFUSED, "The record is no longer posted in the practice application. Post it again.")
        references = read_references(session, desk, document)
    closing = desk.catalogue.company.closing_date
    if closing is not None and document.date <= closing:
        return Hold(
            Held.PERIOD,
            f"QuickBooks closed its books up to {closing.isoformat()}, and the record is dated {document.date}. Move "
            "the closing date in QuickBooks and read the company again, or date the record later.",
        )
    body = build(document, desk.mapping, desk.catalogue, references, part=row.part, generation=row.generation)
    return _creation(body, desk, pushed_posts(desk, document, body, references))


def read_references(session: Session, desk: Desk, document: Document) -> References:
    """What this document refers to, as it stands in QuickBooks."""
    need = needs(document, desk.mapping)
    found = {ref: links.live(session, ref.firm, ref.kind, ref.id) for ref in need.refs}
    return References(
        customers=_linked(session, desk.firm, ReferenceKind.CUSTOMER, [party.id for party in need.parties]),
        items=_linked(session, desk.firm, ReferenceKind.ITEM, list(need.item_accounts)),
        links={ref: LinkedRecord(link.quickbooks_type, link.quickbooks_id) for ref, link in found.items() if link},
    )


def _linked(session: Session, firm: str, kind: ReferenceKind, keys: list[str]) -> dict[str, str]:
    rows: dict[str, Link | None] = {key: links.live(session, firm, kind, key) for key in keys}
    return {key: link.quickbooks_id for key, link in rows.items() if link is not None}


def _reference_body(context: Context, desk: Desk, row: Operation) -> Body:
    """A customer or item; after its name was refused as taken (6240), under the next name that tells it apart."""
    if row.kind == ReferenceKind.ITEM:
        account = desk.catalogue.by_id.get(row.host_id)
        if account is None:
            raise MissingRowsError("An account that the mapping names is gone from QuickBooks. Map to another.")
        return item_body(account, item_name(account, _taken(row, item_name(account))))
    party = Party(row.host_id, row.party)
    company = desk.catalogue.company
    currency = company.home_currency if company.multi_currency else ""
    name = customer_name(party, _taken(row, customer_name(party)))
    return customer_body(party, name, row.firm, currency, row.generation)


def _taken(row: Operation, name: str) -> tuple[str, ...]:
    return (name,) if row.code == "6240" else ()


def _deletion(context: Context, row: Operation) -> Composed | Hold:
    """Delete a record as it stands now: only while nothing in QuickBooks has paid or credited it."""
    with context.store.read() as session:
        link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    if link is None:
        return Hold(Held.REFUSED, "There is no QuickBooks record to delete any more.")
    outcome = ask(context, row.firm, request.read(link.quickbooks_type, link.quickbooks_id))
    if not isinstance(outcome, Answer):
        return Composed(lambda request_id: _delete(link, link.sync_token, request_id))
    record = outcome.body[link.quickbooks_type]
    balance, total = record.get("Balance"), record.get("TotalAmt")
    if link.quickbooks_type in {"Invoice", "CreditMemo"} and balance is not None and balance != total:
        return Hold(
            Held.REFUSED,
            f"{link.quickbooks_type} {link.number} is paid or applied in QuickBooks. Remove the payment there, or keep "
            "the copy and give the record another number.",
        )
    return Composed(lambda request_id: _delete(link, record["SyncToken"], request_id))


def _delete(link: Link, sync_token: str, request_id: str) -> Request:
    return request.delete(link.quickbooks_type, link.quickbooks_id, sync_token, request_id)
