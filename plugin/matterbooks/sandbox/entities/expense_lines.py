"""The lines of bills, vendor credits and purchases: an account, or an item that is bought.

The customer a line was spent for is dropped where the company does not track expenses by customer (assumed, as its
forms have no field for one then).
"""

from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import check_billable, lines_of, own_account, refuse_fields
from matterbooks.sandbox.entities.transaction import amount_of, detail_type
from matterbooks.sandbox.money import rounded
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import line_code

ACCOUNT, ITEM = "AccountBasedExpenseLineDetail", "ItemBasedExpenseLineDetail"
KEPT = frozenset({"Id", "Description"})
NOT_HERE = ("MarkupInfo", "PriceLevelRef", "RatePercent", "UOMRef", "UnitCostPrice", "InventorySiteRef")


def expense_lines(work: Work, record: Record) -> list[Record]:
    """The lines sent, checked and completed.

    Raises: ServiceFault 2020, 2170, 2500, 6000, 6070, 6100, and 5030 for what the sandbox has not.
    """
    return [_line(work, line) for line in lines_of(record)]


def line_account(line: Record) -> str:
    """The account a line is booked to: its own, or that of its item."""
    if line["DetailType"] == ITEM:
        return reference(line[ITEM], "ItemAccountRef")
    return reference(line[ACCOUNT], "AccountRef")


def line_customer(line: Record) -> str:
    """The customer a line was spent for, possibly empty."""
    return reference(line[line["DetailType"]], "CustomerRef")


def _line(work: Work, line: Record) -> Record:
    kind = detail_type(line)
    if kind not in {ACCOUNT, ITEM}:
        raise faults.not_in_sandbox(f"a line of type {kind}")
    if line.get("LinkedTxn"):
        raise faults.not_in_sandbox("a line linked to another transaction")
    refuse_fields(line, ("ProjectRef",), "Line")
    detail: Record = line.get(kind) or {}
    refuse_fields(detail, NOT_HERE, f"Line.{kind}")
    amount = amount_of(line)
    known = _bought(work, detail, amount) if kind == ITEM else _spent(detail)
    if reference(known, "CustomerRef") and work.preference("VendorAndPurchasesPrefs", "TrackingByCustomer") is False:
        known = {name: value for name, value in known.items() if name != "CustomerRef"}
    check_billable(work, detail, reference(detail, "CustomerRef"), f"Line.{kind}")
    return {
        **{name: value for name, value in line.items() if name in KEPT},
        "Amount": rounded(amount),
        "DetailType": kind,
        kind: {"BillableStatus": "NotBillable", **line_code(work, known, "NON")},
    }


def _spent(detail: Record) -> Record:
    """A detail that names its account."""
    own_account(detail, f"Line.{ACCOUNT}.AccountRef")
    return detail


def _bought(work: Work, detail: Record, amount: Decimal) -> Record:
    """A detail that names an item, with the account of what is bought."""
    item = work.draft.get("Item", reference(detail, "ItemRef"))
    if item is None:
        raise faults.ServiceFault(faults.missing(f"Line.{ITEM}.ItemRef"))
    if "Qty" in detail and "UnitPrice" in detail and rounded(detail["Qty"] * detail["UnitPrice"]) != rounded(amount):
        raise faults.amount_mismatch(format(amount, "f"))
    account = reference(item, "AssetAccountRef") or reference(item, "ExpenseAccountRef")
    if not account:
        raise faults.business("This item has no expense account, so it cannot be bought.", f"Line.{ITEM}.ItemRef")
    return {**detail, "ItemAccountRef": {"value": account}}
