"""The accounting page's preflight: what a consent shows before mapping, and what its button lets go."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
import requests

from matterbooks.values import Held, OperationState
from tests.web.chromium import CONTRAST, UNNAMED, Screen
from tests.web.practice import Browser, Practice

CLOSED_AND_APPLYING = {
    "AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"},
    "SalesFormsPrefs": {"AutoApplyCredit": True},
}
Row = tuple[str, str, str]
"""Verdict, what was found, and the mend."""


def shown(browser: Browser) -> dict[str, Row]:
    """The checks on the page, by name, as plain words."""
    table = browser.get("/").text.split('id="settings"')[1]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    cells = {name: re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for name, row in rows}
    plain = {name: [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for name, row in cells.items()}
    return {name: (row[0], row[1], row[2]) for name, row in plain.items()}


def become(practice: Practice, role: str) -> None:
    """Give the QuickBooks user who connected another role."""
    answer = requests.post(f"{practice.sandbox.url}/sandbox/oauth", json={"roles": {practice.realm: role}}, timeout=5)
    assert answer.ok, answer.text


def preferences(practice: Practice, **settings: Any) -> None:
    """Change settings of the company as a person does in QuickBooks."""
    body = {"realmId": practice.realm, **settings}
    assert requests.post(f"{practice.sandbox.url}/sandbox/preferences", json=body, timeout=5).ok


def connect_as(browser: Browser, role: str) -> str:
    """The whole way over the consent page as a person of this role; where it ends."""
    asked = {**browser.ask(), "role": role}
    return browser.come_back(browser.decide(asked, browser.practice.realm)).location


def test_every_check_stands_there_with_its_verdict(connected: Browser) -> None:
    found = shown(connected)
    assert {row[0] for row in found.values()} <= {"Pass", "Note", "Fail"}
    for name in (
        "Right: clients and bills", "Right: payments by clients", "Right: suppliers and their invoices", "Country",
        "Plan", "Subscription", "Home currency", "Multicurrency", "Closing date", "Document numbers",
        "Automatic application", "Class tracking", "Sales tax", "Receivables",
    ):  # fmt: skip
        assert found[name][0] == "Pass", found[name]
    assert found["Country"][1] == "Australia"


def test_the_page_says_what_a_question_proves_and_what_it_does_not(connected: Browser) -> None:
    assert "by questions that change nothing in QuickBooks" in connected.get("/").text
    verdict, found, _ = shown(connected)["Right: payments by clients"]
    assert (verdict, found) == (
        "Pass", "Payments by clients can be seen; whether they may be entered shows with the first",
    )  # fmt: skip


def test_what_was_entered_is_proved(practice: Practice, mapped: Browser) -> None:
    practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    found = shown(mapped)["Right: clients and bills"][1]
    assert found.startswith("Clients, products and services and bills were entered; credit notes can be seen")


def test_a_consent_of_somebody_who_may_do_less_shows_that_before_mapping(practice: Practice, admin: Browser) -> None:
    assert connect_as(admin, "customers") == "/accounting/"
    assert "Preflight found what would hold records" in admin.get("/").text
    verdict, found, mend = shown(admin)["Right: payments to suppliers"]
    assert (verdict, found) == (
        "Fail", "The QuickBooks user who connected may not see payments to suppliers: those records are held",
    )  # fmt: skip
    assert "administrator of QuickBooks connects again here" in mend
    assert shown(admin)["Right: clients and bills"][0] == "Pass"
    assert connect_as(admin, "admin") == "/accounting/mapping"
    assert shown(admin)["Right: payments to suppliers"][0] == "Pass"


def test_a_refused_payment_is_named_on_the_page_and_goes_on_after_check_again(
    practice: Practice, mapped: Browser
) -> None:
    become(practice, "no_payments")
    paper = practice.paper()
    bill = paper.bill("1001", "100.00")
    practice.post(bill)
    ref = practice.post(paper.payment("R1", "110.00", (bill, "110.00")))
    practice.drain()
    assert practice.operation(ref).reason == Held.PERMISSION
    assert shown(mapped)["Right: payments by clients"][:2] == (
        "Fail", "The QuickBooks user who connected may not enter payments by clients: those records are held",
    )  # fmt: skip
    become(practice, "admin")
    assert "1 held record goes on." in mapped.post("/refresh", follow=True).text
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE
    assert shown(mapped)["Right: payments by clients"][1] == "Payments by clients were entered"


def test_check_again_sees_a_setting_that_was_changed(practice: Practice, mapped: Browser) -> None:
    preferences(practice, **CLOSED_AND_APPLYING)
    assert shown(mapped)["Closing date"][0] == "Pass"
    mapped.post("/refresh")
    assert shown(mapped)["Closing date"][:2] == ("Note", "Books are closed up to 31 January 2026")
    assert shown(mapped)["Automatic application"][0] == "Fail"


def test_whoever_may_not_map_sees_the_checks_and_no_button(practice: Practice, mapped: Browser) -> None:
    clerk = practice.browser("clerk")
    assert shown(clerk) == shown(mapped)
    assert "Check again</button>" not in clerk.get("/").text


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preflight_that_fails_can_be_read_by_everybody(
    practice: Practice, screen: Screen, mapped: Browser, scheme: Literal["light", "dark"]
) -> None:
    become(practice, "suppliers")
    preferences(practice, **CLOSED_AND_APPLYING)
    mapped.post("/refresh")
    screen.page.emulate_media(color_scheme=scheme)
    page = screen.open("/")
    assert page.get_by_role("button", name="Check again").is_visible()
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
