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


def test_tax_codes_that_only_the_us_has_come_first_and_do_not_count_in_a_page(us: Client) -> None:
    one = us.query("SELECT * FROM TaxCode MAXRESULTS 1")
    assert [code["Id"] for code in one["TaxCode"]] == ["TAX", "NON", "CustomSalesTax", "2"]
    assert [code["Id"] for code in us.query("SELECT * FROM TaxCode STARTPOSITION 2")["TaxCode"]] == ["3"]


def test_no_form_can_name_a_custom_sales_tax_as_its_own(us: Client) -> None:
    detail = {"TxnTaxCodeRef": {"value": "CustomSalesTax"}}
    assert us.fault("invoice", invoice(5, TxnTaxDetail=detail))["code"] == "2500"


def test_a_new_tax_rate_may_have_a_longer_name_than_the_reference_says(us: Client) -> None:
    rate = {"TaxRateName": "TaxCode 231119", "RateValue": 10, "TaxAgencyId": 1, "TaxApplicableOn": "Sales"}
    made = us.post("taxservice/taxcode", {"Id": 0, "TaxCode": "TaxCode 231119", "TaxRateDetails": [rate]}).json()
    told = made["TaxRateDetails"][0]
    assert (told["TaxRateName"], told["RateValue"], told["TaxAgencyId"]) == ("TaxCode 231119", 10, "1")


def test_a_currency_in_use_has_a_rate_that_a_query_finds_and_a_person_corrects(us: Client) -> None:
    us.control("preferences", {"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    us.make("CompanyCurrency", {"Code": "EUR"})
    where = "SELECT * FROM ExchangeRate WHERE SourceCurrencyCode = 'EUR'"
    (quoted,) = us.query(where)["ExchangeRate"]
    assert (quoted["TargetCurrencyCode"], "Id" in quoted) == ("USD", False)
    us.make("ExchangeRate", {**quoted, "Rate": quoted["Rate"] + 1})
    assert [one["Rate"] for one in us.query(where)["ExchangeRate"]] == [quoted["Rate"] + 1]
    (then,) = us.query(f"{where} AND AsOfDate = '2026-01-31'")["ExchangeRate"]
    assert (then["AsOfDate"], then["Rate"]) == ("2026-01-31", quoted["Rate"])


def test_without_multicurrency_there_are_no_rates(us: Client) -> None:
    assert us.query("SELECT * FROM ExchangeRate") == {}


def test_what_quickbooks_has_and_the_sandbox_has_not_is_named_so(us: Client) -> None:
    for path in ("creditcardpayment", "timeactivity", "purchaseorder", "recurringtransaction"):
        assert us.fault(path, {"Amount": 1})["code"] == "5030"
        assert us.query_fault(f"SELECT * FROM {path}")["code"] == "5030"
    assert us.fault("nonsense", {})["code"] == "500"


def test_an_item_of_a_batch_needs_no_operation_and_no_id_of_its_own(us: Client) -> None:
    items = [{"Attachable": {"Note": f"Note {number}", "Tag": "Testing"}} for number in range(25)]
    done = us.post("batch", {"BatchItemRequest": items}).json()["BatchItemResponse"]
    assert [one["Attachable"]["Tag"] for one in done] == ["Testing"] * 25
    found = us.query("select * from attachable where Tag = 'Testing' startposition 1 maxresults 1000")
    assert len(found["Attachable"]) == 25
    again = {"Attachable": {**done[0]["Attachable"], "Note": "Another"}}
    (changed,) = us.post("batch", {"BatchItemRequest": [again]}).json()["BatchItemResponse"]
    assert (changed["Attachable"]["Id"], changed["Attachable"]["Note"]) == (done[0]["Attachable"]["Id"], "Another")
