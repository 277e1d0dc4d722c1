"""What the person who consented may do in the company: an app may do that, and no more (Intuit).

The roles are those of Intuit's help on user roles and access rights. There: who tracks customers enters estimates,
invoices, sales receipts, credit memos and refunds and receives payments; who tracks suppliers enters bills, cheques and
purchases and pays bills; neither makes deposits, transfers, journal entries or accounts, nor runs every report; a
custom role of the Advanced plan can be given less, such as to enter bills and only to see payments.
"""

from enum import StrEnum

from matterbooks.sandbox import faults

SALES = frozenset({"Customer", "Estimate", "Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt", "Payment"})
PURCHASES = frozenset({"Vendor", "Bill", "VendorCredit", "BillPayment", "Purchase"})
PAYMENTS = frozenset({"Payment", "BillPayment"})
SHARED = frozenset({"Item", "PaymentMethod", "Term", "Attachable"})
"""What both customers' and suppliers' people enter."""
BOOKS = frozenset({"Deposit", "Transfer", "JournalEntry", "Employee"})
"""What neither of them sees; every other list, such as accounts and tax codes, is there to choose from (assumed)."""


class Role(StrEnum):
    """The role of the person who consented; its value is what the control API and the consent page call it."""

    ADMIN = "admin"
    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
    NO_PAYMENTS = "no_payments"

    @property
    def called(self) -> str:
        """Its name in QuickBooks."""
        return _TITLES[self]

    def check_read(self, entity: str) -> None:
        """Raise: ServiceFault 5020 where this person does not see records of `entity`."""
        if entity in _UNSEEN[self]:
            raise faults.permission_denied()

    def check_write(self, entity: str) -> None:
        """Raise: ServiceFault 5020 where this person does not enter records of `entity`."""
        entered = _ENTERED.get(self)
        refused = entity in PAYMENTS if entered is None else entity not in entered
        if self is not Role.ADMIN and refused:
            raise faults.permission_denied()

    def check_report(self, report: str) -> None:
        """Raise: ServiceFault 5020 for a report that this person does not run (Intuit: recorded for a report)."""
        if self in _REPORTS and not report.startswith(_REPORTS[self]):
            raise faults.permission_denied("ReportName")


_TITLES = {
    Role.ADMIN: "Company admin",
    Role.CUSTOMERS: "Standard limited: customers only",
    Role.SUPPLIERS: "Standard limited: suppliers only",
    Role.NO_PAYMENTS: "Custom role: everything, payments to look at alone",
}
_UNSEEN = {
    Role.ADMIN: frozenset[str](),
    Role.CUSTOMERS: PURCHASES | BOOKS,
    Role.SUPPLIERS: SALES | BOOKS,
    Role.NO_PAYMENTS: frozenset[str](),
}
_ENTERED = {Role.CUSTOMERS: SALES | SHARED, Role.SUPPLIERS: PURCHASES | SHARED}
_REPORTS = {Role.CUSTOMERS: ("AgedReceivable", "Customer"), Role.SUPPLIERS: ("AgedPayable", "Vendor")}
