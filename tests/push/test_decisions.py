"""What is dated before QuickBooks' opening balances end waits until somebody says that it is not in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from matterbooks.push.confirming import confirm_new
from matterbooks.push.retry import retry
from matterbooks.store import audit
from matterbooks.values import Held, OperationState
from tests.push.office import FIRM, Office, Paper, edited, mapping_for

OLD = date(2025, 12, 1)
DAY = timedelta(days=1)


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


def test_what_was_confirmed_once_stays_so_however_often_it_is_saved(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00", day=OLD)
    ref = office.post(bill)
    office.drain()
    confirm_new(office.context, FIRM, [office.operation(ref).id], "admin")
    office.post(replace(edited(bill, "INV-1", "120.00"), posted_at=bill.posted_at))
    office.drain()
    assert office.operation(ref).state == OperationState.DONE
    assert [row["TotalAmt"] for row in office.in_quickbooks("Invoice")] == [132]


def test_what_waits_for_a_confirmation_is_given_back_for_editing_and_makes_nothing(
    office: Office, paper: Paper
) -> None:
    ref = office.post(paper.bill("INV-1", "100.00", day=OLD))
    payment = office.post(paper.payment("R-1", "110.00", (paper.bill("INV-1", "100.00"), "110.00")))
    office.drain()
    assert ref not in office.ledger.locked
    assert office.in_quickbooks("Invoice") == []
    assert office.operation(payment).state == OperationState.WAITING
    confirm_new(office.context, FIRM, [office.operation(ref).id], "admin")
    assert ref in office.ledger.locked
    office.drain()
    assert office.operation(payment).state == OperationState.DONE


def test_without_a_date_of_its_own_the_firm_begins_on_the_day_of_connecting(office: Office, paper: Paper) -> None:
    office.map(replace(mapping_for(office.connect()), opening_date=None))
    began = office.clock().date()
    before, on_it = (office.post(paper.bill(f"INV-{day}", "1.00", day=day)) for day in (began - DAY, began))
    office.drain()
    assert office.operation(before).reason == Held.BEFORE_START_UNCONFIRMED
    assert office.operation(on_it).state == OperationState.DONE
