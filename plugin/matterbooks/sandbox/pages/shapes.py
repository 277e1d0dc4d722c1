"""What the form of each kind of transaction shows: its party, its accounts, its amount, its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

SOLD, SPENT, MOVED, BANKED = (
    "SalesItemLineDetail",
    "AccountBasedExpenseLineDetail",
    "JournalEntryLineDetail",
    "DepositLineDetail",
)
BANK = "DepositToAccountRef"
BANKS, PAYING = ("Bank", "Other Current Asset"), ("Bank", "Credit Card", "Other Current Asset")
"""Types of account that money goes to, and comes from."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One form. `party` is the field of the head that names whom it is with; `account` and `to` are references of the
    record, each with its label; `amount` is the record's field for the whole amount where a person enters it.

    `lines` is the detail of the lines shown, empty for none; `line_party` the field of a line that names somebody.
    `among` are the types of account that `account` and `to` are chosen from, empty for all.
    """

    party: str = ""
    account: str = ""
    account_label: str = ""
    to: str = ""
    to_label: str = ""
    number: str = "DocNumber"
    amount: str = ""
    lines: str = ""
    line_party: str = ""
    among: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "Bill": Shape("VendorRef", lines=SPENT, line_party="CustomerRef"),
    "BillPayment": Shape("VendorRef", "PayType", "Paid from", amount="TotalAmt", among=PAYING),
    "CreditMemo": Shape("CustomerRef", lines=SOLD),
    "Deposit": Shape(
        "", "DepositToAccountRef", "Deposit to", number="", lines=BANKED, line_party="Entity", among=BANKS
    ),
    "Estimate": Shape("CustomerRef", lines=SOLD),
    "Invoice": Shape("CustomerRef", lines=SOLD),
    "JournalEntry": Shape("", lines=MOVED, line_party="Entity"),
    "Payment": Shape("CustomerRef", BANK, "Deposit to", number="PaymentRefNum", amount="TotalAmt", among=BANKS),
    "Purchase": Shape("EntityRef", "AccountRef", "Paid from", lines=SPENT, line_party="CustomerRef", among=PAYING),
    "RefundReceipt": Shape("CustomerRef", BANK, "Refund from", lines=SOLD, among=BANKS),
    "SalesReceipt": Shape("CustomerRef", BANK, "Deposit to", lines=SOLD, among=BANKS),
    "Transfer": Shape("", "FromAccountRef", "From", "ToAccountRef", "To", number="", amount="Amount"),
    "VendorCredit": Shape("VendorRef", lines=SPENT, line_party="CustomerRef"),
}
"""By entity."""


class New(NamedTuple):
    """What can be entered anew: the entity, and what a record has that its form does not ask for."""

    kind: str
    preset: Mapping[str, str] = {}


NEW: Mapping[str, New] = {
    "invoice": New("Invoice"),
    "payment": New("Payment"),
    "credit-memo": New("CreditMemo"),
    "sales-receipt": New("SalesReceipt"),
    "refund-receipt": New("RefundReceipt"),
    "estimate": New("Estimate"),
    "bill": New("Bill"),
    "bill-payment": New("BillPayment", {"PayType": "Check"}),
    "vendor-credit": New("VendorCredit"),
    "expense": New("Purchase", {"PaymentType": "Cash"}),
    "check": New("Purchase", {"PaymentType": "Check"}),
    "deposit": New("Deposit"),
    "transfer": New("Transfer"),
    "journal-entry": New("JournalEntry"),
}
"""By the last word of the address."""
PAYERS: Mapping[str, str] = {"Invoice": "payment", "Bill": "bill-payment"}
"""What is entered to settle an open form."""
