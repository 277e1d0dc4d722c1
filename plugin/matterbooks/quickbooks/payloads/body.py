"""The values that a document and a QuickBooks record meet in: what is needed, what is known, what will be sent."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from matterbooks.errors import NotLinkedError
from matterbooks.ledger.documents import Ref
from matterbooks.quickbooks import wire
from matterbooks.values import Action, Kind, ReferenceKind

_ENTITIES = {
    name.lower(): name
    for name in (
        "Invoice", "CreditMemo", "Payment", "Bill", "VendorCredit", "BillPayment", "Purchase", "Deposit", "Transfer",
        "JournalEntry", "Customer", "Vendor", "Item", "Class",
    )
}  # fmt: skip


class Settles(Enum):
    """What the lines of a change mean for a payment: nothing else, so much more, or so much of these alone."""

    INSTEAD = "instead"
    MORE = "more"
    THESE = "these"


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A QuickBooks record that one of ours became: Intuit's name of its kind, and its id."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Body:
    """One record to make: entity is Intuit's name, fields its JSON, marker the text by which we know it again.

    onto: the record whose links are changed instead, without posting anything; fields then holds only `Line`, and
    `settles` says what becomes of the lines that the record has.
    """

    entity: str
    fields: dict[str, Any] = field(repr=False)
    marker: str
    onto: LinkedRecord | None = None
    settles: Settles = Settles.MORE


@dataclass(frozen=True, slots=True)
class Wanted:
    """A customer, vendor, item or class that QuickBooks needs before a document.

    key: what our links know it by. party: the host's id of a customer or vendor. currency is empty for the company's
    own. parent: the client whose matter it is.
    """

    kind: ReferenceKind
    key: str
    name: str = field(default="", repr=False, compare=False)
    party: str = ""
    currency: str = ""
    parent: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """A record of the host that has to be in QuickBooks first; part "" is the one that stands for the document."""

    ref: Ref
    part: str = ""


class References:
    """What is in QuickBooks already. Asking for what is missing raises NotLinkedError."""

    def __init__(self, ids: dict[Wanted, str] | None = None, links: dict[Parent, LinkedRecord] | None = None) -> None:
        self.ids = ids or {}
        self.links = links or {}

    def id_of(self, wanted: Wanted) -> str:
        """The QuickBooks id of a customer, vendor, item or class."""
        if wanted not in self.ids:
            raise NotLinkedError(f"The {wanted.kind} {wanted.key} is not in QuickBooks yet; it is made first.")
        return self.ids[wanted]

    def link(self, ref: Ref, part: str = "") -> LinkedRecord:
        """What this record became."""
        found = self.links.get(Parent(ref, part))
        if found is None:
            raise NotLinkedError(
                f"The {ref} is not in QuickBooks. Bring it in, link it to an existing QuickBooks record, "
                "or mark it as handled outside."
            )
        return found

    def parties(self) -> dict[str, str]:
        """QuickBooks id of a customer or vendor -> the host's id of the client or supplier that it is."""
        return {id_: wanted.party for wanted, id_ in self.ids.items() if wanted.party}

    def items(self) -> dict[str, str]:
        """QuickBooks id of a service item -> the account that its income goes to."""
        return {id_: wanted.key for wanted, id_ in self.ids.items() if wanted.kind is ReferenceKind.ITEM}


class Asked(References):
    """References that know what they are asked for: what is missing gets a placeholder, and stands in `wanted`.

    So a document says by itself what it needs, and can be shown and checked before anything of it is in QuickBooks.
    """

    def __init__(self, known: References | None = None) -> None:
        known = known or References()
        super().__init__(dict(known.ids), dict(known.links))
        self.wanted: list[Wanted] = []
        self.parents: list[Parent] = []

    def id_of(self, wanted: Wanted) -> str:
        """The id, or a placeholder that no other has."""
        if wanted not in self.wanted:
            self.wanted.append(wanted)
        return self.ids.setdefault(wanted, f"new {wanted.kind} {wanted.key}")

    def link(self, ref: Ref, part: str = "") -> LinkedRecord:
        """What the record became, or a placeholder."""
        parent = Parent(ref, part)
        if parent not in self.parents:
            self.parents.append(parent)
        return self.links.setdefault(parent, LinkedRecord(_USUAL.get(ref.kind, "Invoice"), f"new {ref}"))


_USUAL = {
    Kind.SALES_CREDIT_NOTE: "CreditMemo",
    Kind.SALES_PAYMENT: "Payment",
    Kind.SALES_PAYMENT_FROM_TRUST: "Payment",
    Kind.SUPPLIER_INVOICE: "Bill",
    Kind.SUPPLIER_CREDIT_NOTE: "VendorCredit",
    Kind.SUPPLIER_PAYMENT: "BillPayment",
    Kind.SALES_REFUND: "Purchase",
    Kind.SUPPLIER_REFUND: "Deposit",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One QuickBooks record of the unit that a document becomes; parts go in order, each after the one before.

    make: what is in QuickBooks and the marker -> the body. It raises MissingRowsError, NotLinkedError or PushError.
    """

    name: str
    make: Callable[[References, str], Body]
    action: Action = Action.CREATE


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
