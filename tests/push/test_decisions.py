"""What a person decides stands in the audit, and whatever waited for it goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matterbooks.push.confirming import confirm_new
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.existing import link_existing
from matterbooks.push.outside import handle_outside
from matterbooks.push.retry import retry
from matterbooks.store import audit
from matterbooks.values import Held, LinkState, OperationState
from tests.push.office import FIRM, Office, Paper, mapping_for

OLD = date(2025, 12, 1)


def events(office: Office) -> set[str]:
    """What stands in the audit."""
    with office.store.read() as session:
        audit.verify(session, FIRM)
        return {row.event for row in audit.recent(session, FIRM, 20)}


def test_an_old_bill_that_is_posted_again_waits_until_somebody_says_that_it_is_new(
    office: Office, paper: Paper
) -> None:
    ref = office.post(paper.bill("INV-1", "100.00", day=OLD))
    office.drain()
    row = office.operation(ref)
    assert (row.state, row.reason) == (OperationState.HELD, Held.BEFORE_START_UNCONFIRMED)
    assert "2026-01-01" in row.words
    assert office.in_quickbooks("Invoice") == []
    retry(office.context, FIRM, [row.id], "admin")
    office.drain()
    assert office.operation(ref).state == OperationState.HELD, "trying again says nothing of the opening balances"
    assert confirm_new(office.context, FIRM, [row.id], "admin") == 1
    office.drain()
    assert office.operation(ref).state == OperationState.DONE
    assert "not_in_opening_balances" in events(office)


def test_an_old_bill_that_is_partly_paid_waits_for_its_payments_to_be_removed(office: Office, paper: Paper) -> None:
    bill = replace(paper.bill("INV-1", "100.00", day=OLD), open_balance=Decimal("60.00"))
    ref = office.post(bill)
    office.drain()
    assert "Remove its payments" in office.operation(ref).words
    confirm_new(office.context, FIRM, [office.operation(ref).id], "admin")
    office.drain()
    assert office.operation(ref).state == OperationState.HELD
    office.post(replace(bill, open_balance=bill.total, version="2"))
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_the_firm_says_from_which_day_its_books_begin(office: Office, paper: Paper) -> None:
    office.map(replace(mapping_for(office.connect()), opening_date=OLD))
    ref = office.post(paper.bill("INV-1", "100.00", day=OLD))
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_payment_whose_bill_is_not_there_is_handled_outside_and_never_sent_as_it_is(
    office: Office, paper: Paper
) -> None:
    bill = paper.bill("INV-OLD", "100.00")
    payment = paper.payment("R-1", "110.00", (bill, "110.00"))
    office.post(payment)
    office.drain()
    with pytest.raises(DecisionRefusedError, match="reason is needed"):
        handle_outside(office.context, FIRM, [payment.ref], " ", "admin")
    handle_outside(office.context, FIRM, [payment.ref], "entered by the accountant", "admin")
    link = office.link(payment.ref)
    assert link is not None
    assert (link.state, link.quickbooks_id) == (LinkState.HANDLED_OUTSIDE, "")
    assert payment.ref not in office.ledger.locked
    office.post_again(payment.ref)
    office.drain()
    assert office.in_quickbooks("Payment") == []
    assert office.operation(payment.ref).state == OperationState.CANCELLED
    assert "handled_outside" in events(office)
    office.post(replace(payment, allocations=(), version="2"))
    office.drain()
    assert len(office.in_quickbooks("Payment")) == 1, "edited, it is a matter for QuickBooks again"


def test_a_bill_from_before_is_linked_to_what_quickbooks_has_and_its_payment_goes(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-0", "5.00"))
    office.drain()
    (first,) = office.in_quickbooks("Invoice")
    bill = paper.bill("INV-OLD", "100.00")
    before = office.post(replace(bill, posted_at=bill.posted_at.replace(year=2025)))
    payment = paper.payment("R-1", "110.00", (bill, "110.00"))
    office.post(payment)
    office.drain()
    assert office.operation(payment.ref).reason == Held.PARENT_MISSING
    line = {**first["Line"][0], "Amount": 100}
    line = {key: value for key, value in line.items() if key != "Id"}
    by_hand = {
        "CustomerRef": first["CustomerRef"],
        "Line": [line],
        "TxnDate": "2026-03-02",
        "GlobalTaxCalculation": "TaxExcluded",
    }
    made = office.by_hand("Invoice", by_hand)
    with pytest.raises(DecisionRefusedError, match=r"amount 5\.50 instead of 110\.00"):
        link_existing(office.context, FIRM, before, first["Id"], "admin")
    with pytest.raises(DecisionRefusedError, match="has no Invoice 99999"):
        link_existing(office.context, FIRM, before, "99999", "admin")
    link_existing(office.context, FIRM, before, made["Id"], "admin")
    office.drain()
    assert office.operation(payment.ref).state == OperationState.DONE
    balances = {row["Id"]: row["Balance"] for row in office.in_quickbooks("Invoice")}
    assert balances[made["Id"]] == 0
    assert "linked_to_existing" in events(office)
    other = paper.bill("INV-TWIN", "100.00")
    office.post(replace(other, posted_at=other.posted_at.replace(year=2025)))
    office.drain()
    with pytest.raises(DecisionRefusedError, match="is the copy of sales invoice INV-OLD"):
        link_existing(office.context, FIRM, other.ref, made["Id"], "admin")


def test_what_quickbooks_has_is_not_decided_about(office: Office, paper: Paper) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    with pytest.raises(DecisionRefusedError, match="Nothing waits for you"):
        handle_outside(office.context, FIRM, [ref], "by hand", "admin")
