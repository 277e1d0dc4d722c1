"""Items of type Inventory: what they need, what of them never changes, and the quantity that counting begins with."""

from collections.abc import Iterator
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import fifo, stock
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.schema import Record

START = "Start"
"""Where an item keeps the quantity it began with, and the cents that it was worth; no answer shows it."""
NEEDED = ("QtyOnHand", "InvStartDate", "IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef")
OFF = "When you create an item, if Track quantity on hand is turned off, the item cannot be of type Inventory."


def completed(work: Work, record: Record, old: Record | None) -> Record:
    """The fields of a stocked item; what an update leaves out of those it needs stays as it was (assumed).

    Raises: ServiceFault 2020, 6430, 6000, 6270, and 5030 for what QuickBooks answers with an adjustment.
    """
    fields = {name: old[name] for name in NEEDED if old and name in old} | record
    _check_tracked(work, fields, old)
    problems = list(_missing(fields, old))
    if problems:
        raise ServiceFault(problems)
    _check_accounts(work, fields)
    if old is not None:
        _check_kept(work, fields, old)
    start = old[START] if old else _start(fields)
    rest = {name: value for name, value in fields.items() if name != "QtyOnHand"}
    return {**rest, "TrackQtyOnHand": True, START: start}


def postings(work: Work, record: Record) -> list[Posting]:
    """The starting value, against opening balance equity (words assumed)."""
    cents, memo = record[START]["Cents"], f"{record['Name']} - Opening inventory and value"
    equity = work.default_account("Equity", "OpeningBalanceEquity")
    return [Posting(reference(record, "AssetAccountRef"), cents, "", memo), Posting(equity, -cents, "", memo)]


def _check_tracked(work: Work, fields: Record, old: Record | None) -> None:
    """Raise: ServiceFault 6000 where nothing is counted (Intuit: recorded), or no longer (text assumed)."""
    tracked = fields.get("TrackQtyOnHand", old is not None)
    if old is not None and not tracked:
        raise faults.business("Once the quantity of an item is tracked, it stays tracked.", "TrackQtyOnHand")
    if not tracked or work.preference("ProductAndServicesPrefs", "QuantityOnHand") is not True:
        raise faults.business(OFF, "TrackQtyOnHand")


def _missing(fields: Record, old: Record | None) -> Iterator[Problem]:
    for name in NEEDED:
        if not fields.get(name) and fields.get(name) != 0 and not (old and name == "QtyOnHand"):
            yield faults.missing(name)


def _check_accounts(work: Work, fields: Record) -> None:
    """Raise: ServiceFault 6430 for an account of another kind (Intuit: which; code assumed)."""
    income, cost, asset = (work.account(reference(fields, name)) for name in NEEDED[2:])
    fitting = (
        income["AccountSubType"] == "SalesOfProductIncome"
        and cost["AccountType"] == "Cost of Goods Sold"
        and (asset["AccountType"], asset["AccountSubType"]) == ("Other Current Asset", "Inventory")
    )
    if not fitting:
        raise faults.wrong_account_type()


def _check_kept(work: Work, fields: Record, old: Record) -> None:
    """Raise: ServiceFault 5030 for another quantity or asset account, 6270 for a start after the first movement."""
    quantity = stock.quantity(work.draft.get(stock.STOCK, old["Id"]), old)
    if fields.get("QtyOnHand", quantity) != quantity:
        raise faults.not_in_sandbox("another QtyOnHand of an item; enter a purchase or a sale instead")
    if quantity and fields.get("Active") is False:
        raise faults.not_in_sandbox("making an item inactive while there is some of it")
    if reference(fields, "AssetAccountRef") != reference(old, "AssetAccountRef"):
        raise faults.not_in_sandbox("another AssetAccountRef of an item")
    first = stock.first_day(work, old["Id"])
    if first and fields["InvStartDate"] > first:
        raise faults.before_stock()


def _start(fields: Record) -> Record:
    quantity, cost = Decimal(fields["QtyOnHand"]), Decimal(fields.get("PurchaseCost", 0))
    if quantity < 0 or cost < 0:
        raise faults.business("An item cannot begin with less than nothing.", "QtyOnHand")
    return {"Quantity": quantity, "Cents": fifo.value(quantity, cost)}
