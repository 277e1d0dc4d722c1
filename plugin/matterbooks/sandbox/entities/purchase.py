"""Money spent by cheque, cash or card."""

from collections.abc import Mapping

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import numbers
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.expense_form import ExpenseForm
from matterbooks.sandbox.entities.expense_lines import line_account
from matterbooks.sandbox.entities.parties import check_kind, check_party, kind_of
from matterbooks.sandbox.schema import Record

PAID_FROM: Mapping[str, frozenset[str]] = {
    "Check": frozenset({"Bank"}),
    "CreditCard": frozenset({"Credit Card"}),
    "Cash": frozenset({"Bank", "Other Current Asset"}),
}
"""The account types that go with each payment type."""


class Purchase(ExpenseForm):
    """Money spent: a cheque, cash, or a card charge (or, with ``Credit``, a card refund)."""

    name = "Purchase"
    party = "EntityRef"
    required = ("PaymentType", "AccountRef", "Line")
    numbers_checked = ("OtherPrefs", "WarnDuplicateCheckNumber")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the account against the payment type, and the payee. Raises: ServiceFault 2170, 2500, 6430, 6000."""
        _check_paying_account(work, record)
        payee = record.get("EntityRef") or {}
        check_kind(work, payee.get("type", ""), payee.get("value", ""), "EntityRef")
        done = super().complete(work, record, old)
        if done["TotalAmt"] <= 0:
            raise faults.business("You must set a transaction amount.")
        printing = {"PrintStatus": "NotSet"} if done["PaymentType"] == "Check" else {}
        number = numbers.of_purchase(work, self.name, record, old)
        return {"Credit": False, **printing, **done, "DocNumber": number}

    def check_account(self, work: Work, record: Record, line: Record) -> None:
        """Accounts receivable need a customer, accounts payable a vendor: the payee, or the line's own customer."""
        check_party(work, line_account(line), self.line_party(work, record, line))

    def line_party(self, work: Work, record: Record, line: Record) -> str:
        """On accounts payable always the payee, since a line has no vendor of its own."""
        if work.account_type(line_account(line)) == "Accounts Payable":
            return reference(record, self.party)
        return super().line_party(work, record, line)

    def is_credit(self, record: Record) -> bool:
        """Whether it is a card refund."""
        return record["Credit"] is True

    def own_account(self, record: Record) -> str:
        """The bank, the cash or the card."""
        return reference(record, "AccountRef")

    def word(self, record: Record) -> str:
        """Check, Expense or Credit Card Credit, as QuickBooks' registers say."""
        if record["PaymentType"] == "Check":
            return "Check"
        return "Credit Card Credit" if record["Credit"] else "Expense"

    def present(self, company: Books, record: Record) -> Record:
        """The payee's reference says what kind of name it is."""
        shown = super().present(company, record)
        payee: Record | None = shown.get("EntityRef")
        if payee:
            shown["EntityRef"] = {**payee, "type": kind_of(company.store.get, payee["value"])}
        return shown


def _check_paying_account(work: Work, record: Record) -> None:
    kind, account = record["PaymentType"], reference(record, "AccountRef")
    if kind not in PAID_FROM:
        raise faults.invalid_enumeration(kind, "PaymentType")
    if not account:
        raise faults.ServiceFault(faults.missing("AccountRef"))
    if work.account_type(account) not in PAID_FROM[kind]:
        raise faults.wrong_account_type()
    if record.get("Credit") and kind != "CreditCard":
        raise faults.business("Only a credit card can be credited.", "Credit")
