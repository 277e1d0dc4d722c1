"""A practice for each test: a fresh database, a fresh company, and one sandbox for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import session
from playwright.sync_api import Browser as Chromium

from matterbooks.sandbox.server import Sandbox
from tests.clock import Clock
from tests.databases import Databases, using
from tests.web import chromium
from tests.web.chromium import Screen
from tests.web.practice import Browser, Practice, make_practice


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests; each makes a company of its own."""
    with Sandbox(country="AU", seed_company="empty") as running:
        yield running


@pytest.fixture
def practice(databases: Databases, ring_setting: str, clock: Clock, sandbox: Sandbox) -> Iterator[Practice]:
    """A firm that is not connected yet."""
    sandbox.state.trouble.rules = []
    company = sandbox.add_company("AU", "sample", "Ashgrove Legal")
    for url in using(databases, lambda: databases.migrated("sqlite")):
        made = make_practice(url, ring_setting, clock, sandbox, company.realm_id)
        yield made
        made.mount.store.dispose()


@pytest.fixture
def admin(practice: Practice) -> Browser:
    """The administrator's browser, before connecting."""
    return practice.browser()


@pytest.fixture
def connected(practice: Practice, admin: Browser) -> Browser:
    """The administrator's browser, after connecting over real HTTP."""
    answer = admin.connect()
    assert answer.location.endswith("/accounting/mapping"), admin.get("/").text
    return admin


@pytest.fixture
def mapped(practice: Practice, connected: Browser) -> Browser:
    """The administrator's browser, after everything that sales need was mapped."""
    catalogue = practice.catalogue()
    ids = {account.path: account.id for account in catalogue.accounts}
    names = {"1000": "Checking", "1200": "Accounts Receivable (A/R)", "4000": "Legal Fees"}
    names |= {"1010": "Savings", "4100": "Disbursements Recovered"}
    codes = {code.name: code.id for code in catalogue.tax_codes}
    form = {
        "based_on": "0",
        "switch": "sales",
        "bank_transfers_account": ids["Operating Clearing"],
        "account_host": list(names),
        "account_quickbooks": [ids[name] for name in names.values()],
        "tax_host": ["GST", "FREE"],
        "tax_quickbooks": [codes["GST"], codes["GST free"]],
    }
    assert connected.post("/mapping", form).status_code == 302
    connected.get("/mapping")
    return connected


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all tests of this module; each has a context of its own."""
    with chromium.chromium() as running:
        yield running


@pytest.fixture
def screen(practice: Practice, browser: Chromium) -> Iterator[Screen]:
    """A tab in which the administrator is logged in, of a firm that is not connected yet."""

    def enter(user: str) -> str:
        session["_user_id"] = user
        return "<link rel=icon href=data:,>welcome"

    practice.app.add_url_rule("/enter/<user>", "enter", enter)
    with chromium.served(practice) as address:
        context = practice.mount.context
        app = replace(context.app, redirect_uri=f"{address}/accounting/callback")
        practice.mount.context = replace(context, app=app)
        page = browser.new_page()
        page.goto(f"{address}/enter/admin")
        yield Screen(page, address)
        page.close()
