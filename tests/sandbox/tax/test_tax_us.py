"""Sales tax in the US with the company's own rates, and without any."""

from collections.abc import Iterator

import pytest

from tests.sandbox.client import Client, Json, invoice, sale
from tests.sandbox.taxing import company, sold, tax_lines

TAX, NON = {"value": "TAX"}, {"value": "NON"}
TUCSON = {"TxnTaxCodeRef": {"value": "3"}}


@pytest.fixture
def empty() -> Iterator[Client]:
    """An American company that has no sales tax set up."""
    with company("US", "empty") as client:
        yield client


def test_the_forms_code_taxes_the_lines_that_are_taxable(us: Client) -> None:
    made = us.make("Invoice", sold((200, TAX), (50, NON), (0.5, TAX), TxnTaxDetail=TUCSON))
    assert made["TxnTaxDetail"]["TxnTaxCodeRef"] == {"value": "3"}
    assert tax_lines(made) == [("1", 14.24, 200.5), ("2", 4.01, 200.5)]
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (18.25, 268.75)
    first = made["TxnTaxDetail"]["TaxLine"][0]
    assert (first["DetailType"], first["TaxLineDetail"]["PercentBased"], first["TaxLineDetail"]["TaxPercent"]) == (
        "TaxLineDetail",
        True,
        7.1,
    )
    assert "GlobalTaxCalculation" not in made


def test_tax_is_owed_to_the_agencies_of_the_rates(us: Client) -> None:
    us.make("Invoice", sold((200, TAX), TxnTaxDetail=TUCSON))
    us.make("Invoice", sold((100, TAX), TxnTaxDetail={"TxnTaxCodeRef": {"value": "2"}}))
    assert us.balance("Arizona Dept. of Revenue Payable") == -1820
    assert us.balance("Board of Equalization Payable") == -800
    assert us.balance("Sales Tax Payable") == 0


def test_a_credit_memo_takes_the_tax_back(us: Client) -> None:
    us.make("CreditMemo", sold((100, TAX), TxnTaxDetail={"TxnTaxCodeRef": {"value": "2"}}))
    assert us.balance("Board of Equalization Payable") == 800


def test_an_explicit_total_is_honoured_and_divided_as_the_rates_stand(us: Client) -> None:
    made = us.make("Invoice", sold((200, TAX), TxnTaxDetail={**TUCSON, "TotalTax": 20}))
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (20, 220)
    assert [line[1] for line in tax_lines(made)] == [15.6, 4.4]


def test_a_total_of_nothing_leaves_the_tax_to_quickbooks(us: Client) -> None:
    made = us.make("Invoice", sold((200, TAX), TxnTaxDetail={**TUCSON, "TotalTax": 0}))
    assert made["TxnTaxDetail"]["TotalTax"] == 18.2


def untaxed(us: Client) -> Json:
    """A customer who pays no tax, as the field of a form."""
    return {"CustomerRef": {"value": us.make("Customer", {"DisplayName": "Pays none", "Taxable": False})["Id"]}}


def test_a_total_without_a_code_goes_to_the_common_account(us: Client) -> None:
    made = us.make("Invoice", {**sold((100, TAX), TxnTaxDetail={"TotalTax": 8.25}), **untaxed(us)})
    assert (made["TxnTaxDetail"], us.balance("Sales Tax Payable")) == ({"TotalTax": 8.25}, -825)


def test_a_total_that_no_line_is_taxable_for_is_refused(us: Client) -> None:
    assert us.fault("invoice", sold((100, NON), TxnTaxDetail={**TUCSON, "TotalTax": 5}))["code"] == "6000"


def test_without_a_code_there_is_no_tax_unless_the_customer_is_taxable(us: Client) -> None:
    assert us.make("Invoice", {**sold((100, TAX)), **untaxed(us)})["TxnTaxDetail"] == {"TotalTax": 0}
    taxable = us.make("Customer", {"DisplayName": "Pays tax"})
    assert (taxable["Taxable"], taxable["DefaultTaxCodeRef"]["value"]) == (True, "2")
    named = us.make("Customer", {"DisplayName": "From Tucson", "Taxable": True, "DefaultTaxCodeRef": {"value": "3"}})
    usual = us.make("Invoice", {**sold((100, TAX)), "CustomerRef": {"value": taxable["Id"]}})
    assert (usual["TxnTaxDetail"]["TxnTaxCodeRef"], usual["TxnTaxDetail"]["TotalTax"]) == ({"value": "2"}, 8)
    own = us.make("Invoice", {**sold((100, TAX)), "CustomerRef": {"value": named["Id"]}})
    assert (own["TxnTaxDetail"]["TxnTaxCodeRef"], own["TxnTaxDetail"]["TotalTax"]) == ({"value": "3"}, 9.1)


def test_a_line_without_a_code_goes_by_its_item(us: Client) -> None:
    item = us.make("Item", {"Name": "Books", "Type": "Service", "IncomeAccountRef": {"value": "79"}, "Taxable": True})
    lines = [sale(100, item["Id"]), sale(100)]
    made = us.make("Invoice", {**invoice(), "Line": lines, "TxnTaxDetail": TUCSON})
    codes = [line["SalesItemLineDetail"]["TaxCodeRef"]["value"] for line in made["Line"][:2]]
    assert (codes, made["TxnTaxDetail"]["TotalTax"]) == (["TAX", "NON"], 9.1)


