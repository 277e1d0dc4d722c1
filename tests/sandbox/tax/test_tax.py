"""Sales tax: none of its own in the US, by code and rate elsewhere."""

import pytest

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import Client, Json, sale


def bill(*lines: Json, **fields: object) -> Json:
    return {"CustomerRef": {"value": "1"}, "Line": list(lines), **fields}


@pytest.fixture(autouse=True)
def client_of_the_firm(au: Client) -> None:
    au.make("Customer", {"DisplayName": "Client"})


def test_tax_is_added_to_net_amounts(au: Client) -> None:
    made = au.make("Invoice", bill(sale(100, TaxCodeRef={"value": "1"}), sale(50, TaxCodeRef={"value": "2"})))
    assert (made["GlobalTaxCalculation"], made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (
        "TaxExcluded",
        160,
        10,
    )
    assert made["TxnTaxDetail"]["TaxLine"][0] == {
        "Amount": 10,
        "DetailType": "TaxLineDetail",
        "TaxLineDetail": {
            "TaxRateRef": {"value": "1"},
            "PercentBased": True,
            "TaxPercent": 10,
            "NetAmountTaxable": 100,
        },
    }
    assert au.balance("GST Liabilities Payable") == -1000


def test_tax_inside_gross_amounts_is_what_is_left_above_the_net(au: Client) -> None:
    line = sale(90.91, TaxCodeRef={"value": "1"}, TaxInclusiveAmt=100)
    made = au.make("Invoice", bill(line, GlobalTaxCalculation="TaxInclusive"))
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (100, 9.09)
    assert made["Line"][0]["SalesItemLineDetail"]["TaxInclusiveAmt"] == 100


def test_a_tax_line_that_is_sent_overrides_what_would_be_computed(au: Client) -> None:
    line = {"Amount": 9.99, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": "1"}}}
    made = au.make("CreditMemo", bill(sale(100, TaxCodeRef={"value": "1"}), TxnTaxDetail={"TaxLine": [line]}))
    assert (made["TotalAmt"], au.balance("GST Liabilities Payable")) == (109.99, 999)


def test_out_of_scope_there_is_no_tax_and_no_tax_detail(au: Client) -> None:
    made = au.make("Invoice", bill(sale(100), GlobalTaxCalculation="NotApplicable"))
    assert made["TotalAmt"] == 100
    detail = {"TxnTaxDetail": {"TotalTax": 5}, "GlobalTaxCalculation": "NotApplicable"}
    assert au.fault("invoice", bill(sale(100), **detail))["code"] == "6170"


def test_every_line_needs_a_code_that_exists(au: Client) -> None:
    assert au.fault("invoice", bill(sale(100)))["code"] == "6000"
    assert au.fault("invoice", bill(sale(100, TaxCodeRef={"value": "99"})))["code"] == "2500"


def test_a_canadian_line_without_code_gets_the_recorded_words() -> None:
    with Sandbox(country="CA") as running, Client(running) as ca:
        ca.make("Customer", {"DisplayName": "Client"})
        assert ca.fault("invoice", bill(sale(1)))["Detail"] == (
            "Business Validation Error: Make sure all your transactions have a GST/HST rate before you save."
        )


def test_an_american_total_of_tax_is_honoured(us: Client) -> None:
    made = us.make("Invoice", bill(sale(100, TaxCodeRef={"value": "TAX"}), TxnTaxDetail={"TotalTax": 8.25}))
    assert (made["TotalAmt"], us.balance("Board of Equalization Payable")) == (108.25, -825)


@pytest.mark.parametrize(("country", "currency"), [("AU", "AUD"), ("NZ", "NZD"), ("GB", "GBP"), ("CA", "CAD")])
def test_every_country_has_codes_with_rates_and_one_out_of_scope(country: str, currency: str) -> None:
    with Sandbox(country=country) as running, Client(running) as client:
        codes = client.query("select * from TaxCode where Active = true")["TaxCode"]
        rates = {one["Id"] for one in client.query("select * from TaxRate")["TaxRate"]}
        used = {one["TaxRateRef"]["value"] for code in codes for one in code["SalesTaxRateList"]["TaxRateDetail"]}
        assert used <= rates
        assert {"GB": "No VAT", "CA": "Out of Scope", "AU": "BAS Excluded", "NZ": "No GST"}[country] in {
            code["Name"] for code in codes
        }
        prefs = client.get("preferences").json()["Preferences"]
        assert prefs["CurrencyPrefs"]["HomeCurrency"]["value"] == currency
