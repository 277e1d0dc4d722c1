"""Watched models: edits of locked records are refused on flush, and what was saved is enqueued once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import sessionmaker

from matterbooks.errors import ConfigurationError, RecordLockedError
from matterbooks.locks.watch import Watched, Watcher
from matterbooks.values import LinkState, OperationState
from tests.locks.conftest import Firm
from tests.locks.firm import Bill, FinalBill, Line, ref_of

Edit = Callable[[Firm, Bill], Any]


def _set(**values: Any) -> Edit:
    def edit(_firm: Firm, bill: Bill) -> None:
        for name, value in values.items():
            setattr(bill, name, value)

    return edit


def _line(**values: Any) -> Edit:
    def edit(_firm: Firm, bill: Bill) -> None:
        for name, value in values.items():
            setattr(bill.lines[0], name, value)

    return edit


def _move_line(firm: Firm, bill: Bill) -> None:
    other = firm.draft("INV-9")
    bill.lines[0].bill = other


EDITS: dict[str, Edit] = {
    "a guarded column": _set(number="INV-2"),
    "taken back to draft": _set(posted_at=None),
    "a guarded column of a line": _line(amount=Decimal(41)),
    "a line added": lambda _firm, bill: bill.lines.append(Line(amount=Decimal(1))),
    "a line added by key": lambda firm, bill: firm.session.add(Line(bill_id=bill.id, amount=Decimal(1))),
    "a line removed": lambda _firm, bill: bill.lines.pop(),
    "a line deleted": lambda firm, bill: firm.session.delete(bill.lines[0]),
    "a line moved to another bill": _move_line,
    "deleted": lambda firm, bill: firm.session.delete(bill),
}


@pytest.mark.parametrize("how", EDITS)
def test_an_edit_of_what_is_in_quickbooks_is_refused(firm: Firm, how: str) -> None:
    bill = firm.posted()
    firm.linked(bill)
    EDITS[how](firm, bill)
    with pytest.raises(RecordLockedError, match="sales invoice 1 cannot be edited: It is in QuickBooks"):
        firm.session.commit()
    firm.session.rollback()
    assert (bill.number, len(bill.lines), sum(line.amount for line in bill.lines)) == ("INV-1", 2, 100)
    assert firm.changes() == []


@pytest.mark.parametrize("how", EDITS)
def test_the_same_edit_of_what_is_not_locked_is_enqueued(firm: Firm, how: str) -> None:
    bill = firm.posted()
    EDITS[how](firm, bill)
    firm.session.commit()
    assert firm.changes() == ["1"]


@pytest.mark.parametrize(
    "state", [OperationState.READY, OperationState.WAITING, OperationState.SENDING, OperationState.UNCERTAIN]
)
def test_what_is_on_its_way_refuses_edits(firm: Firm, state: OperationState) -> None:
    bill = firm.posted()
    firm.on_the_way(bill, state)
    bill.number = "INV-2"
    with pytest.raises(RecordLockedError, match="on its way"):
        firm.session.commit()
    firm.session.rollback()


@pytest.mark.parametrize("state", [OperationState.HELD, OperationState.SKIPPED, OperationState.CANCELLED])
def test_what_had_no_effect_in_quickbooks_may_be_edited_and_is_enqueued(firm: Firm, state: OperationState) -> None:
    bill = firm.posted()
    firm.on_the_way(bill, state)
    bill.number = "INV-2"
    firm.session.commit()
    assert firm.changes() == ["1"]


def test_while_its_copy_is_being_removed_the_reason_says_so(firm: Firm) -> None:
    bill = firm.posted()
    firm.linked(bill, LinkState.UNLOCKED)
    bill.number = "INV-2"
    with pytest.raises(RecordLockedError, match="being removed"):
        firm.session.commit()
    firm.session.rollback()


@pytest.mark.parametrize("edit", [_set(balance=Decimal(10)), _set(locked="by hand"), _line(printed=True)])
def test_what_is_not_guarded_may_change_and_is_no_edit(firm: Firm, edit: Edit) -> None:
    """A payment changes its bill's balance."""
    bill = firm.posted()
    firm.linked(bill)
    edit(firm, bill)
    firm.session.commit()
    assert firm.changes() == []


@pytest.mark.parametrize("loaded", [True, False])
def test_saving_a_form_unchanged_is_no_edit(firm: Firm, loaded: bool) -> None:
    """Whether or not the old value was read before the same one was set."""
    bill = firm.posted()
    firm.linked(bill)
    if loaded:
        assert bill.number == "INV-1"
    bill.number = "INV-1"
    firm.session.commit()
    bill.number = "INV-2"
    with pytest.raises(RecordLockedError):
        firm.session.commit()
    firm.session.rollback()


