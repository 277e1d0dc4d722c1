"""Rules for lines that name their account: how many there may be, an account at all, and what can be billed on."""

from collections.abc import Iterable

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.sales_lines import LINES_LIMIT
from matterbooks.sandbox.schema import Record

NEEDS_CUSTOMER = "When you make a line billable, you must choose a customer for it."
NOT_TRACKED = "Billable expenses are not switched on for this company."


def lines_of(record: Record) -> list[Record]:
    """The lines sent. Raises: ServiceFault 6000 for more than a transaction can have (Intuit: 10 000)."""
    lines: list[Record] = record["Line"]
    if len(lines) > LINES_LIMIT:
        raise faults.business(f"A transaction can have at most {LINES_LIMIT} lines.", "Line")
    return lines


def own_account(detail: Record, element: str) -> str:
    """The account of a line. Raises: ServiceFault 2020 naming `element` if there is none."""
    account = reference(detail, "AccountRef")
    if not account:
        raise faults.ServiceFault(faults.missing(element))
    return account


def check_billable(work: Work, detail: Record, customer: str, where: str) -> None:
    """Raise: ServiceFault 2170 for a line sent as billed, 6000 (texts assumed) for a billable one without a customer.

    Only QuickBooks itself marks a line as billed (Intuit: output only; detail recorded).
    """
    status, element = detail.get("BillableStatus"), f"{where}.BillableStatus"
    if status == "HasBeenBilled":
        raise faults.invalid_enumeration("HAS_BEEN_BILLED", element)
    if status != "Billable":
        return
    if work.preference("VendorAndPurchasesPrefs", "BillableExpenseTracking") is not True:
        raise faults.business(NOT_TRACKED, element)
    if not customer:
        raise faults.business(NEEDS_CUSTOMER, element)


def refuse_fields(record: Record, names: Iterable[str], where: str = "") -> None:
    """Raise: ServiceFault 5030 for a field that QuickBooks has and this sandbox has not."""
    for name in names:
        if record.get(name):
            raise faults.not_in_sandbox(f"the field {where}.{name}" if where else f"the field {name}")
