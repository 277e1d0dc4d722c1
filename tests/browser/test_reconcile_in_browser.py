"""Reconciling in a real browser: choose the exports, read the findings, download the workbook, mend a refused file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.period import Period
from tests.web.accessible import violations
from tests.web.chromium import CONTRAST, UNNAMED, Screen
from tests.web.practice import Browser, Practice

pytestmark = pytest.mark.browser
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def exported(practice: Practice, mapped: Browser) -> list[FilePayload]:
    """Two bills in both books, one in the practice alone, and what a person downloads from QuickBooks then."""
    for number in ("1001", "1002"):
        practice.post(practice.paper().bill(number, "10.00"))
    practice.drain()
    practice.ledger.put(practice.paper().bill("1003", "30.00"))
    company = practice.sandbox.company(practice.realm)
    return [
        FilePayload(name=f"{name}.csv", mimeType="text/csv", buffer=download_csv(company, name, MARCH).body)
        for name in ("JournalReport", "TrialBalance")
    ]


def reconcile(page: Page, files: list[FilePayload]) -> None:
    """Choose the files and press the button."""
    page.get_by_label("Exports of QuickBooks").set_input_files(files)
    with page.expect_navigation():
        page.get_by_role("button", name="Reconcile").click()


def test_exports_are_chosen_findings_read_and_the_workbook_downloaded(
    screen: Screen, exported: list[FilePayload], tmp_path: Path
) -> None:
    page = screen.open("/mapping")
    page.get_by_role("link", name="Reconcile").click()
    reconcile(page, exported)
    expect(page.get_by_role("heading", name="The books tie")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "outcome"
    page.get_by_text("Records of").click()
    expect(page.locator("article dd", has_text="1003")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Workbook (Excel)").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert kept.name.startswith("reconciliation-")
    assert load_workbook(kept).sheetnames[0] == "Summary and sign-off"
    assert screen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_findings_and_a_refusal_are_for_everybody(screen: Screen, exported: list[FilePayload], scheme: str) -> None:
    screen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = screen.open("/reconcile")
    reconcile(page, exported)
    _for_everybody(page)
    broken = FilePayload(name="notes.csv", mimeType="text/csv", buffer=b"a,b\n1,2\n")
    reconcile(page, [broken])
    expect(page.get_by_role("alert")).to_contain_text("notes.csv")
    _for_everybody(page)


def _for_everybody(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
