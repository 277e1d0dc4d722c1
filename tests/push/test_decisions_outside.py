"""What was handled outside is never pushed as it is; what waited for it is told, and has ways out of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from matterbooks.export import link_rows
from matterbooks.ledger.documents import Invoice, Payment
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.existing import link_existing
from matterbooks.push.outside import handle_outside
from matterbooks.push.retry import retry
from matterbooks.push.verdict import QUARANTINE
from matterbooks.store.models import Audit
from matterbooks.values import Held, LinkState, OperationState
from tests.push.office import FIRM, Office, Paper, mapping_for


def orphan(paper: Paper, number: str = "R-1") -> Payment:
    """A payment of a bill that the practice does not have."""
    return paper.payment(number, "110.00", (paper.bill("INV-OLD", "100.00"), "110.00"))


def held_orphan(office: Office, paper: Paper, number: str = "R-1") -> Payment:
    """Such a payment, posted and held."""
    payment = orphan(paper, number)
    office.post(payment)
    office.drain()
    assert office.operation(payment.ref).reason == Held.PARENT_MISSING
    return payment


def unmapped_bill_and_its_payment(office: Office, paper: Paper) -> tuple[Invoice, Payment]:
    """A bill that is held for its mapping, and a payment that waits for it."""
    whole = mapping_for(office.connect())
    office.map(replace(whole, accounts={code: id_ for code, id_ in whole.accounts.items() if code != "4000"}))
    bill = paper.bill("INV-1", "100.00")
    payment = paper.payment("R-1", "110.00", (bill, "110.00"))
    for document in (bill, payment):
        office.post(document)
    office.drain()
    assert office.operation(bill.ref).reason == Held.MAPPING
    assert office.operation(payment.ref).state == OperationState.WAITING
    return bill, payment


def test_it_stays_so_when_it_is_saved_again_and_goes_once_it_is_edited(office: Office, paper: Paper) -> None:
    payment = held_orphan(office, paper)
    with pytest.raises(DecisionRefusedError, match="reason is needed"):
        handle_outside(office.context, FIRM, [payment.ref], " ", "admin")
    handle_outside(office.context, FIRM, [payment.ref], "entered by the accountant", "admin")
    link = office.link(payment.ref)
    assert link is not None
    assert (link.state, link.quickbooks_id) == (LinkState.HANDLED_OUTSIDE, "")
    assert payment.ref not in office.ledger.locked
    for _ in range(2):
        office.post_again(payment.ref)
        office.drain()
    assert office.in_quickbooks("Payment") == []
    assert office.operation(payment.ref).state == OperationState.CANCELLED
    assert payment.ref not in office.ledger.locked
    office.post(replace(payment, allocations=(), version="2"))
    office.drain()
    assert len(office.in_quickbooks("Payment")) == 1, "edited, it is a matter for QuickBooks again"
    link = office.link(payment.ref)
    assert link is not None
    assert (link.state, link.generation) == (LinkState.LINKED, 2)


def test_edited_and_held_again_it_is_no_longer_told_as_handled_outside(office: Office, paper: Paper) -> None:
    payment = held_orphan(office, paper)
    handle_outside(office.context, FIRM, [payment.ref], "by hand", "admin")
    office.post(replace(payment, version="2"))
    office.drain()
    for _ in range(2):
        with office.store.read() as session:
            told = [row["state"] for row in link_rows(session, FIRM) if row["transaction_id"] == payment.ref.id]
        assert told == [LinkState.ENDED, OperationState.HELD]
        retry(office.context, FIRM, [row.id for row in office.held()], "admin")
        office.drain()
    assert office.operation(payment.ref).generation == 2


def test_the_audit_has_the_reason_and_the_accountants_file_the_state(office: Office, paper: Paper) -> None:
    payment = held_orphan(office, paper)
    handle_outside(office.context, FIRM, [payment.ref], "entered by the accountant", "Grace")
    with office.store.read() as session:
        row = session.scalars(select(Audit).where(Audit.event == "handled_outside")).one()
        (told,) = [row for row in link_rows(session, FIRM) if row["transaction_id"] == payment.ref.id]
    assert (row.actor, row.subject, row.detail) == (
        "Grace",
        "sales_payment R-1",
        {"reason": "entered by the accountant"},
    )
    assert (told["state"], told["quickbooks_id"], told["amount"]) == ("handled_outside", "", "110.00")


def test_several_are_decided_about_together_or_none_is(office: Office, paper: Paper) -> None:
    first, second = held_orphan(office, paper, "R-1"), held_orphan(office, paper, "R-2")
    bill = paper.bill("INV-1", "1.00")
    office.post(bill)
    office.drain()
    with pytest.raises(DecisionRefusedError, match="INV-1 is in QuickBooks"):
        handle_outside(office.context, FIRM, [first.ref, second.ref, bill.ref], "by hand", "admin")
    assert [row.host_id for row in office.held()] == ["R-1", "R-2"]
    handle_outside(office.context, FIRM, [first.ref, second.ref], "by hand", "admin")
    assert office.held() == []


def test_what_may_have_reached_quickbooks_is_not_decided_about(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-0", "1.00"))
    office.drain()
    office.trouble(kind="lose_answer", entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    with pytest.raises(DecisionRefusedError, match="is not known yet"):
        handle_outside(office.context, FIRM, [ref], "by hand", "admin")
    assert ref in office.ledger.locked
    office.clock.advance(QUARANTINE.total_seconds())
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_what_waited_for_it_is_told_and_goes_once_its_copy_is_linked(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-0", "5.00"))
    office.drain()
    (first,) = office.in_quickbooks("Invoice")
    bill, payment = unmapped_bill_and_its_payment(office, paper)
    handle_outside(office.context, FIRM, [bill.ref], "entered by hand", "admin")
    office.drain()
    child = office.operation(payment.ref)
    assert (child.state, child.reason) == (OperationState.HELD, Held.PARENT_MISSING)
    for words in ("was handled outside", "Link that record", "mark this one as handled outside too"):
        assert words in child.words
    assert payment.ref not in office.ledger.locked
    retry(office.context, FIRM, [child.id], "admin")
    office.drain()
    assert office.operation(payment.ref).state == OperationState.HELD
    line = {name: value for name, value in first["Line"][0].items() if name != "Id"} | {"Amount": 100}
    made = office.by_hand(
        "Invoice",
        {
            "CustomerRef": first["CustomerRef"],
            "Line": [line],
            "TxnDate": "2026-03-02",
            "GlobalTaxCalculation": "TaxExcluded",
        },
    )
    with pytest.raises(DecisionRefusedError, match="account 4000 is not mapped"):
        link_existing(office.context, FIRM, bill.ref, made["Id"], "admin")
    office.map(mapping_for(office.connect()))
    link_existing(office.context, FIRM, bill.ref, made["Id"], "admin")
    office.drain()
    assert office.operation(payment.ref).state == OperationState.DONE
    assert bill.ref in office.ledger.locked
    with office.store.read() as session:
        states = [row["state"] for row in link_rows(session, FIRM) if row["transaction_id"] == "INV-1"]
    assert states == [LinkState.ENDED, LinkState.LINKED]


def test_what_waited_for_it_can_be_handled_outside_as_well(office: Office, paper: Paper) -> None:
    bill, payment = unmapped_bill_and_its_payment(office, paper)
    with pytest.raises(DecisionRefusedError, match="is not held"):
        handle_outside(office.context, FIRM, [payment.ref], "entered by hand", "admin")
    handle_outside(office.context, FIRM, [bill.ref], "entered by hand", "admin")
    office.drain()
    handle_outside(office.context, FIRM, [payment.ref], "entered by hand", "admin")
    office.drain()
    assert office.held() == []
    assert office.in_quickbooks("Payment") == []


def test_removed_and_entered_anew_it_is_another_matter(office: Office, paper: Paper) -> None:
    payment = held_orphan(office, paper)
    handle_outside(office.context, FIRM, [payment.ref], "by hand", "admin")
    del office.ledger.documents[payment.ref]
    office.post_again(payment.ref)
    office.drain()
    assert office.operation(payment.ref).state == OperationState.CANCELLED
    bill = paper.bill("INV-OLD", "100.00")
    office.post(bill)
    office.post(replace(payment, version="2"))
    office.drain()
    assert office.operation(payment.ref).state == OperationState.DONE


def test_what_an_unapplied_receipt_settles_later_is_handled_outside_and_the_receipt_stays(
    office: Office, paper: Paper
) -> None:
    receipt = paper.payment("R-1", "110.00")
    office.post(receipt)
    office.drain()
    office.post(replace(orphan(paper), version="2"))
    office.drain()
    (waiting,) = office.held()
    assert (waiting.part, waiting.reason) == ("allocations", Held.PARENT_MISSING)
    handle_outside(office.context, FIRM, [receipt.ref], "applied in QuickBooks by hand", "admin")
    assert receipt.ref in office.ledger.locked
    office.post_again(receipt.ref)
    office.drain()
    assert office.held() == []
    link = office.link(receipt.ref)
    assert link is not None
    assert (link.state, link.document_version) == (LinkState.LINKED, "2")


def test_a_firm_that_is_not_connected_decides_nothing(office: Office, paper: Paper) -> None:
    payment = held_orphan(office, paper)
    del office.ledger.documents[payment.ref]
    with pytest.raises(DecisionRefusedError, match="not posted in the practice"):
        handle_outside(office.context, FIRM, [payment.ref], "by hand", "admin")
    with pytest.raises(DecisionRefusedError, match="not connected"):
        handle_outside(office.context, "another firm", [payment.ref], "by hand", "admin")
