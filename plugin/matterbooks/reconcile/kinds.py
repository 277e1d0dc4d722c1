"""Which kinds of either side can be the same transaction, and which switch lets a kind flow.

A *class* is the comparable nature of a transaction: an invoice of the practice ledger and an `Invoice` of QuickBooks
are both "invoice". Report names differ between countries (Intuit: US, UK, AU, CA report names); API names do not.
"""

from __future__ import annotations

from matterbooks.values import Kind, Switch

_CLASSES = {
    Kind.SALES_INVOICE: "invoice",
    Kind.SALES_CREDIT_NOTE: "credit",
    Kind.SALES_CREDIT_APPLIED: "payment",
    Kind.SALES_PAYMENT: "payment",
    Kind.SALES_PAYMENT_FROM_TRUST: "payment",
    Kind.SALES_REFUND: "purchase",
    Kind.SUPPLIER_INVOICE: "bill",
    Kind.SUPPLIER_CREDIT_NOTE: "supplier credit",
    Kind.SUPPLIER_CREDIT_APPLIED: "bill payment",
    Kind.SUPPLIER_PAYMENT: "bill payment",
    Kind.SUPPLIER_REFUND: "deposit",
    Kind.BANK_TRANSFER: "transfer",
    Kind.TRUST_OFFICE_TRANSFER: "transfer",
    Kind.TRUST_RECEIPT: "deposit",
    Kind.TRUST_PAYMENT: "purchase",
    Kind.TRUST_TRANSFER: "journal",
    Kind.TRUST_BANK_TRANSFER: "transfer",
    Kind.TRUST_JOURNAL: "journal",
    Kind.BANK_DEPOSIT: "deposit",
    Kind.BANK_WITHDRAWAL: "purchase",
    Kind.GENERAL_JOURNAL: "journal",
    Kind.WRITE_OFF: "journal",
}
CLASS_OF_KIND = {kind.value: name for kind, name in _CLASSES.items()}
"""Kind of the practice ledger -> class."""

NEGATIVE = {"invoice": "credit", "bill": "supplier credit"}
"""What a document with a negative total becomes in QuickBooks."""

CLASS_OF_TYPE = {
    "invoice": "invoice",
    "credit memo": "credit",
    "adjustment note": "credit",
    "credit note": "credit",
    "payment": "payment",
    "sales receipt": "sales receipt",
    "refund": "refund",
    "refund receipt": "refund",
    "adjustment note refund": "refund",
    "bill": "bill",
    "vendor credit": "supplier credit",
    "supplier credit": "supplier credit",
    "bill payment": "bill payment",
    "bill payment (check)": "bill payment",
    "bill payment (cheque)": "bill payment",
    "bill payment (credit card)": "bill payment",
    "transfer": "transfer",
    "journal entry": "journal",
    "journal": "journal",
    "deposit": "deposit",
    "check": "purchase",
    "cheque": "purchase",
    "cheque expense": "purchase",
    "expense": "purchase",
    "cash expense": "purchase",
    "cash purchase": "purchase",
    "credit card expense": "purchase",
    "credit card credit": "purchase",
}
"""Transaction type as a report prints it, lower case -> class."""

CLASS_OF_ENTITY = {
    "Invoice": "invoice",
    "CreditMemo": "credit",
    "Payment": "payment",
    "SalesReceipt": "sales receipt",
    "RefundReceipt": "refund",
    "Bill": "bill",
    "VendorCredit": "supplier credit",
    "BillPayment": "bill payment",
    "Transfer": "transfer",
    "JournalEntry": "journal",
    "Deposit": "deposit",
    "Purchase": "purchase",
}
"""Entity name of the API, as `links.csv` writes it -> class."""

PAYMENT_CLASSES = ("payment", "bill payment")
"""Classes in which QuickBooks makes zero entries of its own, to link credits to charges."""

SWITCH_OF_KIND = {
    **{kind.value: Switch.SALES.value for kind in Kind if kind.value.startswith("sales_")},
    **{kind.value: Switch.SUPPLIER.value for kind in Kind if kind.value.startswith("supplier_")},
    **{
        kind.value: Switch.TRUST.value
        for kind in (
            Kind.TRUST_RECEIPT,
            Kind.TRUST_PAYMENT,
            Kind.TRUST_TRANSFER,
            Kind.TRUST_BANK_TRANSFER,
            Kind.TRUST_JOURNAL,
        )
    },
}
"""Kind -> the switch that lets it flow. Transfers touching a business bank always flow, the last four never."""

TRUST_KINDS = frozenset(kind.value for kind in Kind if kind.value.startswith("trust_"))
"""Kinds that move clients' money."""
