"""The activity screen: where records stand, what holds them, the button that mends it, and each attempt."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from matterbooks.ledger.documents import Invoice
from matterbooks.quickbooks.environment import environment
from matterbooks.values import Held, Kind, OperationState
from matterbooks.web import words
from matterbooks.web.badge import badge_of
from matterbooks.web.quickbooks_pages import company_url, record_url
from tests.push.office import ADA, BABBAGE
from tests.web.practice import Browser, Practice


@pytest.fixture
def month(practice: Practice, mapped: Browser) -> list[Invoice]:
    """Three bills in QuickBooks, one of them paid, and a general journal."""
    paper = practice.paper()
    bills = [paper.bill("1001", "100.00"), paper.bill("1002", "200.00", party=BABBAGE), paper.bill("1003", "50.00")]
    for bill in bills:
        practice.post(bill)
    practice.post(paper.payment("R1", "110.00", (bills[0], "110.00")))
    practice.post(paper.journal("J1", "12.00"))
    practice.drain()
    return bills


def refuse(practice: Practice, times: int) -> None:
    """Let the company refuse the next invoices, as one whose books are closed does."""
    rule = {"kind": "fault", "code": "6210", "entity": "invoice", "times": times}
    assert requests.post(f"{practice.sandbox.url}/sandbox/trouble", json=rule, timeout=5).ok


def test_every_record_is_listed_with_its_state_and_link(
    practice: Practice, mapped: Browser, month: list[Invoice]
) -> None:
    page = mapped.get("/activity").text
    for said in ("1001", "1002", "1003", "R1", "J1", "Charles Babbage &amp; Sons", "5 records"):
        assert said in page
    assert f"{practice.sandbox.url}/app/{practice.realm}/transactions/Invoice/" in page
    assert "Never pushed" in page


def test_totals_stand_on_both_sides_by_kind(mapped: Browser, month: list[Invoice]) -> None:
    page = " ".join(mapped.get("/activity").text.split())
    row = page[page.index(">Sales invoice</a>") :].split("</tr>")[0]
    figures = [cell.split("<")[0] for cell in row.split('class="mb-number">')[1:]]
    assert figures == ["3", "385.00", "3", "385.00", "–", "–", "–"]


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("?state=skipped", "J1", "1001"),
        ("?kind=sales_payment", "R1", "1001"),
        ("?q=babbage", "1002", "1001"),
        ("?q=1003", "1003", "1001"),
        ("?from=2030-01-01", "No record fits", "1001"),
        ("?state=nonsense&kind=nonsense&page=999&from=yesterday", "1001", "No record fits"),
        ("?reason=never_pushed_kind", "J1", "1001"),
        ("?q=%25", "No record fits", "1001"),
    ],
)
def test_records_are_filtered(mapped: Browser, month: list[Invoice], query: str, there: str, absent: str) -> None:
    page = mapped.get(f"/activity{query}").text
    listed = page[page.index('id="records"') :]
    assert there in listed
    assert f">{absent}<" not in listed


def test_customers_made_on_the_way_are_shown_when_asked_for(mapped: Browser, month: list[Invoice]) -> None:
    assert "Ada Lovelace" in mapped.get("/activity?kind=customer").text


def test_long_lists_are_paged(practice: Practice, mapped: Browser) -> None:
    for number in range(60):
        practice.post(practice.paper().journal(f"J{number}", "1.00"))
    practice.drain()
    first, second = mapped.get("/activity").text, mapped.get("/activity?page=2").text
    assert "Page 1 of 2" in first
    assert ">J59<" in first
    assert ">J0<" in second
    assert ">J0<" not in first


def test_one_cause_is_told_once_and_retried_together(practice: Practice, mapped: Browser) -> None:
    refuse(practice, 3)
    refs = [practice.post(practice.paper().bill(number, "10.00")) for number in ("1", "2", "3")]
    practice.drain()
    page = mapped.get("/activity").text
    assert page.count("Retry all 3") == 1
    assert "The books are closed at this date" in page
    ids = [str(practice.operation(ref).id) for ref in refs]
    assert "3 records are tried again" in mapped.post("/retry", {"operation": ids}, follow=True).text
    practice.drain()
    assert {practice.operation(ref).state for ref in refs} == {OperationState.DONE}


def test_retrying_what_is_not_held_says_that_nothing_was_sent(mapped: Browser) -> None:
    page = mapped.post("/retry", {"operation": ["999", "x"]}, follow=True).text
    assert "None of these records is held" in page


def test_a_missing_row_leads_to_its_place_on_the_mapping_screen(practice: Practice, mapped: Browser) -> None:
    practice.ledger.chart = [account for account in practice.ledger.chart if account.code != "6000"]
    bill = practice.paper().bill("1", "10.00")
    line = bill.lines[0]
    practice.post(replace(bill, lines=(replace(line, account="4900"),)))
    practice.drain()
    page = mapped.get("/activity").text
    assert "/accounting/mapping#row-account-4900" in page
    assert "holds 1 record" in page
    detail = mapped.get("/activity/sales_invoice/1").text
    assert "Account 4900 is not mapped" in detail
    assert "/accounting/mapping#row-account-4900" in detail


def test_a_record_shows_each_attempt(practice: Practice, mapped: Browser) -> None:
    refuse(practice, 1)
    ref = practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    page = mapped.get("/activity/sales_invoice/1").text
    assert practice.operation(ref).reason == Held.PERIOD
    for said in ("400", "6210", "intuit_tid", "Retry"):
        assert said in page
    seen = [one for one in practice.sandbox.state.trouble.log if one.entity == "invoice"][-1]
    assert seen.tid in page
    assert seen.requestid in page


def test_a_record_that_was_skipped_says_why_and_what_to_do(mapped: Browser, month: list[Invoice]) -> None:
    page = mapped.get("/activity/general_journal/J1").text
    assert "This kind stays in the practice ledger" in page
    assert "Retry" not in page


def test_a_record_that_nobody_knows_is_not_found(mapped: Browser) -> None:
    assert mapped.get("/activity/sales_invoice/nope").status_code == 404


def test_another_firms_records_are_not_shown(practice: Practice, mapped: Browser, month: list[Invoice]) -> None:
    practice.firm[0] = "birch"
    assert "1001" not in mapped.get("/activity").text
    assert mapped.get("/activity/sales_invoice/1001").status_code == 404
    assert "1001" not in mapped.get("/unlock").text


def test_another_firms_records_are_not_retried(practice: Practice, mapped: Browser) -> None:
    refuse(practice, 1)
    ref = practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    token, practice.firm[0] = mapped.token(), "birch"
    form = {"csrf_token": token, "operation": str(practice.operation(ref).id)}
    assert mapped.client.post("/accounting/retry", data=form).status_code == 302
    assert practice.operation(ref).state == OperationState.HELD


def test_the_badge_tells_a_record_apart_on_the_hosts_own_pages(practice: Practice, mapped: Browser) -> None:
    bill = practice.paper().bill("1", "10.00", party=ADA)
    with practice.app.test_request_context():
        assert badge_of(bill.ref) == ""
    practice.post(bill)
    practice.drain()
    with practice.app.test_request_context():
        shown = practice.app.jinja_env.from_string("{{ matterbooks_badge(ref) }}").render(ref=bill.ref)
    assert shown == '<a class="mb-badge mb-good" href="/accounting/activity/sales_invoice/1">In QuickBooks</a>'


@pytest.mark.parametrize(
    ("name", "type_", "address"),
    [
        ("production", "Invoice", "https://app.qbo.intuit.com/app/invoice?txnId=7"),
        ("sandbox", "Payment", "https://app.sandbox.qbo.intuit.com/app/recvpayment?txnId=7"),
        ("production", "Customer", "https://app.qbo.intuit.com/app/customerdetail?nameId=7"),
        ("production", "Item", ""),
        ("http://127.0.0.1:8799", "CreditMemo", "http://127.0.0.1:8799/app/42/transactions/CreditMemo/7"),
    ],
)
def test_records_are_looked_at_where_the_company_is(name: str, type_: str, address: str) -> None:
    assert record_url(environment(name), "42", type_, "7") == address


def test_the_company_is_looked_at_where_it_is() -> None:
    assert company_url(environment("production"), "42") == "https://app.qbo.intuit.com/app/homepage"
    assert company_url(environment("http://127.0.0.1:8799"), "42") == "http://127.0.0.1:8799/app/42"


def test_every_kind_has_a_name() -> None:
    assert {name for _, name in words.kinds()} >= {"Sales invoice", "Trust receipt"}
    assert len(words.kinds()) == len(Kind)


def test_a_customer_that_needs_somebody_is_listed_with_the_records(practice: Practice, mapped: Browser) -> None:
    rule = {"kind": "fault", "code": "2010", "message": "Unsupported", "entity": "customer"}
    assert requests.post(f"{practice.sandbox.url}/sandbox/trouble", json=rule, timeout=5).ok
    practice.post(practice.paper().bill("1", "10.00"))
    practice.drain()
    assert ">Customer<" in mapped.get("/activity?state=held").text
    assert "Waiting" in mapped.get("/activity").text
