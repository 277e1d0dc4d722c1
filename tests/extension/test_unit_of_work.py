"""Enqueue is part of the host's own unit of work: it is kept, or undone, with the record."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, insert, text, update

from matterbooks.errors import ConfigurationError, SchemaError, UnitOfWorkError
from matterbooks.push import signals
from matterbooks.store import history
from tests.extension.conftest import Host, Make
from tests.hosts.tiny import Bill, TinyLedger, ref_of

ON_ITS_WAY = "It is on its way to QuickBooks Online."


def test_record_change_and_lock_are_committed_together(host: Host) -> None:
    ref = host.add_bill()
    assert host.changes() == []
    assert host.bills() == {}
    host.session.commit()
    assert host.changes() == [ref.id]
    assert host.bills() == {"INV-1": ON_ITS_WAY}


def test_a_rollback_leaves_neither_change_nor_lock(host: Host) -> None:
    bill = Bill(number="INV-1", amount=Decimal("100.00"), posted_at=host.clock())
    host.session.add(bill)
    host.session.commit()
    host.books.enqueue(ref_of(bill))
    host.session.flush()
    host.session.rollback()
    host.session.commit()
    assert host.changes() == []
    assert host.bills() == {"INV-1": ""}


def test_a_savepoint_that_is_rolled_back_takes_its_changes_with_it(host: Host) -> None:
    kept = host.add_bill("INV-1")
    savepoint = host.session.begin_nested()
    host.add_bill("INV-2")
    savepoint.rollback()
    host.session.commit()
    assert host.changes() == [kept.id]
    assert set(host.bills()) == {"INV-1"}


def test_enqueue_never_commits(host: Host) -> None:
    commits: list[Any] = []
    event.listen(host.session, "before_commit", commits.append)
    host.add_bill()
    assert commits == []


def test_enqueueing_again_and_again_cannot_fail(host: Host) -> None:
    ref = host.add_bill()
    for _ in range(3):
        host.books.enqueue(ref)
    host.session.commit()
    host.books.enqueue(ref)
    host.session.commit()
    assert set(host.changes()) == {ref.id}


def test_a_firm_that_was_never_connected_leaves_no_trace(unconnected: Host) -> None:
    unconnected.add_bill()
    unconnected.session.commit()
    assert unconnected.changes() == []
    assert unconnected.bills() == {"INV-1": ""}


def test_another_session_can_be_named(host: Host) -> None:
    with host.mount.store.begin() as own:
        bill = Bill(number="INV-1", amount=Decimal("100.00"), posted_at=host.clock())
        own.add(bill)
        own.flush()
        host.books.enqueue(ref_of(bill), session=own)
        assert not host.session.new
    assert host.bills() == {"INV-1": ON_ITS_WAY}


def test_what_quickbooks_holds_keeps_the_reason_of_its_lock(host: Host) -> None:
    ref = host.add_bill()
    host.session.commit()
    host.link(ref)
    TinyLedger().lock(host.session, ref, "It is in QuickBooks Online.")
    host.books.enqueue(ref)
    host.session.commit()
    assert host.bills() == {"INV-1": "It is in QuickBooks Online."}


@pytest.mark.parametrize("how", ["new", "flushed", "savepoint", "core", "bulk", "raw"])
def test_a_service_refuses_to_run_beside_writes_that_are_not_committed(host: Host, how: str) -> None:
    """However they were made: our transaction would not see them, and on SQLite wait for them for ever."""
    host.add_bill()
    host.session.commit()
    session, values = host.session, {"number": "INV-2", "amount": Decimal(1), "posted_at": host.clock()}
    match how:
        case "new":
            session.add(Bill(**values))
        case "flushed":
            session.add(Bill(**values))
            session.flush()
        case "savepoint":
            session.begin_nested()
            session.add(Bill(**values))
            session.flush()
        case "core":
            session.execute(insert(Bill), values)
        case "bulk":
            session.bulk_insert_mappings(Bill, [values])
        case "raw":
            session.connection().execute(text("UPDATE bill SET note = 'x'"))
    with pytest.raises(UnitOfWorkError, match="commit or roll them back"), host.mount.store.begin():
        raise AssertionError("the block must not run")
    session.rollback()
    with host.mount.store.begin():
        pass


def test_a_service_runs_beside_a_session_that_has_only_read(host: Host) -> None:
    host.add_bill()
    host.session.commit()
    assert host.session.query(Bill).count() == 1
    with host.mount.store.begin():
        pass


def test_a_session_whose_flush_failed_is_unsaved_work_too(host: Host) -> None:
    host.session.add(Bill(number="INV-1", posted_at=host.clock()))
    with pytest.raises(Exception, match=r"(?i)null"):
        host.session.flush()
    with pytest.raises(UnitOfWorkError), host.mount.store.begin():
        raise AssertionError("the block must not run")
    host.session.rollback()


def test_the_worker_is_woken_once_and_after_the_whole_commit(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(host.mount, "wake", lambda firm: woken.append((firm, host.changes())))
    with host.session.begin_nested():
        first = host.add_bill("INV-1")
    assert woken == [], "a savepoint is no commit"
    second = host.add_bill("INV-2")
    host.session.commit()
    assert woken == [("tiny", [first.id, second.id])]
    host.session.execute(update(Bill).values(note="x"))
    host.session.commit()
    assert len(woken) == 1


def test_nobody_is_woken_for_what_was_rolled_back(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(host.mount, "wake", woken.append)
    host.add_bill()
    host.session.rollback()
    host.session.execute(text("SELECT 1"))
    host.session.commit()
    assert woken == []


def test_locked_is_told_after_the_commit_and_what_listeners_do_changes_nothing(host: Host) -> None:
    told: list[tuple[Any, list[str]]] = []

    def listener(sender: Any) -> bool:
        told.append((sender, host.changes()))
        raise RuntimeError("a listener of the host that fails")

    with signals.locked.connected_to(listener):
        ref = host.add_bill()
        assert told == []
        host.session.commit()
    assert told == [(ref, [ref.id])]
    assert host.bills() == {"INV-1": ON_ITS_WAY}


def test_tables_that_are_missing_are_told_in_a_sentence(make_host: Make) -> None:
    host = make_host()
    history.downgrade(host.mount.store.engine, "base")
    with host.app.app_context(), pytest.raises(SchemaError, match="flask matterbooks db upgrade"):
        host.add_bill()


def test_in_memory_sqlite_is_refused_in_a_sentence(make_host: Make) -> None:
    host = make_host({"SQLALCHEMY_DATABASE_URI": "sqlite://"})
    with host.app.app_context(), pytest.raises(ConfigurationError, match="name a file") as refused:
        host.add_bill()
    assert str(refused.value).count(".") == 1


def test_a_page_over_missing_tables_says_what_to_run(make_host: Make) -> None:
    host = make_host(may=lambda _user, _action, _firm: True)
    history.downgrade(host.mount.store.engine, "base")
    answer = host.app.test_client().get("/accounting/")
    assert answer.status_code == 503
    assert "run flask matterbooks db upgrade" in answer.text
