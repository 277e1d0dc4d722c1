"""The practice connected: its month arrives in a QuickBooks company, records are locked, and both nets hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from matterbooks.demo.database import db
from matterbooks.demo.mounting import books
from matterbooks.demo.practice.errors import LockedRecordError
from matterbooks.demo.practice.kinds import Bill, Payment
from matterbooks.demo.practice.records import DRAFT, Record
from matterbooks.demo.refs import FIRM, ref_of
from matterbooks.demo.seed import month
from matterbooks.demo.services import documents
from matterbooks.demo.services.work import Work
from matterbooks.errors import RecordLockedError
from matterbooks.push.pump import drain
from matterbooks.sandbox.server import Sandbox
from matterbooks.store.models import Operation
from matterbooks.values import NEVER_PUSHED, Kind, OperationState, Skipped
from tests.demo.connected import connect_and_map
from tests.demo.office import CLOCK, Visitor, opened
from tests.demo.practice import NOW, TODAY, new_document


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Connected, mapped by suggestion alone, and with its month pushed."""
    CLOCK.now = NOW + dt.timedelta(hours=1)
    with Sandbox(country="AU", seed_company="sample") as sandbox:
        settings = {"MATTERBOOKS_ENVIRONMENT": sandbox.url, "MATTERBOOKS_CLOCK": "tests.demo.office:CLOCK"}
        with opened(tmp_path_factory.mktemp("practice"), DEMO_CLOCK=CLOCK, **settings) as app:
            with app.app_context():
                connect_and_map(app, sandbox)
                list(month(db.session(), books, today=TODAY, clock=CLOCK))
            drain(replace(app.extensions["matterbooks"].context, sleep=CLOCK.advance), FIRM)
            yield app


@pytest.fixture
def work(practice: Flask) -> Iterator[Work]:
    """A unit of work, undone afterwards."""
    with practice.app_context():
        yield Work(db.session(), books, CLOCK())
        db.session.rollback()


def test_everything_arrives_and_what_never_is_pushed_is_skipped_with_its_reason(practice: Flask) -> None:
    with practice.extensions["matterbooks"].store.read() as ours:
        rows = ours.scalars(select(Operation).where(Operation.kind.in_([kind.value for kind in Kind]))).all()
    pushed = [row for row in rows if row.kind not in NEVER_PUSHED]
    assert {row.state for row in pushed} == {OperationState.DONE.value}, [row.words for row in pushed if row.words]
    others = {(row.state, row.reason) for row in rows if row.kind in NEVER_PUSHED}
    assert others == {(OperationState.SKIPPED.value, Skipped.NEVER_PUSHED_KIND.value)}
    assert len({(row.kind, row.host_id) for row in rows}) == 215


def test_what_was_pushed_is_locked_and_nothing_else(work: Work) -> None:
    for record in work.session.scalars(select(Record).where(Record.posted_at > NOW)):
        assert record.locked == (ref_of(record).kind not in NEVER_PUSHED), record.number
        assert bool(record.lock_reason) == record.locked


def test_a_bill_in_quickbooks_refuses_edits_in_the_service_and_under_it(work: Work) -> None:
    bill = work.session.scalars(select(Bill).where(Bill.locked, Bill.settled == 0)).first()
    assert bill is not None
    with pytest.raises(LockedRecordError, match="is locked and was not changed"):
        documents.edit(work, bill, new_document(work, "1.00"))
    bill.lines[0].description = "Something else"
    with pytest.raises(RecordLockedError):
        work.session.flush()
    work.session.rollback()
    bill.status = DRAFT
    with pytest.raises(RecordLockedError):
        work.session.flush()
    work.session.rollback()
    work.session.delete(bill)
    with pytest.raises(RecordLockedError):
        work.session.flush()


def test_a_payment_may_still_settle_a_locked_bill(work: Work) -> None:
    bill = work.session.scalars(select(Bill).where(Bill.locked, Bill.settled < Bill.amount)).first()
    assert bill is not None
    bill.settled = bill.amount
    work.session.flush()


def test_the_page_of_a_pushed_bill_shows_its_badge_and_the_way_to_unlock_it(practice: Flask) -> None:
    with practice.app_context():
        key = db.session.scalars(select(Payment.id).where(Payment.locked)).first()
    page = Visitor.admin(practice).get(f"/records/{key}").text
    assert "In QuickBooks" in page
    assert "Locked." in page
    assert "/accounting/unlock" in page
    assert "/edit" not in page
    plain = Visitor.clerk(practice).get(f"/records/{key}").text
    assert "An administrator can unlock it" in plain
    assert "/accounting/" not in plain


def test_a_bill_that_is_posted_now_is_locked_at_once(work: Work) -> None:
    bill = documents.issue(work, Bill, new_document(work, "12.00"))
    assert bill.locked
    assert bill.lock_reason == "It is on its way to QuickBooks Online."
