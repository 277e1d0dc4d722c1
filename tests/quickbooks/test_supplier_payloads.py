"""Suppliers' bills and credits, field by field, and what they post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.errors import MissingRowsError
from matterbooks.ledger.documents import Document, Line, Posting
from matterbooks.quickbooks.posting import posts
from matterbooks.values import Kind
from tests.quickbooks.examples import ADA, BABBAGE, D
from tests.quickbooks.firm import (
    ABROAD,
    AU,
    ESTATE,
    FIRM,
    HOUSE,
    IN_US,
    PRESS,
    unit,
    vendor,
)
from tests.quickbooks.kinds import posted_elsewhere, supplier_invoice, whose

RENT = Line("5000", D("200.00"), D("20.00"), "GST", "March rent")
BOOKS = Line("5000", D("40.00"), D("0"), "FREE", "Books")
NEGATIVE = replace(RENT, net=D("-200.00"), tax=D("-20.00"))


def expense(amount: str, text: str, **detail: object) -> dict[str, object]:
    """A line of a bill as it should be."""
    return {
        "Amount": D(amount),
        "Description": text,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {
            "AccountRef": {"value": "70"},
            "BillableStatus": "NotBillable",
            **detail,
        },
    }


def purchase_tax(rate: str, amount: str, net: str) -> dict[str, object]:
    """A tax line as it should be."""
    detail = {"TaxRateRef": {"value": rate}, "PercentBased": False, "NetAmountTaxable": D(net)}
    return {"Amount": D(amount), "DetailType": "TaxLineDetail", "TaxLineDetail": detail}


def test_a_supplier_s_invoice_becomes_a_bill_with_the_tax_of_purchases() -> None:
    document = supplier_invoice(RENT, BOOKS)
    made = unit(document)
    assert made.only.entity == "Bill"
    assert made.only.fields == {
        "VendorRef": {"value": "61"},
        "APAccountRef": {"value": "33"},
        "DocNumber": "AP-77",
        "TxnDate": "2026-03-05",
        "DueDate": "2026-03-05",
        "PrivateNote": made.only.marker,
        "GlobalTaxCalculation": "TaxExcluded",
        "Line": [
            expense("200.00", "March rent", TaxCodeRef={"value": "10"}),
            expense("40.00", "Books", TaxCodeRef={"value": "11"}),
        ],
        "TxnTaxDetail": {
            "TotalTax": D("20.00"),
            "TaxLine": [purchase_tax("30", "20.00", "200.00"), purchase_tax("31", "0.00", "40.00")],
        },
    }
    assert posts(made.only, FIRM, made.references) == {
        ("33", "S1"): D("-260.00"),
        ("70", ""): D("240.00"),
        ("tax", ""): D("20.00"),
    }
    assert made.said(document) == ""


def test_a_tax_inclusive_bill_gives_net_and_gross() -> None:
    document = supplier_invoice(RENT, inclusive=True)
    made = unit(document)
    assert made.only.fields["GlobalTaxCalculation"] == "TaxInclusive"
    assert made.only.fields["Line"] == [
        expense("200.00", "March rent", TaxCodeRef={"value": "10"}, TaxInclusiveAmt=D("220.00"))
    ]
    assert made.said(document) == ""


def test_in_the_united_states_tax_is_part_of_what_was_spent() -> None:
    document = replace(supplier_invoice(RENT, tax_account=""), currency="USD")
    made = unit(document, IN_US)
    assert made.only.fields == {
        "VendorRef": {"value": "61"},
        "APAccountRef": {"value": "33"},
        "DocNumber": "AP-77",
        "TxnDate": "2026-03-05",
        "DueDate": "2026-03-05",
        "PrivateNote": made.only.marker,
        "Line": [expense("220.00", "March rent")],
    }
    assert made.said(document) == ""


def test_in_the_united_states_tax_that_was_posted_apart_is_held() -> None:
    document = replace(supplier_invoice(RENT), currency="USD")
    assert "Sales tax: the practice posted 20.00" in unit(document, IN_US).said(document)


def test_a_bill_below_zero_becomes_a_credit_turned_round() -> None:
    document = supplier_invoice(NEGATIVE)
    made = unit(document)
    assert made.only.entity == "VendorCredit"
    assert made.only.fields["Line"] == [expense("200.00", "March rent", TaxCodeRef={"value": "10"})]
    assert made.only.fields["TxnTaxDetail"]["TotalTax"] == D("20.00")
    assert "DueDate" not in made.only.fields
    assert made.said(document) == ""


def test_a_supplier_s_credit_keeps_its_number_in_the_note_unless_the_company_numbers_purchases() -> None:
    document = supplier_invoice(RENT, kind=Kind.SUPPLIER_CREDIT_NOTE)
    made = unit(document)
    assert made.only.entity == "VendorCredit"
    assert made.only.fields == {
        "VendorRef": {"value": "61"},
        "APAccountRef": {"value": "33"},
        "TxnDate": "2026-03-05",
        "PrivateNote": f"AP-77 {made.only.marker}",
        "GlobalTaxCalculation": "TaxExcluded",
        "Line": [expense("200.00", "March rent", TaxCodeRef={"value": "10"})],
        "TxnTaxDetail": {"TotalTax": D("20.00"), "TaxLine": [purchase_tax("30", "20.00", "200.00")]},
    }
    assert made.said(document) == ""
    numbering = replace(FIRM, catalogue=replace(AU, company=replace(AU.company, purchase_numbers=True)))
    assert unit(document, numbering).only.fields["DocNumber"] == "AP-77"


def test_a_credit_below_zero_becomes_a_bill() -> None:
    document = supplier_invoice(NEGATIVE, kind=Kind.SUPPLIER_CREDIT_NOTE)
    made = unit(document)
    assert (made.only.entity, made.only.fields["DueDate"]) == ("Bill", "2026-03-05")
    assert made.said(document) == ""


def test_costs_for_several_clients_stand_on_lines_that_name_each() -> None:
    document = supplier_invoice(replace(RENT, matter=ESTATE), replace(RENT, matter=HOUSE), BOOKS)
    made = unit(document)
    named = [line["AccountBasedExpenseLineDetail"].get("CustomerRef") for line in made.only.fields["Line"]]
    assert named == [{"value": "58"}, {"value": "59"}, None]
    assert made.said(document) == ""


def test_a_code_without_tax_on_purchases_is_a_matter_for_the_mapping() -> None:
    with pytest.raises(MissingRowsError, match="none on purchases"):
        unit(supplier_invoice(replace(RENT, tax_code="SALES")))


def test_a_foreign_bill_has_the_host_s_rate_and_a_vendor_of_its_currency() -> None:
    document = supplier_invoice(RENT)
    at_home = tuple(replace(one, amount=one.amount * D("1.5")) for one in document.postings)
    document = replace(document, currency="USD", exchange_rate=D("1.5"), postings=at_home)
    made = unit(document, ABROAD)
    assert made.only.fields["VendorRef"] == {"value": "62"}
    assert made.only.fields["CurrencyRef"] == {"value": "USD"}
    assert made.only.fields["ExchangeRate"] == D("1.5")
    assert "APAccountRef" not in made.only.fields
    assert made.said(document) == ""
    assert "Savings" in made.said(posted_elsewhere(document, "1.00"))


def test_a_supplier_is_another_vendor_in_another_currency() -> None:
    at_home, abroad = unit(supplier_invoice(RENT)), unit(replace(supplier_invoice(RENT), currency="USD"), ABROAD)
    assert at_home.references.wanted == [vendor(PRESS)]
    assert abroad.references.wanted == [vendor(PRESS, "USD")]


@pytest.mark.parametrize(
    "document",
    [
        supplier_invoice(RENT, BOOKS),
        supplier_invoice(NEGATIVE),
        supplier_invoice(RENT, kind=Kind.SUPPLIER_CREDIT_NOTE),
    ],
)
def test_a_wrong_account_or_supplier_is_caught(document: Document) -> None:
    made = unit(document)
    assert "Savings: the practice posted 0.01" in made.said(posted_elsewhere(document))
    assert "practice party C2" in made.said(whose(BABBAGE, document))


def test_a_bill_that_quickbooks_would_owe_to_another_is_caught() -> None:
    document = supplier_invoice(RENT)
    postings = (Posting("2000", D("-220.00"), ADA), *document.postings[1:])
    assert "practice party S1" in unit(document).said(replace(document, postings=postings))
