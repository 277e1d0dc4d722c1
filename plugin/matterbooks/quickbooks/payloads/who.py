"""Whose a document is in QuickBooks: the customer, vendor or class that stands for a client, supplier or matter."""

from __future__ import annotations

from collections.abc import Iterable

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Header, Matter, Party, Posting
from matterbooks.quickbooks.payloads.body import Wanted
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import Option, ReferenceKind


def client(party: Party, terms: Terms, currency: str = "") -> Wanted:
    """The customer of a client; one for each currency that it is billed in (Intuit: it is fixed at creation)."""
    return _named(ReferenceKind.CUSTOMER, party, terms.foreign(currency))


def customer(party: Party, matter: Matter | None, terms: Terms, currency: str = "") -> Wanted:
    """The sub-customer of a matter where the firm wants those, else the client."""
    parent = client(party, terms, currency)
    if matter is None or matter.client.id != party.id or not terms.wants(Option.MATTERS_AS_CUSTOMERS):
        return parent
    name = f"{matter.number} {matter.name}".strip()
    key = f"{matter.id} {parent.currency}".strip()
    return Wanted(ReferenceKind.MATTER, key, name, party.id, parent.currency, parent)


def vendor(party: Party, terms: Terms, currency: str = "") -> Wanted:
    """The vendor of a supplier, or of whoever else is paid."""
    return _named(ReferenceKind.VENDOR, party, terms.foreign(currency))


def item(account_id: str) -> Wanted:
    """The service item whose income goes to this QuickBooks account."""
    return Wanted(ReferenceKind.ITEM, account_id)


def class_of(matter: Matter | None, terms: Terms) -> Wanted | None:
    """The class of a matter, where the firm wants those and the company tracks classes."""
    if matter is None or not (terms.wants(Option.MATTERS_AS_CLASSES) and terms.company.class_tracking):
        return None
    return Wanted(ReferenceKind.CLASS, matter.id, f"{matter.number} {matter.name}".strip())


def owing(document: Header, otherwise: Party, postings: Iterable[Posting]) -> tuple[Party, Matter | None]:
    """Whose receivable or payable these postings are, and for which matter where it is one only.

    Intuit: a payment has one customer or vendor. Raises PushError where there are several.
    """
    named = [posting for posting in postings if posting.party is not None]
    found = {posting.party.id: posting.party for posting in named if posting.party is not None}
    if len(found) > 1:
        raise PushError(
            f"The {document.ref} settles documents of {len(found)} parties; QuickBooks takes one for a payment. "
            "Enter one payment for each."
        )
    matters = {posting.matter.id if posting.matter else "": posting.matter for posting in named}
    only = next(iter(matters.values())) if len(matters) == 1 else None
    return next(iter(found.values()), otherwise), only


def _named(kind: ReferenceKind, party: Party, currency: str) -> Wanted:
    return Wanted(kind, f"{party.id} {currency}".strip(), party.name, party.id, currency)
