"""Connecting over real HTTP, and every way in which it is refused."""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal

import pytest

from matterbooks.ledger.source import Books, Retainer
from matterbooks.store.secrets import KeyRing
from tests.web.practice import Browser, Practice


def said(browser: Browser, path: str = "/") -> str:
    """The page that follows, with its messages."""
    return browser.get(path).text


def test_an_administrator_connects_and_lands_on_the_mapping(practice: Practice, admin: Browser) -> None:
    answer = admin.connect()
    assert (answer.status_code, answer.location) == (302, "/accounting/mapping")
    assert "Connected to Ashgrove Legal" in said(admin, "/mapping")
    connection = practice.connection()
    assert connection is not None
    assert (connection.company_name, connection.home_currency) == ("Ashgrove Legal", "AUD")


def test_the_overview_shows_company_health_and_checks(connected: Browser) -> None:
    page = said(connected)
    for words in ("Ashgrove Legal", "Healthy", "AUD", "Days left", "Document numbers", "Reconnect", "Disconnect"):
        assert words in page


def test_nothing_of_ours_is_kept_by_a_browser(connected: Browser) -> None:
    for path in ("/", "/mapping", "/activity", "/unlock", "/mapping/csv"):
        assert connected.get(path).headers["Cache-Control"] == "no-store"
    assert connected.client.get("/accounting/callback?code=x").headers["Cache-Control"] == "no-store"


def test_our_own_pages_run_nothing_foreign(connected: Browser) -> None:
    policy = connected.get("/mapping").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = said(connected, "/mapping")
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def test_a_refused_consent_changes_nothing_and_says_so(practice: Practice, admin: Browser) -> None:
    answer = admin.come_back(admin.decide(admin.ask(), practice.realm, decision="cancel"))
    assert (answer.status_code, answer.location) == (302, "/accounting/")
    assert "You did not agree at Intuit" in said(admin)
    assert practice.connection() is None


@pytest.mark.parametrize("query", ["", "?state=wrong&code=c&realmId=1", "?error=access_denied&state=wrong"])
def test_an_answer_to_no_question_of_ours_is_refused(practice: Practice, admin: Browser, query: str) -> None:
    admin.ask()
    answer = admin.get(f"/callback{query}")
    assert (answer.status_code, answer.location) == (302, "/accounting/")
    assert "does not belong to a question" in said(admin)
    assert practice.connection() is None


def test_an_answer_in_another_browser_is_refused(practice: Practice, admin: Browser) -> None:
    location = admin.decide(admin.ask(), practice.realm)
    other = practice.browser()
    other.ask()
    other.come_back(location)
    assert "does not belong to a question" in said(other)
    assert practice.connection() is None


def test_an_answer_is_good_once(practice: Practice, admin: Browser) -> None:
    location = admin.decide(admin.ask(), practice.realm)
    admin.come_back(location)
    admin.come_back(location)
    assert "Not done." in said(admin)


def test_an_answer_for_another_firm_is_refused(practice: Practice, admin: Browser) -> None:
    location = admin.decide(admin.ask(), practice.realm)
    practice.firm[0] = "birch"
    admin.come_back(location)
    assert "another firm" in said(admin)
    assert practice.connection("birch") is None


def test_a_second_firms_company_is_refused_and_the_first_goes_on(practice: Practice, connected: Browser) -> None:
    practice.firm[0] = "birch"
    connected.get("/")
    answer = connected.connect()
    assert answer.location == "/accounting/"
    assert "another firm" in said(connected)
    assert practice.connection("birch") is None
    assert practice.connection() is not None


def test_a_company_that_the_token_is_not_for_is_refused(practice: Practice, admin: Browser) -> None:
    stranger = practice.sandbox.add_company("AU", "sample", "Birch")
    location = admin.decide(admin.ask(), practice.realm).replace(practice.realm, stranger.realm_id)
    admin.come_back(location)
    assert "nothing was connected" in said(admin)
    assert practice.connection() is None


def test_another_home_currency_is_refused(practice: Practice, admin: Browser) -> None:
    practice.ledger.own_books = Books("Ashgrove Legal", "NZD")
    admin.connect()
    assert "home currency is NZD" in said(admin)
    assert practice.connection() is None


