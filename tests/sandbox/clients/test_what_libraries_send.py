"""What client libraries are known to send to the real service, and what it answers, as plain requests.

Each is a fact: seen in a suite that others run against Intuit's own sandbox companies.
"""

import pytest

from tests.sandbox.client import Client, invoice, sale

EXCLUDED = {"GlobalTaxCalculation": "TaxExcluded"}


def test_columns_may_be_named_beside_the_star(us: Client) -> None:
    found = us.query("SELECT *, Sku FROM Item MAXRESULTS 1")["Item"]
    assert (found[0]["Name"], found[0]["sparse"]) == ("Services", False)
    assert us.query_fault("SELECT *, Colour FROM Item")["code"] == "4001"


def test_an_american_form_may_say_that_its_amounts_are_net(us: Client) -> None:
    made = us.make("Invoice", invoice(100, **EXCLUDED))
    assert (made["TotalAmt"], "GlobalTaxCalculation" in made) == (100, False)


def test_with_automated_sales_tax_an_american_form_may_not_even_say_that(us: Client) -> None:
    us.control("preferences", {"TaxPrefs": {"PartnerTaxEnabled": True}})
    assert us.fault("invoice", invoice(100, **EXCLUDED))["code"] == "6000"


@pytest.mark.parametrize("mode", ["TaxExcluded", "TaxInclusive"])
def test_a_gross_of_nothing_leaves_the_tax_to_quickbooks(au: Client, mode: str) -> None:
    customer = au.make("Customer", {"DisplayName": "A client"})["Id"]
    line = sale(100, TaxInclusiveAmt=0, TaxCodeRef={"value": "1"})
    made = au.make("Invoice", {"CustomerRef": {"value": customer}, "Line": [line], "GlobalTaxCalculation": mode})
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (10, 110)


def test_an_empty_text_where_a_number_or_an_answer_belongs_is_none(us: Client) -> None:
    empty = {"TotalAmt": "", "ExchangeRate": "", "ApplyTaxAfterDiscount": "", "TxnDate": "", "DocNumber": ""}
    line = sale(100, Qty="", UnitPrice=0, ServiceDate="", TaxCodeRef={"value": "", "name": "", "type": ""})
    made = us.make("CreditMemo", {**invoice(), "Line": [line], **empty})
    assert (made["TotalAmt"], made["ApplyTaxAfterDiscount"], "DocNumber" in made) == (100, False, False)
    assert made["Line"][0]["SalesItemLineDetail"].keys() == {"ItemRef", "ItemAccountRef", "TaxCodeRef", "UnitPrice"}


def test_preferences_come_in_the_recorded_groups(us: Client) -> None:
    prefs = us.get("preferences").json()["Preferences"]
    assert prefs["TimeTrackingPrefs"]["WorkWeekStartDate"] == "Monday"
    assert prefs["EmailMessagesPrefs"]["EstimateMessage"]["Subject"].startswith("Estimate from ")
    assert prefs["OtherPrefs"]["NameValue"][0]["Name"] == "SalesFormsPrefs.DefaultCustomerMessage"


def test_preferences_may_come_back_with_the_defaults_of_a_library(us: Client) -> None:
    prefs = us.get("preferences").json()["Preferences"]
    prefs["AccountingInfoPrefs"] |= {"BookCloseDate": "", "DepartmentTerminology": "", "TaxForm": "6"}
    prefs["SalesFormsPrefs"] |= {"DefaultShippingAccount": False, "DefaultDiscountAccount": ""}
    prefs["TaxPrefs"] |= {"PartnerTaxEnabled": True}
    prefs["CurrencyPrefs"]["HomeCurrency"] |= {"name": "", "type": ""}
    prefs["EmailMessagesPrefs"]["EstimateMessage"]["Subject"] = "Another"
    made = us.make("Preferences", prefs)
    assert made["EmailMessagesPrefs"]["EstimateMessage"]["Subject"] == "Another"
    assert made["SalesFormsPrefs"]["DefaultShippingAccount"] == "false"
    assert "BookCloseDate" not in made["AccountingInfoPrefs"]


def test_sales_tax_is_not_set_up_through_the_api(us: Client) -> None:
    before = us.get("preferences").json()["Preferences"]
    sent = {"UsingSalesTax": False, "PartnerTaxEnabled": True}
    assert us.make("Preferences", {**before, "TaxPrefs": sent})["TaxPrefs"] == before["TaxPrefs"]
