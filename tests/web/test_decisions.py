"""A held record's own page offers the ways out, and says what came of the one that was chosen."""

from __future__ import annotations

from datetime import date

from matterbooks.values import OperationState
from tests.web.practice import Browser, Practice


def test_an_old_bill_is_sent_once_somebody_says_that_it_is_new(practice: Practice, mapped: Browser) -> None:
    ref = practice.post(practice.paper().bill("INV-1", "100.00", day=date(2025, 12, 1)))
    practice.drain()
    assert "Not in the opening balances" in mapped.get("/activity/sales_invoice/INV-1").text
    said = mapped.post("/decide/sales_invoice/INV-1", {"do": "new"}, follow=True)
    assert "It is on its way" in said.text
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_a_payment_without_its_bill_is_handled_outside_with_a_reason(practice: Practice, mapped: Browser) -> None:
    paper = practice.paper()
    payment = paper.payment("R-1", "110.00", (paper.bill("INV-OLD", "100.00"), "110.00"))
    practice.post(payment)
    practice.drain()
    page = mapped.get("/activity/sales_payment/R-1").text
    for words in ("Handled outside", "Link to it"):
        assert words in page
    assert "reason is needed" in mapped.post("/decide/sales_payment/R-1", {"do": "outside"}, follow=True).text
    said = mapped.post("/decide/sales_payment/R-1", {"do": "outside", "reason": "entered by hand"}, follow=True)
    assert "Marked as handled outside" in said.text
    assert "QuickBooks has no" not in said.text


def test_an_id_that_is_not_there_is_told(practice: Practice, mapped: Browser) -> None:
    practice.post(practice.paper().bill("INV-1", "100.00", day=date(2025, 12, 1)))
    practice.drain()
    said = mapped.post("/decide/sales_invoice/INV-1", {"do": "link", "quickbooks_id": "99999"}, follow=True)
    assert "QuickBooks has no Invoice 99999" in said.text


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
