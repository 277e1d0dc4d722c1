"""Items: types, accounts, categories five levels deep, names, and what a line takes from its item."""

import pytest

from tests.sandbox.client import Client, Json, invoice, sale


def service(name: str, **fields: object) -> Json:
    return {"Name": name, "Type": "Service", "IncomeAccountRef": {"value": "79"}, **fields}


def category(us: Client, name: str, parent: str = "") -> Json:
    place = {"SubItem": True, "ParentRef": {"value": parent}} if parent else {}
    return us.make("Item", {"Name": name, "Type": "Category", **place})


@pytest.mark.parametrize("kind", ["Service", "NonInventory"])
def test_services_and_goods_that_are_not_stocked_are_sold(us: Client, kind: str) -> None:
    made = us.make("Item", service("Filing", Type=kind, UnitPrice=12.5, Sku="F-1", Description="Court filing"))
    assert (made["Type"], made["UnitPrice"], made["Sku"], made["Taxable"]) == (kind, 12.5, "F-1", False)
    sold = us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(25, made["Id"], Qty=2, UnitPrice=12.5)]})
    assert sold["Line"][0]["SalesItemLineDetail"]["ItemRef"] == {"value": made["Id"], "name": "Filing"}
    assert us.balance("Sales of Product Income") == -2500


def test_an_item_needs_an_account_and_none_of_open_balances(us: Client) -> None:
    error = us.fault("item", {"Name": "Fees", "Type": "Service"})
    assert (error["code"], error["element"]) == ("2020", "IncomeAccountRef")
    assert us.fault("item", service("Fees", IncomeAccountRef={"value": "84"}))["code"] == "6430"
    assert us.fault("item", service("Fees", IncomeAccountRef={"value": "9999"}))["code"] == "2500"
    assert us.fault("item", {"Type": "Service", "IncomeAccountRef": {"value": "79"}})["element"] == "Name"


def test_what_is_only_bought_cannot_be_sold(us: Client) -> None:
    body = {"Name": "Paper", "Type": "NonInventory", "ExpenseAccountRef": {"value": "96"}, "PurchaseCost": 5}
    made = us.make("Item", body)
    line = sale(5, made["Id"])
    error = us.fault("invoice", {"CustomerRef": {"value": "1"}, "Line": [line]})
    assert (error["code"], error["element"]) == ("6000", "Line.SalesItemLineDetail.ItemRef")


def test_a_retainer_item_may_be_booked_to_the_trust_liability(us: Client) -> None:
    made = us.make("Item", service("Retainer", IncomeAccountRef={"value": "94"}))
    us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(500, made["Id"])]})
    assert us.balance("Trust Accounts - Liabilities") == -50_000


def test_a_line_takes_the_present_income_account_of_its_item_and_keeps_it(us: Client) -> None:
    made = us.make("Item", service("Advice"))
    us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(10, made["Id"])]})
    us.make("Item", {**made, "IncomeAccountRef": {"value": "90"}})
    us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(7, made["Id"])]})
    assert (us.balance("Sales of Product Income"), us.balance("Legal Fees")) == (-1000, -700)


def test_a_line_without_an_item_gets_the_first_one_that_is_sold(us: Client) -> None:
    line = {"Amount": 9, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {}}
    made = us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [line]})
    assert made["Line"][0]["SalesItemLineDetail"]["ItemRef"] == {"value": "1", "name": "Services"}


def test_names_are_unique_over_all_categories_and_case_does_not_count(us: Client) -> None:
    place = {"SubItem": True, "ParentRef": {"value": category(us, "Court")["Id"]}}
    us.make("Item", service("Fees"))
    assert us.fault("item", service("fees"))["code"] == "6240"
    assert us.fault("item", service("Fees", **place))["code"] == "6240"
    assert us.make("Item", service("Court", **place))["FullyQualifiedName"] == "Court:Court"


@pytest.mark.parametrize("name", ["a:b", "a\tb", "a\nb"])
def test_a_name_holds_no_colon_tab_or_new_line(us: Client, name: str) -> None:
    assert us.fault("item", service(name))["code"] == "6000"


def test_texts_have_their_lengths(us: Client) -> None:
    longest = {"Name": 100, "Sku": 100, "Description": 4000, "PurchaseDesc": 1000}
    made = us.make("Item", service(**{"name": "n" * 100}, Sku="s" * 100, Description="d" * 4000))
    assert len(made["Description"]) == 4000
    for field, length in longest.items():
        error = us.fault("item", {**service("x"), field: "x" * (length + 1)})
        assert (error["code"], error["element"]) == ("2050", field)


