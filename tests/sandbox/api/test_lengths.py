"""How long texts may be: as many letters as the reference allows, and one more is fault 2050."""

from typing import Any

import pytest

from tests.sandbox.client import Client, Json, invoice, sale

SERVICE = {"Type": "Service", "IncomeAccountRef": {"value": "79"}}
LONGEST = [
    ("Invoice", "DocNumber", 21),
    ("Invoice", "PrivateNote", 4000),
    ("Invoice", "CustomerMemo.value", 1000),
    ("Customer", "DisplayName", 500),
    ("Customer", "GivenName", 100),
    ("Customer", "MiddleName", 100),
    ("Customer", "FamilyName", 100),
    ("Customer", "Title", 16),
    ("Customer", "Suffix", 16),
    ("Customer", "CompanyName", 100),
    ("Customer", "PrintOnCheckName", 110),
    ("Customer", "PrimaryPhone.FreeFormNumber", 30),
    ("Customer", "Mobile.FreeFormNumber", 30),
    ("Customer", "WebAddr.URI", 1000),
    ("Customer", "PrimaryEmailAddr.Address", 100),
    ("Customer", "Notes", 2000),
    ("Customer", "BillAddr.Line1", 500),
    ("Customer", "BillAddr.Line5", 500),
    ("Customer", "BillAddr.City", 255),
    ("Customer", "ShipAddr.PostalCode", 30),
    ("Vendor", "AcctNum", 100),
    ("Account", "Name", 100),
    ("Account", "Description", 100),
    ("Account", "AcctNum", 7),
    ("Item", "Name", 100),
    ("Item", "Sku", 100),
    ("Item", "Description", 4000),
    ("Item", "PurchaseDesc", 1000),
    ("Class", "Name", 100),
    ("Department", "Name", 100),
    ("Term", "Name", 31),
    ("PaymentMethod", "Name", 31),
]
BODIES: dict[str, Json] = {
    "Invoice": invoice(5),
    "Account": {"Name": "x", "AccountType": "Bank"},
    "Item": {"Name": "x", **SERVICE},
    "Term": {"Name": "x", "DueDays": 1},
    "Customer": {"DisplayName": "x"},
    "Vendor": {"DisplayName": "x"},
}


def body(entity: str, path: str, text: str) -> Json:
    """A good body but for a text at a path."""
    made: Json = {**BODIES.get(entity, {"Name": "x"})}
    name, _, inside = path.partition(".")
    value: Any = {inside: text} if inside else text
    return {**made, name: value}


@pytest.mark.parametrize(("entity", "path", "longest"), LONGEST)
def test_the_longest_text_is_taken_and_one_letter_more_is_2050(
    us: Client, entity: str, path: str, longest: int
) -> None:
    fault = us.fault(entity.lower(), body(entity, path, "n" * (longest + 1)))
    assert (fault["code"], fault["element"]) == ("2050", path)
    assert fault["Message"] == "String length is either shorter or longer than supported by specification"
    assert fault["Detail"] == (
        f"String length specified does not match the supported length. Min:0 Max:{longest} supported. "
        f"Supplied length:{longest + 1}"
    )
    us.make(entity, body(entity, path, "n" * longest))


def test_the_text_of_a_line_has_4000_letters(us: Client) -> None:
    good, long = ({**sale(5), "Description": "n" * length} for length in (4000, 4001))
    assert us.fault("invoice", {**invoice(), "Line": [sale(1), long]})["element"] == "Line.Description"
    assert us.make("Invoice", {**invoice(), "Line": [good]})["Line"][0]["Description"] == good["Description"]


def test_money_is_kept_at_two_decimals_and_a_price_at_more(us: Client) -> None:
    made = us.make("Invoice", {**invoice(), "Line": [sale("10.006"), sale("0.33", Qty=3, UnitPrice="0.11111")]})
    assert [one["Amount"] for one in made["Line"][:2]] == [10.01, 0.33]
    assert made["Line"][1]["SalesItemLineDetail"]["UnitPrice"] == 0.11111


def test_an_amount_has_ten_digits_and_a_price_eleven_before_the_point(us: Client) -> None:
    assert us.make("Invoice", invoice(9_999_999_999))["TotalAmt"] == 9_999_999_999
    for entity, body, element in (
        ("invoice", invoice(1, 10_000_000_000), "Line.Amount"),
        ("item", {"Name": "x", **SERVICE, "UnitPrice": 100_000_000_000}, "UnitPrice"),
    ):
        fault = us.fault(entity, body)
        assert (fault["code"], fault["element"]) == ("6000", element)
    assert us.make("Item", {"Name": "x", **SERVICE, "UnitPrice": 99_999_999_999})["UnitPrice"] == 99_999_999_999


@pytest.mark.parametrize("amount", ["1e20", "1" * 31, "NaN", "five", True])
def test_what_is_no_amount_is_2010(us: Client, amount: object) -> None:
    assert us.fault("invoice", invoice(amount))["code"] == "2010"


def test_a_name_has_no_colon_tab_or_line_end(us: Client) -> None:
    for sign in ":\t\n":
        assert us.fault("customer", {"DisplayName": f"a{sign}b"})["code"] == "6000"
    for name in ('a"b', "a:b"):
        assert us.fault("account", {"Name": name, "AccountType": "Bank"})["code"] == "6000"
    assert us.fault("account", {"Name": "x", "AccountType": "Bank", "AcctNum": "1:2"})["code"] == "6000"
