"""The pages in Debian's Chromium: quiet console, no sideways scrolling on a small screen, the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.reports.books import REALM, kept

pytestmark = pytest.mark.browser
PATHS = (
    "accounts",
    "accounts/84",
    "transactions",
    "transactions/Invoice/2",
    "customers",
    "reports",
    "reports/general-ledger",
    "new/invoice",
    "new/journal-entry",
    "new/deposit",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def books() -> Company:
    """The company that is served."""
    return kept()


@pytest.fixture
def address(books: Company) -> Iterator[str]:
    """Where the company's pages are."""
    sandbox = Sandbox()
    sandbox.state.companies = {REALM: books}
    with sandbox:
        yield f"{sandbox.url}/app/{REALM}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A small dark screen."""
    page = chromium.new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    yield page
    page.close()


def test_no_page_scrolls_sideways_on_a_small_screen_or_complains_on_the_console(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    wide = []
    for path in PATHS:
        page.goto(f"{address}/{path}")
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert wide == []
    assert complaints == []


def test_a_payment_is_deleted_with_the_keyboard_alone(page: Page, address: str, books: Company) -> None:
    page.goto(f"{address}/transactions/Payment/3")
    page.locator("summary", has_text="Delete").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/transactions")
    assert books.transaction("Payment", "3") is None


def test_every_field_of_the_forms_has_a_name_that_can_be_read_aloud(page: Page, address: str) -> None:
    unnamed = """[...document.querySelectorAll('input:not([type=hidden]), select')]
        .filter(one => !one.ariaLabel && !one.labels.length).map(one => one.name)"""
    for path in ("new/invoice", "new/journal-entry", "new/deposit", "transactions/Payment/3", "transactions"):
        page.goto(f"{address}/{path}")
        assert page.evaluate(unnamed) == []


def test_the_journal_is_downloaded_with_its_button(page: Page, address: str) -> None:
    page.goto(f"{address}/reports/journal")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV", exact=True).click()
    assert download.value.suggested_filename == "Sandbox Company_US_1_Journal.csv"
    assert download.value.path().read_bytes().startswith(b"Journal,,,,,,,,\r\n")
