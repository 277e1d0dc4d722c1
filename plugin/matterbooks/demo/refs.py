"""How matterbooks names the practice's records."""

from __future__ import annotations

from matterbooks import Ref
from matterbooks.demo.practice import kinds
from matterbooks.demo.practice.records import POSTED, Record
from matterbooks.values import Kind

FIRM = "ashgrove"

KINDS: dict[type[Record], Kind] = {
    kinds.Bill: Kind.SALES_INVOICE,
    kinds.CreditNote: Kind.SALES_CREDIT_NOTE,
    kinds.CreditApplied: Kind.SALES_CREDIT_APPLIED,
    kinds.Payment: Kind.SALES_PAYMENT,
    kinds.PaymentFromTrust: Kind.SALES_PAYMENT_FROM_TRUST,
    kinds.ClientRefund: Kind.SALES_REFUND,
    kinds.SupplierInvoice: Kind.SUPPLIER_INVOICE,
    kinds.SupplierCredit: Kind.SUPPLIER_CREDIT_NOTE,
    kinds.SupplierCreditApplied: Kind.SUPPLIER_CREDIT_APPLIED,
    kinds.SupplierPayment: Kind.SUPPLIER_PAYMENT,
    kinds.SupplierRefund: Kind.SUPPLIER_REFUND,
    kinds.BankTransfer: Kind.BANK_TRANSFER,
    kinds.TrustOfficeTransfer: Kind.TRUST_OFFICE_TRANSFER,
    kinds.TrustReceipt: Kind.TRUST_RECEIPT,
    kinds.TrustPayment: Kind.TRUST_PAYMENT,
    kinds.TrustMatterTransfer: Kind.TRUST_TRANSFER,
    kinds.TrustBankTransfer: Kind.TRUST_BANK_TRANSFER,
    kinds.TrustJournal: Kind.TRUST_JOURNAL,
    kinds.Deposit: Kind.BANK_DEPOSIT,
    kinds.Withdrawal: Kind.BANK_WITHDRAWAL,
    kinds.GeneralJournal: Kind.GENERAL_JOURNAL,
    kinds.WriteOff: Kind.WRITE_OFF,
}
"""The practice's kinds and what matterbooks calls each."""

BY_WORD: dict[str, Kind] = {record.KIND: kind for record, kind in KINDS.items()}


def ref_of(record: Record) -> Ref:
    """The record as matterbooks names it; the host's keys are unique over all kinds."""
    return Ref(FIRM, BY_WORD[record.kind], str(record.id))


def ref_if_posted(record: Record) -> Ref | None:
    """The same, or None for a draft, which is nobody's business yet.

    Asked by `watch` of columns alone, which it can also show as they were before a change.
    """
    return ref_of(record) if record.status == POSTED else None
