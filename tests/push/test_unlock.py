"""An administrator unlocks a linked record, says what becomes of the QuickBooks copy, edits and posts it again."""

from __future__ import annotations

import pytest

from matterbooks.ledger.documents import Ref
from matterbooks.locks.unlock import UnlockRefusedError, plan_unlock, unlock
from matterbooks.store import audit
from matterbooks.values import LinkState, OperationState
from tests.push.office import FIRM, Office, Paper, edited


def _link_id(office: Office, ref: Ref) -> int:
    link = office.link(ref)
    assert link is not None
    return link.id


def test_deleted_edited_and_posted_again_it_is_pushed_as_the_next_generation(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    unlock(office.context, FIRM, [_link_id(office, ref)], "delete", "wrong hours", "admin")
    assert ref in office.ledger.locked, "it is given back only after its copy is gone"
    office.drain()
    assert office.in_quickbooks("Invoice") == []
    assert ref not in office.ledger.locked
    office.post(edited(bill, "INV-1", "90.00"))
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    assert invoice["TotalAmt"] == 99
    link = office.link(ref)
    assert link is not None
    assert (link.generation, link.state) == (2, LinkState.LINKED)
    assert ref in office.ledger.locked


def test_a_copy_that_somebody_deleted_already_hinders_nobody(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    office.by_hand("Invoice?operation=delete", {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"]})
    unlock(office.context, FIRM, [_link_id(office, ref)], "delete", "deleted there", "admin")
    office.drain()
    assert office.held() == []
    assert ref not in office.ledger.locked
    office.post(edited(bill, "INV-1", "90.00"))
    office.drain()
    assert [each["TotalAmt"] for each in office.in_quickbooks("Invoice")] == [99]


def test_kept_it_is_given_back_at_once_and_another_number_is_demanded(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    plan = plan_unlock(office.context, FIRM, [_link_id(office, ref)], "keep")
    assert "Two copies will exist" in plan.steps[0].words
    unlock(office.context, FIRM, [_link_id(office, ref)], "keep", "client asked", "admin")
    assert ref not in office.ledger.locked
    office.post(edited(bill, "INV-1", "90.00"))
    office.drain()
    row = office.operation(ref)
    assert row.state == OperationState.HELD
    assert "another number" in row.words
    office.post(edited(bill, "INV-1a", "90.00"))
    office.drain()
    assert sorted(each["DocNumber"] for each in office.in_quickbooks("Invoice")) == ["INV-1", "INV-1a"]


def test_a_paid_bill_is_not_deleted_without_its_payment(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    payment = paper.payment("R-1", "110.00", (bill, "110.00"))
    office.post(bill)
    office.post(payment)
    office.drain()
    with pytest.raises(UnlockRefusedError, match="paid or credited in QuickBooks by sales payment R-1"):
        unlock(office.context, FIRM, [_link_id(office, bill.ref)], "delete", "wrong", "admin")
    both = [_link_id(office, bill.ref), _link_id(office, payment.ref)]
    unlock(office.context, FIRM, both, "delete", "wrong", "admin")
    office.drain()
    assert office.in_quickbooks("Invoice") == []
    assert office.in_quickbooks("Payment") == []
    assert office.ledger.locked == {}


def test_a_bill_that_was_paid_in_quickbooks_by_hand_is_not_deleted(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    line = {"Amount": 110, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    body = {"CustomerRef": invoice["CustomerRef"], "TotalAmt": 110, "Line": [line]}
    office.by_hand("Payment", body)
    unlock(office.context, FIRM, [_link_id(office, ref)], "delete", "wrong", "admin")
    office.drain()
    link = office.link(ref)
    assert link is not None
    assert link.state == LinkState.LINKED
    assert ref in office.ledger.locked
    assert len(office.in_quickbooks("Invoice")) == 1


def test_a_deletion_whose_answer_was_lost_is_not_done_twice(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    office.trouble(kind="lose_answer", entity="invoice", contains='"Id"')
    unlock(office.context, FIRM, [_link_id(office, ref)], "delete", "wrong", "admin")
    office.drain()
    assert ref in office.ledger.locked
    office.clock.advance(160)
    office.drain()
    link = office.link(ref)
    assert link is not None
    assert (link.state, link.ended_how) == (LinkState.ENDED, "deleted")
    assert ref not in office.ledger.locked


def test_unlocking_needs_a_reason_and_leaves_its_line_in_the_audit(office: Office, paper: Paper) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    with pytest.raises(UnlockRefusedError, match="reason"):
        unlock(office.context, FIRM, [_link_id(office, ref)], "keep", "  ", "admin")
    unlock(office.context, FIRM, [_link_id(office, ref)], "keep", "client asked", "admin")
    with office.store.read() as session:
        events = [row.event for row in audit.recent(session, FIRM, 10)]
        audit.verify(session, FIRM)
    assert "unlocked_keep" in events
