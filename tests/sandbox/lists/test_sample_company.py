"""The sample companies: Intuit's landscaper in the US, a law firm's chart everywhere."""

import pytest

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import Client, invoice


def test_the_american_sample_has_intuits_names_under_intuits_ids(us: Client) -> None:
    assert us.read("Customer", "8")["FullyQualifiedName"] == "Freeman Sporting Goods:0969 Ocean View Road"
    assert us.read("Vendor", "46")["DisplayName"] == "Norton Lumber and Building Materials"
    assert us.read("Employee", "55")["DisplayName"] == "Emily Platt"
    assert us.read("Item", "6")["IncomeAccountRef"] == {"value": "45", "name": "Landscaping Services"}
    lighting = us.read("Account", "65")
    assert lighting["FullyQualifiedName"] == "Job Expenses:Job Materials:Fountain and Garden Lighting"
    assert (
        us.query("select * from Account where Name = 'Travel' and AccountType = 'Expense'")["Account"][0]["Id"] == "22"
    )


def test_a_form_is_addressed_as_its_customer_of_the_sample_is(us: Client) -> None:
    made = us.make("Invoice", invoice(5, customer="3"))
    assert {name: made["BillAddr"][name] for name in ("Line1", "City", "PostalCode")} == {
        "Line1": "65 Ocean Dr.",
        "City": "Half Moon Bay",
        "PostalCode": "94213",
    }


@pytest.mark.parametrize("name", ["Job Materials", "Plants and Soil"])
def test_a_name_stands_for_an_income_and_an_expense_account(us: Client, name: str) -> None:
    found = us.query(f"select * from Account where Name = '{name}'")["Account"]
    assert sorted(one["AccountType"] for one in found) == ["Expense", "Income"]


def test_there_is_enough_to_choose_from(us: Client) -> None:
    counts = {entity: us.query(f"select count(*) from {entity}")["totalCount"] for entity in ("Account", "Vendor")}
    assert counts["Account"] >= 90
    assert counts["Vendor"] >= 25


def test_the_names_of_a_form_are_those_of_references(us: Client) -> None:
    line = {
        "Amount": 25.54,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "65"}, "CustomerRef": {"value": "8"}},
    }
    made = us.make("Bill", {"VendorRef": {"value": "46"}, "Line": [line]})["Line"][0]
    detail = made["AccountBasedExpenseLineDetail"]
    assert detail["AccountRef"]["name"] == "Job Expenses:Job Materials:Fountain and Garden Lighting"
    assert detail["CustomerRef"]["name"] == "0969 Ocean View Road"
    assert "Freeman Sporting Goods:0969 Ocean View Road" in {line["name"] for line in us.ledger()["lines"]}


@pytest.mark.parametrize(("country", "seed"), [("US", "empty"), ("AU", "sample"), ("GB", "empty")])
def test_other_companies_have_nobody_yet(country: str, seed: str) -> None:
    with Sandbox(country=country, seed_company=seed) as running, Client(running) as client:
        for entity in ("Customer", "Vendor", "Employee"):
            assert client.query(f"select * from {entity}") == {}
        assert client.read("Account", "35")["AccountType"] == "Bank"


@pytest.mark.parametrize("country", ["US", "AU", "NZ", "GB", "CA"])
def test_the_accounts_that_quickbooks_needs_stand_in_a_law_firms_company(country: str) -> None:
    with Sandbox(country=country) as running, Client(running) as client:
        found = client.query("select * from Account maxresults 1000")["Account"]
    kinds = [one["AccountType"] for one in found]
    assert (kinds.count("Accounts Receivable"), kinds.count("Accounts Payable")) == (1, 1)
    sub_types = [one["AccountSubType"] for one in found]
    tax = "SalesTaxPayable" if country == "US" else "GlobalTaxPayable"
    for needed in (
        "UndepositedFunds", "OpeningBalanceEquity", "RetainedEarnings", tax, "UnappliedCashPaymentIncome",
        "ExchangeGainOrLoss", "ServiceFeeIncome", "Checking", "Savings", "CreditCard", "TrustAccounts",
        "TrustAccountsLiabilities",
    ):  # fmt: skip
        assert needed in sub_types, needed
