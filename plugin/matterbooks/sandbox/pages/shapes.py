"""What the form of each kind of transaction shows: its party, its accounts, its amount, its lines."""

from collections.abc import Mapping
from dataclasses import dataclass

SOLD, SPENT, MOVED, BANKED = (
    "SalesItemLineDetail",
    "AccountBasedExpenseLineDetail",
    "JournalEntryLineDetail",
    "DepositLineDetail",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One form. `party` is the field of the head that names whom it is with; `account` and `to` are references of the
    record, each with its label; `amount` is the record's field for the whole amount where a person enters it.

    `lines` is the detail of the lines shown, empty for none; `line_party` the field of a line that names somebody.
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


SHAPES: Mapping[str, Shape] = {
    "Bill": Shape("VendorRef", lines=SPENT, line_party="CustomerRef"),
    "BillPayment": Shape("VendorRef", amount="TotalAmt"),
    "CreditMemo": Shape("CustomerRef", lines=SOLD),
    "Deposit": Shape("", "DepositToAccountRef", "Deposit to", number="", lines=BANKED, line_party="Entity"),
    "Estimate": Shape("CustomerRef", lines=SOLD),
    "Invoice": Shape("CustomerRef", lines=SOLD),
    "JournalEntry": Shape("", lines=MOVED, line_party="Entity"),
    "Payment": Shape("CustomerRef", "DepositToAccountRef", "Deposit to", number="PaymentRefNum", amount="TotalAmt"),
    "Purchase": Shape("", "AccountRef", "Paid from", lines=SPENT, line_party="CustomerRef"),
    "RefundReceipt": Shape("CustomerRef", "DepositToAccountRef", "Refund from", lines=SOLD),
    "SalesReceipt": Shape("CustomerRef", "DepositToAccountRef", "Deposit to", lines=SOLD),
    "Transfer": Shape("", "FromAccountRef", "From", "ToAccountRef", "To", number="", amount="Amount"),
    "VendorCredit": Shape("VendorRef", lines=SPENT, line_party="CustomerRef"),
}
"""By entity."""

NEW: Mapping[str, str] = {
    "invoice": "Invoice",
    "payment": "Payment",
    "credit-memo": "CreditMemo",
    "sales-receipt": "SalesReceipt",
    "estimate": "Estimate",
    "bill": "Bill",
    "vendor-credit": "VendorCredit",
    "deposit": "Deposit",
    "transfer": "Transfer",
    "journal-entry": "JournalEntry",
}
"""What can be entered anew, by the last word of the address."""
