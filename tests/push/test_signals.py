"""Signals are sent after our transaction has committed; what a receiver answers or raises changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from matterbooks.locks.unlock import unlock
from matterbooks.push import signals
from matterbooks.push.connecting import disconnect
from matterbooks.push.enqueue import enqueue
from matterbooks.push.worker import Round, drain_all
from matterbooks.store import connections
from matterbooks.values import LinkState, OperationState
from tests.hosts.connected import connect, save_mapping
from tests.push.office import FIRM, Office, Paper, mapping_for

NAMES = ("connected", "disconnected", "reconnect_needed", "pushed", "held", "uncertain", "locked", "unlocked")


@pytest.fixture
def told(office: Office) -> Iterator[list[tuple[str, Any]]]:
    """(signal, sender, the operation's state as another connection sees it), in the order in which they came."""
    heard: list[tuple[str, Any]] = []

    def listen(name: str) -> Any:
        def receiver(sender: Any, **facts: Any) -> str:
            state = office.operation(sender).state if "operation_id" in facts else ""
            heard.append((name, sender if not state else (sender, state)))
            return "no receiver decides anything"

        return receiver

    with ExitStack() as connected:
        for name in NAMES:
            connected.enter_context(getattr(signals, name).connected_to(listen(name)))
        yield heard


def test_what_was_pushed_held_and_unlocked_is_told_once_each_and_after_its_commit(
    office: Office, paper: Paper, told: list[tuple[str, Any]]
) -> None:
    bill = paper.bill("INV-1", "100.00")
    other = paper.bill("INV-2", "10.00")
    held = replace(other, lines=(replace(other.lines[0], net=other.lines[0].net + 1),))
    first, second = office.post(bill), office.post(held)
    office.drain()
    assert told == [("held", (second, OperationState.HELD)), ("pushed", (first, OperationState.DONE))]
    told.clear()
    link = office.link(first)
    assert link is not None
    unlock(office.context, FIRM, [link.id], "delete", "wrong", "admin")
    assert told == []
    office.drain()
    assert told == [("unlocked", (first, OperationState.DONE))]


def test_an_answer_that_was_lost_is_told_as_uncertain(
    office: Office, paper: Paper, told: list[tuple[str, Any]]
) -> None:
    office.trouble(kind="lose_answer", entity="invoice")
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    assert told == [("uncertain", (ref, OperationState.UNCERTAIN))]


def test_a_firm_that_leaves_is_told_by_its_name(office: Office, told: list[tuple[str, Any]]) -> None:
    disconnect(office.context, FIRM, "admin")
    assert told == [("disconnected", FIRM)]


def test_a_receiver_that_fails_stops_neither_the_others_nor_the_push(
    office: Office, paper: Paper, told: list[tuple[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_sender: Any, **_facts: Any) -> None:
        raise RuntimeError("the host's own mistake")

    ref = office.post(paper.bill("INV-1", "100.00"))
    with signals.pushed.connected_to(fail):
        office.drain()
    assert [name for name, _ in told] == ["pushed"]
    assert "receiver of matterbooks.pushed failed" in caplog.text
    link = office.link(ref)
    assert link is not None
    assert link.state == LinkState.LINKED


def test_a_worker_that_is_to_stop_ends_with_the_operation_in_hand(office: Office, paper: Paper) -> None:
    """The first operation makes the client; nothing after it is begun."""
    ref = office.post(paper.bill("INV-1", "100.00"))
    answers = iter([False, True])
    assert drain_all(office.context, lambda: next(answers)) == Round(1, ())
    assert office.operation(ref).state == OperationState.WAITING
    assert len(office.in_quickbooks("Customer")) >= 1
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_firm_whose_secret_is_broken_does_not_hold_up_the_others(
    office: Office, paper: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    """The firm that comes first by name has a token that does not open."""
    company = office.sandbox.add_company("AU", "sample", "Aardvark Legal")
    _connect_another(office, "aardvark", company.realm_id)
    ref = office.post(paper.bill("INV-1", "100.00"))
    done = drain_all(office.context)
    assert done.failed == ("aardvark",)
    assert office.operation(ref).state == OperationState.DONE
    assert "firm aardvark could not be worked on" in caplog.text


def _connect_another(office: Office, firm: str, realm: str) -> None:
    """Connect another firm, map it, give it a bill, and spoil its token."""
    catalogue = connect(office.store, office.ring, office.sandbox, realm, firm, office.clock())
    save_mapping(office.store, office.ledger, firm, mapping_for(catalogue), office.clock())
    bill = Paper(office.clock).bill("INV-9", "1.00")
    bill = replace(bill, ref=replace(bill.ref, firm=firm))
    office.ledger.put(bill)
    with office.store.begin() as session:
        enqueue(session, office.ledger, bill.ref, office.clock)
        connection = connections.live(session, firm)
        assert connection is not None
        connection.access_sealed = connection.refresh_sealed
