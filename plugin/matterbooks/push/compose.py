"""Compose: the document, the mapping and what is linked already become the exact bytes of one request.

Reads only. Everything that can be known to be wrong is found here, before anything leaves this machine, and rule 0 is
checked once more: what QuickBooks would post is what the host posted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Payment, Ref
from matterbooks.push.amending import amended
from matterbooks.push.ask import ask
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk
from matterbooks.push.pushed_posts import pushed_posts
from matterbooks.push.recipe import Hold, Recipe, hold_for, known_references, recipe_for, without_right
from matterbooks.push.references import wanted_of
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.figures import FORMS
from matterbooks.quickbooks.payloads import Body, References, marker, reference_body
from matterbooks.quickbooks.payloads.payment import resettled
from matterbooks.quickbooks.request import Request
from matterbooks.store import links
from matterbooks.store.models import Link, Operation
from matterbooks.store.outbox import Frozen
from matterbooks.values import Action, Held, Kind, ReferenceKind

NAME_TAKEN = "6240"
NUMBER_TAKEN = "6140"
"""Intuit's codes. After them an operation is composed anew, since what has the name or number is somebody else's."""


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
            return _deletion(context, desk, row)
        if row.kind in set(ReferenceKind):
            return _creation(_reference(context, desk, row), desk, row)
        return _document(context, desk, row)
    except (MissingRowsError, PushError) as trouble:
        return hold_for(trouble)


def ref_of(row: Operation) -> Ref:
    """The host record of an operation on a document."""
    return Ref(row.firm, Kind(row.kind), row.host_id)


def _creation(body: Body, desk: Desk, row: Operation, posts: str = "") -> Composed | Hold:
    def make(request_id: str) -> Request:
        return request.create(body.entity, body.fields, request_id, number_may_repeat=row.code == NUMBER_TAKEN)

    return without_right(desk, [body]) or Composed(make, body.marker, posts, desk.mapping.version)


def _document(context: Context, desk: Desk, row: Operation) -> Composed | Hold:
    with context.store.read() as session:
        document = context.source.document(session, ref_of(row))
        if document is None:
            return Hold(Held.REFUSED, "The record is no longer posted in the practice application. Post it again.")
        first = recipe_for(desk, document, row.generation)
        if isinstance(first, Hold):
            return first
        first.asked.link(document.ref)
        known = known_references(session, desk, document, first.asked)
    recipe = recipe_for(desk, document, row.generation, known)
    if isinstance(recipe, Hold):
        return recipe
    parts = (*recipe.parts, resettled(document)) if isinstance(document, Payment) else recipe.parts
    part = next((part for part in parts if part.name == row.part), None)
    if part is None:
        return Hold(Held.REFUSED, "The record is not what it was when it was planned. Retry it.")
    body = part.make(known, marker(document.ref, row.part, row.generation))
    if body.onto is not None:
        return _change(context, desk, row, body)
    return _creation(body, desk, row, _posts(desk, recipe, body, known))


def _posts(desk: Desk, recipe: Recipe, body: Body, known: References) -> str:
    return pushed_posts(desk.catalogue, body, recipe.terms, known)


def _change(context: Context, desk: Desk, row: Operation, body: Body) -> Composed | Hold:
    """A payment as it stands now, with what it settles changed (Intuit: a full update holds every field)."""
    if body.onto is None:
        raise ValueError("only a body onto a record changes one")
    outcome = ask(context, row.firm, request.read(body.onto.type, body.onto.id))
    if not isinstance(outcome, Answer):
        return Hold(
            Held.REFUSED,
            f"{body.onto.type} {body.onto.id} could not be read in QuickBooks, so nothing was changed. Retry it; if it "
            "was deleted there, unlock its record and post it again.",
        )
    fields = amended(outcome.body[body.onto.type], body)

    def make(request_id: str) -> Request:
        return request.update(body.entity, fields, request_id)

    return Composed(make, body.marker, "", desk.mapping.version)


def _reference(context: Context, desk: Desk, row: Operation) -> Body:
    """A customer, vendor, item or class; after its name was refused as taken, under the next that tells it apart."""
    with context.store.read() as session:
        wanted, known = wanted_of(session, row)
    return reference_body(
        wanted, desk.catalogue, References(known), row.firm, row.generation, taken=row.code == NAME_TAKEN
    )


def _deletion(context: Context, desk: Desk, row: Operation) -> Composed | Hold:
    """Delete a record as it stands now: only in an open period, while nothing in QuickBooks has paid or credited it."""
    with context.store.read() as session:
        link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    if link is None:
        return Hold(Held.REFUSED, "There is no QuickBooks record to delete any more.")
    closing = desk.catalogue.company.closing_date
    if closing is not None and link.date is not None and link.date <= closing:
        return Hold(
            Held.PERIOD,
            f"{link.quickbooks_type} {link.number} lies in the period that QuickBooks closed on {closing.isoformat()}.",
        )
    outcome = ask(context, row.firm, request.read(link.quickbooks_type, link.quickbooks_id))
    if not isinstance(outcome, Answer):
        return Composed(lambda request_id: _delete(link, link.sync_token, request_id))
    record = outcome.body[link.quickbooks_type]
    balance, total = record.get("Balance"), record.get("TotalAmt")
    if link.quickbooks_type in FORMS and balance is not None and balance != total:
        return Hold(
            Held.REFUSED,
            f"{link.quickbooks_type} {link.number} is paid or applied in QuickBooks. Remove the payment there, or keep "
            "the copy and give the record another number.",
        )
    return Composed(lambda request_id: _delete(link, record["SyncToken"], request_id))


def _delete(link: Link, sync_token: str, request_id: str) -> Request:
    return request.delete(link.quickbooks_type, link.quickbooks_id, sync_token, request_id)
