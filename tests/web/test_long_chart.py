"""A long chart on both sides: the page stays light, and every choice is still there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.store import connections
from tests.web.chromium import Screen
from tests.web.forms import as_data, choose, fields, rows
from tests.web.practice import Browser, Practice
from tests.web.test_mapping import FORM, entered, send


@pytest.fixture
def long_chart(practice: Practice, mapped: Browser) -> Browser:
    """400 practice accounts, each mapped to one of 350 accounts of the company."""
    practice.ledger.chart = [
        *practice.ledger.chart,
        *(HostAccount(str(number), f"Cost {number}", Role.EXPENSE, str(number)) for number in range(7000, 7390)),
    ]
    catalogue, connection = practice.catalogue(), practice.connection()
    assert connection is not None
    rent = next(one for one in catalogue.accounts if one.path == "Rent")
    more = (
        replace(rent, id=f"L{number}", name=f"Cost {number}", path=f"Cost {number}") for number in range(7000, 7320)
    )
    with practice.mount.store.begin() as session:
        connections.save_catalogue(session, connection.id, replace(catalogue, accounts=(*catalogue.accounts, *more)))
    filled = mapped.post("/mapping/suggest", as_data(entered(mapped)))
    assert send(mapped, fields(filled.text, FORM)).status_code == 302
    return mapped


def test_a_long_chart_is_offered_row_by_row_so_that_the_page_stays_light(
    practice: Practice, long_chart: Browser
) -> None:
    assert len(practice.mapping().accounts) > 320
    page = long_chart.get("/mapping")
    assert len(page.data) < 600_000
    assert page.text.count("<option") < 4_000
    assert rows(fields(page.text, FORM), "account").items() >= practice.mapping().accounts.items()


def test_without_javascript_a_row_of_a_long_chart_is_opened_by_a_button(
    practice: Practice, long_chart: Browser
) -> None:
    form = choose(entered(long_chart), "account", "7001", "L7000")
    answer = send(long_chart, form, "open:7001")
    row = answer.text.split('id="row-account-7001"')[1].split('id="row-account-7002"')[0]
    assert row.count("<option") > 340
    assert 'value="L7000" selected' in row
    assert rows(fields(answer.text, FORM), "account") == rows(form, "account")
    assert send(long_chart, fields(answer.text, FORM)).status_code == 302
    assert practice.mapping().accounts["7001"] == "L7000"


def test_two_practice_accounts_may_share_one_quickbooks_account(practice: Practice, long_chart: Browser) -> None:
    form = choose(entered(long_chart), "account", "7001", "L7000")
    assert send(long_chart, form).status_code == 302
    saved = practice.mapping().accounts
    assert saved["7000"] == saved["7001"] == "L7000"


@pytest.mark.browser
def test_in_the_browser_a_row_of_a_long_chart_is_chosen_by_keyboard(
    practice: Practice, screen: Screen, long_chart: Browser
) -> None:
    page = screen.open("/mapping")
    right = page.locator("#row-account-7001-right")
    assert right.locator("option").count() == 2
    right.focus()
    assert right.locator("option").count() > 340
    assert right.input_value() == "L7001"
    assert page.locator("[data-mb-changed]").inner_text() == "0"
    page.keyboard.type("Cost 7005")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save mapping").last.click()
    page.get_by_text("Saved as version 3.").wait_for()
    assert practice.mapping().accounts["7001"] == "L7005"
    assert screen.complaints == []
