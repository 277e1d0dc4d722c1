"""Two administrators at the mapping screen at once, each in a browser: the second one sees the difference."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser as Chromium

from tests.web import practice as staff
from tests.web.chromium import CONTRAST, UNNAMED, Screen
from tests.web.practice import Browser, Practice

pytestmark = pytest.mark.browser
NAMES = {"admin": "Helen Ashgrove", "other": "Ruth Birch"}


@pytest.fixture
def other(practice: Practice, screen: Screen, browser: Chromium, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A second administrator's browser, which shares nothing with the first."""
    for key, name in NAMES.items():
        monkeypatch.setitem(staff.USERS, key, replace(staff.USERS["admin"], id=key, name=name))
    page = browser.new_context().new_page()
    page.goto(f"{screen.address}/enter/other")
    return Screen(page, screen.address)


def test_the_second_to_save_sees_the_difference_and_saves_on_top_of_it(
    practice: Practice, screen: Screen, other: Screen, mapped: Browser
) -> None:
    first, second = screen.open("/mapping"), other.open("/mapping")
    first.locator("#row-account-4000-right").select_option(label="Sales of Product Income")
    second.locator("#row-account-4100-right").select_option(label="Legal Fees")
    first.get_by_role("button", name="Save mapping").last.click()
    first.get_by_text("Saved as version 2.").wait_for()
    second.get_by_role("button", name="Save mapping").last.click()
    told = second.get_by_role("alert")
    told.get_by_text("Helen Ashgrove saved version 2 of the mapping").wait_for()
    theirs, ours = told.get_by_role("table").all()
    assert theirs.locator("tbody tr").all_inner_texts() == ["4000 Fees\tLegal Fees\tSales of Product Income"]
    assert ours.locator("tbody tr").all_inner_texts() == [
        "4100 Disbursements recovered\tDisbursements Recovered\tLegal Fees"
    ]
    assert second.evaluate(CONTRAST) == []
    assert second.evaluate(UNNAMED) == []
    assert practice.mapping().version == 2
    second.get_by_role("button", name="Save mapping").last.click()
    second.get_by_text("Saved as version 3.").wait_for()
    assert second.get_by_text("by Ruth Birch").count() == 1
    names = {account.id: account.path for account in practice.catalogue().accounts}
    saved = practice.mapping().accounts
    assert (names[saved["4000"]], names[saved["4100"]]) == ("Sales of Product Income", "Legal Fees")
    assert screen.complaints == []
    assert [said for said in other.complaints if "409" not in said] == []


def test_what_the_first_switched_on_is_on_in_the_form_of_the_second(
    practice: Practice, screen: Screen, other: Screen, mapped: Browser
) -> None:
    first, second = screen.open("/mapping"), other.open("/mapping")
    first.get_by_label("Supplier invoices").check()
    second.locator("#row-account-4100-right").select_option(label="Legal Fees")
    first.get_by_role("button", name="Save mapping").last.click()
    first.get_by_text("Saved as version 2.").wait_for()
    second.get_by_role("button", name="Save mapping").last.click()
    second.get_by_role("alert").wait_for()
    assert second.get_by_label("Supplier invoices").is_checked()
    assert second.locator("#row-account-4100-right option:checked").inner_text() == "Legal Fees"
    assert second.locator("[data-mb-changed]").inner_text() == "1"
