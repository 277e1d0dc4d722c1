"""Answers from Intuit that are late, used, or for somebody else; and a sign-in that ends after all went well."""

from __future__ import annotations

import pytest

from matterbooks.quickbooks import auth
from matterbooks.store import connections
from matterbooks.values import OperationState
from tests.web.practice import Browser, Practice
from tests.web.test_connect import said


def test_an_answer_after_ten_minutes_is_refused(practice: Practice, admin: Browser) -> None:
    in_time = admin.decide(admin.ask(), practice.realm)
    practice.clock.advance(10 * 60 + 1)
    admin.come_back(in_time)
    assert "more than ten minutes after the question" in said(admin)
    assert practice.connection() is None
    assert admin.connect().location == "/accounting/mapping"


def test_a_state_that_was_used_is_refused_and_the_connection_stands(practice: Practice, admin: Browser) -> None:
    asked = admin.ask()
    first = admin.decide(asked, practice.realm)
    with admin.client.session_transaction() as session:
        browser = session["matterbooks_browser"]
    admin.come_back(first)
    connected = practice.connection()
    with admin.client.session_transaction() as session:
        session["matterbooks_browser"] = browser
    admin.come_back(first)
    assert "was used already" in said(admin)
    still = practice.connection()
    assert connected is not None
    assert still is not None
    assert still.connected_at == connected.connected_at


def test_an_answer_to_another_person_in_the_same_browser_is_refused(practice: Practice, admin: Browser) -> None:
    location = admin.decide(admin.ask(), practice.realm)
    with admin.client.session_transaction() as session:
        session["_user_id"] = "second"
    admin.come_back(location)
    assert "does not belong to a question" in said(admin)
    assert practice.connection() is None


def test_an_answer_to_nobody_who_is_logged_in_is_refused_and_shows_no_code(practice: Practice, admin: Browser) -> None:
    location = admin.decide(admin.ask(), practice.realm)
    with admin.client.session_transaction() as session:
        del session["_user_id"]
    answer = admin.come_back(location)
    assert (answer.status_code, answer.location) == (302, "/accounting/")
    assert "code" not in answer.text
    assert practice.connection() is None
    with admin.client.session_transaction() as session:
        session["_user_id"] = "admin"
    assert "log in as somebody who may connect" in said(admin)


def test_a_sign_in_that_intuit_ended_asks_to_reconnect_and_nothing_is_lost(practice: Practice, mapped: Browser) -> None:
    practice.sandbox.state.trouble.rules = []
    connection = practice.connection()
    assert connection is not None
    stored = connections.read_tokens(practice.mount.context.ring, connection)
    auth.revoke(practice.mount.context.app, stored.refresh, practice.clock())
    ref = practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    page = said(mapped)
    assert "Reconnect needed" in page
    assert "Everything waits and nothing is lost" in page
    assert practice.operation(ref).state != OperationState.HELD
    assert mapped.connect().status_code == 302
    practice.clock.advance(60 * 60)
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE
    assert "Healthy" in said(mapped)


@pytest.mark.parametrize("query", ["next=https://evil.example", "redirect=//evil.example", "back=https://evil.example"])
def test_no_address_of_ours_sends_a_browser_elsewhere(practice: Practice, admin: Browser, query: str) -> None:
    for path in ("/connect", "/callback", "/mapping"):
        assert admin.get(f"{path}?{query}").location.startswith("/accounting/")
    answer = admin.post(f"/retry?{query}", dict([query.split("=")]))
    assert answer.location.startswith("/accounting/")
