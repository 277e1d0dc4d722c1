"""A posted record arrives in QuickBooks once, with the practice's own figures, and is locked."""

from __future__ import annotations

from decimal import Decimal

from matterbooks.values import LinkState, OperationState
from tests.push.office import BABBAGE, Office, Paper


def test_a_posted_bill_becomes_one_invoice_and_is_locked(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "1000.00", "250.50")
    ref = office.post(bill)
    assert office.ledger.locked[ref] == "It is on its way to QuickBooks Online."
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    assert invoice["DocNumber"] == "INV-1"
    assert invoice["TotalAmt"] == Decimal("1375.55")
    link = office.link(ref)
    assert link is not None
    assert (link.state, link.quickbooks_id) == (LinkState.LINKED, invoice["Id"])
    assert office.ledger.locked[ref] == "It is in QuickBooks Online."


def test_posting_the_same_bill_twice_sends_it_once(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    office.post(bill)
    office.drain()
    office.post(bill)
    office.drain()
    assert len(office.in_quickbooks("Invoice")) == 1


def test_a_client_and_an_item_are_made_once_for_many_bills(office: Office, paper: Paper) -> None:
    for number in range(3):
        office.post(paper.bill(f"INV-{number}", "100.00"))
    office.drain()
    names = [row["DisplayName"] for row in office.in_quickbooks("Customer")]
    assert names.count("Ada Lovelace") == 1
    assert len(office.in_quickbooks("Invoice")) == 3


def test_a_payment_waits_for_its_invoice_and_settles_part_of_it(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    office.post(paper.payment("R-1", "60.00", (bill, "60.00")))
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    (payment,) = office.in_quickbooks("Payment")
    assert invoice["Balance"] == Decimal("50.00")
    assert payment["UnappliedAmt"] == 0


def test_one_payment_settles_several_invoices_and_leaves_the_rest_unapplied(office: Office, paper: Paper) -> None:
    first, second = paper.bill("INV-1", "100.00"), paper.bill("INV-2", "200.00")
    office.post(first)
    office.post(second)
    office.post(paper.payment("R-1", "400.00", (first, "110.00"), (second, "220.00")))
    office.drain()
    assert [row["Balance"] for row in office.in_quickbooks("Invoice")] == [0, 0]
    assert office.in_quickbooks("Payment")[0]["UnappliedAmt"] == Decimal("70.00")


def test_a_credit_note_set_against_a_bill_reduces_it(office: Office, paper: Paper) -> None:
    bill, credit = paper.bill("INV-1", "100.00"), paper.credit_note("CN-1", "40.00")
    for document in (bill, credit, paper.applied("A-1", credit, (bill, "44.00"))):
        office.post(document)
    office.drain()
    assert office.in_quickbooks("Invoice")[0]["Balance"] == Decimal("66.00")
    assert office.in_quickbooks("CreditMemo")[0]["RemainingCredit"] == 0


def test_what_is_never_pushed_is_skipped_with_its_reason_and_not_locked(office: Office, paper: Paper) -> None:
    ref = office.post(paper.journal("J-1", "10.00"))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.SKIPPED, "never_pushed_kind")
    assert ref not in office.ledger.locked


def test_the_ledgers_agree_after_everything_was_pushed(office: Office, paper: Paper) -> None:
    bill, other = paper.bill("INV-1", "100.00"), paper.bill("INV-2", "99.95", party=BABBAGE)
    credit = paper.credit_note("CN-1", "40.00")
    payment = paper.payment("R-1", "60.00", (bill, "60.00"))
    for document in (bill, other, credit, payment):
        office.post(document)
    office.drain()
    company = office.sandbox.company(office.realm)
    mapped = {"1000": "Bank", "1200": "Accounts Receivable", "4000": "Income"}
    for code, kind in mapped.items():
        posted = sum(
            (each.amount for doc in office.ledger.documents.values() for each in doc.postings if each.account == code),
            Decimal(0),
        )
        account_ids = {row["Id"] for row in company.accounts() if row["AccountType"] == kind}
        cents = sum(line.cents for line in company.journal() if line.account_id in account_ids)
        assert cents == posted * 100, code
