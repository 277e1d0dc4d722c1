"""The mapping by keyboard alone: switch on, suggest, choose, be refused, mend, save."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.web.chromium import Screen
from tests.web.practice import Browser, Practice

pytestmark = pytest.mark.browser

SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
"""Whether a person can see where the keyboard is."""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the keyboard is there; it must be seen at every step."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate(SEEN), selector
            return
    pytest.fail(f"The keyboard never comes to {selector}")


def test_a_firm_is_mapped_by_keyboard_alone(practice: Practice, screen: Screen, connected: Browser) -> None:
    page = screen.open("/mapping")
    tab_to(page, "#switch-supplier")
    page.keyboard.press("Space")
    tab_to(page, '[formaction$="/mapping/suggest"]')
    page.keyboard.press("Enter")
    page.get_by_text("rows suggested and marked below").wait_for()
    assert page.locator("#switch-supplier").is_checked()
    tab_to(page, "#row-account-1000-right")
    page.keyboard.type("Legal")
    tab_to(page, '.mb-savebar [value="save"]')
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.id") == "problems"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "#row-account-1000-right")
    page.keyboard.type("Checking")
    tab_to(page, "#row-account-4000-right")
    page.keyboard.type("Legal")
    tab_to(page, '.mb-savebar [value="save"]')
    page.keyboard.press("Enter")
    page.get_by_text("Saved as version 1.").wait_for()
    names = {account.id: account.path for account in practice.catalogue().accounts}
    saved = practice.mapping()
    assert (names[saved.accounts["1000"]], names[saved.accounts["4000"]]) == ("Checking", "Legal Fees")
    assert len(saved.switches) == 2


def test_what_stopped_an_unlock_is_where_the_keyboard_is(practice: Practice, screen: Screen, mapped: Browser) -> None:
    practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    page = screen.open("/unlock")
    page.locator("#reason").fill("Wrong matter")
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#records")
    assert page.locator("#reason").input_value() == "Wrong matter"
