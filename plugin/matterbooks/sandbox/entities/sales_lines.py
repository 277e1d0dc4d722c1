"""The lines of a sales form: items sold, descriptions, discounts, the sub-total, and what voiding leaves of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.transaction import amount_of, detail_type
from matterbooks.sandbox.money import rounded
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import default_code, line_code

SOLD, DISCOUNT, TEXT, SUBTOTAL = "SalesItemLineDetail", "DiscountLineDetail", "DescriptionOnly", "SubTotalLineDetail"
LINES_LIMIT = 10_000


def checked_lines(record: Record) -> list[Record]:
    """The lines sent, without sub-totals, which only answers have.

    Raises: ServiceFault for a line of another type, for too many lines, and for none.
    """
    lines: list[Record] = record["Line"]
    if len(lines) > LINES_LIMIT:
        raise faults.business("A transaction can have at most 10000 lines.")
    for line in lines:
        if detail_type(line) not in {SOLD, DISCOUNT, TEXT, SUBTOTAL}:
            raise faults.not_in_sandbox(f"a line of type {line['DetailType']}")
        if line.get("LinkedTxn"):
            raise faults.not_in_sandbox("a line linked to another transaction")
    kept = [line for line in lines if not is_line(line, SUBTOTAL)]
    if not any(line["DetailType"] in {SOLD, TEXT} for line in kept):
        raise faults.ServiceFault(faults.missing("Line"))
    return kept


def is_line(line: Record, kind: str) -> bool:
    """Whether a line is of a detail type."""
    return bool(line.get("DetailType") == kind)


def sold(work: Work, line: Record) -> Record:
    """A line that sells an item. Raises: ServiceFault 2020, 6070, 6100, 2500."""
    amount = amount_of(line)
    detail: Record = line.get(SOLD) or {}
    for name in ("DiscountAmt", "DiscountRate"):
        if detail.get(name):
            raise faults.not_in_sandbox(f"the field Line.SalesItemLineDetail.{name}")
    priced = Decimal(detail.get("Qty", 0)) * Decimal(detail.get("UnitPrice", 0))
    if priced and rounded(priced) != rounded(amount):
        raise faults.amount_mismatch(format(amount, "f"))
    item = _item(work, detail)
    coded = line_code(work, detail, default_code(work, item))
    return {
        **{name: value for name, value in line.items() if name in {"Id", "Description"}},
        "Amount": rounded(amount),
        "DetailType": SOLD,
        SOLD: {
            **coded,
            "ItemRef": {"value": item["Id"]},
            "ItemAccountRef": {"value": reference(item, "IncomeAccountRef")},
        },
    }


def _item(work: Work, detail: Record) -> Record:
    """The item sold; a line without one gets the company's first (Intuit: a default item is used)."""
    identifier = reference(detail, "ItemRef")
    items = [work.draft.get("Item", identifier)] if identifier else work.draft.all("Item")
    for item in items:
        if item is not None and reference(item, "IncomeAccountRef"):
            return item
    raise faults.business("This item has no income account, so it cannot be sold.", "Line.SalesItemLineDetail.ItemRef")


def other(work: Work, line: Record, subtotal: Decimal) -> Record:
    """A description, or a discount on `subtotal`."""
    if is_line(line, DISCOUNT):
        return _discount(work, line, subtotal)
    kept = {name: value for name, value in line.items() if name in {"Id", "Description"}}
    return {**kept, "DetailType": TEXT, "DescriptionLineDetail": {}}


def _discount(work: Work, line: Record, subtotal: Decimal) -> Record:
    if work.preference("SalesFormsPrefs", "AllowDiscount") is not True:
        raise faults.business("Discounts are not switched on for this company.", "Line.DiscountLineDetail")
    detail: Record = line.get(DISCOUNT) or {}
    by_percent = detail.get("PercentBased") is True
    amount = subtotal * Decimal(detail.get("DiscountPercent", 0)) / 100 if by_percent else amount_of(line)
    account = reference(detail, "DiscountAccountRef") or work.default_account("Income", "DiscountsRefundsGiven")
    work.refuse_control_account(account)
    return {
        **{name: value for name, value in line.items() if name in {"Id", "Description"}},
        "Amount": rounded(amount),
        "DetailType": DISCOUNT,
        DISCOUNT: {**detail, "PercentBased": by_percent, "DiscountAccountRef": {"value": account}},
    }


def with_subtotal(lines: Sequence[Record], subtotal: Decimal) -> list[Record]:
    """Line numbers, and the sub-total line, which has no id, before any discount."""
    total = {"Amount": rounded(subtotal), "DetailType": SUBTOTAL, SUBTOTAL: {}}
    discounts = [line for line in lines if is_line(line, DISCOUNT)]
    rest = [line for line in lines if not is_line(line, DISCOUNT)]
    numbered = [{**line, "LineNum": number} for number, line in enumerate(rest, start=1)]
    return [*numbered, total, *discounts]


def line_account(line: Record) -> str:
    """The account a line is booked to; none for a description or a sub-total."""
    if is_line(line, SOLD):
        return reference(line[SOLD], "ItemAccountRef")
    if is_line(line, DISCOUNT):
        return reference(line[DISCOUNT], "DiscountAccountRef")
    return ""


def voided_note(record: Record) -> str:
    """The private note of a voided transaction."""
    note = str(record.get("PrivateNote", ""))
    if note.startswith("Voided"):
        return note
    return f"Voided - {note}"[:4000] if note else "Voided"


def voided_line(line: Record) -> Record:
    """A line whose amount, quantity and price are zero (Intuit: recorded)."""
    detail_name = line.get("DetailType", "")
    detail: Any = line.get(detail_name)
    if isinstance(detail, dict):
        kept = {k: 0 if k in {"Qty", "UnitPrice"} else v for k, v in detail.items() if k != "TaxInclusiveAmt"}
        return {**line, "Amount": Decimal("0.00"), detail_name: kept}
    return {**line, "Amount": Decimal("0.00")} if "Amount" in line else line
