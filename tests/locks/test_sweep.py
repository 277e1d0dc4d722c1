"""The sweep finds what was saved past both nets: it enqueues what is missing and reports what changed under a lock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from matterbooks.locks import sweep as sweeping
from matterbooks.locks.sweep import SweepReport, sweep
from matterbooks.locks.unlock import unlock
from matterbooks.values import OperationState
from tests.push.office import FIRM, Office, Paper, edited


def _sweep(office: Office) -> SweepReport:
    return sweep(office.context, FIRM)


def test_where_nothing_passed_the_nets_nothing_is_found(office: Office, paper: Paper) -> None:
    office.post(paper.bill("INV-1", "100.00"))
    office.post(paper.journal("J-1", "5.00"))
    assert _sweep(office) == SweepReport(2, (), ()), "saved and not planned yet"
    office.drain()
    assert _sweep(office) == SweepReport(2, (), ()), "pushed and skipped"


def test_a_bill_that_nobody_told_us_of_is_locked_and_pushed(office: Office, paper: Paper) -> None:
    ref = office.ledger.put(paper.bill("INV-1", "100.00"))
    office.drain()
    assert office.in_quickbooks("Invoice") == []
    assert _sweep(office).enqueued == (ref,)
    assert office.ledger.locked[ref] == "It is on its way to QuickBooks Online."
    assert _sweep(office).enqueued == (), "once is enough"
    office.drain()
    assert [row["DocNumber"] for row in office.in_quickbooks("Invoice")] == ["INV-1"]


def test_a_held_record_that_was_edited_past_us_is_planned_anew(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    unmapped = replace(bill, lines=(replace(bill.lines[0], account="9999"),))
    ref = office.post(unmapped)
    office.drain()
    assert office.operation(ref).state == OperationState.HELD
    office.ledger.put(replace(bill, version="2"))
    assert _sweep(office).enqueued == (ref,)
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_record_that_changed_under_its_lock_is_reported_and_left_as_it_is(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    office.ledger.put(edited(bill, "INV-1", "90.00"))
    report = _sweep(office)
    assert [each.ref for each in report.changed] == [ref]
    assert "INV-1 was changed although it is locked: Invoice" in report.changed[0].words
    assert report.enqueued == ()
    office.drain()
    assert office.in_quickbooks("Invoice")[0]["TotalAmt"] == 110


def test_a_record_that_was_removed_under_its_lock_is_reported(office: Office, paper: Paper) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    del office.ledger.documents[ref]
    (changed,) = _sweep(office).changed
    assert changed.ref == ref
    assert "was removed although it is locked" in changed.words


def test_a_record_that_changed_on_its_way_is_reported_and_looked_at_again(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.trouble(kind="lose_answer", entity="invoice")
    office.drain()
    assert office.operation(ref).state == OperationState.UNCERTAIN
    office.ledger.put(edited(bill, "INV-1", "90.00"))
    report = _sweep(office)
    assert [each.ref for each in report.changed] == [ref]
    assert "on its way" in report.changed[0].words
    office.clock.advance(200)
    office.drain()
    assert len(office.in_quickbooks("Invoice")) == 1


def test_what_was_posted_before_the_connection_is_none_of_ours(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.ledger.put(replace(bill, posted_at=bill.posted_at - timedelta(days=1)))
    assert _sweep(office) == SweepReport(1, (), ())
    assert ref not in office.ledger.locked


def test_a_record_that_is_being_deleted_is_on_its_way_back_and_no_fault(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    link = office.link(ref)
    assert link is not None
    unlock(office.context, FIRM, [link.id], "delete", "wrong hours", "admin")
    office.ledger.put(edited(bill, "INV-1", "90.00"))
    assert _sweep(office).changed == ()


def test_a_record_that_was_given_back_edited_and_not_told_of_is_pushed_again(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    link = office.link(ref)
    assert link is not None
    unlock(office.context, FIRM, [link.id], "delete", "wrong hours", "admin")
    office.drain()
    office.ledger.put(edited(bill, "INV-1", "90.00"))
    assert _sweep(office).enqueued == (ref,)
    office.drain()
    assert [row["TotalAmt"] for row in office.in_quickbooks("Invoice")] == [99]


def test_a_ledger_is_walked_to_its_end_however_small_the_pages_are(
    office: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "PAGE", 2)
    refs = {office.ledger.put(paper.bill(f"INV-{number}", "10.00")) for number in range(5)}
    report = _sweep(office)
    assert (report.looked_at, set(report.enqueued)) == (5, refs)


def test_a_firm_that_is_not_connected_has_nothing_to_be_swept(office: Office, paper: Paper) -> None:
    office.ledger.put(paper.bill("INV-1", "10.00"))
    assert sweep(office.context, "nobody") == SweepReport(0, (), ())
