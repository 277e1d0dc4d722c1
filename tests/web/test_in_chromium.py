"""The screens in a real browser: what JavaScript makes quicker, and that everybody can read and reach everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog

from tests.web.chromium import CONTRAST, UNNAMED, Screen
from tests.web.practice import Browser, Practice

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/disconnect", "/mapping", "/mapping/history", "/activity", "/activity/sales_invoice/1", "/unlock",
    "/activity/general_journal/J1",
)  # fmt: skip


def test_connecting_leads_through_the_consent_page_to_the_mapping(practice: Practice, screen: Screen) -> None:
    page = screen.open("/")
    page.get_by_role("button", name="Connect to QuickBooks").click()
    page.locator(f'[name="realm"][value="{practice.realm}"]').check()
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url("**/accounting/mapping")
    assert "code=" not in page.url
    assert page.get_by_text("Connected to Ashgrove Legal").count()
    assert practice.connection() is not None


def test_choosing_an_account_crosses_it_out_and_counts_it_at_once(screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    fees = page.locator("#row-account-4000-right")
    line = page.locator("[data-mb-account]", has_text="Sales of Product Income")
    before = int(page.locator("[data-mb-mapped]").inner_text())
    assert line.locator("del").count() == 0
    page.locator('[data-mb-add="account"]').click()
    row = page.locator('[data-mb-rows="account"] [data-mb-row]').last
    row.locator("select").first.select_option("6000")
    row.locator("select").last.select_option(label="Sales of Product Income")
    assert line.locator("del").count() == 1
    assert int(page.locator("[data-mb-mapped]").inner_text()) == before + 1
    assert page.locator("[data-mb-changed]").inner_text() == "1"
    fees.select_option("")
    assert page.locator("[data-mb-changed]").inner_text() == "2"
    row.get_by_role("button", name="Remove").click()
    assert line.locator("del").count() == 0
    assert page.locator("[data-mb-changed]").inner_text() == "1"
    assert screen.complaints == []


def test_a_row_that_was_added_in_the_browser_is_saved(practice: Practice, screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    page.locator('[data-mb-add="account"]').click()
    assert page.evaluate("document.activeElement.name") == "account_host"
    page.keyboard.type("6000")
    page.keyboard.press("Tab")
    page.keyboard.type("Rent")
    page.get_by_role("button", name="Save mapping").last.click()
    page.get_by_text("Saved as version 2.").wait_for()
    assert "6000" in practice.mapping().accounts


def test_leaving_with_unsaved_changes_is_asked_about(screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#row-account-4000-right").select_option("")
    page.get_by_role("link", name="Activity").click(no_wait_after=True)
    page.wait_for_function("() => true")
    assert asked == ["beforeunload"]
    assert page.url.endswith("/mapping")


def test_searching_the_chart_leaves_what_fits(screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    page.get_by_label("Search QuickBooks accounts").fill("receivable")
    assert page.locator("[data-mb-account]:visible del").all_inner_texts() == ["Accounts Receivable (A/R)"]
    assert page.locator("[data-mb-type]:visible").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_and_name_everything(
    practice: Practice, screen: Screen, mapped: Browser, scheme: str
) -> None:
    for number in ("1", "2"):
        practice.post(practice.paper().bill(number, "10.00"))
    practice.post(practice.paper().journal("J1", "1.00"))
    practice.drain()
    screen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PAGES:
        page = screen.open(path)
        assert page.evaluate(CONTRAST) == [], path
        assert page.evaluate(UNNAMED) == [], path
    assert screen.complaints == []
    page = screen.open("/mapping")
    page.locator("#row-account-1000-right").select_option(label="Legal Fees")
    page.locator("#row-account-4000-right").select_option("")
    page.get_by_role("button", name="Save mapping").last.click()
    page.get_by_text("cannot be saved as it is").wait_for()
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []


def test_what_cannot_be_read_is_found(screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    page.evaluate("document.documentElement.style.setProperty('--mb-faint', '#bbc')")
    page.evaluate("document.querySelectorAll('[aria-label]').forEach((part) => part.removeAttribute('aria-label'))")
    assert page.evaluate(CONTRAST) != []
    assert page.evaluate(UNNAMED) != []


def test_nothing_is_wider_than_a_small_phone(practice: Practice, screen: Screen, mapped: Browser) -> None:
    practice.post(practice.paper().bill("1", "10.00"))
    practice.post(practice.paper().journal("J1", "1.00"))
    practice.drain()
    screen.page.set_viewport_size({"width": 360, "height": 740})
    for path in PAGES:
        page = screen.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
