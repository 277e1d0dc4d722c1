"""What a document becomes: document + mapping + company + what is linked already -> the body of one record. Pure.

Read `body` for the values, then `invoice` and `payment`. The body is frozen at claim, and never cut anew while its
outcome is unknown.
"""

from __future__ import annotations

from matterbooks.errors import PushError
from matterbooks.ledger.documents import CreditApplied, Document, Invoice, Payment
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads import invoice, payment
from matterbooks.quickbooks.payloads.body import Body, LinkedRecord, Needs, References, marker, marker_of, thaw
from matterbooks.quickbooks.payloads.party import customer_body, customer_name, item_body, item_name
from matterbooks.values import Kind

__all__ = [
    "SUPPORTED",
    "Body",
    "LinkedRecord",
    "Needs",
    "References",
    "build",
    "customer_body",
    "customer_name",
    "item_body",
    "item_name",
    "marker",
    "marker_of",
    "needs",
    "thaw",
]

SUPPORTED = frozenset({Kind.SALES_INVOICE, Kind.SALES_CREDIT_NOTE, Kind.SALES_CREDIT_APPLIED, Kind.SALES_PAYMENT})
"""Kinds that have a recipe; the others are skipped as not yet supported."""


def needs(document: Document, mapping: Mapping) -> Needs:
    """What must be in QuickBooks first. Raises MissingRowsError where a line's account is not mapped."""
    match document:
        case Invoice() if document.ref.kind in SUPPORTED:
            return invoice.needs(document, mapping)
        case CreditApplied() if document.ref.kind in SUPPORTED:
            return payment.credit_needs(document, mapping)
        case Payment() if document.ref.kind in SUPPORTED:
            return payment.payment_needs(document, mapping)
        case _:
            raise _no_recipe(document)


def build(
    document: Document,
    mapping: Mapping,
    catalogue: Catalogue,
    references: References,
    *,
    part: str = "",
    generation: int = 1,
) -> Body:
    """The record to make. Raises MissingRowsError (mapping), NotLinkedError (parent) or PushError (the record)."""
    ours = marker(document.ref, part, generation)
    match document:
        case Invoice() if document.ref.kind in SUPPORTED:
            return invoice.build(document, mapping, catalogue, references, ours)
        case CreditApplied() if document.ref.kind in SUPPORTED:
            return payment.build_credit_applied(document, mapping, catalogue, references, ours)
        case Payment() if document.ref.kind in SUPPORTED:
            return payment.build_payment(document, mapping, catalogue, references, ours)
        case _:
            raise _no_recipe(document)


def _no_recipe(document: Document) -> PushError:
    return PushError(f"The {document.ref} is of a kind that is not pushed yet.")
