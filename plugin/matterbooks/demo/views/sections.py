"""The lists of the practice: which kinds stand together, and under which name."""

from __future__ import annotations

from dataclasses import dataclass

from matterbooks.demo.practice import kinds
from matterbooks.demo.practice.records import Record


@dataclass(frozen=True, slots=True)
class Section:
    """One list. new: the endpoint that enters another, with its words; none where only services write them."""

    slug: str
    title: str
    kinds: tuple[type[Record], ...]
    new: str = ""
    new_words: str = ""


SECTIONS = (
    Section("bills", "Bills", (kinds.Bill, kinds.WriteOff), "documents.new_bill", "New bill"),
    Section(
        "payments",
        "Payments",
        (kinds.Payment, kinds.PaymentFromTrust, kinds.ClientRefund),
        "settling.new_payment",
        "Receive payment",
    ),
    Section(
        "credit-notes",
        "Credit notes",
        (kinds.CreditNote, kinds.CreditApplied),
        "documents.new_credit",
        "New credit note",
    ),
    Section("trust", "Trust", (kinds.TrustEntry,), "moving.new_trust", "New trust entry"),
    Section("transfers", "Bank transfers", (kinds.Transfer,), "moving.new_transfer", "New transfer"),
    Section(
        "supplier-invoices",
        "Supplier invoices",
        (
            kinds.SupplierInvoice,
            kinds.SupplierCredit,
            kinds.SupplierPayment,
            kinds.SupplierCreditApplied,
            kinds.SupplierRefund,
        ),
        "documents.new_supplier_invoice",
        "New supplier invoice",
    ),
    Section("entries", "Other entries", (kinds.Deposit, kinds.Withdrawal, kinds.GeneralJournal)),
)

KIND_WORDS = {
    kinds.Bill: "Bill",
    kinds.CreditNote: "Credit note",
    kinds.CreditApplied: "Credit applied",
    kinds.Payment: "Payment",
    kinds.PaymentFromTrust: "Payment from trust",
    kinds.ClientRefund: "Refund",
    kinds.SupplierInvoice: "Supplier invoice",
    kinds.SupplierCredit: "Supplier credit",
    kinds.SupplierCreditApplied: "Supplier credit applied",
    kinds.SupplierPayment: "Supplier payment",
    kinds.SupplierRefund: "Supplier refund",
    kinds.BankTransfer: "Bank transfer",
    kinds.TrustOfficeTransfer: "Firm's money in trust",
    kinds.TrustReceipt: "Trust receipt",
    kinds.TrustPayment: "Trust payment",
    kinds.TrustMatterTransfer: "Between matters",
    kinds.TrustBankTransfer: "Between trust banks",
    kinds.TrustJournal: "Trust journal",
    kinds.Deposit: "Bank deposit",
    kinds.Withdrawal: "Bank withdrawal",
    kinds.GeneralJournal: "General journal",
    kinds.WriteOff: "Write-off",
}


def section_of(record: Record) -> Section:
    """The list that the record stands in."""
    return next(section for section in SECTIONS if isinstance(record, section.kinds))


def kind_words(record: Record) -> str:
    """What people call it."""
    return KIND_WORDS[type(record)]