def test_retainers_block_connecting_and_are_listed(practice: Practice, admin: Browser) -> None:
    token = admin.token()
    practice.ledger.configured_retainers = (Retainer("M-17 Estate of Byron", Decimal(250)),)
    page = said(admin)
    assert "M-17 Estate of Byron" in page
    assert "250.00" in page
    answer = admin.client.post("/accounting/connect", data={"csrf_token": token})
    assert answer.location == "/accounting/"
    assert "General retainers are still configured" in said(admin)


def test_an_unregistered_application_says_what_its_operator_sets(practice: Practice, admin: Browser) -> None:
    context = practice.mount.context
    practice.mount.context = replace(context, app=replace(context.app, client_id=""))
    admin.post("/connect")
    assert "MATTERBOOKS_CLIENT_ID" in said(admin)


def test_opening_connect_leads_to_its_button(admin: Browser) -> None:
    assert admin.get("/connect").location == "/accounting/"


def test_disconnecting_asks_first_then_erases_and_revokes(practice: Practice, connected: Browser) -> None:
    page = connected.get("/disconnect")
    assert "Disconnect from Ashgrove Legal?" in page.text
    assert practice.connection() is not None
    assert "Disconnected from Ashgrove Legal" in connected.post("/disconnect", follow=True).text
    assert practice.connection() is None
    assert any(seen.path.endswith("/revoke") for seen in practice.sandbox.state.trouble.log)


def test_disconnecting_works_while_intuit_does_not_answer(practice: Practice, connected: Browser) -> None:
    token = connected.token()
    practice.sandbox.stop()
    try:
        answer = connected.client.post("/accounting/disconnect", data={"csrf_token": token}, follow_redirects=True)
    finally:
        practice.sandbox.start()
    assert "Intuit could not be told" in answer.text
    assert practice.connection() is None


def test_reconnecting_goes_on_where_it_stopped(practice: Practice, connected: Browser) -> None:
    first = practice.connection()
    connected.post("/disconnect")
    practice.clock.advance(60)
    connected.connect()
    again = practice.connection()
    assert first is not None
    assert again is not None
    assert again.started_at == first.started_at


def test_reading_the_company_again_shows_a_new_account(practice: Practice, connected: Browser) -> None:
    before = len(practice.catalogue().accounts)
    practice.by_hand("Account", {"Name": "Mediation fees", "AccountType": "Income"})
    assert "Read Ashgrove Legal again" in connected.post("/refresh", follow=True).text
    assert len(practice.catalogue().accounts) == before + 1


def test_reading_the_company_while_it_does_not_answer_says_so(practice: Practice, connected: Browser) -> None:
    token = connected.token()
    practice.sandbox.stop()
    try:
        answer = connected.client.post("/accounting/refresh", data={"csrf_token": token})
    finally:
        practice.sandbox.start()
    assert answer.status_code == 502
    assert "could not be read" in answer.text


def test_health_tells_no_secret_and_needs_no_log_in(practice: Practice) -> None:
    answer = practice.browser("").get("/healthz")
    assert answer.json == {"status": "ok", "database": "ok", "schema": "current"}


def test_an_unexpected_failure_on_the_way_back_shows_no_secret_and_no_page(practice: Practice, admin: Browser) -> None:
    location = admin.decide(admin.ask(), practice.realm)
    practice.ledger.own_books = None  # type: ignore[assignment]  # a host that breaks its promise
    answer = admin.come_back(location)
    assert (answer.status_code, answer.location) == (302, "/accounting/")
    assert "Something unexpected stopped the connecting" in said(admin)
    assert practice.connection() is None


def test_a_lost_key_is_told_on_the_overview_and_the_firm_can_still_disconnect(
    practice: Practice, connected: Browser
) -> None:
    other = KeyRing.from_setting("k9:" + base64.b64encode(bytes(32)).decode())
    practice.mount.context = replace(practice.mount.context, ring=other)
    assert "MATTERBOOKS_KEYS" in said(connected)
    assert connected.get("/activity").status_code == 200
    assert "Intuit could not be told" in connected.post("/disconnect", follow=True).text
    assert practice.connection() is None
