"""TaxService and the lists it fills: agencies, rates and codes."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import Client, Json, invoice, sale

PATH = "taxservice/taxcode"


@pytest.fixture
def gb() -> Iterator[Client]:
    """Somebody connected to a British company."""
    with Sandbox(country="GB") as running, Client(running) as client:
        yield client


def rate(name: str = "r1", **fields: Any) -> Json:
    """A rate as TaxService takes it."""
    return {"TaxRateName": name, "RateValue": "8", "TaxAgencyId": "1", "TaxApplicableOn": "Sales", **fields}


def code(*rates: Json, name: str = "MyTax") -> Json:
    """A TaxService body."""
    return {"TaxCode": name, "TaxRateDetails": list(rates)}


def made(client: Client, body: Json) -> Json:
    """The answer to a body that must be accepted."""
    answer = client.post(PATH, body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_the_smallest_body_of_the_reference_is_accepted_and_answered_without_an_envelope(us: Client) -> None:
    assert made(us, code(rate())) == {
        "TaxCode": "MyTax",
        "TaxCodeId": "4",
        "TaxRateDetails": [
            {
                "TaxRateName": "r1",
                "TaxRateId": "4",
                "RateValue": 8,
                "TaxAgencyId": "1",
                "TaxApplicableOn": "Sales",
            }
        ],
    }


def test_a_made_code_lists_its_rates_and_taxes_an_invoice(us: Client) -> None:
    given = made(us, code(rate(), rate("r2", RateValue=1.25)))
    record = us.read("TaxCode", given["TaxCodeId"])
    assert [one["TaxRateRef"]["name"] for one in record["SalesTaxRateList"]["TaxRateDetail"]] == ["r1", "r2"]
    assert (record["Name"], record["Active"], record["Taxable"], record["TaxGroup"]) == ("MyTax", True, True, True)
    header = {"TxnTaxDetail": {"TxnTaxCodeRef": {"value": given["TaxCodeId"]}}}
    bill = us.make("Invoice", {**invoice(), "Line": [sale(100, TaxCodeRef={"value": "TAX"})], **header})
    assert [line["Amount"] for line in bill["TxnTaxDetail"]["TaxLine"]] == [8, 1.25]


def test_a_code_can_be_made_of_rates_that_are_there(gb: Client) -> None:
    given = made(gb, code({"TaxRateId": "1"}, {"TaxRateId": "4", "TaxApplicableOn": "Purchase"}))
    assert [(one["TaxRateName"], one["TaxApplicableOn"]) for one in given["TaxRateDetails"]] == [
        ("SS-20.0", "Sales"),
        ("SP-20.0", "Purchase"),
    ]
    lists = gb.read("TaxCode", given["TaxCodeId"])
    assert lists["PurchaseTaxRateList"]["TaxRateDetail"][0]["TaxRateRef"] == {"value": "4", "name": "SP-20.0"}


def test_the_same_requestid_makes_one_code(us: Client) -> None:
    first = us.post(PATH, code(rate()), requestid="one")
    assert us.post(PATH, code(rate()), requestid="one").content == first.content
    assert us.fault(PATH, code(rate()))["code"] == "6240"


def test_names_are_unique_among_codes_and_among_rates(us: Client) -> None:
    made(us, code(rate()))
    assert us.fault(PATH, code(rate("r2"), name="mytax"))["code"] == "6240"
    assert us.fault(PATH, code(rate("R1"), name="Other"))["code"] == "6240"


@pytest.mark.parametrize(
    ("body", "code_", "element"),
    [
        ({"TaxCode": "x"}, "2020", "TaxCode.TaxRateDetails"),
        ({"TaxRateDetails": [rate()]}, "2020", "TaxCode"),
        (code({"TaxRateName": "r1", "RateValue": "8"}), "2020", "TaxCode.TaxRateDetails.TaxAgencyId"),
        (code(rate("r" * 101)), "2050", "TaxRateName"),
        (code(rate(), name="x" * 101), "2050", "TaxCode"),
        (code(rate(TaxAgencyId="77")), "2500", "TaxCode.TaxRateDetails.TaxAgencyId"),
        (code({"TaxRateId": "77"}), "2500", "TaxCode.TaxRateDetails.TaxRateId"),
        (code(rate(RateValue="-1")), "6470", "TaxCode.TaxRateDetails.RateValue"),
        (code(rate(RateValue="8%")), "2010", "TaxCode.TaxRateDetails.RateValue"),
        (code(rate(TaxApplicableOn="Both")), "2170", "TaxCode.TaxRateDetails.TaxApplicableOn"),
        (code({"TaxRateId": "1", "TaxApplicableOn": "Purchase"}), "6000", "TaxCode.TaxRateDetails.TaxApplicableOn"),
        (code({"TaxRateId": "1"}, {"TaxRateId": "1"}), "6000", "TaxCode.TaxRateDetails"),
        ({**code(rate()), "Colour": "red"}, "2010", "Colour"),
        ([], "2010", "TaxCode.TaxRateDetails"),
    ],
)
def test_a_malformed_code_is_refused(us: Client, body: object, code_: str, element: str) -> None:
    fault = us.fault(PATH, body)
    assert (fault["code"], fault["element"]) == (code_, element)
    assert us.query("select count(*) from TaxCode")["totalCount"] == 5


def test_without_sales_tax_no_code_is_made() -> None:
    with Sandbox(seed_company="empty") as running, Client(running) as client:
        assert client.fault(PATH, code(rate()))["code"] == "6000"


@pytest.mark.parametrize("entity", ["TaxCode", "TaxRate"])
def test_codes_and_rates_are_made_by_taxservice_alone_and_never_change(us: Client, entity: str) -> None:
    body = {"Id": "2", "SyncToken": "0", "Name": "x"}
    assert us.fault(entity.lower(), {"Name": "x"})["code"] == "500"
    assert us.fault(entity.lower(), body)["code"] == "500"
    assert us.fault(entity.lower(), body, operation="delete")["code"] == "500"


def test_an_agency_can_be_added_and_brings_its_account(us: Client) -> None:
    agency = us.make("TaxAgency", {"DisplayName": "City of Springfield"})
    assert (agency["TaxTrackedOnSales"], agency["TaxTrackedOnPurchases"]) == (True, False)
    given = made(us, code(rate(TaxAgencyId=agency["Id"])))
    header = {"TxnTaxDetail": {"TxnTaxCodeRef": {"value": given["TaxCodeId"]}}}
    us.make("Invoice", {**invoice(), "Line": [sale(100, TaxCodeRef={"value": "TAX"})], **header})
    assert us.balance("City of Springfield Payable") == -800
    assert us.fault("taxagency", {"DisplayName": "city of springfield"})["code"] == "6240"
    assert us.fault("taxagency", {"TaxTrackedOnSales": True})["code"] == "2020"


def test_an_agency_of_another_country_also_takes_tax_on_purchases(gb: Client) -> None:
    gb.make("TaxAgency", {"DisplayName": "Isle of Man"})
    names = [one["DisplayName"] for one in gb.query("select * from TaxAgency where DisplayName = 'HMRC'")["TaxAgency"]]
    assert names == ["HMRC"]
    accounts = gb.query("select * from Account where Name = 'Isle of Man Payable'")["Account"]
    assert accounts[0]["AccountSubType"] == "GlobalTaxPayable"


def test_rates_can_be_asked_for_by_name_and_value(gb: Client) -> None:
    found = gb.query("select * from TaxRate where Name = 'SS-20.0'")["TaxRate"][0]
    assert (found["RateValue"], found["AgencyRef"], found["Active"]) == (20, {"value": "1"}, True)
    assert gb.read("TaxRate", found["Id"])["SpecialTaxType"] == "NONE"


def test_other_ways_to_taxservice_are_no_operation(us: Client) -> None:
    for path in ("taxservice", "taxservice/taxrate"):
        answer: requests.Response = us.post(path, code(rate()))
        assert answer.json()["Fault"]["Error"][0]["code"] == "500", path


@pytest.mark.parametrize("path", ["taxService/taxcode", "taxService/taxCode"])
def test_client_libraries_spell_taxservice_in_several_ways(us: Client, path: str) -> None:
    assert us.post(path, code(rate())).status_code == 200
