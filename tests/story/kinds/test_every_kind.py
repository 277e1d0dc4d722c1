"""Each kind of transaction in each country: pushed, and both sets of books agree per account and party, to the cent."""

from __future__ import annotations

from matterbooks.values import Kind
from tests.story.kinds.firm import ADA, BABBAGE, COURT, ENGINE, HOUSE, PRINTER, WILL, Firm
from tests.story.kinds.practice import Practice


def test_a_bill_is_an_invoice(firm: Firm, practice: Practice) -> None:
    bill = practice.bill("1000.00", "33.33", "0.05")
    firm.push(bill)
    assert firm.records_of(bill) == [("", "Invoice")]
    firm.assert_books_agree()


def test_a_credit_note_is_a_credit_memo_and_is_applied_by_a_payment_of_nothing(firm: Firm, practice: Practice) -> None:
    bill = practice.bill("1000.00")
    credit = practice.invoice(Kind.SALES_CREDIT_NOTE, practice.line("4000", "100.00"), party=ADA)
    applied = practice.applied(Kind.SALES_CREDIT_APPLIED, credit, (bill, str(credit.total)), party=ADA)
    firm.push(bill, credit, applied)
    assert firm.records_of(credit) == [("", "CreditMemo")]
    assert firm.records_of(applied) == [("", "Payment")]
    (invoice,) = firm.in_quickbooks("Invoice")
    assert invoice["Balance"] == bill.total - credit.total
    firm.assert_books_agree()


def test_receipts_pay_in_part_several_and_too_much(firm: Firm, practice: Practice) -> None:
    one, other = practice.bill("100.00"), practice.bill("50.00")
    part = practice.receipt("40.00", (one, "40.00"))
    rest = str(one.total - 40)
    many = practice.receipt("1000.00", (one, rest), (other, str(other.total)))
    firm.push(one, other, part, many)
    assert [row["Balance"] for row in firm.in_quickbooks("Invoice")] == [0, 0]
    firm.assert_books_agree()


def test_the_rest_of_a_receipt_is_applied_to_a_later_bill_without_posting_again(firm: Firm, practice: Practice) -> None:
    receipt = practice.receipt("500.00")
    later = practice.bill("100.00")
    applied = practice.applied(Kind.SALES_CREDIT_APPLIED, receipt, (later, str(later.total)), party=ADA)
    firm.push(receipt, later, applied)
    (payment,) = firm.in_quickbooks("Payment")
    assert payment["UnappliedAmt"] == 500 - later.total
    assert firm.in_quickbooks("Invoice")[0]["Balance"] == 0
    firm.assert_books_agree()


def test_a_supplier_invoice_is_a_bill_with_its_purchase_tax(firm: Firm, practice: Practice) -> None:
    bought = practice.supplier_bill("250.00", "12.34")
    firm.push(bought)
    assert firm.records_of(bought) == [("", "Bill")]
    (bill,) = firm.in_quickbooks("Bill")
    assert bill["TotalAmt"] == bought.total
    firm.assert_books_agree()


def test_a_supplier_credit_is_a_vendor_credit_and_is_applied(firm: Firm, practice: Practice) -> None:
    bought = practice.supplier_bill("250.00")
    credit = practice.invoice(Kind.SUPPLIER_CREDIT_NOTE, practice.line("5000", "50.00"), party=COURT)
    applied = practice.applied(Kind.SUPPLIER_CREDIT_APPLIED, credit, (bought, str(credit.total)), party=COURT)
    firm.push(bought, credit, applied)
    assert firm.records_of(credit) == [("", "VendorCredit")]
    assert firm.records_of(applied) == [("", "BillPayment")]
    assert firm.in_quickbooks("Bill")[0]["Balance"] == bought.total - credit.total
    firm.assert_books_agree()


def test_supplier_invoices_are_paid_from_bank_card_and_anything_else(firm: Firm, practice: Practice) -> None:
    bills = [practice.supplier_bill(net) for net in ("100.00", "200.00", "300.00")]
    ways = zip(bills, ("1000", "2050", "2100"), strict=True)
    paid = [practice.paid(str(bill.total), (bill, str(bill.total)), account=account) for bill, account in ways]
    firm.push(*bills, *paid)
    assert [firm.records_of(one) for one in paid] == [
        [("", "BillPayment")],
        [("", "BillPayment")],
        [("", "JournalEntry"), ("settled", "BillPayment")],
    ]
    assert {bill["Balance"] for bill in firm.in_quickbooks("Bill")} == {0}
    firm.assert_books_agree()


def test_a_supplier_is_paid_too_much_and_the_rest_is_used_later(firm: Firm, practice: Practice) -> None:
    bought, later = practice.supplier_bill("100.00"), practice.supplier_bill("30.00")
    paid = practice.paid("500.00", (bought, str(bought.total)))
    applied = practice.applied(Kind.SUPPLIER_CREDIT_APPLIED, paid, (later, str(later.total)), party=COURT)
    firm.push(bought, paid, later, applied)
    assert {bill["Balance"] for bill in firm.in_quickbooks("Bill")} == {0}
    firm.assert_books_agree()


def test_a_client_gets_back_what_a_credit_note_gave(firm: Firm, practice: Practice) -> None:
    credit = practice.invoice(Kind.SALES_CREDIT_NOTE, practice.line("4000", "100.00"), party=ADA)
    refund = practice.refund(Kind.SALES_REFUND, str(credit.total), credit, ADA)
    firm.push(credit, refund)
    assert firm.records_of(refund) == [("", "Purchase"), ("settled", "Payment")]
    assert firm.in_quickbooks("CreditMemo")[0]["RemainingCredit"] == 0
    firm.assert_books_agree()


