"""The preview page: a record as QuickBooks will have it, with both sides' debits and credits."""

from __future__ import annotations

from dataclasses import replace

from tests.web.practice import Browser, Practice


def test_a_posted_bill_is_previewed_with_its_entries_and_json(practice: Practice, mapped: Browser) -> None:
    bill = practice.paper().bill("INV-1", "100.00")
    practice.ledger.put(bill)
    page = mapped.get("/preview/sales_invoice/INV-1")
    assert page.status_code == 200
    for words in ("Preview of Sales invoice INV-1", "Nothing is missing", "Ada Lovelace", "Debits and credits", "JSON"):
        assert words in page.text, words
    assert "&#34;DocNumber&#34;: &#34;INV-1&#34;" in page.text


def test_a_missing_row_leads_to_the_mapping(practice: Practice, mapped: Browser) -> None:
    paper = practice.paper()
    bill = paper.bill("INV-1", "100.00")
    line = replace(bill.lines[0], account="6100")
    practice.ledger.put(replace(bill, lines=(line,)))
    page = mapped.get("/preview/sales_invoice/INV-1")
    assert "Rows of the mapping are missing" in page.text
    assert "/accounting/mapping#row-account-6100" in page.text


def test_an_unknown_record_or_kind_is_not_found(mapped: Browser) -> None:
    assert mapped.get("/preview/sales_invoice/none").status_code == 404
    assert mapped.get("/preview/nonsense/1").status_code == 404


def test_before_connecting_the_practices_own_side_is_shown(practice: Practice, admin: Browser) -> None:
    practice.ledger.put(practice.paper().bill("INV-1", "100.00"))
    page = admin.get("/preview/sales_invoice/INV-1")
    assert "not connected to QuickBooks yet" in page.text
    assert "1200 Accounts receivable" in page.text
