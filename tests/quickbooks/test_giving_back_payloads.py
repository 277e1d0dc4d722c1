"""Money given back and payments reversed: field by field, and what they post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Document, Payment, Ref
from matterbooks.quickbooks.payloads import LinkedRecord
from matterbooks.quickbooks.payloads.body import Settles
from matterbooks.quickbooks.posting import posts
from tests.quickbooks.examples import BABBAGE, D, payment
from tests.quickbooks.firm import (
    ABROAD,
    BILL,
    BILL_CREDIT,
    BILL_PAID,
    CREDIT,
    FIRM,
    INVOICE,
    RECEIPT,
    link,
    unit,
)
from tests.quickbooks.kinds import (
    paid_from_trust,
    posted_elsewhere,
    refund,
    supplier_payment,
    whose,
)


def reversing(document: Payment, undone: Ref) -> Payment:
    """The same payment dishonoured: it posts the opposite and settles nothing."""
    back = tuple(replace(one, amount=-one.amount) for one in document.postings)
    return replace(document, ref=replace(document.ref, id="4"), postings=back, reverses=undone, allocations=())


def test_a_credit_given_back_is_paid_out_and_then_set_against_it() -> None:
    document = refund("50.00", CREDIT, reference="EFT 8")
    made = unit(document)
    paid, settled = made.bodies[""], made.bodies["settled"]
    assert list(made.bodies) == ["", "settled"]
    assert paid.entity == "Purchase"
    assert paid.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "PaymentType": "Cash",
        "AccountRef": {"value": "35"},
        "EntityRef": {"value": "58", "type": "Customer"},
        "PrivateNote": f"RF-1 EFT 8 {paid.marker}",
        "Line": [
            {
                "Amount": D("50.00"),
                "DetailType": "AccountBasedExpenseLineDetail",
                "AccountBasedExpenseLineDetail": {
                    "AccountRef": {"value": "84"},
                    "CustomerRef": {"value": "58"},
                    "BillableStatus": "NotBillable",
                },
            }
        ],
    }
    assert posts(paid, FIRM, made.references) == {("84", "C1"): D("50.00"), ("35", ""): D("-50.00")}
    assert settled.entity == "Payment"
    assert settled.fields == {
        "CustomerRef": {"value": "58"},
        "ARAccountRef": {"value": "84"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("0.00"),
        "PrivateNote": f"RF-1 {settled.marker}",
        "Line": [link("50.00", "Expense", "made"), link("50.00", "CreditMemo", "140")],
    }
    assert made.said(document) == ""


def test_an_overpayment_given_back_is_a_line_of_the_payment_that_overpaid() -> None:
    document = refund("50.00", RECEIPT, method="Cheque", reference="000123")
    made = unit(document)
    assert made.bodies[""].fields["PaymentType"] == "Check"
    assert made.bodies[""].fields["DocNumber"] == "000123"
    assert made.bodies[""].fields["PrintStatus"] == "NotSet"
    settled = made.bodies["settled"]
    assert (settled.onto, settled.settles) == (LinkedRecord("Payment", "150"), Settles.MORE)
    assert settled.fields == {"Line": [link("50.00", "Check", "made")]}
    assert made.said(document) == ""


def test_a_refund_by_card_and_against_nothing_is_one_record() -> None:
    document = refund("50.00", None, account="2100")
    made = unit(document)
    assert made.only.fields["PaymentType"] == "CreditCard"
    assert made.only.fields["AccountRef"] == {"value": "41"}
    assert made.said(document) == ""


def test_a_supplier_s_refund_is_a_deposit_that_is_then_set_against_its_credit() -> None:
    document = refund("50.00", BILL_CREDIT, reference="EFT 8")
    made = unit(document)
    got, settled = made.bodies[""], made.bodies["settled"]
    assert got.entity == "Deposit"
    assert got.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DepositToAccountRef": {"value": "35"},
        "PrivateNote": f"RF-1 EFT 8 {got.marker}",
        "Line": [
            {
                "Amount": D("50.00"),
                "DetailType": "DepositLineDetail",
                "DepositLineDetail": {
                    "AccountRef": {"value": "33"},
                    "Entity": {"value": "61", "type": "VENDOR"},
                },
            }
        ],
    }
    assert posts(got, FIRM, made.references) == {("35", ""): D("50.00"), ("33", "S1"): D("-50.00")}
    assert settled.entity == "BillPayment"
    assert settled.fields["TotalAmt"] == D("0.00")
    assert settled.fields["Line"] == [link("50.00", "Deposit", "made"), link("50.00", "VendorCredit", "240")]
    assert made.said(document) == ""


def test_a_refund_that_is_reversed_is_an_entry_on_its_own_date() -> None:
    document = refund("50.00", CREDIT)
    back = tuple(replace(one, amount=-one.amount) for one in document.postings)
    undone = replace(document, ref=replace(document.ref, id="4"), postings=back, reverses=document.ref)
    made = unit(undone)
    assert made.only.entity == "JournalEntry"
    assert posts(made.only, FIRM, made.references) == {("84", "C1"): D("-50.00"), ("35", ""): D("50.00")}
    assert made.said(undone) == ""


def test_a_refund_of_nothing_or_of_foreign_money_is_refused() -> None:
    with pytest.raises(PushError, match="not above zero"):
        unit(refund("0.00", CREDIT))
    with pytest.raises(PushError, match="gives back USD"):
        unit(replace(refund("50.00", CREDIT), currency="USD"), ABROAD)


def test_a_dishonoured_receipt_is_an_entry_that_its_payment_then_settles() -> None:
    document = reversing(payment("60.00", [("1", "60.00")]), RECEIPT)
    made = unit(document)
    entry, settled = made.bodies[""], made.bodies["settled"]
    assert list(made.bodies) == ["", "settled"]
    assert entry.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DocNumber": "REC-1",
        "PrivateNote": entry.marker,
        "Line": [
            {
                "Amount": D("60.00"),
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": "Credit", "AccountRef": {"value": "35"}},
            },
            {
                "Amount": D("60.00"),
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {
                    "PostingType": "Debit",
                    "AccountRef": {"value": "84"},
                    "Entity": {"Type": "Customer", "EntityRef": {"value": "58"}},
                },
            },
        ],
    }
    assert (settled.onto, settled.settles) == (LinkedRecord("Payment", "150"), Settles.INSTEAD)
    assert settled.fields == {"Line": [link("60.00", "JournalEntry", "made")]}
    assert made.said(document) == ""


def test_a_payment_to_a_supplier_is_reversed_in_the_same_way() -> None:
    document = reversing(supplier_payment("220.00", (BILL, "220.00")), BILL_PAID)
    made = unit(document)
    assert made.bodies["settled"].onto == LinkedRecord("BillPayment", "250")
    assert posts(made.bodies[""], FIRM, made.references) == {("33", "S1"): D("-220.00"), ("35", ""): D("220.00")}
    assert made.said(document) == ""


def test_a_payment_out_of_trust_is_reversed_in_both_ledgers() -> None:
    document = reversing(paid_from_trust("60.00", (INVOICE, "60.00")), RECEIPT)
    made = unit(document)
    assert [(name, body.entity) for name, body in made.bodies.items()] == [
        ("trust", "JournalEntry"),
        ("", "JournalEntry"),
        ("settled", "Payment"),
    ]
    assert made.said(document) == ""


@pytest.mark.parametrize(
    "document",
    [
        refund("50.00", CREDIT),
        refund("50.00", RECEIPT),
        refund("50.00", BILL_CREDIT),
        reversing(payment("60.00", [("1", "60.00")]), RECEIPT),
        reversing(supplier_payment("220.00", (BILL, "220.00")), BILL_PAID),
    ],
)
def test_a_wrong_account_or_party_is_caught(document: Document) -> None:
    made = unit(document)
    assert "Savings: the practice posted 0.01" in made.said(posted_elsewhere(document))
    assert "practice party C2" in made.said(whose(BABBAGE, document))
