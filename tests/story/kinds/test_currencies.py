"""Documents in another currency: the practice's own rate is sent, and QuickBooks posts the gain or loss by itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from matterbooks.values import Held, Kind, OperationState
from tests.clock import Clock
from tests.story.kinds.countries import AU, COUNTRIES, Country
from tests.story.kinds.firm import ADA, COURT, Firm
from tests.story.kinds.practice import Practice

FOREIGN = [each for each in COUNTRIES if not each.key.startswith("US ")]


@pytest.mark.parametrize("country", FOREIGN, ids=lambda each: each.key)
def test_a_foreign_bill_is_paid_at_another_rate_and_the_gain_is_left_to_quickbooks(
    make_firm: Callable[..., Firm], clock: Clock, country: Country
) -> None:
    firm, practice = make_firm(country, foreign=True), Practice(clock, country)
    bill = practice.invoice(
        Kind.SALES_INVOICE, practice.line("4000", "100.00", country.nothing), party=ADA, currency="EUR", rate="1.6"
    )
    receipt = practice.receipt("100.00", (bill, "100.00"), currency="EUR", rate="1.7", gain="-10.00")
    bought = practice.invoice(
        Kind.SUPPLIER_INVOICE, practice.line("5000", "50.00", country.nothing), party=COURT, currency="EUR", rate="1.6"
    )
    firm.push(bill, receipt, bought)
    (invoice,) = firm.in_quickbooks("Invoice")
    assert (invoice["HomeTotalAmt"], invoice["Balance"]) == (Decimal("160.00"), 0)
    firm.assert_books_agree()


def test_a_client_billed_in_two_currencies_is_two_customers(make_firm: Callable[..., Firm], au: Practice) -> None:
    firm = make_firm(AU, foreign=True)
    home = au.bill("100.00")
    abroad = au.invoice(Kind.SALES_INVOICE, au.line("4000", "100.00", "FREE"), party=ADA, currency="EUR", rate="1.6")
    firm.push(home, abroad)
    customers = [row for row in firm.in_quickbooks("Customer") if row["DisplayName"].startswith("Ada")]
    assert {(row["DisplayName"], row["CurrencyRef"]["value"]) for row in customers} == {
        ("Ada Lovelace", "AUD"),
        ("Ada Lovelace (EUR)", "EUR"),
    }
    firm.assert_books_agree()


def test_a_currency_that_the_company_does_not_keep_is_held_and_released_by_the_mend(
    au_firm: Firm, au: Practice
) -> None:
    abroad = au.invoice(Kind.SALES_INVOICE, au.line("4000", "100.00", "FREE"), party=ADA, currency="EUR", rate="1.6")
    ref = au_firm.post(abroad)
    au_firm.drain()
    row = au_firm.operation(ref)
    assert (row.state, row.reason) == (OperationState.HELD, Held.MAPPING)
    assert "EUR" in row.words
    assert au_firm.in_quickbooks("Customer") == []
