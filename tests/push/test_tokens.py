"""The sign-in at Intuit is renewed by one at a time, saved before it is used, and given up only when Intuit says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
import requests

from matterbooks.errors import ReconnectNeededError
from matterbooks.push.tokens import access
from matterbooks.store import connections
from matterbooks.store.connections import ConnectionState, StoredTokens
from matterbooks.values import OperationState
from tests.push.office import FIRM, Office, Paper

A_DAY = 24 * 3600


def _oauth(office: Office, **settings: object) -> None:
    assert requests.post(f"{office.sandbox.url}/sandbox/oauth", json=settings, timeout=5).ok


def _stored(office: Office) -> tuple[str, StoredTokens]:
    with office.store.read() as session:
        connection = connections.live(session, FIRM)
        assert connection is not None
        return connection.state, connections.read_tokens(office.ring, connection)


def _renewals(office: Office) -> int:
    return sum(seen.path.endswith("/tokens/bearer") for seen in office.sandbox.state.trouble.log)


def _poll(_seconds: float) -> None:
    Event().wait(0.01)


def test_a_token_about_to_end_is_renewed_and_both_are_saved_before_use(office: Office) -> None:
    _oauth(office, rotation="always")
    _, before = _stored(office)
    office.clock.advance(A_DAY)
    granted = access(office.context, FIRM)
    _, after = _stored(office)
    assert granted.token == after.access != before.access
    assert after.refresh != before.refresh
    assert after.previous_refresh == before.refresh


def test_eight_threads_renew_it_once(office: Office) -> None:
    office.clock.advance(A_DAY)
    before = _renewals(office)
    polling = replace(office.context, sleep=_poll)
    with ThreadPoolExecutor(8) as pool:
        tokens = set(pool.map(lambda _: access(polling, FIRM).token, range(8)))
    assert len(tokens) == 1
    assert _renewals(office) == before + 1


def test_a_refused_sign_in_keeps_every_record_and_goes_on_after_reconnecting(office: Office, paper: Paper) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    _oauth(office, disconnect=office.realm)
    office.clock.advance(A_DAY)
    office.drain()
    state, _ = _stored(office)
    assert state == ConnectionState.NEEDS_RECONNECT
    assert office.operation(ref).state == OperationState.WAITING, "for its client and item, which are ready"
    with pytest.raises(ReconnectNeededError, match="nothing is lost"):
        access(office.context, FIRM)
    office.connect()
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_a_renewal_whose_answer_was_lost_is_tried_again_and_nothing_is_marked(office: Office, paper: Paper) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.clock.advance(A_DAY)
    office.trouble(kind="drop_before", path="/tokens/bearer")
    office.drain()
    state, _ = _stored(office)
    assert state == ConnectionState.ACTIVE
    office.drain()
    assert office.operation(ref).state == OperationState.DONE


def test_dying_after_intuit_answered_and_before_it_was_saved_costs_at_most_the_previous_token(office: Office) -> None:
    class Died(BaseException):
        pass

    def die(name: str) -> None:
        if name == "tokens renewed":
            raise Died

    _oauth(office, rotation="never")
    office.clock.advance(A_DAY)
    office.failpoint = die
    with pytest.raises(Died):
        access(office.context, FIRM)
    office.failpoint = lambda _name: None
    office.clock.advance(61)
    assert access(office.context, FIRM).token == _stored(office)[1].access


def test_no_token_stands_in_the_repr_of_what_a_request_is_sent_with(office: Office) -> None:
    granted = access(office.context, FIRM)
    assert granted.token not in repr(granted)
    assert granted.realm not in repr(granted)
