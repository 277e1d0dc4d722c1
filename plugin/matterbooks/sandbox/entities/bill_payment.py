"""A payment to a vendor, by cheque or by card: bills paid, in part or in whole, with or without credits."""

from collections.abc import Iterator

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.open_items import PAYABLE
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.payer import Payer
from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.schema import Record

WAYS = {
    "Check": ("CheckPayment", "BankAccountRef", "Bank"),
    "CreditCard": ("CreditCardPayment", "CCAccountRef", "Credit Card"),
}
"""For each PayType: the part of the body, the account in it, and the type the account must have."""


class BillPayment(Payer):
    """Money paid to a vendor. What is more than its lines stays with the vendor as a credit on account."""

    name = "BillPayment"
    side = PAYABLE
    required = ("VendorRef", "TotalAmt", "PayType", "Line")
    computed = frozenset({"LinkedTxn", "HomeTotalAmt"})

    def writable(self, body: Record) -> Record:
        """Refuse a sparse update, which only voiding takes (Intuit: "Not supported")."""
        if body.get("Id") and body.get("sparse") in {True, "true"}:
            raise faults.unsupported_operation("sparse update BillPayment")
        return super().writable(body)

    def missing(self, record: Record) -> Iterator[Problem]:
        """Also the account that the way of paying needs."""
        yield from super().missing(record)
        if record.get("PayType") in WAYS:
            part, account, _ = WAYS[record["PayType"]]
            if not reference(record.get(part) or {}, account):
                yield faults.missing(f"{part}.{account}")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the paying account. A payment of nothing but paid bills is voided at once (Intuit: seen live)."""
        if not reference(record, "VendorRef"):
            raise ServiceFault(faults.missing("VendorRef"))
        part, account, kind = WAYS[record["PayType"]]
        if work.account_type(reference(record[part], account)) != kind:
            raise faults.wrong_account_type()
        done = super().complete(work, record, old)
        other = {"CheckPayment", "CreditCardPayment"} - {part}
        done = {name: value for name, value in done.items() if name not in other}
        if part == "CheckPayment":
            done[part] = {"PrintStatus": "NotSet", **done[part]}
        return done if done["Line"] else self.void(work, done)

    def _checks_numbers(self, work: Work) -> bool:
        """Always (Intuit: a number that is taken is refused)."""
        del work
        return True

    def bank(self, record: Record) -> str:
        """The bank of the cheque, or the card."""
        part, account, _ = WAYS[record["PayType"]]
        return reference(record[part], account)
