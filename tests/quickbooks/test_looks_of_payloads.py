"""How the firm wants its documents to look: matters as sub-customers or classes, and lines one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.ledger.documents import Document, Line, Posting, TrustMove
from matterbooks.quickbooks.payloads import References, Wanted, reference_body
from matterbooks.quickbooks.payloads.lines import MOST_LINES
from matterbooks.quickbooks.posting import posts
from matterbooks.values import Kind, Option, ReferenceKind
from tests.quickbooks.examples import ADA, BABBAGE, D, client, credit_applied, invoice, payment
from tests.quickbooks.firm import ABROAD, AU, ESTATE, FIRM, HOUSE, IDS, INVOICE, PRESS, choosing, unit, vendor
from tests.quickbooks.kinds import paid_from_trust, posted_elsewhere, supplier_invoice, trust_entry
from tests.quickbooks.types import check_body

FEES = Line("4000", D("100.00"), D("10.00"), "GST", "Advice")
RENT = Line("5000", D("200.00"), D("20.00"), "GST", "March rent")
AS_CUSTOMERS = choosing(Option.MATTERS_AS_CUSTOMERS)
AS_CLASSES = choosing(Option.MATTERS_AS_CLASSES)
ITEMISED = choosing(Option.ITEMISED)
ESTATE_OF_ADA = Wanted(ReferenceKind.MATTER, "M1", "2026-7 Estate", "C1", "", client(ADA))
CLASS_OF_ESTATE = Wanted(ReferenceKind.CLASS, "M1", "2026-7 Estate")
BILLED = replace(invoice(FEES), matter=ESTATE)
RECEIVED = trust_entry(Kind.TRUST_RECEIPT, TrustMove(ADA, D("500.00"), ESTATE))
PAID_OUT = trust_entry(Kind.TRUST_PAYMENT, TrustMove(ADA, D("-90.00"), ESTATE), payee=PRESS)
MOVED = trust_entry(Kind.TRUST_TRANSFER, TrustMove(ADA, D("-40.00"), ESTATE), TrustMove(BABBAGE, D("40.00"), HOUSE))


def test_a_bill_is_of_the_sub_customer_of_its_matter_and_owed_by_the_client() -> None:
    made = unit(BILLED, AS_CUSTOMERS)
    assert made.references.wanted[0] == ESTATE_OF_ADA
    assert made.only.fields["CustomerRef"] == {"value": "new matter M1"}
    assert posts(made.only, AS_CUSTOMERS, made.references)["84", "C1"] == D("110.00")
    assert made.said(BILLED) == ""


def test_without_that_look_a_matter_asks_for_nothing() -> None:
    made = unit(BILLED)
    assert made.only.fields["CustomerRef"] == {"value": "58"}
    assert "ClassRef" not in made.only.fields["Line"][0]["SalesItemLineDetail"]


def test_a_matter_of_another_client_is_never_the_debtor() -> None:
    made = unit(replace(invoice(FEES), matter=HOUSE), AS_CUSTOMERS)
    assert made.only.fields["CustomerRef"] == {"value": "58"}


def test_a_payment_of_one_matter_is_its_sub_customer_s_and_of_several_the_client_s() -> None:
    document = payment("60.00", [("1", "60.00")])
    banked, of_estate = document.postings[0], Posting("1100", D("-30"), ADA, ESTATE)
    of_one = replace(document, postings=(banked, of_estate, of_estate))
    of_two = replace(document, postings=(banked, of_estate, replace(of_estate, matter=None)))
    assert unit(of_one, AS_CUSTOMERS).only.fields["CustomerRef"] == {"value": "new matter M1"}
    assert unit(of_two, AS_CUSTOMERS).only.fields["CustomerRef"] == {"value": "58"}
    assert unit(of_one, AS_CUSTOMERS).said(of_one) == ""


def test_a_credit_is_applied_by_the_client_as_a_whole() -> None:
    document = credit_applied(("1", "60.00"))
    assert unit(document, AS_CUSTOMERS).only.fields["CustomerRef"] == {"value": "58"}


def test_client_money_is_the_sub_customer_s_on_every_kind_of_line() -> None:
    received, paid_out, moved = (unit(one, AS_CUSTOMERS).only.fields for one in (RECEIVED, PAID_OUT, MOVED))
    assert received["Line"][0]["DepositLineDetail"]["Entity"] == {"value": "new matter M1", "type": "CUSTOMER"}
    spent = paid_out["Line"][0]["AccountBasedExpenseLineDetail"]
    assert spent["CustomerRef"] == {"value": "new matter M1"}
    entered = [line["JournalEntryLineDetail"]["Entity"]["EntityRef"]["value"] for line in moved["Line"]]
    assert entered == ["new matter M1", "new matter M2"]


def test_a_matter_is_made_below_its_client() -> None:
    body = reference_body(ESTATE_OF_ADA, AU, References(dict(IDS)), "firm")
    check_body("Customer", body.fields)
    assert body.entity == "Customer"
    assert body.fields == {
        "DisplayName": "2026-7 Estate",
        "Notes": body.marker,
        "ParentRef": {"value": "58"},
        "Job": True,
        "BillWithParent": True,
    }
    again = reference_body(ESTATE_OF_ADA, AU, References(dict(IDS)), "firm", taken=True)
    assert again.fields["DisplayName"] == "2026-7 Estate (M1)"


def test_a_class_and_a_vendor_are_known_to_intuit() -> None:
    klass = reference_body(CLASS_OF_ESTATE, AU, References(), "firm")
    supplier = reference_body(vendor(PRESS, "USD"), ABROAD.catalogue, References(), "firm")
    check_body("Class", klass.fields)
    check_body("Vendor", supplier.fields)
    assert (klass.entity, klass.fields) == ("Class", {"Name": "2026-7 Estate"})
    assert supplier.entity == "Vendor"
    assert supplier.fields == {
        "DisplayName": "Analytical Press (USD)",
        "Notes": supplier.marker,
        "CurrencyRef": {"value": "USD"},
    }


def test_a_supplier_of_the_name_of_a_client_is_told_apart() -> None:
    body = reference_body(vendor(ADA), AU, References(), "firm", taken=True)
    assert body.fields["DisplayName"] == "Ada Lovelace (supplier C1)"


def test_classes_stand_on_the_lines_and_lines_of_two_matters_stay_apart() -> None:
    document = replace(invoice(FEES, replace(FEES, matter=HOUSE), FEES), matter=ESTATE)
    made = unit(document, AS_CLASSES)
    details = [(line["Amount"], line["SalesItemLineDetail"]["ClassRef"]) for line in made.only.fields["Line"]]
    assert details == [(D("200.00"), {"value": "new class M1"}), (D("100.00"), {"value": "new class M2"})]
    assert made.said(document) == ""


def test_classes_stand_on_what_is_spent_and_on_client_money() -> None:
    bill = unit(supplier_invoice(replace(RENT, matter=ESTATE)), AS_CLASSES).only.fields
    received, paid_out = unit(RECEIVED, AS_CLASSES).only.fields, unit(PAID_OUT, AS_CLASSES).only.fields
    details = [
        bill["Line"][0]["AccountBasedExpenseLineDetail"],
        received["Line"][0]["DepositLineDetail"],
        paid_out["Line"][0]["AccountBasedExpenseLineDetail"],
        *(line["JournalEntryLineDetail"] for line in unit(MOVED, AS_CLASSES).only.fields["Line"][:1]),
    ]
    assert [detail["ClassRef"] for detail in details] == [{"value": "new class M1"}] * 4


def test_a_company_that_tracks_no_classes_gets_none() -> None:
    without = replace(AS_CLASSES, catalogue=AU)
    assert "ClassRef" not in unit(BILLED, without).only.fields["Line"][0]["SalesItemLineDetail"]


def test_itemised_lines_stand_one_by_one_even_where_they_are_nothing() -> None:
    document = invoice(FEES, FEES, replace(FEES, net=D(0), tax=D(0), description="Free advice"))
    made = unit(document, ITEMISED)
    told = [(line["Amount"], line["Description"]) for line in made.only.fields["Line"]]
    assert told == [(D("100.00"), "Advice"), (D("100.00"), "Advice"), (D("0"), "Free advice")]
    assert made.said(document) == ""
    assert len(unit(document).only.fields["Line"]) == 1


def test_more_lines_than_the_company_takes_are_summarised() -> None:
    fits, does_not = invoice(*[FEES] * MOST_LINES), invoice(*[FEES] * (MOST_LINES + 1))
    assert len(unit(fits, ITEMISED).only.fields["Line"]) == MOST_LINES
    assert len(unit(does_not, ITEMISED).only.fields["Line"]) == 1
    assert unit(does_not, ITEMISED).said(does_not) == ""


def test_a_payment_of_foreign_money_is_of_the_customer_of_that_currency() -> None:
    document = payment("60.00", [("1", "60.00")])
    at_home = tuple(replace(one, amount=one.amount * D("1.5")) for one in document.postings)
    document = replace(document, currency="USD", exchange_rate=D("1.5"), postings=at_home)
    made = unit(document, ABROAD)
    assert made.only.fields == {
        "CustomerRef": {"value": "60"},
        "CurrencyRef": {"value": "USD"},
        "ExchangeRate": D("1.5"),
        "TxnDate": "2026-03-05",
        "TotalAmt": D("60.00"),
        "DepositToAccountRef": {"value": "35"},
        "PaymentRefNum": "REC-1",
        "PrivateNote": made.only.marker,
        "Line": [{"Amount": D("60.00"), "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}]}],
    }
    assert made.said(document) == ""


def test_of_a_foreign_payment_what_is_banked_is_exact_and_the_gain_is_left_to_quickbooks() -> None:
    document = replace(payment("60.00", [("1", "60.00")]), currency="USD", exchange_rate=D("1.5"))
    with_gain = (Posting("1000", D("90.00")), Posting("1100", D("-84.00"), ADA), Posting("4100", D("-6.00")))
    too_little = (Posting("1000", D("89.99")), Posting("1100", D("-89.99"), ADA))
    made = unit(document, ABROAD)
    assert made.said(replace(document, postings=with_gain)) == ""
    assert "Operating: the practice posted 89.99" in made.said(replace(document, postings=too_little))


@pytest.mark.parametrize(
    "document",
    [BILLED, RECEIVED, PAID_OUT, MOVED, paid_from_trust("60.00", (INVOICE, "60.00")), supplier_invoice(RENT)],
)
def test_no_look_changes_what_is_posted(document: Document) -> None:
    for terms in (FIRM, AS_CUSTOMERS, AS_CLASSES, ITEMISED, choosing(*Option)):
        made = unit(document, terms)
        assert made.said(document) == ""
        assert "Savings" in made.said(posted_elsewhere(document))
