"""Take the README's pictures of a running demonstration: `make demo`, then `python -m tests.browser.take_pictures`."""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Page

from matterbooks.demo.seed import ADMIN, PASSWORD
from tests.web.chromium import chromium

FOLDER = Path(__file__).with_name("pictures")


def main() -> None:
    """The mapping screen with one row missing, and the activity list of the month."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practice", default="http://127.0.0.1:8080")
    practice = parser.parse_args().practice
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1220})
        page.goto(f"{practice}/login")
        page.locator("[name=email]").fill(ADMIN)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        _mapping(page, practice)
        page.goto(f"{practice}/accounting/activity?kind=sales_payment", wait_until="networkidle")
        page.screenshot(path=FOLDER / "activity.png")


def _mapping(page: Page, practice: str) -> None:
    page.goto(f"{practice}/accounting/mapping", wait_until="networkidle")
    page.locator("#row-account-4000-right").select_option("")
    page.get_by_role("button", name="Show rows needed").click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / "mapping.png")


if __name__ == "__main__":
    main()
