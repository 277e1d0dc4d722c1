"""What is sold and bought: services, goods that are counted or are not, and the categories they stand in."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import stock
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.stock import INVENTORY, is_stocked
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import stocked_item
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.entities.tree import Tree
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import line_code

CATEGORY = "Category"
TYPES = frozenset({"Service", "NonInventory", INVENTORY, CATEGORY})
COUNTED = ("TrackQtyOnHand", "QtyOnHand", "AssetAccountRef")
"""Fields of stock, which other items have not."""
NOT_HERE = ("COGSAccountRef", "ItemGroupDetail", "ItemAssemblyDetail")
"""Fields of bundles and assemblies, which the sandbox has not."""


class Item(Tree):
    """A service, a good (in stock or not), or a category of them. Names are unique, full ones tell the category.

    Only a category has something below it (Intuit: Item.ParentRef). A category and an item may share a name (Intuit:
    the sample company has both in "Design"). The quantity in stock shows when it is asked for; that it moves makes
    the item no newer (assumed).
    """

    name = "Item"
    flag = "SubItem"
    word = "Items"
    forbidden = ":\t\n"
    computed = Tree.computed | {stocked_item.START}
    derived = frozenset({"QtyOnHand"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check type, accounts and tax code. Raises: ServiceFault 5030 for bundles and assemblies."""
        kind = record.get("Type") or (old or {}).get("Type") or "Service"
        _check_type(record, kind, old)
        done = super().complete(work, {**record, "Type": kind}, old)
        level = done["FullyQualifiedName"].count(":")
        placed = {**done, **({"Level": level} if level else {})}
        if kind == CATEGORY:
            return placed
        if kind == INVENTORY:
            placed = stocked_item.completed(work, placed, old)
        _check_accounts(work, placed)
        for field in ("SalesTaxCodeRef", "PurchaseTaxCodeRef"):
            line_code(work, {"TaxCodeRef": record.get(field)}, "NON")
        defaults = {"Taxable": False, "UnitPrice": 0, "PurchaseCost": 0, "TrackQtyOnHand": False}
        return {**defaults, **placed}

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Also count from the starting quantity on, or restate what went out at the usual cost."""
        super().settle(work, old, new)
        if new is None or not is_stocked(new):
            return
        if old is None:
            stock.begin(work, new)
        elif old["PurchaseCost"] != new["PurchaseCost"]:
            stock.again(work, new["Id"])

    def day(self, record: Record) -> str:
        """The first day of what began with a value."""
        return str(record["InvStartDate"]) if record.get(stocked_item.START, {}).get("Cents") else ""

    def number(self, record: Record) -> str:
        """Of the posting that an item begins with (assumed)."""
        del record
        return "START"

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """The starting value."""
        return stocked_item.postings(work, record)

    def present(self, company: Books, record: Record) -> Record:
        """With the quantity in stock."""
        shown = super().present(company, {name: one for name, one in record.items() if name != stocked_item.START})
        if not is_stocked(record):
            return shown
        return {**shown, "QtyOnHand": stock.quantity(company.store.get(stock.STOCK, record["Id"]), record)}

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
    for field in (*NOT_HERE, *(COUNTED if kind != INVENTORY else ())):
        if record.get(field):
            raise faults.not_in_sandbox(f"the field {field} of an item of type {kind}")
    if old and old["Type"] != kind and INVENTORY in {old["Type"], kind}:
        _refuse_other_type(kind)
    if old and (old["Type"] == CATEGORY) != (kind == CATEGORY):
        raise faults.business("A category stays a category, and an item an item.", "Type")


def _refuse_other_type(kind: str) -> None:
    """Raise: ServiceFault 6000 for what is counted no longer (Intuit; text assumed), 5030 for what is from now on."""
    if kind == INVENTORY:
        raise faults.not_in_sandbox("another item becoming one of type Inventory")
    raise faults.business("An item of type Inventory keeps its type.", "Type")


def _check_accounts(work: Work, record: Record) -> None:
    """Raise: ServiceFault 2020 without any account, 6430 for one of open balances."""
    if not reference(record, "IncomeAccountRef") and not reference(record, "ExpenseAccountRef"):
        raise faults.ServiceFault(faults.missing("IncomeAccountRef"))
    for field in ("IncomeAccountRef", "ExpenseAccountRef"):
        work.refuse_control_account(reference(record, field))
