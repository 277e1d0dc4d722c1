"""Four ways to save a mapping that is not as it should be, each by keyboard alone: what is said, and what is kept.

Missing rows are warned of and saved (Actionstep); what cannot be is refused; several accounts on one are told of.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from matterbooks.values import Held, OperationState
from tests.web.accessible import violations
from tests.web.chromium import Screen
from tests.web.practice import Browser, Practice
from tests.web.test_by_keyboard import tab_to

pytestmark = pytest.mark.browser


def choose(page: Page, code: str, name: str) -> None:
    """Come to the right side of a row by Tab and type what is meant; nothing stands there after an empty name."""
    page.reload()
    tab_to(page, f"#row-account-{code}-right")
    if name:
        page.keyboard.type(name)
    else:
        page.keyboard.press("Home")


def save(page: Page) -> None:
    """Come to Save by Tab, and press it."""
    tab_to(page, '.mb-savebar [value="save"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")


def chosen(page: Page, code: str) -> str:
    """What stands on the right side of a row."""
    return page.locator(f"#row-account-{code}-right option:checked").inner_text()


def summary(page: Page) -> list[str]:
    """What is said above the form."""
    return [text.replace("\n", " ") for text in page.locator("#problems li").all_inner_texts()]


def test_without_accounts_receivable_it_is_saved_and_says_what_waits_and_why(
    practice: Practice, screen: Screen, mapped: Browser
) -> None:
    page = screen.open("/mapping")
    choose(page, "1200", "")
    save(page)
    said = summary(page)
    assert "Accounts receivable is not mapped: QuickBooks posts every bill, and its payments, to its own" in said[0]
    assert (practice.mapping().version, "1200" in practice.mapping().accounts) == (2, False)
    assert chosen(page, "4000") == "Legal Fees"
    bill = practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    assert practice.operation(bill).reason == Held.MAPPING
    page.reload()
    assert "Holds 1 document" in summary(page)[0]
    assert violations(page) == []
    choose(page, "1200", "Accounts R")
    save(page)
    page.get_by_text("1 record that waited goes on.").wait_for()
    practice.drain()
    assert practice.operation(bill).state == OperationState.DONE


def test_accounts_receivable_is_checked_and_not_chosen(practice: Practice, screen: Screen, mapped: Browser) -> None:
    row = screen.open("/mapping").locator("#row-account-1200")
    assert row.locator("option").all_inner_texts() == ["choose…", "Accounts Receivable (A/R)"]
    assert "Checked, not chosen: QuickBooks posts bills there by itself." in row.inner_text()


def test_without_an_income_account_in_use_it_is_saved_and_says_what_waits_and_why(
    practice: Practice, screen: Screen, mapped: Browser
) -> None:
    page = screen.open("/mapping")
    choose(page, "4000", "")
    save(page)
    assert "Fees is not mapped: the lines of bills post here." in summary(page)[0]
    assert practice.mapping().version == 2
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Fees is not mapped: the lines of bills post here.")
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-account-4000")
    assert violations(page) == []
    tab_to(page, "#row-account-4000-right")
    page.keyboard.type("Legal")
    save(page)
    assert "4000" in practice.mapping().accounts


def test_a_bank_on_an_expense_account_is_refused_and_what_was_entered_is_kept(
    practice: Practice, screen: Screen, mapped: Browser
) -> None:
    page = screen.open("/mapping")
    choose(page, "1000", "Advertising")
    tab_to(page, "#row-account-4100-right")
    page.keyboard.type("Legal")
    save(page)
    assert page.evaluate("document.activeElement.id") == "problems"
    assert (
        "Office account cannot be Advertising, whose type is Expense: a bank is mapped to a bank." in summary(page)[0]
    )
    assert (chosen(page, "1000"), chosen(page, "4100")) == ("Advertising", "Legal Fees")
    assert page.locator("#row-account-1000-right").get_attribute("aria-invalid") == "true"
    assert practice.mapping().version == 1
    assert violations(page) == []
    tab_to(page, "#row-account-1000-right")
    page.keyboard.type("Checking")
    save(page)
    page.get_by_text("Saved as version 2.").wait_for()


def test_two_income_accounts_on_one_are_saved_with_a_note(practice: Practice, screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    choose(page, "4100", "Legal")
    save(page)
    page.get_by_text("Saved as version 2.").wait_for()
    words = "Fees and Disbursements recovered are mapped to Legal Fees together: QuickBooks shows them as one."
    assert summary(page) == [f"Note {words}"]
    for code in ("4000", "4100"):
        assert words in page.locator(f"#row-account-{code}").inner_text()
    assert page.locator(".mb-bad-row").count() == 0
    assert violations(page) == []


def test_two_banks_on_one_are_refused_and_kept(practice: Practice, screen: Screen, mapped: Browser) -> None:
    page = screen.open("/mapping")
    choose(page, "1010", "Checking")
    save(page)
    assert "Office account and Savings account are mapped to Checking." in summary(page)[0]
    assert "cannot be reconciled" in summary(page)[0]
    assert chosen(page, "1010") == "Checking"
    assert practice.mapping().version == 1
    assert violations(page) == []


def test_an_effect_is_previewed_by_keyboard(practice: Practice, screen: Screen, mapped: Browser) -> None:
    practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    page = screen.open("/mapping")
    choose(page, "4000", "Sales of P")
    tab_to(page, '.mb-savebar [value="preview"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "effect"
    assert chosen(page, "4000") == "Sales of Product Income"
    tab_to(page, "[data-mb-download]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "posted-otherwise-than-entered-over-version-1.csv"
    assert practice.mapping().version == 1
    assert page.locator("[data-mb-changed]").inner_text() == "1"
