"""Any record can be looked at as QuickBooks will have it, whatever stands in its way; nothing is sent for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from matterbooks.ledger.documents import Posting, Ref
from matterbooks.push.preview import Preview, preview
from matterbooks.values import Kind, Skipped
from tests.push.office import FIRM, Office, Paper, mapping_for


def of(office: Office, ref: Ref) -> Preview:
    """The preview of a record that is there."""
    found = preview(office.context, FIRM, ref)
    assert found is not None
    return found


def test_a_bill_is_shown_before_anything_is_sent(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00", "33.33")
    office.ledger.put(bill)
    before = len(office.requests())
    found = of(office, bill.ref)
    (record,) = found.records
    assert (record.title, record.party, record.number, record.total) == ("Invoice", "Ada Lovelace", "INV-1", bill.total)
    assert [(line.account, line.tax, line.amount) for line in record.lines] == [
        (office.connect().of_type("Income")[0].path, "GST", Decimal("133.33"))
    ]
    assert '"value": "new customer c1"' in record.json
    assert found.standing == ""
    assert all(leg.agrees for leg in found.legs)
    assert {leg.account: leg.practice for leg in found.legs}["Sales tax"] == Decimal("-13.33")
    assert [row.host_code for row in found.rows] == ["4000", "1200", "GST"]
    assert len(office.requests()) - before <= 6, "only the company was read, by the test itself"
    assert office.in_quickbooks("Invoice") == []


def test_a_pushed_bill_shows_the_ids_that_it_has(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    payment = paper.payment("R-1", "110.00", (bill, "110.00"))
    office.post(bill)
    office.drain()
    office.ledger.put(payment)
    (record,) = of(office, payment.ref).records
    (invoice,) = office.in_quickbooks("Invoice")
    assert [(one.what, one.amount) for one in record.settles] == [(f"Invoice {invoice['Id']}", Decimal("110.00"))]


def test_what_is_missing_is_named_and_the_practices_side_is_shown_all_the_same(
    unmapped_office: Office, paper: Paper
) -> None:
    office, bill = unmapped_office, paper.bill("INV-1", "100.00")
    office.ledger.put(bill)
    unmapped = of(office, bill.ref)
    assert not unmapped.connected
    assert "Save a mapping" in unmapped.standing
    assert [leg.account for leg in unmapped.legs] == ["1200 Accounts receivable", "4000 Fees", "2200 GST collected"]
    whole = mapping_for(office.connect())
    office.map(replace(whole, accounts={code: id_ for code, id_ in whole.accounts.items() if code != "4000"}))
    found = of(office, bill.ref)
    assert [row.host_code for row in found.missing] == ["4000"]
    assert found.records == ()
    assert "4000 Fees" in found.standing


def test_a_record_that_would_post_otherwise_shows_both_figures(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-1", "100.00")
    first, *rest = bill.postings
    office.ledger.put(replace(bill, postings=(Posting(first.account, first.amount - 1, first.party), *rest)))
    found = of(office, bill.ref)
    differing = [(leg.practice, leg.quickbooks) for leg in found.legs if not leg.agrees]
    assert differing == [(Decimal("109.00"), Decimal("110.00"))]
    assert "would post other amounts" in found.standing


def test_what_is_never_pushed_says_so_and_an_unknown_record_is_none(office: Office, paper: Paper) -> None:
    journal = paper.journal("J-1", "5.00")
    office.ledger.put(journal)
    assert of(office, journal.ref).skipped == Skipped.NEVER_PUSHED_KIND
    assert preview(office.context, FIRM, Ref(FIRM, Kind.SALES_INVOICE, "nothing")) is None
    assert preview(office.context, "other", journal.ref) is None