def test_a_line_knows_two_codes_and_the_fault_names_them(us: Client) -> None:
    fault = us.fault("invoice", sold((100, {"value": "8"})))
    assert (fault["code"], fault["Message"], fault["element"]) == (
        "6100",
        "Invalid Line TaxCode in the request",
        "Line.SalesItemLineDetail.TaxCodeRef",
    )
    assert fault["Detail"] == "Valid line TaxCodes for US should be TAX or NON. Supplied value: 8"


@pytest.mark.parametrize(("code", "fault"), [("TAX", "2500"), ("99", "2500")])
def test_the_forms_code_must_be_a_real_one(us: Client, code: str, fault: str) -> None:
    detail: Json = {"TxnTaxCodeRef": {"value": code}}
    assert us.fault("invoice", sold((100, TAX), TxnTaxDetail=detail))["code"] == fault


@pytest.mark.parametrize(
    "fields", [{"GlobalTaxCalculation": "TaxInclusive"}, {"TxnTaxDetail": {"TotalTax": -1}}], ids=["global", "negative"]
)
def test_american_forms_know_no_gross_amounts_and_no_negative_tax(us: Client, fields: Json) -> None:
    assert us.fault("invoice", sold((100, TAX), **fields))["code"] == "6000"


def test_tax_sent_back_with_changed_amounts_overrides(us: Client) -> None:
    made = us.make("Invoice", sold((100, TAX), TxnTaxDetail=TUCSON))
    changed = {**made, "Line": [{**made["Line"][0], "Amount": 200}]}
    assert us.make("Invoice", changed)["TxnTaxDetail"]["TotalTax"] == 9.1
    again = us.read("Invoice", made["Id"])
    again["TxnTaxDetail"] = TUCSON
    assert us.make("Invoice", again)["TxnTaxDetail"]["TotalTax"] == 18.2


@pytest.mark.parametrize(("after", "tax"), [(False, 9.1), (True, 8.19)])
def test_a_discount_lowers_tax_where_it_comes_first(us: Client, after: bool, tax: float) -> None:
    off = {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10}}
    body = sold((100, TAX), (100, NON), TxnTaxDetail=TUCSON, ApplyTaxAfterDiscount=after)
    body["Line"].append(off)
    made = us.make("Invoice", body)
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (tax, 180 + tax)


def test_without_sales_tax_a_taxable_line_has_no_tax_and_a_total_is_refused(empty: Client) -> None:
    assert empty.get("preferences").json()["Preferences"]["TaxPrefs"] == {
        "UsingSalesTax": False,
        "PartnerTaxEnabled": False,
    }
    assert empty.make("Invoice", sold((100, TAX)))["TxnTaxDetail"] == {"TotalTax": 0}
    assert empty.fault("invoice", sold((100, TAX), TxnTaxDetail={"TotalTax": 5}))["code"] == "6000"


def test_the_preferences_tell_the_tax_model(us: Client) -> None:
    prefs = us.get("preferences").json()["Preferences"]["TaxPrefs"]
    assert prefs == {"UsingSalesTax": True, "TaxGroupCodeRef": {"value": "2"}}


def test_tax_can_be_switched_off_and_on(us: Client) -> None:
    def switch(on: bool) -> None:
        us.control("preferences", {"TaxPrefs": {"UsingSalesTax": on}})

    switch(on=False)
    assert us.make("Invoice", sold((100, TAX), TxnTaxDetail=TUCSON))["TotalAmt"] == 100
    switch(on=True)
    assert us.make("Invoice", sold((100, TAX), TxnTaxDetail=TUCSON))["TotalAmt"] == 109.1


def test_an_agency_without_an_active_account_stops_tax(us: Client) -> None:
    account = us.query("select * from Account where Name = 'Board of Equalization Payable'")["Account"][0]
    us.make("Account", {"Id": account["Id"], "SyncToken": account["SyncToken"], "sparse": True, "Active": False})
    assert us.fault("invoice", sold((100, TAX), TxnTaxDetail={"TxnTaxCodeRef": {"value": "2"}}))["code"] == "6470"


@pytest.mark.parametrize(
    "fields",
    [
        {"TxnTaxDetail": {"TaxReviewStatus": "AST_TAX_OVERRIDE"}},
        {"TxnTaxDetail": {"UseAutomatedSalesTax": True}},
        {"TaxExemptionRef": {"value": "1"}},
        {"ShippingTaxIncludedInTotalTax": True},
    ],
)
def test_what_would_change_tax_and_does_not_here_is_refused(us: Client, fields: Json) -> None:
    assert us.fault("invoice", sold((100, TAX), **fields))["code"] == "5030"


def test_a_customers_usual_code_must_be_there(us: Client) -> None:
    body = {"DisplayName": "Somebody", "DefaultTaxCodeRef": {"value": "99"}}
    assert us.fault("customer", body)["code"] == "2500"
