"""What cannot go is held with its reason before anything is sent, unlocked, and released by the mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from matterbooks.ledger.documents import Posting
from matterbooks.push.retry import release_mapping, retry
from matterbooks.values import Held, OperationState
from tests.push.office import ADA, FIRM, Office, Paper, mapping_for


def test_a_bill_on_an_unmapped_account_is_held_by_name_and_released_by_the_mapping(
    unmapped_office: Office, paper: Paper
) -> None:
    office = unmapped_office
    whole = mapping_for(office.connect())
    office.map(replace(whole, accounts={code: id_ for code, id_ in whole.accounts.items() if code != "4000"}))
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.HELD, Held.MAPPING)
    assert "4000 Fees" in row.words
    assert ref not in office.ledger.locked
    assert office.in_quickbooks("Invoice") == []
    office.map(whole)
    assert release_mapping(office.context, FIRM, "admin") == 1
    assert ref in office.ledger.locked
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_payment_of_an_invoice_that_is_not_there_names_the_ways_out(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-OLD", "100.00")
    ref = office.post(paper.payment("R-1", "110.00", (bill, "110.00")))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.HELD, Held.PARENT_MISSING)
    for way in ("back to draft", "link it", "handled outside"):
        assert way in row.words


def test_a_closed_period_holds_before_anything_is_sent(office: Office, paper: Paper) -> None:
    preferences = office.in_quickbooks("Preferences")[0]
    books = {**preferences["AccountingInfoPrefs"], "BookCloseDate": "2026-02-28"}
    office.by_hand("Preferences", {**preferences, "AccountingInfoPrefs": books})
    office.connect()
    ref = office.post(paper.bill("INV-1", "100.00", day=date(2026, 2, 27)))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.HELD, Held.PERIOD)
    assert "2026-02-28" in row.words
    assert office.in_quickbooks("Invoice") == []


def test_postings_that_quickbooks_would_make_differently_are_held(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    first, *rest = bill.postings
    wrong = replace(bill, postings=(*rest, Posting(first.account, first.amount - 1, first.party)))
    ref = office.post(wrong)
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.HELD, Held.POSTINGS_DIFFER)
    assert office.in_quickbooks("Invoice") == []


def test_a_refusal_says_intuits_code_unlocks_and_is_sent_anew_after_a_retry(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-0", "1.00"))
    office.drain()
    office.trouble(kind="fault", code="6000", entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason, row.code) == (OperationState.HELD, Held.REFUSED, "6000")
    assert ref not in office.ledger.locked
    assert retry(office.context, FIRM, [row.id], "admin") == 1
    office.drain()
    assert office.operation(ref).state == OperationState.DONE
    ids = [seen.requestid for seen in office.requests() if "INV-1" in seen.body]
    assert len(set(ids)) == 2, "bytes that were refused for good are not replayed under their old id"


def test_a_number_that_quickbooks_has_already_waits_for_a_person(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    by_hand = {key: invoice[key] for key in ("CustomerRef", "Line", "TxnDate", "GlobalTaxCalculation")}
    office.by_hand("Invoice", {**by_hand, "DocNumber": "INV-2"})
    ref = office.post(paper.bill("INV-2", "100.00"))
    office.drain()
    row = office.operation(ref)
    assert row.state == OperationState.HELD
    assert "number" in row.words
    assert [each["DocNumber"] for each in office.in_quickbooks("Invoice")].count("INV-2") == 1


def test_a_client_whose_name_a_supplier_bears_gets_a_name_of_its_own(office: Office, paper: Paper) -> None:
    office.by_hand("Vendor", {"DisplayName": "Ada Lovelace"})
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert office.operation(ref).state == OperationState.DONE
    (customer,) = [row for row in office.in_quickbooks("Customer") if row["DisplayName"].startswith("Ada")]
    assert customer["DisplayName"] == "Ada Lovelace (c1)"


def test_a_client_that_is_a_customer_already_is_used_as_it_is(office: Office, paper: Paper) -> None:
    office.by_hand("Customer", {"DisplayName": "Ada Lovelace"})
    office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert [row["DisplayName"] for row in office.in_quickbooks("Customer")].count("Ada Lovelace") == 1
    assert len(office.in_quickbooks("Invoice")) == 1


def test_two_clients_of_one_name_keep_a_customer_each(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-1", "100.00"))
    office.post(paper.bill("INV-2", "100.00", party=replace(ADA, id="c9")))
    office.drain()
    assert len({row["CustomerRef"]["value"] for row in office.in_quickbooks("Invoice")}) == 2


def test_a_bill_taken_back_to_draft_before_it_was_sent_is_not_sent(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    del office.ledger.documents[bill.ref]
    office.drain()
    assert office.in_quickbooks("Invoice") == []
    assert bill.ref not in office.ledger.locked


def test_what_was_posted_before_the_connection_began_stays_behind(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(replace(bill, posted_at=bill.posted_at.replace(year=2025)))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.SKIPPED, "before_start")


def test_what_was_posted_while_the_switch_was_off_stays_behind_with_that_reason(office: Office, paper: Paper) -> None:
    whole = mapping_for(office.connect())
    office.clock.advance(60)
    office.map(replace(whole, switches=frozenset()))
    office.clock.advance(60)
    ref = office.post(paper.bill("INV-1", "100.00"))
    assert ref not in office.ledger.locked
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.SKIPPED, "switch_off")
