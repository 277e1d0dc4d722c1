"""axe-core finds no violation on any screen, light or dark, also where something was refused, previewed or is held."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from tests.web.accessible import violations
from tests.web.chromium import Screen
from tests.web.forms import choose
from tests.web.practice import Browser, Practice
from tests.web.test_mapping import entered, send

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/disconnect", "/mapping", "/mapping/history", "/mapping/history/1", "/activity", "/activity?state=skipped",
    "/activity/sales_invoice/1", "/activity/sales_invoice/2", "/activity/general_journal/J1", "/unlock",
    "/mapping/history/9", "/preview/sales_invoice/1", "/preview/sales_invoice/2", "/preview/general_journal/J1",
    "/activity/sales_payment/3", "/activity/sales_invoice/4", "/activity/customer/c1", "/copies/sales_invoice/4",
    "/activity/sales_invoice/5", "/reconcile",
)  # fmt: skip


@pytest.fixture(params=["light", "dark"])
def coloured(screen: Screen, request: pytest.FixtureRequest) -> Screen:
    """A tab of a person who prefers this scheme."""
    screen.page.emulate_media(color_scheme=request.param)
    return screen


def press(page: Page, name: str) -> Page:
    """Press a button of the mapping screen, and wait for what it leads to."""
    with page.expect_navigation():
        page.locator(".mb-savebar").get_by_role("button", name=name).click()
    return page


def test_no_screen_has_a_violation(practice: Practice, coloured: Screen, mapped: Browser) -> None:
    paper = practice.paper()
    practice.post(paper.bill("1", "10.00"))
    practice.post(paper.journal("J1", "1.00"))
    practice.drain()
    send(mapped, choose(entered(mapped), "account", "4000", ""))
    practice.post(paper.bill("2", "10.00"))
    practice.post(paper.payment("3", "11.00", (paper.bill("none", "10.00"), "11.00")))
    practice.post(paper.bill("4", "10.00", day=date(2025, 12, 1)))
    outside = practice.post(paper.bill("5", "10.00", day=date(2025, 12, 1)))
    practice.drain()
    mapped.post(f"/decide/sales_invoice/{outside.id}", {"do": "outside", "reason": "in the opening balances"})
    found = {path: violations(coloured.open(path)) for path in PAGES}
    assert {path: said for path, said in found.items() if said} == {}


def test_the_screen_before_connecting_has_none(coloured: Screen) -> None:
    assert violations(coloured.open("/")) == []


def test_the_mapping_screen_has_none_in_any_of_its_states(coloured: Screen, mapped: Browser) -> None:
    page = coloured.open("/mapping")
    page.locator("#row-account-4000-right").select_option(label="Sales of Product Income")
    page.get_by_label("Trust transactions").check()
    assert violations(press(page, "Preview")) == []
    page.locator('[data-mb-add="account"]').click()
    page.locator("#row-search").fill("fees")
    assert violations(page) == []
    page.locator("#row-search").fill("")
    page.locator("#row-account-1000-right").select_option(label="Legal Fees")
    assert violations(press(page, "Save mapping")) == []


def test_the_plan_of_an_unlock_has_none(practice: Practice, coloured: Screen, mapped: Browser) -> None:
    practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    page = coloured.open("/unlock")
    page.get_by_role("button", name="Show the plan").click()
    page.locator("#reason").fill("Wrong matter")
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("alert").wait_for()
    assert violations(page) == []
    page.locator('[name="link"]').first.check()
    page.locator("#choice-delete").check()
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("heading", name="What would happen").wait_for()
    assert violations(page) == []


def test_what_axe_is_asked_to_find_is_found(screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    page.evaluate("document.querySelectorAll('[aria-label]').forEach((part) => part.removeAttribute('aria-label'))")
    assert any(said.startswith("select-name") for said in violations(page))