def test_categories_stand_five_levels_deep_and_items_below_them(us: Client) -> None:
    place = category(us, "L1")
    for level in range(2, 5):
        place = category(us, f"L{level}", place["Id"])
    below = {"SubItem": True, "ParentRef": {"value": place["Id"]}}
    made = us.make("Item", service("Leaf", **below))
    assert (made["FullyQualifiedName"], made["SubItem"], made["Level"]) == ("L1:L2:L3:L4:Leaf", True, 4)
    last = category(us, "L5", place["Id"])
    deeper = service("Deeper", SubItem=True, ParentRef={"value": last["Id"]})
    assert us.fault("item", deeper)["code"] == "6180"


def test_a_category_has_no_accounts_and_is_not_sold(us: Client) -> None:
    made = category(us, "Court")
    assert (made["Type"], made["FullyQualifiedName"], made["SubItem"]) == ("Category", "Court", False)
    assert not {"IncomeAccountRef", "UnitPrice", "Taxable"} & made.keys()
    assert us.fault("invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(1, made["Id"])]})["code"] == "6000"
    assert us.fault("item", {**made, "Type": "Service", "IncomeAccountRef": {"value": "79"}})["code"] == "6000"


def test_only_a_category_has_something_below_it(us: Client) -> None:
    parent = us.make("Item", service("Fees"))
    assert us.fault("item", service("Trial", ParentRef={"value": parent["Id"]}))["code"] == "6000"
    assert us.fault("item", service("Trial", ParentRef={"value": "9999"}))["code"] == "2500"


def test_a_new_name_of_a_category_shows_below_it(us: Client) -> None:
    top = category(us, "Court")
    made = us.make("Item", service("Filing", SubItem=True, ParentRef={"value": top["Id"]}))
    now = us.make("Item", {**top, "Name": "Tribunal"})
    assert us.read("Item", made["Id"])["FullyQualifiedName"] == "Tribunal:Filing"
    found = us.query("select * from Item where FullyQualifiedName = 'Tribunal:Filing'")["Item"]
    assert [one["Id"] for one in found] == [made["Id"]]
    us.make("Item", {**now, "SubItem": True, "ParentRef": {"value": category(us, "Public")["Id"]}})
    moved = us.read("Item", made["Id"])
    assert (moved["FullyQualifiedName"], moved["Level"]) == ("Public:Tribunal:Filing", 2)


def test_an_inactive_item_is_marked_freed_and_refused_on_new_lines(us: Client) -> None:
    made = us.make("Item", service("Fees"))
    us.make("Invoice", invoice(5))
    gone = us.make("Item", {**made, "Active": False})
    assert (gone["Name"], gone["Active"]) == ("Fees (deleted)", False)
    assert us.fault("invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(1, made["Id"])]})["code"] == "610"
    assert us.make("Item", service("Fees"))["Name"] == "Fees"
    answer = us.post("item", {"Id": gone["Id"], "SyncToken": gone["SyncToken"]}, operation="delete")
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"


def test_taxable_is_kept_and_gives_the_line_its_code(us: Client) -> None:
    made = us.make("Item", service("Book", Type="NonInventory", Taxable=True))
    assert made["Taxable"] is True
    sold = us.make("Estimate", {"CustomerRef": {"value": "1"}, "Line": [sale(5, made["Id"])]})
    assert sold["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "TAX"}


@pytest.mark.parametrize(
    "extra",
    [
        {"Type": "Group"},
        {"COGSAccountRef": {"value": "80"}},
        {"TrackQtyOnHand": True},
        {"QtyOnHand": 5},
        {"AssetAccountRef": {"value": "81"}},
        {"ItemGroupDetail": {"ItemGroupLine": [{"ItemRef": {"value": "1"}, "Qty": 2}]}},
    ],
)
def test_bundles_and_the_stock_of_what_is_not_counted_are_refused_and_not_swallowed(us: Client, extra: Json) -> None:
    assert us.fault("item", {**service("Fountain"), **extra})["code"] == "5030"


def test_outside_the_us_an_item_keeps_its_codes_of_sale_and_purchase(au: Client) -> None:
    codes: Json = {"SalesTaxCodeRef": {"value": "1"}, "PurchaseTaxCodeRef": {"value": "2"}}
    made = au.make("Item", service("Advice", ExpenseAccountRef={"value": "7"}, **codes))
    assert {name: {"value": made[name]["value"]} for name in codes} == codes
