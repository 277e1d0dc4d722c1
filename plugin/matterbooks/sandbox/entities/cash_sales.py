"""Sales that are paid at once, and money given back at once: neither is ever open."""

from decimal import Decimal
from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.sales import SalesForm, voided
from matterbooks.sandbox.schema import Record

PLACES = ("Bank", "Other Current Asset")


class CashSale(SalesForm):
    """A sales form whose other side is a bank account or Undeposited Funds."""

    can = SalesForm.can | {"void"}
    required: ClassVar[tuple[str, ...]] = ("Line",)
    needs_customer = False

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check where the money goes or comes from. Raises: ServiceFault 6430."""
        place = reference(record, "DepositToAccountRef") or self.usual_place(work)
        if work.account_type(place) not in PLACES:
            raise faults.wrong_account_type()
        return super().complete(work, {**record, "DepositToAccountRef": {"value": place}}, old)

    def usual_place(self, work: Work) -> str:
        """The account if none is named."""
        return work.default_account("Other Current Asset", "UndepositedFunds")

    def open_amount(self, work: Work, total: Decimal, old: Record | None) -> Decimal:
        """Nothing is open."""
        del work, total, old
        return Decimal("0.00")

    def against(self, work: Work, record: Record) -> str:
        """The account of the money."""
        del work
        return reference(record, "DepositToAccountRef")

    def void(self, work: Work, old: Record) -> Record:
        """Every amount 0."""
        del work
        return voided(old)


class SalesReceipt(CashSale):
    """A sale with its payment."""

    name = "SalesReceipt"
    sign = 1


class RefundReceipt(CashSale):
    """Money given back to a customer; the account it comes from must be named (Intuit)."""

    name = "RefundReceipt"
    required: ClassVar[tuple[str, ...]] = ("DepositToAccountRef", "Line")
    sign = -1

    def usual_place(self, work: Work) -> str:
        """There is none."""
        del work
        raise faults.ServiceFault(faults.missing("DepositToAccountRef"))
