"""A held record's own page offers the ways out, and says what came of the one that was chosen; several go at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import requests

from matterbooks.ledger.documents import Invoice, Ref
from matterbooks.values import Held, OperationState
from matterbooks.web.quickbooks_pages import record_in
from tests.push.office import ADA
from tests.web.practice import Browser, Practice

OLD = date(2025, 12, 1)


def invoice_by_hand(practice: Practice, like: dict[str, Any], amount: int) -> dict[str, Any]:
    """An invoice that a bookkeeper entered, for the customer and with the items of another."""
    line = {name: value for name, value in like["Line"][0].items() if name != "Id"} | {"Amount": amount}
    fields = {"CustomerRef": like["CustomerRef"], "Line": [line], "TxnDate": "2026-03-02"}
    return practice.by_hand("Invoice", {**fields, "GlobalTaxCalculation": "TaxExcluded"})


def old_bill_and_its_payment(practice: Practice) -> tuple[Invoice, Ref]:
    """A bill of before the connection, of which we were never told, and a payment of it that is held."""
    paper = practice.paper()
    bill = paper.bill("INV-OLD", "100.00")
    practice.ledger.put(replace(bill, posted_at=bill.posted_at.replace(year=2025)))
    payment = practice.post(paper.payment("R-1", "110.00", (bill, "110.00")))
    practice.drain()
    assert practice.operation(payment).reason == Held.PARENT_MISSING
    return bill, payment


def first_in_quickbooks(practice: Practice) -> dict[str, Any]:
    """A bill that went there before, so that the client and the item exist."""
    practice.post(practice.paper().bill("INV-0", "5.00"))
    practice.drain()
    (row,) = practice.sandbox.company(practice.realm).entities("Invoice")
    return row


def test_an_old_bill_is_sent_once_somebody_says_that_it_is_new(practice: Practice, mapped: Browser) -> None:
    ref = practice.post(practice.paper().bill("INV-1", "100.00", day=OLD))
    practice.drain()
    assert "Not in the opening balances" in mapped.get("/activity/sales_invoice/INV-1").text
    said = mapped.post("/decide/sales_invoice/INV-1", {"do": "new"}, follow=True)
    assert "1 record is not in the opening balances" in said.text
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE
    assert "does not wait for that" in mapped.post("/decide/sales_invoice/INV-1", {"do": "new"}, follow=True).text


def test_a_payment_without_its_bill_is_handled_outside_with_a_reason(practice: Practice, mapped: Browser) -> None:
    paper = practice.paper()
    payment = paper.payment("R-1", "110.00", (paper.bill("INV-OLD", "100.00"), "110.00"))
    practice.post(payment)
    practice.drain()
    page = mapped.get("/activity/sales_payment/R-1").text
    for words in ("Handled outside", "Look for it in QuickBooks"):
        assert words in page
    assert "reason is needed" in mapped.post("/decide/sales_payment/R-1", {"do": "outside"}, follow=True).text
    said = mapped.post("/decide/sales_payment/R-1", {"do": "outside", "reason": "entered by hand"}, follow=True)
    assert "Marked as handled outside" in said.text
    assert "QuickBooks has no" not in said.text
    for page in (said.text, mapped.get("/activity").text):
        assert "Handled outside</span>" in page
        assert "Cancelled</span>" not in page


def test_several_old_bills_are_one_cause_and_are_decided_about_together(practice: Practice, mapped: Browser) -> None:
    paper = practice.paper()
    refs = [practice.post(paper.bill(f"INV-{number}", "100.00", day=OLD)) for number in range(1, 5)]
    practice.drain()
    page = mapped.get("/activity").text
    assert "send all 4" in page
    assert "Handled outside: all 4" in page
    ids = [practice.operation(ref).id for ref in refs]
    outside = {"do": "outside", "operation": [str(id_) for id_ in ids[:2]]}
    assert "reason is needed" in mapped.post("/decide", outside, follow=True).text
    said = mapped.post("/decide", {**outside, "reason": "in the opening balances"}, follow=True).text
    assert "2 records are marked as handled outside" in said
    assert (
        "2 records are not in the opening balances"
        in mapped.post("/decide", {"do": "new", "operation": [str(id_) for id_ in ids]}, follow=True).text
    )
    practice.drain()
    states = [practice.operation(ref).state for ref in refs]
    assert states == [OperationState.CANCELLED] * 2 + [OperationState.DONE] * 2
    assert "held any more" in mapped.post("/decide", {**outside, "reason": "again"}, follow=True).text


def test_a_payment_leads_to_the_bill_that_it_belongs_to_and_goes_once_that_is_linked(
    practice: Practice, mapped: Browser
) -> None:
    made = invoice_by_hand(practice, first_in_quickbooks(practice), 100)
    _, payment = old_bill_and_its_payment(practice)
    held = mapped.get("/activity/sales_payment/R-1").text
    assert "/accounting/copies/sales_invoice/INV-OLD" in held
    page = mapped.get("/copies/sales_invoice/INV-OLD").text
    assert f"Link to Invoice {made['Id']}" in page
    said = mapped.post("/decide/sales_invoice/INV-OLD", {"do": "link", "quickbooks_id": made["Id"]}, follow=True).text
    assert "Whatever waited for it goes on" in said
    practice.drain()
    assert practice.operation(payment).state == OperationState.DONE


def test_what_differs_or_is_not_there_is_told_and_nothing_is_done(practice: Practice, mapped: Browser) -> None:
    first = first_in_quickbooks(practice)
    other = invoice_by_hand(practice, first, 99)
    bill, payment = old_bill_and_its_payment(practice)
    path = f"/decide/sales_invoice/{bill.ref.id}"
    said = mapped.post(path, {"do": "link", "quickbooks_id": other["Id"]}, follow=True).text
    assert "amount 108.90 instead of 110.00" in said
    assert (
        "QuickBooks has no Invoice 99999"
        in mapped.post(
            path, {"do": "link", "quickbooks_id": "https://app.qbo.intuit.com/app/invoice?txnId=99999"}, follow=True
        ).text
    )
    address = "https://app.qbo.intuit.com/app/bill?txnId=7"
    assert "that one is of kind Bill" in mapped.post(path, {"do": "link", "quickbooks_id": address}, follow=True).text
    assert "is a number" in mapped.post(path, {"do": "link", "quickbooks_id": "../query"}, follow=True).text
    practice.drain()
    assert practice.operation(payment).state == OperationState.HELD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("145", ("", "145")),
        (" https://app.qbo.intuit.com/app/invoice?txnId=145 ", ("Invoice", "145")),
        ("https://app.sandbox.qbo.intuit.com/app/recvpayment?a=b&txnId=9", ("Payment", "9")),
        ("https://app.qbo.intuit.com/app/customerdetail?nameId=58", ("", "58")),
        ("http://127.0.0.1:9911/app/123/transactions/CreditMemo/12", ("CreditMemo", "12")),
        ("somewhere", ("", "somewhere")),
    ],
)
def test_a_person_may_paste_the_address_of_the_record(text: str, found: tuple[str, str]) -> None:
    assert record_in(text) == found


def test_a_client_who_is_another_customer_now_is_linked_on_the_clients_own_page(
    practice: Practice, mapped: Browser
) -> None:
    first = first_in_quickbooks(practice)
    customer = first["CustomerRef"]["value"]
    row = next(one for one in practice.sandbox.company(practice.realm).entities("Customer") if one["Id"] == customer)
    practice.by_hand("Customer", {"Id": customer, "SyncToken": row["SyncToken"], "sparse": True, "Active": False})
    ref = practice.post(practice.paper().bill("INV-2", "7.00"))
    practice.drain()
    page = mapped.get("/activity/sales_invoice/INV-2").text
    assert f"Customer {customer} (customer {ADA.id} here) is inactive in QuickBooks" in page
    assert re.search(rf'href="/accounting/activity/customer/{ADA.id}">Customer {customer}</a>', page)
    assert "Merged or made inactive" in mapped.get(f"/activity/customer/{ADA.id}").text
    another = practice.by_hand("Customer", {"DisplayName": "A. Lovelace"})
    said = mapped.post(f"/decide/customer/{ADA.id}", {"quickbooks_id": another["Id"]}, follow=True).text
    assert "Retry the records" in said
    mapped.post("/retry", {"operation": str(practice.operation(ref).id)})
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_a_client_whom_quickbooks_refused_is_linked_on_its_own_page_and_not_handled_outside(
    practice: Practice, mapped: Browser
) -> None:
    rule = {"kind": "fault", "code": "2050", "entity": "customer", "method": "POST"}
    assert requests.post(f"{practice.sandbox.url}/sandbox/trouble", json=rule, timeout=5).ok
    ref = practice.post(practice.paper().bill("INV-1", "7.00"))
    practice.drain()
    page = mapped.get(f"/activity/customer/{ADA.id}").text
    assert "In QuickBooks already?" in page
    (id_,) = re.findall(r'name="operation" value="(\d+)"', page)
    said = mapped.post("/decide", {"do": "outside", "operation": id_, "reason": "by hand"}, follow=True).text
    assert "Only what the practice posted can be handled outside" in said
    made = practice.by_hand("Customer", {"DisplayName": "A. Lovelace"})
    address = f"https://app.qbo.intuit.com/app/customerdetail?nameId={made['Id']}"
    mapped.post(f"/decide/customer/{ADA.id}", {"quickbooks_id": address})
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_the_opening_date_is_saved_shown_and_refused_where_it_is_none(practice: Practice, mapped: Browser) -> None:
    page = mapped.get("/mapping").text
    assert 'name="opening_date"' in page
    current = practice.mapping()
    form = {"based_on": current.version, "switch": "sales", "do": "save", "opening_date": "yesterday"}
    assert "is no date" in mapped.post("/mapping", form).text
    assert practice.mapping().version == current.version
    mapped.post("/mapping", {**form, "opening_date": "2026-02-01"})
    assert practice.mapping().opening_date == date(2026, 2, 1)
    assert "First day that is not in the opening balances" in mapped.get("/mapping/history").text
