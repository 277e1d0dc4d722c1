"""Automated sales tax: by address, in place of any code that is sent."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.client import TIMEOUT, Client, Json
from tests.sandbox.taxing import company, sold, tax_lines

NON = {"value": "NON"}


@pytest.fixture
def auto(us: Client) -> Client:
    """An American company whose sales tax is automated."""
    switched(us, UsingSalesTax=True, PartnerTaxEnabled=True)
    return us


@pytest.fixture
def gb() -> Iterator[Client]:
    """A British company."""
    with company("GB") as client:
        yield client


def switched(client: Client, **prefs: Any) -> None:
    """Set the tax preferences, as a person does."""
    client.control("preferences", {"TaxPrefs": prefs})


def refusal(client: Client, **prefs: Any) -> str:
    """Why the tax preferences cannot be set so."""
    url = f"{client.sandbox.url}/sandbox/preferences"
    answer = client.session.post(url, json={"TaxPrefs": prefs}, timeout=TIMEOUT)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["error"])


def to(state: str, **address: str) -> Json:
    """A shipping address."""
    return {"ShipAddr": {"CountrySubDivisionCode": state, **address}}


def test_tax_goes_by_the_shipping_address(auto: Client) -> None:
    texas = auto.make("Invoice", sold((100, None), **to("TX")))
    york = auto.make("Invoice", sold((100, None), **to("New York")))
    assert (texas["TxnTaxDetail"]["TotalTax"], york["TxnTaxDetail"]["TotalTax"]) == (6.25, 4)
    assert auto.balance("Texas Department of Revenue Payable") == -625
    assert auto.make("Invoice", sold((100, None), **to("OR")))["TxnTaxDetail"] == {"TotalTax": 0}
    assert auto.make("Invoice", sold((100, None), **to("BC", Country="Canada")))["TotalAmt"] == 100


def test_without_a_shipping_address_the_companys_own_counts(auto: Client) -> None:
    made = auto.make("Invoice", sold((100, None), BillAddr={"CountrySubDivisionCode": "TX"}))
    assert [line[1] for line in tax_lines(made)] == [6, 1.25]
    assert auto.balance("California Department of Tax and Fee Administration Payable") == -725


def test_the_customers_shipping_address_is_the_forms(auto: Client) -> None:
    customer = auto.make("Customer", {"DisplayName": "In Texas", **to("TX")})
    made = auto.make("Invoice", {**sold((100, None)), "CustomerRef": {"value": customer["Id"]}})
    assert made["TxnTaxDetail"]["TotalTax"] == 6.25


def test_a_line_without_a_code_is_taxable_and_non_is_not(auto: Client) -> None:
    made = auto.make("Invoice", sold((100, None), (100, NON), **to("TX")))
    codes = [line["SalesItemLineDetail"]["TaxCodeRef"]["value"] for line in made["Line"][:2]]
    assert (codes, made["TxnTaxDetail"]["TotalTax"]) == (["TAX", "NON"], 6.25)
    assert auto.make("Invoice", sold((100, NON), **to("TX")))["TxnTaxDetail"] == {"TotalTax": 0}


def test_a_code_that_is_sent_is_replaced(auto: Client) -> None:
    made = auto.make("Invoice", sold((100, None), TxnTaxDetail={"TxnTaxCodeRef": {"value": "3"}}, **to("TX")))
    used = auto.read("TaxCode", made["TxnTaxDetail"]["TxnTaxCodeRef"]["value"])
    assert (used["Name"], made["TxnTaxDetail"]["TotalTax"]) == ("Texas", 6.25)


@pytest.mark.parametrize("total", [10, 0])
def test_an_explicit_total_is_honoured_and_divided_among_the_rates(auto: Client, total: int) -> None:
    made = auto.make("Invoice", sold((100, None), TxnTaxDetail={"TotalTax": total}, **to("CA")))
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (total, 100 + total)
    amounts = [line[1] for line in tax_lines(made)]
    assert amounts == [8.28, 1.72] if total else [0, 0]


def test_each_destination_has_a_code_of_its_own_and_names_repeat(auto: Client) -> None:
    used = {
        auto.make("Invoice", sold((100, None), **to("TX", PostalCode=place)))["TxnTaxDetail"]["TxnTaxCodeRef"]["value"]
        for place in ("73301", "75001", "75001")
    }
    named = auto.query("select * from TaxCode where Name = 'Texas'")["TaxCode"]
    assert {one["Id"] for one in named} == used
    assert len(used) == 2
    assert auto.query("select count(*) from TaxRate where Name = 'Texas State'")["totalCount"] == 1


def test_an_exempt_customer_pays_no_tax(auto: Client) -> None:
    exempt = {"DisplayName": "Charity", "Taxable": False, "TaxExemptionReasonId": "1"}
    customer = {"CustomerRef": {"value": auto.make("Customer", exempt)["Id"]}}
    assert auto.make("Invoice", {**sold((100, None), **to("TX")), **customer})["TxnTaxDetail"] == {"TotalTax": 0}


def test_a_refused_form_leaves_no_code_behind(auto: Client) -> None:
    before = auto.query("select count(*) from TaxCode")
    assert auto.fault("invoice", sold((100, NON), TxnTaxDetail={"TotalTax": 1}, **to("TX")))["code"] == "6000"
    assert auto.query("select count(*) from TaxCode") == before


def test_automation_is_for_the_us_needs_sales_tax_and_stays(auto: Client, gb: Client) -> None:
    assert "United States" in refusal(gb, PartnerTaxEnabled=True)
    assert "cannot be switched off" in refusal(auto, PartnerTaxEnabled=False)
    assert "needs sales tax" in refusal(auto, UsingSalesTax=False)
    assert "99 not found" in refusal(auto, TaxGroupCodeRef={"value": "99"})


def test_a_new_american_company_will_be_automated_once_tax_is_set_up() -> None:
    with company("US", "empty") as client:
        assert client.get("preferences").json()["Preferences"]["TaxPrefs"]["PartnerTaxEnabled"] is False
        switched(client, UsingSalesTax=True, PartnerTaxEnabled=True)
        assert client.make("Invoice", sold((100, None), **to("TX")))["TxnTaxDetail"]["TotalTax"] == 6.25
