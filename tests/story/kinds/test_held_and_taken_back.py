"""What cannot go is held with its reason; what was half done is taken back or shown; what was removed is deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from matterbooks.ledger.documents import Posting
from matterbooks.push.retry import retry
from matterbooks.values import Held, Kind, LinkState, OperationState
from tests.push.office import FIRM
from tests.story.kinds.countries import AU
from tests.story.kinds.firm import ADA, BABBAGE, COURT, PRINTER, WILL, Firm
from tests.story.kinds.practice import Practice


def held(firm: Firm) -> list[tuple[str, str]]:
    """(reason, words) of whatever waits for a person."""
    return [(row.reason, row.words) for row in firm.held()]


def test_a_transfer_whose_second_half_is_refused_is_taken_back_and_posts_whole_after_a_retry(
    au_firm: Firm, au: Practice
) -> None:
    au_firm.trouble(kind="fault", code="6000", entity="transfer", method="POST", after=1)
    moved = au.transfer("750.00", "1000", "1010")
    ref = au_firm.post(moved)
    au_firm.drain()
    assert au_firm.in_quickbooks("Transfer") == []
    (waiting,) = au_firm.held()
    assert (waiting.part, waiting.reason) == ("in", Held.REFUSED)
    assert "taken back" in waiting.words
    assert ref not in au_firm.ledger.locked
    retry(au_firm.context, FIRM, [waiting.id], "admin")
    au_firm.drain()
    assert au_firm.records_of(moved) == [("", "Transfer"), ("in", "Transfer")]
    au_firm.assert_books_agree()


def test_half_a_transfer_that_cannot_be_taken_back_is_shown_as_such_and_stays_locked(
    au_firm: Firm, au: Practice
) -> None:
    au_firm.trouble(kind="fault", code="6000", entity="transfer", method="POST", after=1, times=2)
    ref = au_firm.post(au.transfer("750.00", "1000", "1010"))
    au_firm.drain()
    reasons = {row.part: row.reason for row in au_firm.held() if row.action == "create"}
    assert reasons == {"in": Held.HALF_TRANSFER}
    assert ref in au_firm.ledger.locked
    assert len(au_firm.in_quickbooks("Transfer")) == 1


def test_a_payment_out_of_trust_of_which_only_the_trust_leg_went_through_is_shown_and_never_taken_back(
    au_firm: Firm, au: Practice
) -> None:
    bill = au.bill("100.00", matter=WILL)
    au_firm.push(au.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00")), bill)
    au_firm.trouble(kind="fault", code="6000", entity="payment", method="POST")
    paid = au.from_trust(str(bill.total), (bill, str(bill.total)), matter=WILL)
    ref = au_firm.post(paid)
    au_firm.drain()
    (waiting,) = au_firm.held()
    assert (waiting.part, waiting.reason) == ("", Held.HALF_TRANSFER)
    assert "JournalEntry" in waiting.words
    assert ref in au_firm.ledger.locked
    retry(au_firm.context, FIRM, [waiting.id], "admin")
    au_firm.drain()
    assert au_firm.records_of(paid) == [("trust", "JournalEntry"), ("", "Payment")]
    au_firm.assert_books_agree()


def test_trust_money_without_a_matter_is_held_until_it_names_one(au_firm: Firm, au: Practice) -> None:
    moved = au.transfer("250.00", "1050", "1000", Kind.TRUST_OFFICE_TRANSFER)
    au_firm.post(moved)
    au_firm.drain()
    ((reason, words),) = held(au_firm)
    assert reason == Held.TRUST_WITHOUT_MATTER
    assert "matter" in words
    assert au_firm.requests()[-1].method == "GET" or not au_firm.in_quickbooks("Transfer")
    au_firm.push(replace(moved, firms_own=True, version="2"))
    au_firm.assert_books_agree()


def test_without_trust_only_the_business_leg_of_a_transfer_goes_and_a_payment_out_of_trust_is_a_payment(
    make_firm: Callable[..., Firm], au: Practice
) -> None:
    firm = make_firm(AU, trust=False)
    bill = au.bill("100.00")
    paid = au.from_trust(str(bill.total), (bill, str(bill.total)), matter=WILL)
    own = au.transfer("20.00", "1050", "1000", Kind.TRUST_OFFICE_TRANSFER, firms_own=True)
    receipt = au.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    firm.push(bill, paid, own)
    ref = firm.post(receipt)
    firm.drain()
    assert (firm.operation(ref).state, firm.operation(ref).reason) == (OperationState.SKIPPED, "switch_off")
    assert firm.records_of(paid) == [("", "Payment")]
    assert firm.records_of(own) == [("", "Transfer")]
    clearing = firm.mapping.bank_transfers_account
    assert firm.quickbooks()[clearing, ""] == -20


def test_a_supplier_paid_straight_from_trust_is_held_until_it_shows_who_owes_whom(au_firm: Firm, au: Practice) -> None:
    bought = au.supplier_bill("100.00")
    au_firm.push(bought)
    au_firm.post(au.paid(str(bought.total), (bought, str(bought.total)), account="1050"))
    au_firm.drain()
    ((reason, words),) = held(au_firm)
    assert (reason, "who owes whom" in words) == (Held.REFUSED, True)


def test_a_receipt_of_which_the_practice_put_a_part_into_trust_is_held(au_firm: Firm, au: Practice) -> None:
    bill = au.bill("100.00")
    au_firm.push(bill)
    receipt = au.receipt("150.00", (bill, str(bill.total)))
    mixed = (
        Posting("1000", receipt.amount),
        Posting("1200", -bill.total, ADA),
        Posting("2300", bill.total - receipt.amount, ADA, WILL),
    )
    au_firm.post(replace(receipt, postings=mixed))
    au_firm.drain()
    ((reason, _),) = held(au_firm)
    assert reason == Held.POSTINGS_DIFFER


def test_a_deposit_into_the_trust_bank_is_a_trust_transaction_and_names_the_client(au_firm: Firm, au: Practice) -> None:
    deposit = au.entry(Kind.BANK_DEPOSIT, ("1050", "70.00", None), ("2300", "-70.00", ADA))
    nobody = au.entry(Kind.BANK_DEPOSIT, ("1050", "5.00", None), ("2300", "-5.00", None))
    au_firm.push(deposit)
    au_firm.post(nobody)
    au_firm.drain()
    ((reason, words),) = held(au_firm)
    assert (reason, "which client" in words) == (Held.TRUST_WITHOUT_MATTER, True)
    au_firm.assert_books_agree(without=[nobody])


def test_other_deposits_and_journals_stay_behind_with_the_reason(au_firm: Firm, au: Practice) -> None:
    journal = au.entry(Kind.GENERAL_JOURNAL, ("6200", "70.00", None), ("1000", "-70.00", None))
    ref = au_firm.post(journal)
    au_firm.drain()
    assert (au_firm.operation(ref).state, au_firm.operation(ref).reason) == (
        OperationState.SKIPPED,
        "never_pushed_kind",
    )


def test_an_unpaid_bill_that_is_removed_in_the_practice_is_deleted_in_quickbooks(au_firm: Firm, au: Practice) -> None:
    bill, bought = au.bill("100.00"), au.supplier_bill("30.00")
    moved = au.transfer("10.00", "1000", "1010")
    au_firm.push(bill, bought, moved)
    for document in (bill, bought, moved):
        del au_firm.ledger.documents[document.ref]
        au_firm.post_again(document.ref)
    au_firm.drain()
    assert [au_firm.in_quickbooks(entity) for entity in ("Invoice", "Bill", "Transfer")] == [[], [], []]
    assert au_firm.ledger.locked == {}
    au_firm.assert_books_agree()


def test_a_paid_bill_that_is_removed_is_held_and_its_copy_stays(au_firm: Firm, au: Practice) -> None:
    bill = au.bill("100.00")
    au_firm.push(bill, au.receipt("50.00", (bill, "50.00")))
    del au_firm.ledger.documents[bill.ref]
    au_firm.post_again(bill.ref)
    au_firm.drain()
    ((reason, words),) = held(au_firm)
    assert (reason, "is paid" in words) == (Held.REFUSED, True)
    assert len(au_firm.in_quickbooks("Invoice")) == 1
    (link,) = au_firm.links_of(bill.ref)
    assert link.state == LinkState.LINKED


def test_trust_money_that_is_removed_is_never_deleted(au_firm: Firm, au: Practice) -> None:
    received = au.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    au_firm.push(received)
    del au_firm.ledger.documents[received.ref]
    au_firm.post_again(received.ref)
    au_firm.drain()
    ((_, words),) = held(au_firm)
    assert "reverse it" in words
    assert len(au_firm.in_quickbooks("Deposit")) == 1


def test_a_removed_bill_that_is_posted_again_is_the_next_generation(au_firm: Firm, au: Practice) -> None:
    moved = au.transfer("10.00", "1000", "1010")
    au_firm.push(moved)
    del au_firm.ledger.documents[moved.ref]
    au_firm.post_again(moved.ref)
    au_firm.drain()
    au_firm.push(replace(moved, version="2"))
    assert {link.generation for link in au_firm.links_of(moved.ref)} == {2}
    assert len(au_firm.in_quickbooks("Transfer")) == 2
    au_firm.assert_books_agree()


def test_a_receipt_that_settles_more_than_before_is_changed_and_not_posted_again(au_firm: Firm, au: Practice) -> None:
    one, other = au.bill("100.00"), au.bill("50.00")
    receipt = au.receipt("500.00", (one, str(one.total)))
    au_firm.push(one, other, receipt)
    more = au.receipt("500.00", (one, str(one.total)), (other, str(other.total)))
    au_firm.push(replace(receipt, allocations=more.allocations, version="2"))
    (payment,) = au_firm.in_quickbooks("Payment")
    assert payment["UnappliedAmt"] == 500 - one.total - other.total
    assert {invoice["Balance"] for invoice in au_firm.in_quickbooks("Invoice")} == {0}
    au_firm.assert_books_agree()


def test_a_bill_paid_in_quickbooks_already_leaves_its_payment_to_a_person(au_firm: Firm, au: Practice) -> None:
    bought = au.supplier_bill("100.00")
    au_firm.push(bought)
    (bill,) = au_firm.in_quickbooks("Bill")
    by_hand = {
        "VendorRef": bill["VendorRef"],
        "TotalAmt": bill["TotalAmt"],
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": {"value": "35"}},
        "Line": [{"Amount": bill["TotalAmt"], "LinkedTxn": [{"TxnId": bill["Id"], "TxnType": "Bill"}]}],
    }
    au_firm.by_hand("BillPayment", by_hand)
    ref = au_firm.post(au.paid(str(bought.total), (bought, str(bought.total))))
    au_firm.drain()
    row = au_firm.operation(ref)
    assert row.state in (OperationState.UNCERTAIN, OperationState.HELD)
    assert row.state == OperationState.UNCERTAIN or row.outcome_unknown
    assert ref in au_firm.ledger.locked


def test_two_suppliers_may_number_their_invoices_alike_and_one_supplier_may_not(au_firm: Firm, au: Practice) -> None:
    theirs = au.supplier_bill("100.00")
    other = replace(au.supplier_bill("30.00", party=PRINTER), number=theirs.number)
    again = replace(au.supplier_bill("40.00"), number=theirs.number)
    au_firm.push(theirs, other)
    assert [bill["DocNumber"] for bill in au_firm.in_quickbooks("Bill")] == [theirs.number] * 2
    au_firm.post(again)
    au_firm.drain()
    ((_, words),) = held(au_firm)
    assert "number" in words
    au_firm.assert_books_agree(without=[again])


def test_a_supplier_who_is_a_client_too_has_both_names(au_firm: Firm, au: Practice) -> None:
    au_firm.push(au.bill("100.00", party=BABBAGE), au.supplier_bill("30.00", party=BABBAGE))
    customers = [row["DisplayName"] for row in au_firm.in_quickbooks("Customer") if "Babbage" in row["DisplayName"]]
    vendors = [row["DisplayName"] for row in au_firm.in_quickbooks("Vendor") if "Babbage" in row["DisplayName"]]
    assert len(customers) == len(vendors) == 1
    assert customers != vendors
    au_firm.assert_books_agree()


def test_a_closed_period_holds_every_kind_before_anything_is_sent(au_firm: Firm, au: Practice) -> None:
    preferences = au_firm.in_quickbooks("Preferences")[0]
    books = {**preferences["AccountingInfoPrefs"], "BookCloseDate": "2026-03-31"}
    au_firm.by_hand("Preferences", {**preferences, "AccountingInfoPrefs": books})
    au_firm.connect()
    documents = (
        au.bill("1.00"),
        au.supplier_bill("1.00", party=PRINTER),
        au.transfer("1.00", "1000", "1010"),
        au.trust(Kind.TRUST_RECEIPT, (WILL, "1.00")),
    )
    for document in documents:
        au_firm.post(document)
    au_firm.drain()
    assert [reason for reason, _ in held(au_firm)] == [Held.PERIOD] * 4
    assert au_firm.in_quickbooks("Vendor") == []
    assert COURT.name not in {row["DisplayName"] for row in au_firm.in_quickbooks("Customer")}
