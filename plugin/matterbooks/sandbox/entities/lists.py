"""Items and payment methods: lists that are made inactive, never deleted."""

from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import line_code
from matterbooks.sandbox.work import Work


class PaymentMethod(Listed):
    """How a customer pays."""

    name = "PaymentMethod"


class Item(Listed):
    """What is sold: a service or a non-inventory item, booked to its income account."""

    name = "Item"
    types: ClassVar[frozenset[str]] = frozenset({"Service", "NonInventory"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check type, accounts and tax code."""
        kind = record.get("Type") or "Service"
        if kind not in self.types:
            raise faults.not_in_sandbox(f"an item of type {kind}")
        if reference(record, "ParentRef"):
            raise faults.not_in_sandbox("an item below another")
        if not reference(record, "IncomeAccountRef") and not reference(record, "ExpenseAccountRef"):
            raise faults.ServiceFault(faults.missing("IncomeAccountRef"))
        for field in ("IncomeAccountRef", "ExpenseAccountRef"):
            work.refuse_control_account(reference(record, field))
        for field in ("SalesTaxCodeRef", "PurchaseTaxCodeRef"):
            line_code(work, {"TaxCodeRef": record.get(field)}, "NON")
        done = super().complete(work, record, old)
        defaults = {"Taxable": False, "UnitPrice": 0, "PurchaseCost": 0, "TrackQtyOnHand": False}
        return {**defaults, **done, "Type": kind, "FullyQualifiedName": done["Name"]}
