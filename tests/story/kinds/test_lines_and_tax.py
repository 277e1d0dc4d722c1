"""Bills as they come: many lines or none to speak of, taken off, inclusive, in several rates, rounded, by matter."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from matterbooks.values import Kind, Option
from tests.clock import Clock
from tests.story.kinds.countries import AU, COUNTRIES, Country
from tests.story.kinds.firm import ADA, COURT, HOUSE, WILL, Firm
from tests.story.kinds.practice import Practice


def test_a_bill_of_every_rate_has_the_practices_own_tax(firm: Firm, practice: Practice) -> None:
    codes: list[str | None] = [*practice.country.taxes] or [None]
    lines = [
        practice.line("4000" if place % 2 else "4100", f"{33 + place}.33", code) for place, code in enumerate(codes)
    ]
    bill = practice.invoice(Kind.SALES_INVOICE, *lines, party=ADA)
    bought = practice.invoice(
        Kind.SUPPLIER_INVOICE,
        *(practice.line("5000", f"7{place}.77", code) for place, code in enumerate(codes)),
        party=COURT,
    )
    firm.push(bill, bought)
    (invoice,) = firm.in_quickbooks("Invoice")
    assert invoice["TotalAmt"] == bill.total
    assert (invoice.get("TxnTaxDetail") or {}).get("TotalTax", 0) == bill.tax
    firm.assert_books_agree()


@pytest.mark.parametrize("country", [each for each in COUNTRIES if each.code != "US"], ids=lambda each: each.key)
def test_a_tax_inclusive_bill_gives_the_same_books(
    make_firm: Callable[..., Firm], clock: Clock, country: Country
) -> None:
    firm, practice = make_firm(country), Practice(clock, country)
    lines = (practice.line("4000", "90.91"), practice.line("4100", "12.00", country.nothing))
    bill = practice.invoice(Kind.SALES_INVOICE, *lines, party=ADA, inclusive=True)
    bought = practice.invoice(Kind.SUPPLIER_INVOICE, practice.line("5000", "45.45"), party=COURT, inclusive=True)
    firm.push(bill, bought)
    firm.assert_books_agree()


@pytest.mark.parametrize("options", [(), (Option.ITEMISED,)], ids=["summarised", "itemised"])
@pytest.mark.parametrize("count", [1, 7, 750, 1000])
def test_a_bill_has_any_number_of_lines(
    make_firm: Callable[..., Firm], au: Practice, options: tuple[Option, ...], count: int
) -> None:
    firm = make_firm(AU, *options)
    bill = au.bill(*(f"{1 + place % 97}.0{place % 10}" for place in range(count)))
    firm.push(bill)
    (invoice,) = firm.in_quickbooks("Invoice")
    detailed = [line for line in invoice["Line"] if line["DetailType"] == "SalesItemLineDetail"]
    assert len(detailed) == (count if options and count <= 750 else 1)
    firm.assert_books_agree()


def test_a_bill_of_nothing_and_one_that_takes_off_and_one_below_nothing(firm: Firm, practice: Practice) -> None:
    nothing = practice.bill("100.00", "-100.00")
    less = practice.bill("100.00", "-20.00")
    below = practice.bill("20.00", "-100.00")
    owed = practice.supplier_bill("20.00", "-100.00")
    firm.push(nothing, less, below, owed)
    assert [firm.records_of(one)[0][1] for one in (nothing, less, below, owed)] == [
        "Invoice",
        "Invoice",
        "CreditMemo",
        "VendorCredit",
    ]
    firm.assert_books_agree()


def test_tax_of_a_thousand_small_lines_is_the_documents_and_not_the_sum_of_rounded_lines(
    au_firm: Firm, au: Practice
) -> None:
    bill = au.bill(*["0.04"] * 99)
    assert bill.tax == Decimal("0.40")
    au_firm.push(bill)
    au_firm.assert_books_agree()


def test_cash_rounding_goes_to_the_account_that_the_firm_mapped_for_it(au_firm: Firm, au: Practice) -> None:
    lines = (au.line("4000", "99.98"),)
    bill = au.invoice(Kind.SALES_INVOICE, *lines, party=ADA, rounding="0.02")
    au_firm.push(bill)
    (invoice,) = au_firm.in_quickbooks("Invoice")
    assert invoice["TotalAmt"] == Decimal("110.00")
    au_firm.assert_books_agree()


def test_matters_as_sub_customers_carry_their_bills_and_their_trust_money(
    make_firm: Callable[..., Firm], clock: Clock, country: Country
) -> None:
    firm, practice = make_firm(country, Option.MATTERS_AS_CUSTOMERS), Practice(clock, country)
    received = practice.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"), (HOUSE, "70.00"))
    will, house = practice.bill("100.00", matter=WILL), practice.bill("30.00", matter=HOUSE)
    both = practice.receipt(str(will.total), (will, "10.00"), (house, "20.00"))
    paid = practice.from_trust("50.00", (will, "50.00"), matter=WILL)
    bought = practice.invoice(Kind.SUPPLIER_INVOICE, practice.line("1300", "88.00", matter=HOUSE), party=COURT)
    moved = practice.trust(Kind.TRUST_TRANSFER, (WILL, "-9.00"), (HOUSE, "9.00"))
    firm.push(received, will, house, both, paid, bought, moved)
    names = {row["FullyQualifiedName"] for row in firm.in_quickbooks("Customer")}
    assert {"Ada Lovelace", "Ada Lovelace:2026/001 Will", "Ada Lovelace:2026/002 House purchase"} <= names
    firm.assert_books_agree()


def test_matters_as_classes_where_the_company_tracks_them(make_firm: Callable[..., Firm], au: Practice) -> None:
    firm = make_firm(AU, Option.MATTERS_AS_CLASSES)
    preferences = firm.in_quickbooks("Preferences")[0]
    books = {**preferences["AccountingInfoPrefs"], "ClassTrackingPerTxnLine": True}
    firm.by_hand("Preferences", {**preferences, "AccountingInfoPrefs": books})
    firm.connect()
    bill = au.bill("100.00", matter=WILL)
    firm.push(bill, au.trust(Kind.TRUST_RECEIPT, (HOUSE, "70.00")))
    assert {row["Name"] for row in firm.in_quickbooks("Class")} == {"2026/001 Will", "2026/002 House purchase"}
    (invoice,) = firm.in_quickbooks("Invoice")
    assert invoice["Line"][0]["SalesItemLineDetail"]["ClassRef"]["name"] == "2026/001 Will"
    firm.assert_books_agree()
