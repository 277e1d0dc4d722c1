"""Every reason for which something is held or skipped is told in words, with the way out."""

from __future__ import annotations

from decimal import Decimal

import pytest
import requests

from matterbooks.store.models import Link, Operation
from matterbooks.values import Held, LinkState, Skipped
from matterbooks.web import words
from matterbooks.web.mends import mend
from tests.web.practice import Browser, Practice

LEADS = {
    Held.MAPPING: "/accounting/mapping#problems",
    Held.POSTINGS_DIFFER: "/accounting/mapping#problems",
    Held.PERIOD: "/accounting/#settings",
    Held.PERMISSION: "/accounting/#company",
    Held.PARENT_MISSING: "/accounting/activity?state=held#held",
}


def trouble(practice: Practice, **rule: object) -> None:
    """Let the company answer the next request like this."""
    assert requests.post(f"{practice.sandbox.url}/sandbox/trouble", json=rule, timeout=5).ok


@pytest.mark.parametrize("reason", list(Held))
def test_what_is_held_says_why_and_leads_to_its_mend(practice: Practice, mapped: Browser, reason: Held) -> None:
    ref = practice.post(practice.paper().journal("J1", "10.00"))
    practice.drain()
    with practice.mount.store.begin() as session:
        row = session.get_one(Operation, practice.operation(ref).id)
        row.state, row.reason, row.words = "held", reason.value, "QuickBooks said <script>alert(1)</script>."
    way = mend(reason.value)
    assert way is not None
    for path in ("/activity", "/activity/general_journal/J1"):
        page = mapped.get(path).text
        for said in (
            words.reason(reason.value),
            way.words.replace("'", "&#39;"),
            "QuickBooks said &lt;script&gt;",
            "Retry",
        ):
            assert said in page, path
        if way.label:
            assert f'href="{LEADS[reason]}">{way.label}</a>' in page


@pytest.mark.parametrize("reason", list(Skipped))
def test_what_is_skipped_says_what_that_means(reason: Skipped) -> None:
    assert words.explained(reason.value) != ""
    assert words.reason(reason.value) != ""


def test_what_quickbooks_says_is_shown_and_never_run(practice: Practice, mapped: Browser) -> None:
    attack = "<script>alert('tid')</script>"
    trouble(practice, kind="fault", code="6000", message=attack, entity="invoice")
    practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    for path in ("/activity", "/activity/sales_invoice/1"):
        page = mapped.get(path).text
        assert "<script>alert" not in page
        assert "6000" in page


def test_a_total_that_differs_is_shown_at_once(practice: Practice, mapped: Browser) -> None:
    ref = practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    with practice.mount.store.begin() as session:
        link = session.query(Link).filter_by(host_id=ref.id, kind=ref.kind.value).one()
        link.state, link.returned_total = LinkState.DIFFERS.value, Decimal("10.99")
    assert '<span class="mb-badge mb-bad">Differs</span>' in mapped.get("/activity").text
    page = mapped.get("/activity/sales_invoice/1").text
    assert "10.99" in page
    assert "11.00" in page
