"""What other programs call the columns of a ledger and the kinds of its records; Actionstep's words among them."""

from __future__ import annotations

from matterbooks.values import Kind

AMOUNT, SIDE, ACCOUNT = "amount", "side", "account"
"""What a profile may name beside the canonical columns: a signed amount (debit positive), or an amount whose side
stands in a column of letters; an account as one text, number before name."""

TITLES: dict[str, tuple[str, ...]] = {
    "transaction_id": (
        "transaction id", "transaction", "trans id", "txn id", "journal id", "journal no", "journal number",
        "entry id", "entry no", "id", "gl transaction id", "voucher",
    ),
    "kind": ("kind", "transaction type", "type", "source", "journal type", "source type", "document type"),
    "number": (
        "number", "no", "num", "reference", "ref", "references", "document no", "invoice no", "invoice number",
        "their reference", "document number",
    ),
    "date": ("date", "transaction date", "posting date", "entry date", "trans date", "journal date", "when"),
    "party": (
        "party", "participant", "client", "name", "customer", "contact", "client name", "payee", "received from",
    ),
    "matter": ("matter", "matter id", "matter no", "matter number", "file", "file no", "action id", "action"),
    "account": ("account", "gl account", "ledger account"),
    "account_number": (
        "account number", "account no", "account code", "gl account number", "gl code", "acct no", "code",
    ),
    "account_name": ("account name", "account title", "account description", "gl account name"),
    "debit": ("debit", "debits", "dr", "debit amount", "firm debit", "debit (base)"),
    "credit": ("credit", "credits", "cr", "credit amount", "firm credit", "credit (base)"),
    "amount": ("amount", "net amount", "value", "sum", "base amount", "gl amount"),
    "side": ("dr/cr", "d/c", "debit/credit", "dc", "drcr", "dr cr", "sign", "side"),
    "currency": ("currency", "currency code"),
    "tax_code": ("tax code", "tax", "gst code", "vat code"),
    "memo": ("memo", "description", "narration", "details", "journal memo", "notes", "memo/description", "reason"),
    "due_date": ("due date", "due"),
    "posted_at": ("posted at", "posted", "created", "created at", "timestamp"),
    "modified_at": ("modified at", "modified", "last modified", "updated at"),
    "division": ("division", "branch", "office"),
}  # fmt: skip
"""Canonical column -> titles in small letters, the likeliest first."""

KINDS: dict[str, Kind] = {
    "invoice": Kind.SALES_INVOICE, "sales invoice": Kind.SALES_INVOICE, "bill": Kind.SALES_INVOICE,
    "client bill": Kind.SALES_INVOICE, "sale invoice": Kind.SALES_INVOICE,
    "credit note": Kind.SALES_CREDIT_NOTE, "sales credit note": Kind.SALES_CREDIT_NOTE,
    "receipt": Kind.SALES_PAYMENT, "sales payment": Kind.SALES_PAYMENT,
    "payment received": Kind.SALES_PAYMENT, "client payment": Kind.SALES_PAYMENT,
    "payment from trust": Kind.SALES_PAYMENT_FROM_TRUST,
    "supplier invoice": Kind.SUPPLIER_INVOICE, "purchase invoice": Kind.SUPPLIER_INVOICE,
    "purchase": Kind.SUPPLIER_INVOICE, "supplier credit note": Kind.SUPPLIER_CREDIT_NOTE,
    "supplier payment": Kind.SUPPLIER_PAYMENT, "purchase payment": Kind.SUPPLIER_PAYMENT,
    "supplier refund": Kind.SUPPLIER_REFUND, "bank transfer": Kind.BANK_TRANSFER, "transfer": Kind.BANK_TRANSFER,
    "trust receipt": Kind.TRUST_RECEIPT, "trust payment": Kind.TRUST_PAYMENT, "trust transfer": Kind.TRUST_TRANSFER,
    "trust journal": Kind.TRUST_JOURNAL, "bank deposit": Kind.BANK_DEPOSIT,
    "bank withdrawal": Kind.BANK_WITHDRAWAL, "withdrawal": Kind.BANK_WITHDRAWAL,
    "general journal": Kind.GENERAL_JOURNAL, "journal": Kind.GENERAL_JOURNAL, "journal entry": Kind.GENERAL_JOURNAL,
    "write off": Kind.WRITE_OFF, "write-off": Kind.WRITE_OFF, **{kind.value: kind for kind in Kind},
}  # fmt: skip
"""A word for a kind of record, in small letters -> the kind; Actionstep: a bill goes to a client.

What may be the client's as well as the supplier's (payment, refund, deposit) is asked for.
"""

OTHER_MONEY = (
    "foreign",
    "running",
    "balance",
    "trust",
    "client",
    "tax",
    "gst",
    "vat",
    "outstanding",
    "unpaid",
    "budget",
)
OTHER_DATES = ("created", "modified", "due", "cleared", "printed", "entered", "updated", "value")
"""Words that make a title of money, or of a date, another one than the posting's."""

SIDES = {"d": 1, "dr": 1, "debit": 1, "c": -1, "cr": -1, "credit": -1}
"""A letter for the side of an amount, in small letters -> 1 debit, -1 credit."""
