"""An answer that is lost never makes a second record, and never loses the first."""

from __future__ import annotations

import pytest

from matterbooks.push.verdict import QUARANTINE
from matterbooks.values import OperationState
from tests.push.office import Office, Paper


def _bill_on_its_way(office: Office, paper: Paper) -> tuple[Office, Paper]:
    """Customer and item are there already, so that the next request is the invoice's."""
    office.post(paper.bill("INV-0", "1.00"))
    office.drain()
    return office, paper


def test_an_answer_lost_after_the_work_is_adopted(office: Office, paper: Paper) -> None:
    _bill_on_its_way(office, paper)
    office.trouble(kind="lose_answer", entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert office.operation(ref).state == OperationState.UNCERTAIN
    assert ref in office.ledger.locked
    assert office.drain() == 0, "nothing may be sent or asked before the request can no longer land"
    office.clock.advance(QUARANTINE.total_seconds())
    office.drain()
    link = office.link(ref)
    assert link is not None
    assert link.adopted
    assert [row["DocNumber"] for row in office.in_quickbooks("Invoice")].count("INV-1") == 1


def test_a_request_that_never_arrived_goes_again_with_the_same_bytes_and_id(office: Office, paper: Paper) -> None:
    _bill_on_its_way(office, paper)
    office.trouble(kind="drop_before", entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    office.clock.advance(QUARANTINE.total_seconds())
    office.drain()
    sent = [seen for seen in office.requests() if seen.entity == "invoice" and "INV-1" in seen.body]
    assert len(sent) == 2
    assert sent[0].requestid == sent[1].requestid
    assert sent[0].body == sent[1].body
    assert office.operation(ref).state == OperationState.DONE
    assert [row["DocNumber"] for row in office.in_quickbooks("Invoice")].count("INV-1") == 1


@pytest.mark.parametrize("entity", ["customer", "item", "payment", "creditmemo"])
def test_every_kind_of_record_survives_a_lost_answer(office: Office, paper: Paper, entity: str) -> None:
    office.trouble(kind="lose_answer", entity=entity, method="POST")
    bill, credit = paper.bill("INV-1", "100.00"), paper.credit_note("CN-1", "10.00")
    for document in (bill, credit, paper.payment("", "50.00", (bill, "50.00"))):
        office.post(document)
    for _ in range(3):
        office.drain()
        office.clock.advance(QUARANTINE.total_seconds())
    names = {"customer": "Customer", "item": "Item", "payment": "Payment", "creditmemo": "CreditMemo"}
    with office.store.read() as session:
        from matterbooks.store import outbox

        assert outbox.in_states(session, "ashgrove", [OperationState.UNCERTAIN, OperationState.READY]) == []
    made = office.in_quickbooks(names[entity])
    labels = [row.get("DisplayName") or row.get("Name") or row.get("PrivateNote") for row in made]
    assert len(labels) == len(set(labels))
    assert office.in_quickbooks("Invoice")[0]["Balance"] == 60


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_server_is_asked_and_not_believed(office: Office, paper: Paper, status: int) -> None:
    _bill_on_its_way(office, paper)
    office.trouble(kind="status", status=status, entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert office.operation(ref).state == OperationState.UNCERTAIN
    office.clock.advance(QUARANTINE.total_seconds())
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_copy_that_somebody_changed_meanwhile_waits_for_a_person_and_stays_locked(
    office: Office, paper: Paper
) -> None:
    _bill_on_its_way(office, paper)
    office.trouble(kind="lose_answer", entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    (invoice,) = [row for row in office.in_quickbooks("Invoice") if row["DocNumber"] == "INV-1"]
    office.by_hand("Invoice", {**invoice, "TxnDate": "2026-02-01"})
    office.clock.advance(QUARANTINE.total_seconds())
    office.drain()
    row = office.operation(ref)
    assert row.state == OperationState.HELD
    assert "date 2026-02-01" in row.words
    assert ref in office.ledger.locked


def test_throttling_pauses_the_company_and_nothing_is_lost(office: Office, paper: Paper) -> None:
    _bill_on_its_way(office, paper)
    office.trouble(kind="status", status=429, entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert office.operation(ref).state == OperationState.READY
    assert office.drain() == 0
    office.clock.advance(60)
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_token_that_quickbooks_no_longer_takes_is_renewed_once(office: Office, paper: Paper) -> None:
    _bill_on_its_way(office, paper)
    office.trouble(kind="token", entity="invoice", method="POST")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert office.operation(ref).state == OperationState.DONE
