"""Reading a company from what it answers over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from matterbooks.errors import QuickBooksError, ReconnectNeededError
from matterbooks.quickbooks.catalogue import read_catalogue
from matterbooks.quickbooks.client import Client
from tests.quickbooks.server import Asked, Intuit, Reply, json_reply

REALM = "/v3/company/4620816365"
INFO = {
    "CompanyName": "Lovelace Law",
    "Country": "AU",
    "NameValue": [
        {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
        {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"},
    ],
}
SETTINGS = {
    "AccountingInfoPrefs": {"BookCloseDate": "2025-12-31", "ClassTrackingPerTxnLine": True},
    "SalesFormsPrefs": {"CustomTxnNumbers": True, "AutoApplyCredit": True, "AutoApplyPayments": False},
    "VendorAndPurchasesPrefs": {"TrackingByCustomer": True, "BillableExpenseTracking": False},
    "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False},
    "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": "AUD"}},
    "OtherPrefs": {"NameValue": [{"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "true"}]},
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "Account": [
        {
            "Id": "79",
            "Name": "Fees",
            "FullyQualifiedName": "Income:Fees",
            "AccountType": "Income",
            "AccountSubType": "ServiceFeeIncome",
            "AcctNum": "4000",
            "CurrencyRef": {"value": "AUD"},
            "Active": True,
        },
        {"Id": "35", "Name": "Old bank (deleted)", "AccountType": "Bank", "Active": False},
    ],
    "TaxRate": [
        {"Id": "20", "Name": "GST on income", "RateValue": 10},
        {"Id": "21", "Name": "x", "RateValue": 2.5},
        {"Id": "22", "Name": "GST on purchases", "RateValue": 10},
    ],
    "TaxCode": [
        {
            "Id": "10",
            "Name": "GST",
            "Active": True,
            "SalesTaxRateList": {"TaxRateDetail": [{"TaxRateRef": {"value": "20"}}, {"TaxRateRef": {"value": "21"}}]},
            "PurchaseTaxRateList": {"TaxRateDetail": [{"TaxRateRef": {"value": "22"}}]},
        },
        {"Id": "NON", "Name": "NON"},
    ],
}


@pytest.fixture
def company(intuit: Intuit) -> Intuit:
    """A company that answers queries page by page."""

    def answer(asked: Asked) -> Reply:
        words = asked.body.decode().split()
        start = int(words[words.index("startposition") + 1])
        rows = ROWS[words[3]][start - 1 : start - 1 + int(words[-1])]
        return json_reply({"QueryResponse": {words[3]: rows} if rows else {}})

    intuit.always = {
        f"{REALM}/companyinfo/4620816365": lambda _: json_reply({"CompanyInfo": INFO}),
        f"{REALM}/preferences": lambda _: json_reply({"Preferences": SETTINGS}),
        f"{REALM}/query": answer,
    }
    return intuit


@pytest.mark.usefixtures("company")
def test_the_company_is_read_as_plain_values(client: Client, now: datetime) -> None:
    found = read_catalogue(client, now)
    assert (found.company.name, found.company.country, found.company.home_currency) == ("Lovelace Law", "AU", "AUD")
    assert found.company.closing_date == date(2025, 12, 31)
    assert found.company.auto_apply_credits
    assert found.company.class_tracking
    assert not found.company.auto_apply_payments
    assert found.company.clients_on_purchases
    assert found.company.subscription == "SUBSCRIBED"
    assert found.company.edition == "QuickBooks Online Plus"
    assert found.by_id["79"].path == "Income:Fees"
    assert not found.by_id["35"].active
    assert [rate.rate for rate in found.tax_codes[0].sales_rates] == [Decimal(10), Decimal("2.5")]
    assert [rate.name for rate in found.tax_codes[0].purchase_rates] == ["GST on purchases"]
    assert found.company.purchase_numbers
    assert found.read_at == now


def test_inactive_accounts_are_asked_for_and_tax_codes_are_not_filtered(
    client: Client, company: Intuit, now: datetime
) -> None:
    read_catalogue(client, now)
    asked = [asked.body.decode() for asked in company.asked if asked.path.endswith("/query")]
    assert asked[0].startswith("select * from Account where Active in (true, false)")
    assert "Active" not in next(text for text in asked if "TaxCode" in text)


def test_a_long_chart_is_read_page_by_page(
    client: Client, company: Intuit, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [{"Id": str(number), "Name": f"A{number}", "AccountType": "Expense"} for number in range(2500)]
    monkeypatch.setitem(ROWS, "Account", many)
    assert len(read_catalogue(client, now).accounts) == 2500
    assert sum(b"from Account" in asked.body for asked in company.asked) == 3


@pytest.mark.usefixtures("company")
def test_in_the_united_states_the_pseudo_codes_are_there_once(
    client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(INFO, "Country", "US")
    assert [code.id for code in read_catalogue(client, now).tax_codes] == ["TAX", "10", "NON"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (json_reply({"fault": {"error": [{"code": "3200"}]}}, 401), ReconnectNeededError),
        (json_reply({"fault": {"error": [{"code": "3100"}]}}, 403), ReconnectNeededError),
        (json_reply({"Fault": {"Error": [{"code": "4001"}]}}, 400), QuickBooksError),
        (Reply(503), QuickBooksError),
        (json_reply({"Other": {}}), QuickBooksError),
    ],
)
def test_a_company_that_cannot_be_read_says_why(
    client: Client, intuit: Intuit, now: datetime, reply: Reply, error: type[Exception]
) -> None:
    intuit.says(reply)
    with pytest.raises(error) as raised:
        read_catalogue(client, now)
    assert type(raised.value) is error
