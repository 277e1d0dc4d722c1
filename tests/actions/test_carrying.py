"""What was ticked is done by record, once, with its line in the audit; what cannot be done says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from matterbooks.actions.carrying import DONE_BEFORE, carry_out
from matterbooks.actions.planning import CARRIED_OUT, plan
from matterbooks.actions.whose import ActionsRefusedError
from matterbooks.locks.unlock import unlock
from matterbooks.push.existing import link_existing
from matterbooks.push.outside import handle_outside
from matterbooks.reconcile.actions import DELETE_COPY, LEAVE_COPY
from matterbooks.reconcile.ticked import read_actions
from matterbooks.store import audit
from matterbooks.store.models import Audit
from matterbooks.values import LinkState, OperationState
from tests.actions.month import Month
from tests.actions.ticking import put, tick
from tests.push.office import FIRM, Office, Paper, edited


@pytest.fixture
def month(office: Office, tmp_path: Path) -> Month:
    return Month(office, tmp_path)


def carried_out(office: Office) -> int:
    """How often the audit says that something was carried out."""
    with office.store.read() as session:
        assert audit.verify(session, FIRM) is None
        return session.scalar(select(func.count(Audit.id)).where(Audit.event == CARRIED_OUT)) or 0


def test_what_the_plugin_never_heard_of_is_pushed(month: Month, paper: Paper) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")
    office.ledger.put(bill)
    assert month.causes() == {"never_queued": ("INV-1",)}
    outcome = month.carry_out(month.tick(tick("INV-1", "re-push")))["INV-1"]
    assert (outcome.done, outcome.words) == (True, "on its way to QuickBooks")
    office.drain()
    assert month.causes() == {}
    assert len(office.in_quickbooks("Invoice")) == 1


def test_what_was_held_is_pushed_once_what_hindered_it_is_gone(month: Month, paper: Paper) -> None:
    office = month.office
    office.trouble(kind="fault", entity="invoice", status=400, code="6000", message="A business validation error")
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    office.drain()
    assert set(month.causes()) == {"failed"}
    workbook = month.tick(tick("INV-1", "re-push"))
    office.sandbox.state.trouble.rules = []
    assert month.carry_out(workbook)["INV-1"].done
    office.drain()
    assert month.causes() == {}


def test_what_was_deleted_in_quickbooks_is_unlocked_and_goes_again_once_it_is_posted(
    month: Month, paper: Paper
) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    office.by_hand("Invoice?operation=delete", {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"]})
    assert month.causes() == {"locked_but_gone": ("INV-1",)}
    assert month.carry_out(month.tick(tick("INV-1", "unlock", DELETE_COPY)))["INV-1"].done
    office.drain()
    assert ref not in office.ledger.locked
    office.post(replace(bill, version="2"))
    office.drain()
    assert month.causes() == {}
    assert office.operation(ref).generation == 2


def test_a_bill_and_its_payment_are_unlocked_together_and_the_bill_alone_says_why_not(
    month: Month, paper: Paper
) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")
    office.post(bill)
    office.post(paper.payment("R-1", "110.00", (bill, "110.00")))
    office.drain()
    changed = edited(bill, "INV-1", "90.00")
    office.ledger.put(changed)
    outcome = month.carry_out(month.tick(tick("INV-1", "unlock", DELETE_COPY)))["INV-1"]
    assert not outcome.done
    assert "is paid or credited in QuickBooks by" in outcome.words
    assert carried_out(office) == 0
    office.ledger.put(replace(paper.payment("R-1", "109.00", (changed, "99.00")), version="2"))
    both = month.tick(tick("INV-1", "unlock", DELETE_COPY), tick("R-1", "unlock", DELETE_COPY))
    assert all(each.done for each in month.carry_out(both).values())
    office.drain()
    assert office.in_quickbooks("Payment") == office.in_quickbooks("Invoice") == []


def test_a_copy_that_is_left_gives_the_record_back_at_once(month: Month, paper: Paper) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    office.ledger.put(edited(bill, "INV-1", "90.00"))
    assert month.carry_out(month.tick(tick("INV-1", "unlock", LEAVE_COPY)))["INV-1"].words.startswith("given back")
    link = office.link(ref)
    assert link is not None
    assert (link.state, link.ended_how) == (LinkState.ENDED, "kept")
    assert "changed while locked" in (link.unlock_reason or "")


def test_what_a_bookkeeper_entered_already_is_linked_and_not_made_twice(month: Month, paper: Paper) -> None:
    office = month.office
    office.post(paper.bill("INV-0", "10.00"))
    office.drain()
    (model,) = office.in_quickbooks("Invoice")
    fields = ("CustomerRef", "Line", "TxnDate", "TxnTaxDetail", "GlobalTaxCalculation", "CurrencyRef")
    by_hand = {name: model[name] for name in fields if name in model}
    invoice = office.by_hand("Invoice", by_hand | {"DocNumber": "INV-1"})
    office.ledger.put(paper.bill("INV-1", "10.00"))
    assert month.causes() == {"unlinked_both_exist": ("INV-1",)}
    outcome = month.carry_out(month.tick(tick("INV-1", "link", invoice["Id"])))["INV-1"]
    assert (outcome.done, outcome.words) == (True, f"linked to QuickBooks id {invoice['Id']}")
    office.drain()
    assert len(office.in_quickbooks("Invoice")) == 2
    assert month.causes() == {}


def test_what_was_dealt_with_by_hand_waits_no_longer(month: Month, paper: Paper) -> None:
    office = month.office
    bill = paper.bill("INV-1", "100.00")
    office.post(replace(bill, lines=(replace(bill.lines[0], account="9999"),)))
    office.drain()
    assert month.carry_out(month.tick(tick("INV-1", "handled outside")))["INV-1"].words == "handled outside"
    assert office.held() == []
    assert set(month.causes()) == {"handled_outside"}


def test_a_row_is_done_once_however_often_the_workbook_is_given(month: Month, paper: Paper) -> None:
    office = month.office
    office.ledger.put(paper.bill("INV-1", "100.00"))
    workbook = month.tick(tick("INV-1", "re-push"))
    month.carry_out(workbook)
    office.drain()
    again = month.carry_out(workbook)["INV-1"]
    assert (again.done, again.words) == (True, DONE_BEFORE)
    office.drain()
    assert len(office.in_quickbooks("Invoice")) == 1
    assert carried_out(office) == 1


def test_what_was_killed_in_between_is_finished_by_giving_it_again(month: Month, paper: Paper) -> None:
    office, bills = month.office, [paper.bill(f"INV-{n}", "100.00") for n in (1, 2)]
    refs = [office.post(bill) for bill in bills]
    office.drain()
    for bill in bills:
        office.ledger.put(edited(bill, bill.number, "90.00"))
    steps = [tick(bill.number, "unlock", LEAVE_COPY) for bill in bills]
    workbook = month.tick(*steps)

    def die(name: str) -> None:
        if name == "action_done":
            raise KeyboardInterrupt

    office.failpoint = die
    with pytest.raises(KeyboardInterrupt):
        month.carry_out(workbook)
    office.failpoint = lambda _name: None
    assert carried_out(office) == 0
    assert all(each.done for each in month.carry_out(workbook).values())
    assert [link.ended_how for ref in refs if (link := office.link(ref))] == ["kept", "kept"]


def test_a_record_that_changed_since_the_run_is_left_alone(month: Month, paper: Paper) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")
    ref = office.post(bill)
    office.drain()
    office.ledger.put(edited(bill, "INV-1", "90.00"))
    workbook = month.tick(tick("INV-1", "unlock", DELETE_COPY))
    link = office.link(ref)
    assert link is not None
    unlock(office.context, FIRM, [link.id], "keep", "somebody was faster", "bea")
    outcome = month.carry_out(workbook)["INV-1"]
    assert not outcome.done
    assert "it was linked at the run and is ended now" in outcome.words


@pytest.mark.parametrize(
    ("step", "firm", "words"),
    [
        (put("Firm", "boxall"), None, "is of firm boxall, which is not connected here"),
        (put("Firm", FIRM), "boxall", f"is of firm {FIRM}, not of boxall"),
        (put("Export id", "made-up"), None, "was made from the export made-up"),
    ],
)
def test_a_workbook_of_somebody_else_is_refused_whole(
    month: Month, paper: Paper, step: object, firm: str | None, words: str
) -> None:
    office = month.office
    office.ledger.put(paper.bill("INV-1", "100.00"))
    workbook = month.tick(tick("INV-1", "re-push"), step)  # type: ignore[arg-type]
    with pytest.raises(ActionsRefusedError, match=words):
        plan(office.context, read_actions(workbook), firm)
    assert carried_out(office) == 0


def test_a_workbook_of_another_company_is_refused_whole(month: Month, paper: Paper) -> None:
    month.office.ledger.put(paper.bill("INV-1", "100.00"))
    found = read_actions(month.tick(tick("INV-1", "re-push")))
    with pytest.raises(ActionsRefusedError, match="is connected to realm"):
        plan(month.office.context, replace(found, realm="9341453000009999"))


def test_what_is_held_stays_so_while_nobody_ticks(month: Month, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    ref = month.office.post(replace(bill, lines=(replace(bill.lines[0], account="9999"),)))
    month.office.drain()
    assert month.carry_out(month.compare()[1]) == {}
    assert month.office.operation(ref).state == OperationState.HELD


def test_a_copy_that_was_made_after_the_run_is_not_deleted_by_an_old_tick(month: Month, paper: Paper) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")

    def unlocked_and_posted(net: str) -> None:
        link = office.link(bill.ref)
        assert link is not None
        unlock(office.context, FIRM, [link.id], "delete", "wrong hours", "bea")
        office.drain()
        office.post(replace(edited(bill, "INV-1", net), version=net))
        office.drain()

    office.post(bill)
    office.drain()
    unlocked_and_posted("90.00")
    office.ledger.put(replace(edited(bill, "INV-1", "80.00"), version="80.00"))
    workbook = month.tick(tick("INV-1", "unlock", DELETE_COPY))
    unlocked_and_posted("80.00")
    outcome = month.carry_out(workbook)["INV-1"]
    office.drain()
    assert not outcome.done
    assert "its copy was Invoice 2 at the run and is Invoice 3 now" in outcome.words
    assert len(office.in_quickbooks("Invoice")) == 1


def test_what_was_refused_is_not_taken_as_done_once_somebody_else_did_something(month: Month, paper: Paper) -> None:
    office = month.office
    office.post(paper.bill("INV-0", "10.00"))
    office.drain()
    (model,) = office.in_quickbooks("Invoice")
    fields = ("CustomerRef", "Line", "TxnDate", "TxnTaxDetail", "GlobalTaxCalculation", "CurrencyRef")
    by_hand = {name: model[name] for name in fields if name in model}
    right = office.by_hand("Invoice", by_hand | {"DocNumber": "INV-1"})["Id"]
    office.ledger.put(paper.bill("INV-1", "10.00"))
    workbook = month.tick(tick("INV-1", "link", model["Id"]))
    assert not month.carry_out(workbook)["INV-1"].done
    link_existing(office.context, FIRM, paper.bill("INV-1", "10.00").ref, right, "bea")
    again = month.carry_out(workbook)["INV-1"]
    assert not again.done
    assert f"is in QuickBooks as Invoice {right}" in again.words


def test_nothing_is_said_to_be_sent_where_somebody_was_faster_while_a_person_decided(
    month: Month, paper: Paper
) -> None:
    office, bill = month.office, paper.bill("INV-1", "100.00")
    ref = office.post(replace(bill, lines=(replace(bill.lines[0], account="9999"),)))
    office.drain()
    planned = month.read(month.tick(tick("INV-1", "re-push")))[1]
    handle_outside(office.context, FIRM, [ref], "entered by hand", "bea")
    (outcome,) = carry_out(office.context, planned, "ana")
    assert not outcome.done
    assert carried_out(office) == 0
