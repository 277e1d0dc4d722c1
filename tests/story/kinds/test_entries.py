"""Records that become entries: several invoices at once, and mixtures that an entry cannot tell apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from matterbooks.ledger.documents import Posting
from matterbooks.values import Kind, OperationState
from tests.story.kinds.countries import AU
from tests.story.kinds.firm import ADA, COURT, WILL, Firm
from tests.story.kinds.practice import Practice


def test_a_dishonoured_receipt_of_two_bills_opens_both(au_firm: Firm, au: Practice) -> None:
    one, other = au.bill("100.00"), au.bill("50.00")
    total = one.total + other.total
    receipt = au.receipt(f"{total}", (one, f"{one.total}"), (other, f"{other.total}"))
    bounced = au.receipt(f"{total}", reverses=receipt.ref)
    apart = (Posting("1000", -total), Posting("1200", one.total, ADA), Posting("1200", other.total, ADA))
    au_firm.push(one, other, receipt, replace(bounced, postings=apart))
    assert [invoice["Balance"] for invoice in au_firm.in_quickbooks("Invoice")] == [one.total, other.total]
    au_firm.assert_books_agree()


def test_two_bills_of_a_supplier_are_paid_from_a_loan_in_one_entry(au_firm: Firm, au: Practice) -> None:
    one, other = au.supplier_bill("100.00"), au.supplier_bill("50.00")
    total = one.total + other.total
    paid = au.paid(f"{total}", (one, f"{one.total}"), (other, f"{other.total}"), account="2100")
    apart = (Posting("2100", -total), Posting("2000", one.total, COURT), Posting("2000", other.total, COURT))
    au_firm.push(one, other, replace(paid, postings=apart))
    assert {bill["Balance"] for bill in au_firm.in_quickbooks("Bill")} == {0}
    au_firm.assert_books_agree()


def test_fees_from_trust_with_trust_off_are_a_receipt_alone(make_firm: Callable[..., Firm], au: Practice) -> None:
    firm = make_firm(AU, trust=False)
    fees = au.fees_from_trust("250.00", WILL)
    firm.push(fees)
    assert firm.records_of(fees) == [("", "Payment")]
    assert firm.in_quickbooks("Payment")[0]["UnappliedAmt"] == 250


def test_a_clients_money_and_the_firms_own_are_not_moved_in_one_record(au_firm: Firm, au: Practice) -> None:
    moved = au.fees_from_trust("100.00", WILL)
    mixed = (
        Posting("2300", moved.amount - 60, ADA, WILL),
        Posting("1050", -moved.amount),
        Posting("1000", moved.amount),
        Posting("1200", 60 - moved.amount, ADA),
    )
    ref = au_firm.post(replace(moved, postings=mixed))
    au_firm.drain()
    row = au_firm.operation(ref)
    assert row.state == OperationState.HELD
    assert "one record for each" in row.words
    assert ref.kind is Kind.TRUST_OFFICE_TRANSFER
