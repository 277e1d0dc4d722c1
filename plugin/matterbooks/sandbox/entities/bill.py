"""What is owed to vendors: bills, and the credits that vendors give."""

from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import links
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import numbers
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.expense_form import ExpenseForm
from matterbooks.sandbox.entities.expense_lines import line_account
from matterbooks.sandbox.entities.terms import due
from matterbooks.sandbox.money import from_cents
from matterbooks.sandbox.schema import Record


class Payable(ExpenseForm):
    """A form of a vendor that stands on accounts payable until payments settle or use it."""

    party = "VendorRef"
    required = ("VendorRef", "Line")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Settle the accounts payable account, and what is open. Raises: ServiceFault 2020, 6430, 6000."""
        if not reference(record, "VendorRef"):
            raise faults.ServiceFault(faults.missing("VendorRef"))
        done = super().complete(work, record, old)
        total: Decimal = done["TotalAmt"]
        if total < 0:
            raise faults.business("Transaction amount must be 0 or greater.")
        return {
            **done,
            "APAccountRef": {"value": _payable(work, done)},
            "Balance": total - from_cents(links.applied_to(work.draft, self.name, old)),
        }

    def check_account(self, work: Work, record: Record, line: Record) -> None:
        """No second account of open balances beside accounts payable (code assumed)."""
        del record
        work.refuse_control_account(line_account(line))

    def own_account(self, record: Record) -> str:
        """Accounts payable."""
        return reference(record, "APAccountRef")


class Bill(Payable):
    """A vendor's bill: due by its terms. Its number may be borne by no other bill."""

    name = "Bill"

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Terms and address of the vendor, and the day it falls due."""
        done = super().complete(work, record, old)
        vendor = work.draft.get("Vendor", reference(done, "VendorRef")) or {}
        terms = done.get("SalesTermRef") or vendor.get("TermRef")
        address = {"VendorAddr": vendor["BillAddr"]} if vendor.get("BillAddr") else {}
        return {
            **address,
            **done,
            **({"SalesTermRef": terms} if terms else {}),
            "DueDate": done.get("DueDate") or due(work, done["TxnDate"], terms),
        }

    def is_credit(self, record: Record) -> bool:
        """Never."""
        del record
        return False

    def _checks_numbers(self, work: Work) -> bool:
        """Always (Intuit: a number that is taken is refused)."""
        del work
        return True


class VendorCredit(Payable):
    """What a vendor owes us: used by bill payments, together with the bills it is set against."""

    name = "VendorCredit"

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Also the number."""
        done = super().complete(work, record, old)
        return {**done, "DocNumber": numbers.of_purchase(work, self.name, record, old)}

    def is_credit(self, record: Record) -> bool:
        """Always."""
        del record
        return True


def _payable(work: Work, record: Record) -> str:
    """The account sent, in the currency of the form; otherwise the company's own for that currency."""
    account = reference(record, "APAccountRef")
    if not account:
        return work.control_account("Accounts Payable", record)
    same = reference(work.account(account), "CurrencyRef") == reference(record, "CurrencyRef")
    if work.account_type(account) != "Accounts Payable" or not same:
        raise faults.wrong_account_type()
    return account
