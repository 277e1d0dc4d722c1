"""Lines of forms that name a stocked item: what they must say, and what they move."""

from collections.abc import Iterator

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.stock import is_stocked
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record

DIGITS = 10
"""Of a quantity before its point (assumed)."""


def stocked(work: Work, record: Record) -> Iterator[tuple[Record, Record]]:
    """The lines that name a stocked item, each with its detail."""
    for line in record["Line"]:
        detail: Record = line.get(line["DetailType"]) or {}
        if is_stocked(work.draft.get("Item", reference(detail, "ItemRef"))):
            yield line, detail


def check(work: Work, record: Record) -> None:
    """Raise: ServiceFault 6520 for a line without a quantity, unless it is voided, 6270 for one before the first day.

    (Intuit: both recorded.) An amount for no quantity counts as none (assumed), as does one too large to be kept.
    """
    for line, detail in stocked(work, record):
        quantity = detail.get("Qty") or 0
        if not quantity and line["Amount"]:
            raise faults.quantity_missing()
        if abs(quantity) >= 10**DIGITS:
            raise faults.ServiceFault(faults.too_large(f"Line.{line['DetailType']}.Qty", DIGITS))
        item: Record = work.draft.get("Item", reference(detail, "ItemRef")) or {}
        if record["TxnDate"] < item["InvStartDate"]:
            raise faults.before_stock()
