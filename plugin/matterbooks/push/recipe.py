"""What one document needs and becomes, worked out before anything is sent: its parts, and whatever holds it.

The bodies are made once with placeholders for what is not in QuickBooks yet: so the document itself says which
customers, items and other records come first, and rule 0 is checked while nothing of it is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matterbooks.errors import (
    MissingRowsError,
    NotLinkedError,
    PostingsDifferError,
    PushError,
    TrustWithoutMatterError,
)
from matterbooks.ledger.documents import Document
from matterbooks.mapping.resolve import missing_rows
from matterbooks.mapping.rights import refusal
from matterbooks.push.desk import Desk
from matterbooks.quickbooks import posting
from matterbooks.quickbooks.payloads import Asked, Body, LinkedRecord, Parent, Part, References, Terms, marker, parts
from matterbooks.store import links
from matterbooks.values import Held


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing can be sent, for the person who can mend it; parent is the record (`kind:id`) that is missing."""

    reason: Held
    words: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The parts of a document's unit, its bodies with placeholders, and everything that they asked for."""

    terms: Terms
    parts: tuple[Part, ...]
    bodies: tuple[Body, ...]
    asked: Asked


def hold_for(trouble: PushError | MissingRowsError) -> Hold:
    """What an error means for the document that raised it."""
    match trouble:
        case MissingRowsError():
            return Hold(Held.MAPPING, str(trouble))
        case NotLinkedError():
            return Hold(Held.PARENT_MISSING, str(trouble))
        case PostingsDifferError():
            return Hold(Held.POSTINGS_DIFFER, str(trouble))
        case TrustWithoutMatterError():
            return Hold(Held.TRUST_WITHOUT_MATTER, str(trouble))
    return Hold(Held.REFUSED, str(trouble))


def recipe_for(desk: Desk, document: Document, generation: int = 1, known: References | None = None) -> Recipe | Hold:
    """What the document becomes, or why it cannot: mapping, period, the record itself, or rule 0."""
    try:
        return _recipe(desk, document, generation, known)
    except (MissingRowsError, PushError) as trouble:
        return hold_for(trouble)


def unchecked(desk: Desk, document: Document, generation: int = 1, known: References | None = None) -> Recipe:
    """What the document becomes, whether it may be sent or not. Raises MissingRowsError or PushError."""
    terms, asked = desk.terms(document), Asked(known)
    made = parts(document, terms)
    bodies = tuple(part.make(asked, marker(document.ref, part.name, generation)) for part in made)
    return Recipe(terms, made, bodies, asked)


def known_references(session: Session, desk: Desk, document: Document, asked: Asked) -> References:
    """Of what the document asked for, everything that is in QuickBooks."""
    found = {one: links.live(session, desk.firm, one.kind, one.key) for one in asked.wanted}
    records = {one: links.live(session, one.ref.firm, one.ref.kind, one.ref.id, one.part) for one in asked.parents}
    return References(
        {one: link.quickbooks_id for one, link in found.items() if link is not None},
        {one: LinkedRecord(link.quickbooks_type, link.quickbooks_id) for one, link in records.items() if link},
    )


def others(document: Document, asked: Asked) -> list[Parent]:
    """The records of the host, other than the document itself, that have to be in QuickBooks first."""
    return [parent for parent in asked.parents if parent.ref != document.ref]


def without_right(desk: Desk, bodies: Iterable[Body]) -> Hold | None:
    """Why none of these records is sent: the QuickBooks user who connected may not see or enter one of them."""
    rights = (desk.catalogue.right(body.entity) for body in bodies)
    refused = next((right for right in rights if right is not None and right.is_refused), None)
    return None if refused is None else Hold(Held.PERMISSION, f"{refusal(refused)} Nothing was sent.")


def _recipe(desk: Desk, document: Document, generation: int, known: References | None) -> Recipe | Hold:
    missing = missing_rows(document, desk.mapping, desk.catalogue, desk.accounts)
    if missing:
        return Hold(Held.MAPPING, " ".join(row.words for row in missing))
    closing = desk.catalogue.company.closing_date
    if closing is not None and document.date <= closing:
        return Hold(
            Held.PERIOD,
            f"QuickBooks closed its books up to {closing.isoformat()}, and the record is dated {document.date}. Move "
            "the closing date in QuickBooks and read the company again, or date the record later.",
        )
    recipe = unchecked(desk, document, generation, known)
    words = posting.check(document, recipe.bodies, recipe.terms, recipe.asked)
    if words:
        raise PostingsDifferError(f"The {document.ref} would post other amounts in QuickBooks. {words}")
    return without_right(desk, recipe.bodies) or recipe
