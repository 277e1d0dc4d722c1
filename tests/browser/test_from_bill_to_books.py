"""The main job in a real browser: connect, map, post a bill, see it in QuickBooks, find it locked, and unlock it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from matterbooks.demo import create_app
from matterbooks.demo.seed import ADMIN, CLERK, PASSWORD
from matterbooks.demo.setup import prepare
from matterbooks.demo.tour.processes import Server
from tests.web.chromium import chromium

pytestmark = pytest.mark.browser

PATIENCE_MS = 15_000


@dataclass(frozen=True)
class Town:
    """A practice and a QuickBooks company, each served by a process of its own."""

    practice: str
    quickbooks: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Both, freshly seeded; nothing is connected yet."""
    folder, ports = tmp_path_factory.mktemp("town"), (_free_port(), _free_port())
    here = Town(*(f"http://127.0.0.1:{port}" for port in ports))
    settings = {
        "MATTERBOOKS_DEMO_DATA": str(folder / "practice.sqlite3"),
        "MATTERBOOKS_ENVIRONMENT": here.quickbooks,
        "MATTERBOOKS_REDIRECT_URI": f"{here.practice}/accounting/callback",
        "MATTERBOOKS_EMBEDDED_WORKER": "1",
    }
    prepare(create_app(settings), now=datetime.now(UTC))
    company = ["--port", str(ports[1]), "--country", "AU"]
    practice = Server(
        "practice", "matterbooks.demo.serve", ["--port", str(ports[0])], here.practice, log=folder / "p.log"
    )
    with ExitStack() as running:
        running.enter_context(Server("company", "matterbooks.sandbox", company, here.quickbooks, log=folder / "q.log"))
        running.enter_context(practice.told(settings))
        yield here


@pytest.fixture(scope="module")
def page(town: Town) -> Iterator[Page]:
    """A browser in which the administrator is logged in."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1180})
        expect.set_options(timeout=PATIENCE_MS)
        _log_in(page, town, ADMIN)
        yield page


def _log_in(page: Page, town: Town, who: str) -> None:
    page.goto(f"{town.practice}/login")
    page.get_by_label("E-mail").or_(page.get_by_label("Email")).fill(who)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_the_administrator_connects_and_maps(town: Town, page: Page) -> None:
    page.get_by_role("link", name="Admin").click()
    page.get_by_role("link", name="Connect to QuickBooks").click()
    page.get_by_role("button", name="Connect to QuickBooks").click()
    expect(page).to_have_url(re.compile(re.escape(town.quickbooks)))
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url("**/accounting/mapping")
    page.get_by_label("Sales invoices").check()
    page.get_by_role("button", name="Suggest rows").click()
    page.get_by_label("Bank transfers account").select_option(label="Operating Clearing")
    page.get_by_role("button", name="Save mapping").last.click()
    expect(page.get_by_text("Saved as version 1")).to_be_visible()
    expect(page.locator("#problems")).to_have_count(0)


def test_a_posted_bill_arrives_in_quickbooks_and_refuses_edits(town: Town, page: Page) -> None:
    number = _post_a_bill(town, page, "350.00")
    page.goto(f"{town.quickbooks}/app/")
    page.locator("main a").first.click()
    page.get_by_role("link", name="Transactions").first.click()
    _reload_until(page, number)
    expect(page.get_by_text("385.00").first).to_be_visible()
    _open_bill(town, page, number)
    expect(page.get_by_text("It cannot be edited here")).to_be_visible()
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)


def test_a_locked_bill_refuses_an_edit_that_comes_by_address(town: Town, page: Page) -> None:
    number = _post_a_bill(town, page, "120.00")
    _open_bill(town, page, number)
    page.goto(page.url + "/edit")
    expect(page.get_by_text(f"{number} cannot be edited while it is locked")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile("in QuickBooks Online|on its way to QuickBooks"))
    expect(page.get_by_label("Net amount")).to_have_count(0)
    expect(page.get_by_text("132.00").first).to_be_visible()


def test_unlocked_with_its_copy_deleted_it_is_edited_and_pushed_again(town: Town, page: Page) -> None:
    number = _post_a_bill(town, page, "200.00")
    _wait_until_linked(town, page, number)
    page.get_by_role("link", name=re.compile("Unlock")).first.click()
    page.get_by_role("radio", name=re.compile("Delete it")).check()
    page.get_by_label("Reason").fill("Wrong hours")
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_text("in QuickBooks, then give")).to_be_visible()
    page.locator('button[value="unlock"]').click()
    expect(page.get_by_role("heading", name=f"Sales invoice {number}")).to_be_visible()
    _reload_until(page, "Its copy in QuickBooks was deleted")
    _open_bill(town, page, number)
    _reload_until(page, "Edit")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Net amount").first.fill("210.00")
    page.get_by_role("button", name="Save and post anew").click()
    _wait_until_linked(town, page, number)
    page.goto(f"{town.quickbooks}/app/")
    page.locator("main a").first.click()
    page.get_by_role("link", name="Transactions").first.click()
    _reload_until(page, number)
    expect(page.get_by_text("231.00").first).to_be_visible()
    expect(page.get_by_text("220.00")).to_have_count(0)


def test_the_activity_list_shows_what_was_done(town: Town, page: Page) -> None:
    page.goto(f"{town.practice}/accounting/activity")
    expect(page.get_by_text("In QuickBooks").first).to_be_visible()


def test_an_ordinary_user_is_kept_out_of_accounting(town: Town, page: Page) -> None:
    clerk = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    _log_in(clerk, town, CLERK)
    expect(clerk.get_by_role("link", name="Admin")).to_have_count(0)
    answer = clerk.goto(f"{town.practice}/accounting/mapping")
    assert answer is not None
    assert answer.status == 403


def _post_a_bill(town: Town, page: Page, net: str) -> str:
    page.goto(f"{town.practice}/bills/new")
    page.get_by_label("Description").first.fill("Conference with counsel")
    page.get_by_label("Account").first.select_option(label="4000 Legal fees")
    page.get_by_label("Net amount").first.fill(net)
    page.get_by_role("button", name="Post").click()
    heading = page.get_by_role("heading", level=1).inner_text()
    found = re.search(r"INV-\d+", heading)
    assert found is not None, heading
    return found[0]


def _open_bill(town: Town, page: Page, number: str) -> None:
    page.goto(f"{town.practice}/bills")
    page.get_by_role("link", name=number).first.click()


def _wait_until_linked(town: Town, page: Page, number: str) -> None:
    _open_bill(town, page, number)
    _reload_until(page, "It is in QuickBooks Online")


def _reload_until(page: Page, words: str) -> None:
    """Look again, as a person does, until the page says it."""
    for _ in range(60):
        if words in page.locator("body").inner_text():
            return
        page.wait_for_timeout(250)
        page.reload()
    pytest.fail(f"{page.url} never said {words!r}; it says: {page.locator('body').inner_text()[:800]}")
