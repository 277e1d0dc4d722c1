"""What an app reads of a company when it connects: country, edition, addresses."""

import pytest

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import Client

LETTERS = {"US": "USA", "AU": "AUS", "NZ": "NZL", "GB": "GBR", "CA": "CAN"}


@pytest.mark.parametrize("country", LETTERS)
def test_a_company_tells_its_country_its_edition_and_its_home_currency(country: str) -> None:
    with Sandbox(country=country) as running, Client(running) as client:
        info = client.get(f"companyinfo/{client.realm}").json()["CompanyInfo"]
        edition = {pair["Name"]: pair["Value"] for pair in info["NameValue"]}
        assert info["Country"] == country
        assert edition["OfferingSku"] == "QuickBooks Online Plus"
        assert edition["SubscriptionStatus"] == "SUBSCRIBED"
        assert "IndustryType" in edition
        currencies = client.get("preferences").json()["Preferences"]["CurrencyPrefs"]
        assert (currencies["MultiCurrencyEnabled"], len(currencies["HomeCurrency"]["value"])) == (False, 3)


@pytest.mark.parametrize("country", LETTERS)
def test_addresses_give_three_letters_and_no_place_on_the_map(country: str) -> None:
    with Sandbox(country=country) as running, Client(running) as client:
        info = client.get(f"companyinfo/{client.realm}").json()["CompanyInfo"]
        for name in ("CompanyAddr", "LegalAddr", "CustomerCommunicationAddr"):
            assert info[name]["Country"] == LETTERS[country]
            assert not {"Lat", "Long"} & info[name].keys()
        assert "source" not in info


def test_a_company_is_changed_in_part(us: Client) -> None:
    before = us.get(f"companyinfo/{us.realm}").json()["CompanyInfo"]
    body = {"Id": before["Id"], "SyncToken": before["SyncToken"], "sparse": True, "CompanyName": "New"}
    after = us.post("companyinfo", body).json()["CompanyInfo"]
    assert (after["CompanyName"], after["LegalName"]) == ("New", before["LegalName"])
