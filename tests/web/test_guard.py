"""What holds for every address: who may, that forms are our own, and that nothing of anybody's runs in a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from werkzeug.routing import Rule

from matterbooks.ledger.documents import Party
from matterbooks.web.blueprint import blueprint
from tests.web.practice import FIRM, Browser, Practice

OPEN = {"matterbooks.healthz", "matterbooks.static"}
"""What needs no permission; a new address is looked at here before it is let in."""

VIEWERS_GET = {
    "matterbooks.accounting", "matterbooks.mapping", "matterbooks.activity", "matterbooks.record",
    "matterbooks.preview", "matterbooks.mapping_history", "matterbooks.mapping_version", "matterbooks.mapping_csv",
    "matterbooks.connect", "matterbooks.reconcile",
}  # fmt: skip

VIEWERS_POST = {"matterbooks.reconcile"}
"""What is sent and changes nothing."""


def addresses() -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every address of ours."""
    app = Flask("addresses")
    app.register_blueprint(blueprint, url_prefix="/accounting")
    rules: list[Rule] = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("matterbooks.")]
    assert len(rules) > 10
    return sorted(
        (rule.endpoint, method, _filled(rule.rule))
        for rule in rules
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint not in OPEN
    )


def _filled(rule: str) -> str:
    return rule.replace("<kind>", "sales_invoice").replace("<path:host_id>", "1").replace("<int:version>", "1")


def ask(browser: Browser, method: str, path: str, token: str = "") -> int:
    """The status that this person gets."""
    if method == "GET":
        return browser.client.get(path).status_code
    return browser.client.post(path, data={"csrf_token": token}).status_code


def test_the_public_endpoints_have_their_names() -> None:
    names = {endpoint for endpoint, _, _ in addresses()}
    assert {f"matterbooks.{name}" for name in ("connect", "callback", "mapping", "activity")} <= names


@pytest.mark.parametrize(("endpoint", "method", "path"), addresses())
def test_who_may_nothing_gets_nothing(practice: Practice, endpoint: str, method: str, path: str) -> None:
    nobody = practice.browser("nobody")
    status = ask(nobody, method, path, _token_for(practice, nobody))
    assert status == (302 if endpoint == "matterbooks.callback" else 403)
    assert practice.connection() is None


@pytest.mark.parametrize(("endpoint", "method", "path"), addresses())
def test_who_may_only_look_changes_nothing(practice: Practice, endpoint: str, method: str, path: str) -> None:
    clerk = practice.browser("clerk")
    status = ask(clerk, method, path, _token_for(practice, clerk))
    if endpoint in (VIEWERS_GET if method == "GET" else VIEWERS_POST):
        assert status != 403
    elif endpoint == "matterbooks.callback":
        assert status == 302
    else:
        assert status == 403


@pytest.mark.parametrize(("endpoint", "path"), [(e, p) for e, method, p in addresses() if method == "POST"])
def test_every_change_needs_a_form_of_our_own(practice: Practice, admin: Browser, endpoint: str, path: str) -> None:
    assert admin.client.post(path).status_code == 400
    assert admin.client.post(path, data={"csrf_token": "forged"}).status_code == 400
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert admin.client.post(path, data={"csrf_token": admin.token()}, headers=headers).status_code == 400


def test_a_token_is_also_taken_from_its_header(admin: Browser) -> None:
    answer = admin.client.post("/accounting/disconnect", headers={"X-CSRFToken": admin.token()})
    assert answer.status_code == 409


def test_nobody_logged_in_is_sent_to_the_hosts_log_in(practice: Practice) -> None:
    manager = practice.app.extensions.get("login_manager") or practice.app.__dict__["login_manager"]
    practice.app.add_url_rule("/log-in", "log_in", lambda: "log in")
    manager.login_view = "log_in"
    answer = practice.browser("").get("/activity")
    assert answer.status_code == 302
    assert answer.location.startswith("/log-in")


def test_a_person_who_may_not_is_told_what_and_by_whom(practice: Practice) -> None:
    answer = practice.browser("clerk").get("/unlock")
    assert answer.status_code == 403
    assert "You may not unlock records." in answer.text
    assert "An administrator of the firm can do it" in answer.text


def test_a_clerk_sees_no_button_that_is_not_for_clerks(practice: Practice, mapped: Browser) -> None:
    clerk = practice.browser("clerk")
    assert "Disconnect" not in clerk.get("/").text
    assert "You may look at the mapping and not change it." in clerk.get("/mapping").text


def test_text_from_anywhere_is_shown_and_never_run(practice: Practice, mapped: Browser) -> None:
    attack = "<img src=x onerror=alert(1)>"
    practice.by_hand("Account", {"Name": attack, "AccountType": "Income"})
    mapped.post("/refresh")
    chart = [replace(account, name=attack) if account.code == "6000" else account for account in practice.ledger.chart]
    practice.ledger.chart = chart
    practice.post(practice.paper().bill("'\"><script>1</script>", "10.00", party=Party("x", attack)))
    practice.drain()
    for path in ("/mapping", "/activity", "/activity?q=" + attack, "/unlock", f"/unlock?kind={attack}"):
        page = mapped.get(path).text
        assert "<img src=x" not in page
        assert "<script>1" not in page


def test_messages_are_shown_once(admin: Browser) -> None:
    admin.get("/callback")
    assert "Not done." in admin.get("/").text
    assert "Not done." not in admin.get("/").text


def _token_for(practice: Practice, browser: Browser) -> str:
    """A token of this session, whatever its person may see."""
    with practice.app.test_request_context():
        token = str(generate_csrf())
        raw = session["csrf_token"]
    with browser.client.session_transaction() as held:
        held["csrf_token"] = raw
    assert practice.firm == [FIRM]
    return token
