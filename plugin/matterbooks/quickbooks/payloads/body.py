"""The values that a document and a QuickBooks record meet in: what is needed, what is known, what will be sent."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from typing import Any

from matterbooks.errors import MissingRowsError, NotLinkedError
from matterbooks.ledger.documents import Party, Ref
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks import wire

_ENTITIES = {name.lower(): name for name in ("Invoice", "CreditMemo", "Payment", "Customer", "Item")}


@dataclass(frozen=True, slots=True)
class Body:
    """One record to make: entity is Intuit's name, fields its JSON, marker the text by which we know it again."""

    entity: str
    fields: dict[str, Any] = field(repr=False)
    marker: str


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A QuickBooks record that one of ours became: Intuit's name of its kind, and its id."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be in QuickBooks before the document: parties, items for these QuickBooks accounts, documents."""

    parties: tuple[Party, ...] = ()
    item_accounts: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class References:
    """What is in QuickBooks already.

    customers: party id of the host -> customer id. items: QuickBooks account id -> id of its service item.
    links: host record -> what it became. Asking for what is missing raises NotLinkedError.
    """

    customers: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    links: dict[Ref, LinkedRecord] = field(default_factory=dict)

    def customer(self, party: Party) -> str:
        """The customer that this party is."""
        if party.id not in self.customers:
            raise NotLinkedError(f"Client {party.id} is not in QuickBooks yet; it is made first.")
        return self.customers[party.id]

    def item(self, account_id: str) -> str:
        """The service item whose income goes to this account."""
        if account_id not in self.items:
            raise NotLinkedError(f"QuickBooks has no item for account {account_id} yet; it is made first.")
        return self.items[account_id]

    def link(self, ref: Ref) -> LinkedRecord:
        """What this record became."""
        if ref not in self.links:
            raise NotLinkedError(
                f"The {ref} is not in QuickBooks. Bring it in, link it to an existing QuickBooks record, "
                "or mark it as handled outside."
            )
        return self.links[ref]


def mapped_account(mapping: Mapping, code: str) -> str:
    """The QuickBooks account of a practice account. Raises MissingRowsError."""
    if not mapping.accounts.get(code):
        raise MissingRowsError(f"Practice account {code} is not mapped to a QuickBooks account. Map it and save.")
    return mapping.accounts[code]


def marker(ref: Ref, part: str = "", generation: int = 1) -> str:
    """`[ref:XXXXXXXXXXXXXXXX]`, the same for the same record, part and generation, and for no other."""
    return marker_of(ref.firm, ref.kind, ref.id, part, generation)


def marker_of(firm: str, kind: str, record_id: str, part: str = "", generation: int = 1) -> str:
    """The marker of any record of ours; 80 bits, so that two records of one company do not meet."""
    named = "\x1f".join((firm, kind, record_id, part, str(generation)))
    code = b32encode(hashlib.sha256(named.encode()).digest()[:10]).decode()
    return f"[ref:{code}]"


def thaw(path: str, content: bytes, marker: str) -> Body:
    """The body of a stored request again: `path` as it was sent (`creditmemo`), `content` its exact bytes."""
    return Body(_ENTITIES[path], wire.decode(content), marker)


def ref_to(record_id: str) -> dict[str, str]:
    """A reference as Intuit writes it."""
    return {"value": record_id}
