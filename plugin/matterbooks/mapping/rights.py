"""What the QuickBooks user who connected may do there, by kind of record, as far as anybody can know.

Intuit: an app may do what that user may, and no call tells what that is. A question shows what may be seen; whether
it may be entered shows with the first record of its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matterbooks.values import Switch


class Grant(StrEnum):
    """seen: a question was answered. unseen: it was refused. not_entered: a record was refused. unknown: no telling."""

    SEEN = "seen"
    UNSEEN = "unseen"
    NOT_ENTERED = "not_entered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Right:
    """What is known about one kind of record (Intuit's name); words say why nothing is, where that is so."""

    entity: str
    grant: Grant
    words: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing of this kind is sent until a person has mended it."""
        return self.grant in (Grant.UNSEEN, Grant.NOT_ENTERED)


@dataclass(frozen=True, slots=True)
class Area:
    """Kinds of record that a role allows or refuses together; needed while one of the switches is on, or always."""

    name: str
    entities: tuple[str, ...]
    switches: frozenset[Switch] = frozenset()


AREAS = (
    Area("Clients and bills", ("Customer", "Item", "Invoice", "CreditMemo"), frozenset({Switch.SALES, Switch.TRUST})),
    Area("Payments by clients", ("Payment",), frozenset({Switch.SALES})),
    Area("Suppliers and their invoices", ("Vendor", "Bill", "VendorCredit"), frozenset({Switch.SUPPLIER})),
    Area("Payments to suppliers", ("BillPayment",), frozenset({Switch.SUPPLIER})),
    Area("Bank deposits", ("Deposit",), frozenset({Switch.SUPPLIER, Switch.TRUST})),
    Area("Payments from a bank", ("Purchase",), frozenset({Switch.SALES, Switch.TRUST})),
    Area("Transfers and journals", ("Transfer", "JournalEntry")),
)

PLURALS = {
    "Customer": "clients", "Item": "products and services", "Invoice": "bills", "CreditMemo": "credit notes",
    "Payment": "payments by clients", "Vendor": "suppliers", "Bill": "supplier invoices",
    "VendorCredit": "supplier credit notes", "BillPayment": "payments to suppliers", "Deposit": "bank deposits",
    "Purchase": "payments from a bank", "Transfer": "transfers", "JournalEntry": "journal entries",
    "Class": "classes",
}  # fmt: skip
"""Intuit's name of a kind of record -> what people call them."""

MEND = (
    "An administrator of QuickBooks connects again under Accounting, or gives that user the right in QuickBooks and "
    "chooses Check again there; then it goes on by itself."
)


def refusal(right: Right) -> str:
    """What is refused, of which kind, and what mends it."""
    verb = "enter" if right.grant is Grant.NOT_ENTERED else "see"
    return f"The QuickBooks user who connected may not {verb} {PLURALS[right.entity]} ({right.entity}). {MEND}"