def test_a_client_gets_back_what_was_paid_too_much(firm: Firm, practice: Practice) -> None:
    bill = practice.bill("100.00")
    receipt = practice.receipt("200.00", (bill, str(bill.total)))
    rest = str(200 - bill.total)
    refund = practice.refund(Kind.SALES_REFUND, rest, receipt, ADA, method="Cheque", reference="001234")
    firm.push(bill, receipt, refund)
    assert firm.records_of(refund) == [("", "Purchase"), ("settled", "Payment")]
    (payment,) = firm.in_quickbooks("Payment")
    assert payment["UnappliedAmt"] == 0
    (cheque,) = firm.in_quickbooks("Purchase")
    assert (cheque["PaymentType"], cheque["DocNumber"], cheque["PrintStatus"]) == ("Check", "001234", "NotSet")
    firm.assert_books_agree()


def test_a_supplier_gives_money_back(firm: Firm, practice: Practice) -> None:
    credit = practice.invoice(Kind.SUPPLIER_CREDIT_NOTE, practice.line("5000", "50.00"), party=COURT)
    refund = practice.refund(Kind.SUPPLIER_REFUND, str(credit.total), credit, COURT)
    firm.push(credit, refund)
    assert firm.records_of(refund) == [("", "Deposit"), ("settled", "BillPayment")]
    assert firm.in_quickbooks("VendorCredit")[0]["Balance"] == 0
    firm.assert_books_agree()


def test_a_transfer_between_banks_meets_in_the_transfers_account(firm: Firm, practice: Practice) -> None:
    moved = practice.transfer("750.00", "1000", "1010")
    firm.push(moved)
    assert firm.records_of(moved) == [("", "Transfer"), ("in", "Transfer")]
    firm.assert_books_agree()


def test_trust_money_is_received_paid_out_and_moved_between_matters(firm: Firm, practice: Practice) -> None:
    received = practice.trust(Kind.TRUST_RECEIPT, (HOUSE, "5000.00"), (WILL, "100.00"))
    paid = practice.trust(Kind.TRUST_PAYMENT, (HOUSE, "-1200.00"), payee=PRINTER, method="Cheque", reference="77")
    back = practice.trust(Kind.TRUST_PAYMENT, (HOUSE, "-10.00"), payee=ADA, method="EFT")
    moved = practice.trust(Kind.TRUST_TRANSFER, (HOUSE, "-300.00"), (ENGINE, "300.00"))
    firm.push(received, paid, back, moved)
    kinds = [firm.records_of(one) for one in (received, paid, back, moved)]
    assert kinds == [[("", "Deposit")], [("", "Purchase")], [("", "Purchase")], [("", "JournalEntry")]]
    assert [row["PaymentType"] for row in firm.in_quickbooks("Purchase")] == ["Check", "Cash"]
    firm.assert_books_agree()


def test_a_bill_is_paid_out_of_trust_as_one_unit(firm: Firm, practice: Practice) -> None:
    received = practice.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    bill = practice.bill("100.00", matter=WILL)
    paid = practice.from_trust(str(bill.total), (bill, str(bill.total)), matter=WILL)
    firm.push(received, bill, paid)
    assert firm.records_of(paid) == [("trust", "JournalEntry"), ("", "Payment")]
    assert firm.in_quickbooks("Invoice")[0]["Balance"] == 0
    firm.assert_books_agree()


def test_trust_banks_statutory_deposits_and_interest(firm: Firm, practice: Practice) -> None:
    received = practice.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    invested = practice.transfer("1000.00", "1050", "1055", Kind.TRUST_BANK_TRANSFER)
    interest = practice.trust(Kind.TRUST_JOURNAL, (WILL, "3.21"), bank="1055")
    statutory = practice.entry(Kind.GENERAL_JOURNAL, ("1060", "500.00", None), ("1050", "-500.00", None))
    firm.push(received, invested, interest, statutory)
    assert firm.records_of(invested) == [("", "Transfer")]
    assert firm.records_of(interest) == [("", "JournalEntry")]
    assert firm.records_of(statutory) == [("", "JournalEntry")]
    firm.assert_books_agree()


def test_money_between_trust_and_office_names_its_matter_or_is_the_firms_own(firm: Firm, practice: Practice) -> None:
    received = practice.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    fees = practice.fees_from_trust("250.00", WILL)
    own = practice.transfer("20.00", "1000", "1050", Kind.TRUST_OFFICE_TRANSFER, firms_own=True)
    firm.push(received, fees, own)
    assert firm.records_of(fees) == [("", "JournalEntry"), ("in", "Payment")]
    assert firm.records_of(own) == [("", "Transfer"), ("in", "Transfer")]
    firm.assert_books_agree()


def test_a_dishonoured_receipt_is_reversed_on_its_own_date_and_the_bill_is_open_again(
    firm: Firm, practice: Practice
) -> None:
    bill = practice.bill("100.00", party=BABBAGE)
    receipt = practice.receipt(str(bill.total), (bill, str(bill.total)), party=BABBAGE)
    bounced = practice.receipt(str(bill.total), party=BABBAGE, reverses=receipt.ref)
    firm.push(bill, receipt, bounced)
    assert firm.records_of(bounced) == [("", "JournalEntry"), ("settled", "Payment")]
    assert firm.in_quickbooks("Invoice")[0]["Balance"] == bill.total
    firm.assert_books_agree()


def test_a_trust_receipt_is_reversed_by_an_entry_and_never_deleted(firm: Firm, practice: Practice) -> None:
    received = practice.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    bounced = practice.trust(Kind.TRUST_RECEIPT, (WILL, "-5000.00"), reverses=received.ref)
    firm.push(received, bounced)
    assert firm.records_of(bounced) == [("", "JournalEntry")]
    firm.assert_books_agree()
