"""What is sold and bought: services and goods that are not stocked, and the categories they stand in."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.entities.tree import Tree
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import line_code

CATEGORY = "Category"
TYPES = frozenset({"Service", "NonInventory", CATEGORY})
STOCK = ("TrackQtyOnHand", "QtyOnHand", "AssetAccountRef", "COGSAccountRef", "ItemGroupDetail", "ItemAssemblyDetail")
"""Fields of stock, bundles and assemblies, which the sandbox has not."""


class Item(Tree):
    """A service, a good, or a category of them. Names are unique, full ones tell the category.

    Only a category has something below it (Intuit: Item.ParentRef). A category and an item may share a name (Intuit:
    the sample company has both in "Design").
    """

    name = "Item"
    flag = "SubItem"
    word = "Items"
    forbidden = ":\t\n"

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check type, accounts and tax code. Raises: ServiceFault 5030 for stock, bundles and assemblies."""
        kind = record.get("Type") or (old or {}).get("Type") or "Service"
        _check_type(record, kind, old)
        done = super().complete(work, {**record, "Type": kind}, old)
        level = done["FullyQualifiedName"].count(":")
        placed = {**done, **({"Level": level} if level else {})}
        if kind == CATEGORY:
            return placed
        _check_accounts(work, record)
        for field in ("SalesTaxCodeRef", "PurchaseTaxCodeRef"):
            line_code(work, {"TaxCodeRef": record.get(field)}, "NON")
        defaults = {"Taxable": False, "UnitPrice": 0, "PurchaseCost": 0, "TrackQtyOnHand": False}
        return {**defaults, **placed}

    def place(self, parent: Record, child: Record) -> Record:
        """Also the level."""
        placed = super().place(parent, child)
        return {**placed, "Level": placed["FullyQualifiedName"].count(":")}

    def name_taken(self, work: Work, record: Record) -> None:
        """The name itself, whatever category it stands in."""
        Listed.name_taken(self, work, record)

    def same_space(self, other: Record, record: Record) -> bool:
        """Categories have names of their own."""
        return CATEGORY not in {other["Type"], record["Type"]} or other["Type"] == record["Type"]

    def check_place(self, parent: Record, record: Record) -> None:
        """Below a category."""
        if parent["Type"] != CATEGORY:
            raise faults.business("An item can stand below a category only.", "ParentRef")


def _check_type(record: Record, kind: str, old: Record | None) -> None:
    if kind not in TYPES:
        raise faults.not_in_sandbox(f"an item of type {kind}")
    for field in STOCK:
        if record.get(field):
            raise faults.not_in_sandbox(f"the field {field} of an item")
    if old and (old["Type"] == CATEGORY) != (kind == CATEGORY):
        raise faults.business("A category stays a category, and an item an item.", "Type")


def _check_accounts(work: Work, record: Record) -> None:
    """Raise: ServiceFault 2020 without any account, 6430 for one of open balances."""
    if not reference(record, "IncomeAccountRef") and not reference(record, "ExpenseAccountRef"):
        raise faults.ServiceFault(faults.missing("IncomeAccountRef"))
    for field in ("IncomeAccountRef", "ExpenseAccountRef"):
        work.refuse_control_account(reference(record, field))
