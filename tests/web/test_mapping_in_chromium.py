"""The mapping screen in a real browser: finding rows and accounts, unsaved changes, and room on a small phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page

from tests.web.chromium import CONTRAST, UNNAMED, Screen
from tests.web.practice import Browser, Practice
from tests.web.test_long_chart import long_chart

__all__ = ["long_chart"]
pytestmark = pytest.mark.browser


def changes(page: Page) -> str:
    """How many changes are said to be unsaved."""
    return page.locator("[data-mb-changed]").inner_text()


def test_every_part_counts_as_an_unsaved_change_and_back_as_none(screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    for label in ("Supplier invoices", "Matters as sub-customers"):
        page.get_by_label(label).check()
    page.locator("#transfers").select_option("")
    page.locator("#row-tax-GST-right").select_option("")
    assert changes(page) == "4"
    for label in ("Supplier invoices", "Matters as sub-customers"):
        page.get_by_label(label).uncheck()
    assert changes(page) == "2"
    page.reload()
    assert changes(page) == "0"
    assert screen.complaints == []


def test_refreshing_with_unsaved_changes_is_asked_about(practice: Practice, screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label("One line for each line of the bill").check()
    page.get_by_role("button", name="Refresh from QuickBooks").click(no_wait_after=True)
    page.wait_for_function("() => true")
    assert asked == ["beforeunload"]
    assert page.get_by_label("One line for each line of the bill").is_checked()


def test_rows_of_a_long_chart_are_found_by_either_side(screen: Screen, long_chart: Browser) -> None:
    page = screen.open("/mapping")
    page.locator("#row-search").fill("cost 71")
    assert page.locator("#row-found").inner_text().startswith("100 of ")
    assert page.locator("#row-account-7100").is_visible()
    assert page.locator("#row-account-1000").is_hidden()
    page.locator("#row-search").fill("checking")
    assert page.locator('[aria-labelledby="part-account"] [data-mb-row]:visible').count() == 1
    assert page.locator("#row-account-1000").is_visible()
    page.locator("#row-search").press("Enter")
    assert page.locator("#row-search").input_value() == "checking"
    page.locator("#row-search").fill("")
    assert page.locator("#row-found").inner_text() == ""
    assert changes(page) == "0"


def test_a_long_list_of_what_is_missing_is_folded(screen: Screen, long_chart: Browser) -> None:
    page = screen.open("/mapping")
    page.get_by_label("Supplier invoices").check()
    page.get_by_role("button", name="Show rows needed").click()
    page.get_by_text("more").first.wait_for()
    assert page.locator("#problems > ul li").count() == 12
    folded = page.locator("#problems details li")
    assert folded.count() > 20
    assert folded.first.is_hidden()
    page.locator("#problems summary").click()
    assert folded.first.is_visible()


def test_a_long_chart_stays_usable_on_a_small_phone(screen: Screen, long_chart: Browser) -> None:
    page = screen.open("/mapping")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#row-search").fill("7001")
    right = page.locator("#row-account-7001-right")
    right.focus()
    right.select_option("L7005")
    assert changes(page) == "1"
    box = right.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert box["width"] > 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preview_and_versions_are_read_by_everybody_also_on_a_small_phone(
    practice: Practice, screen: Screen, mapped: Browser, scheme: str
) -> None:
    practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    screen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 740})
        page = screen.open("/mapping")
        page.locator("#row-account-4000-right").select_option(label="Sales of Product Income")
        page.locator("#row-account-4100-right").select_option(label="Sales of Product Income")
        with page.expect_navigation():
            page.get_by_role("button", name="Preview").click()
        read(page, width)
        page.locator("#row-account-4000-right").select_option(label="Legal Fees")
        page.locator("#row-account-4100-right").select_option(label="Disbursements Recovered")
        read(screen.open("/mapping/history/1"), width)
    assert screen.complaints == []


def read(page: Page, width: int) -> None:
    """Nothing is too faint, without a name or too wide."""
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_download_leaves_the_guard_of_unsaved_changes_in_place(
    practice: Practice, screen: Screen, mapped: Browser
) -> None:
    practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    screen.page.clock.install()
    page = screen.open("/mapping")
    page.locator("#row-account-4000-right").select_option(label="Sales of Product Income")
    with page.expect_navigation():
        page.get_by_role("button", name="Preview").click()
    with page.expect_download():
        page.get_by_role("button", name="Download the list as CSV").click()
    page.clock.run_for(2000)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Activity").click(no_wait_after=True)
    page.wait_for_function("() => true")
    assert asked == ["beforeunload"]
