"""Postal addresses: each has an id of its own, which stays while its words stay."""

from tests.sandbox.client import Client, Json, invoice

HERE: Json = {"Line1": "1 Main Street", "City": "Bayshore"}
THERE: Json = {"Line1": "2 Side Lane"}


def test_addresses_are_numbered_whatever_a_client_calls_them(us: Client) -> None:
    made = us.make("Customer", {"DisplayName": "A", "BillAddr": {**HERE, "Id": "84"}, "ShipAddr": THERE})
    first, second = made["BillAddr"], made["ShipAddr"]
    assert int(second["Id"]) == int(first["Id"]) + 1
    assert first == {"Id": first["Id"], **HERE}
    other = us.make("Vendor", {"DisplayName": "B", "BillAddr": HERE})["BillAddr"]
    assert int(other["Id"]) == int(second["Id"]) + 1


def test_an_address_keeps_its_id_until_its_words_change(us: Client) -> None:
    made = us.make("Customer", {"DisplayName": "A", "BillAddr": HERE})
    kept = us.make("Customer", made)
    assert kept["BillAddr"] == made["BillAddr"]
    moved = us.make("Customer", {**kept, "BillAddr": {**kept["BillAddr"], "City": "Millbrae"}})
    assert moved["BillAddr"]["Id"] != made["BillAddr"]["Id"]


def test_a_form_bears_the_address_of_its_customer_under_the_same_id(us: Client) -> None:
    made = us.make("Customer", {"DisplayName": "A", "BillAddr": HERE})
    sold = us.make("Invoice", invoice(5, customer=made["Id"]))
    assert sold["BillAddr"] == made["BillAddr"]
    elsewhere = us.make("Invoice", invoice(5, customer=made["Id"], BillAddr=THERE))
    assert elsewhere["BillAddr"]["Id"] != made["BillAddr"]["Id"]