def test_a_new_posted_bill_is_enqueued_after_its_flush_and_once(firm: Firm) -> None:
    """It has no key before; and its lines are no records of their own."""
    bill = Bill(number="INV-1", posted_at=firm.clock(), lines=[Line(amount=Decimal(1))])
    firm.session.add(bill)
    firm.session.commit()
    assert firm.changes() == [str(bill.id)]
    assert bill.locked == "It is on its way to QuickBooks Online."


def test_a_draft_is_enqueued_when_it_is_posted_and_not_before(firm: Firm) -> None:
    bill = firm.draft()
    bill.number = "INV-2"
    firm.session.commit()
    assert firm.changes() == []
    bill.posted_at = firm.clock()
    firm.session.commit()
    assert firm.changes() == ["1"]


def test_a_bill_may_still_be_composed_in_the_work_that_saved_it_and_not_afterwards(firm: Firm) -> None:
    bill = Bill(number="draft", posted_at=firm.clock())
    firm.session.add(bill)
    firm.session.flush()
    bill.number = "INV-1"
    bill.lines.append(Line(amount=Decimal(1)))
    firm.session.commit()
    bill.number = "INV-2"
    with pytest.raises(RecordLockedError, match="on its way"):
        firm.session.commit()
    firm.session.rollback()
    assert bill.number == "INV-1"


def test_a_rolled_back_work_locks_nothing_afterwards(firm: Firm) -> None:
    bill = firm.posted()
    bill.number = "INV-2"
    firm.session.flush()
    firm.session.rollback()
    bill.number = "INV-3"
    firm.session.commit()
    assert firm.changes() == ["1"]


def test_a_savepoint_that_is_rolled_back_notes_nothing(firm: Firm) -> None:
    bill = firm.posted()
    firm.session.add(Line(bill=firm.draft("INV-2"), amount=Decimal(1)))
    firm.session.flush()
    savepoint = firm.session.begin_nested()
    bill.number = "INV-3"
    firm.session.flush()
    savepoint.rollback()
    firm.session.commit()
    assert firm.changes() == []


def test_a_refused_flush_enqueues_nothing_of_the_same_work(firm: Firm) -> None:
    locked, free = firm.posted("INV-1"), firm.posted("INV-2")
    firm.linked(locked)
    free.number, locked.number = "INV-3", "INV-4"
    with pytest.raises(RecordLockedError):
        firm.session.commit()
    firm.session.rollback()
    assert firm.changes() == []
    assert free.number == "INV-2"


def test_a_class_that_inherits_is_watched_as_its_parent(firm: Firm) -> None:
    bill = firm.posted(bill=FinalBill)
    firm.linked(bill)
    bill.number = "INV-2"
    with pytest.raises(RecordLockedError):
        firm.session.commit()
    firm.session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        update(Bill).values(number="INV-2"),
        update(FinalBill).values(number="INV-2"),
        delete(Line),
        insert(Line).values(bill_id=1, amount=Decimal(1)),
    ],
)
def test_orm_bulk_statements_on_watched_models_are_refused(firm: Firm, statement: Any) -> None:
    firm.posted()
    with pytest.raises(RecordLockedError, match="one by one"):
        firm.session.execute(statement)
    firm.session.rollback()


def test_a_query_that_updates_in_bulk_is_refused_too(firm: Firm) -> None:
    firm.posted()
    with pytest.raises(RecordLockedError, match="Bill"):
        firm.session.query(Bill).filter(Bill.number == "INV-1").update({"balance": 1})
    firm.session.rollback()


def test_reading_is_never_refused(firm: Firm) -> None:
    firm.posted()
    assert firm.session.query(Bill).filter(Bill.number == "INV-1").count() == 1


def test_locking_and_unlocking_through_the_adapter_is_no_edit_even_where_the_host_guards_it(firm: Firm) -> None:
    """And does not enqueue for ever."""
    firm.books.watch(Bill, ref=ref_of, guarded={"number", "locked"})
    bill = firm.posted()
    bill.number = "INV-2"
    firm.session.commit()
    assert set(firm.changes()) == {"1"}
    ref = ref_of(bill)
    assert ref is not None
    firm.session.rollback()
    with firm.mount.store.begin() as session:
        firm.mount.source.unlock(session, ref)
    assert bill.locked == ""


def test_a_guard_on_a_column_that_is_not_there_is_told_at_once(firm: Firm) -> None:
    with pytest.raises(ConfigurationError, match=r"watch\(Bill\) guards totl"):
        firm.books.watch(Bill, ref=ref_of, guarded={"totl"})


def test_a_bulk_statement_on_the_parent_of_a_watched_class_is_refused() -> None:
    """It reaches rows of the watched class too."""
    watcher = Watcher(lambda _session, _ref: "", lambda _session, _ref: None)
    watcher.add(FinalBill, Watched(ref_of, frozenset({"number"})))
    sessions = sessionmaker()
    watcher.listen(sessions)
    with sessions() as session, pytest.raises(RecordLockedError, match="bulk"):
        session.execute(update(Bill).values(number="INV-2"))
