"""What nobody foresaw holds up nothing else, loses nothing, and is shown to a person."""

from __future__ import annotations

import pytest

from matterbooks.ledger.documents import Document, Ref
from matterbooks.locks.locked import why_locked
from matterbooks.push.compose import compose as compose_honestly
from matterbooks.push.retry import retry
from matterbooks.values import Held, OperationState
from tests.push.office import FIRM, Office, Paper


def test_a_record_that_the_host_cannot_hand_over_is_held_and_the_others_go(
    office: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = office.post(paper.bill("INV-1", "100.00")), office.post(paper.bill("INV-2", "100.00"))
    honest = office.ledger.document

    def document(session: object, ref: Ref) -> Document | None:
        if ref == bad:
            raise ZeroDivisionError
        return honest(session, ref)  # type: ignore[arg-type]

    monkeypatch.setattr(office.ledger, "document", document)
    office.drain()
    row = office.operation(bad)
    assert (row.state, row.reason) == (OperationState.HELD, Held.REFUSED)
    assert "ZeroDivisionError" in row.words
    assert office.operation(good).state == OperationState.DONE
    monkeypatch.setattr(office.ledger, "document", honest)
    retry(office.context, FIRM, [row.id], "admin")
    office.drain()
    assert office.operation(bad).state == OperationState.DONE


def test_an_operation_that_fails_in_our_own_code_is_set_aside(
    office: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = office.post(paper.bill("INV-1", "100.00")), office.post(paper.bill("INV-2", "100.00"))

    def compose(context, desk, row):  # type: ignore[no-untyped-def]
        if row.host_id == bad.id:
            raise ZeroDivisionError
        return compose_honestly(context, desk, row)

    monkeypatch.setattr("matterbooks.push.pump.compose", compose)
    office.drain()
    assert office.operation(bad).state == OperationState.HELD
    assert office.operation(good).state == OperationState.DONE
    assert bad not in office.ledger.locked


def test_a_payment_whose_bill_went_back_to_draft_is_told_so_and_goes_when_the_bill_comes(
    office: Office, paper: Paper
) -> None:
    office.trouble(kind="fault", code="6000", entity="customer", method="POST")
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    payment = office.post(paper.payment("R-1", "50.00", (bill, "50.00")))
    office.drain()
    assert office.operation(payment).state == OperationState.WAITING
    del office.ledger.documents[bill.ref]
    office.post_again(bill.ref)
    office.drain()
    row = office.operation(payment)
    assert (row.state, row.reason) == (OperationState.HELD, Held.PARENT_MISSING)
    others = [operation.id for operation in office.held() if operation.id != row.id]
    retry(office.context, FIRM, others, "admin")
    office.post(bill)
    office.drain()
    assert office.operation(payment).state == OperationState.DONE


def test_a_record_that_quickbooks_may_hold_stays_locked_and_is_not_sent_anew(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-0", "1.00"))
    office.drain()
    office.trouble(kind="lose_answer", entity="invoice", method="POST")
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    (invoice,) = [row for row in office.in_quickbooks("Invoice") if row["DocNumber"] == "INV-1"]
    office.by_hand("Invoice", {**invoice, "TxnDate": "2026-02-01"})
    office.clock.advance(160)
    office.drain()
    assert office.operation(ref).outcome_unknown
    with office.store.read() as session:
        assert why_locked(session, ref, office.clock())
    office.post(bill)
    office.drain()
    assert office.operation(ref).state == OperationState.HELD
    assert [row["DocNumber"] for row in office.in_quickbooks("Invoice")].count("INV-1") == 1
