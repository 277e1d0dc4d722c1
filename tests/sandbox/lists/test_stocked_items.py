"""Items of type Inventory: what they need, what of them never changes, and how they are found."""

import pytest

from tests.sandbox.client import Client, Json
from tests.sandbox.paying import own
from tests.sandbox.stocking import OFFICIAL, buy, counted, sell


def test_the_official_body_makes_an_item_that_posts_nothing(us: Client) -> None:
    made = us.make("Item", OFFICIAL)
    assert {name: made[name] for name in OFFICIAL} == OFFICIAL
    assert us.ledger()["lines"] == []


@pytest.mark.parametrize(
    "name", ["QtyOnHand", "InvStartDate", "IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef"]
)
def test_what_is_missing_is_named(us: Client, name: str) -> None:
    error = us.fault("item", {key: value for key, value in OFFICIAL.items() if key != name})
    assert (error["code"], error["element"]) == ("2020", name)


@pytest.mark.parametrize("tracked", [{"TrackQtyOnHand": False}, {"TrackQtyOnHand": None}])
def test_an_item_that_is_not_counted_is_not_of_type_inventory(us: Client, tracked: Json) -> None:
    error = us.fault("item", {**OFFICIAL, **tracked})
    assert (error["code"], error["element"]) == ("6000", "TrackQtyOnHand")


def test_a_company_that_does_not_count_has_no_stock(us: Client) -> None:
    us.control("preferences", {"ProductAndServicesPrefs": {"QuantityOnHand": False}})
    assert us.fault("item", OFFICIAL)["code"] == "6000"


@pytest.mark.parametrize(
    ("name", "account"), [("IncomeAccountRef", "1"), ("ExpenseAccountRef", "7"), ("AssetAccountRef", "4")]
)
def test_each_account_is_of_its_own_kind(us: Client, name: str, account: str) -> None:
    assert us.fault("item", {**OFFICIAL, name: {"value": account}})["code"] == "6430"


def test_an_item_does_not_begin_with_less_than_nothing(us: Client) -> None:
    assert us.fault("item", counted(-1))["code"] == "6000"
    assert us.fault("item", counted(99_999_999, PurchaseCost=99_999_999))["code"] == "6000"


def test_what_was_read_is_taken_back_with_another_text(us: Client) -> None:
    made = us.make("Item", OFFICIAL)
    buy(us, "2026-01-01", made["Id"], 3, 9)
    changed = us.make("Item", {**us.read("Item", made["Id"]), "Description": "For gardens"})
    assert (changed["QtyOnHand"], changed["Description"], changed["SyncToken"]) == (13, "For gardens", "1")
    sparse = us.make("Item", {**own(changed), "sparse": True, "UnitPrice": 5})
    assert (sparse["QtyOnHand"], sparse["TrackQtyOnHand"], sparse["InvStartDate"]) == (13, True, "2015-01-01")
    bare = {"Name": "Garden Supplies", "Type": "Inventory"}
    assert us.make("Item", {**own(sparse), **bare})["AssetAccountRef"] == sparse["AssetAccountRef"]


def test_a_quantity_is_not_changed_by_hand(us: Client) -> None:
    made = us.make("Item", OFFICIAL)
    assert us.fault("item", {**own(made), "sparse": True, "QtyOnHand": 9})["code"] == "5030"


def test_the_value_it_began_with_stays_whatever_it_costs_later(us: Client) -> None:
    made = us.make("Item", counted(10, PurchaseCost=2))
    us.make("Item", {**made, "PurchaseCost": 3})
    assert us.balance("Inventory Asset") == 2000


def test_what_is_counted_stays_counted(us: Client) -> None:
    made = us.make("Item", OFFICIAL)
    assert us.fault("item", {**made, "Type": "NonInventory"})["code"] == "5030"
    plain = {"Name": "Garden Supplies", "Type": "Service", "IncomeAccountRef": {"value": "79"}}
    assert us.fault("item", {**own(made), **plain})["code"] == "6000"
    assert us.fault("item", {**made, "TrackQtyOnHand": False})["code"] == "6000"
    service = us.make("Item", {**plain, "Name": "Advice"})
    assert us.fault("item", {**OFFICIAL, **own(service)})["code"] == "5030"


def test_the_asset_account_stays_and_what_is_there_is_not_made_inactive(us: Client) -> None:
    made = us.make("Item", OFFICIAL)
    shelf = {"Name": "Shelf", "AccountType": "Other Current Asset", "AccountSubType": "Inventory"}
    other = us.make("Account", shelf)
    assert us.fault("item", {**made, "AssetAccountRef": {"value": other["Id"]}})["code"] == "5030"
    assert us.fault("item", {**made, "Active": False})["code"] == "5030"
    empty = us.make("Item", counted())
    assert us.make("Item", {**empty, "Active": False})["Name"] == "Urn (deleted)"


def test_counting_begins_no_later_than_the_first_movement(us: Client) -> None:
    made = us.make("Item", counted(1, PurchaseCost=2))
    sell(us, "2026-01-05", made["Id"], 1)
    assert us.fault("item", {**own(made), "sparse": True, "InvStartDate": "2026-01-06"})["code"] == "6270"
    us.make("Item", {**own(made), "sparse": True, "InvStartDate": "2026-01-05"})
    days = {line["date"] for line in us.ledger()["lines"] if line["txn_type"] == "Item"}
    assert days == {"2026-01-05"}


def test_a_closed_period_takes_no_starting_value_and_lets_the_item_be_renamed(us: Client) -> None:
    made = us.make("Item", counted(1, PurchaseCost=2))
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2020-12-31"}})
    assert us.fault("item", counted(1, PurchaseCost=2, Name="Bowl"))["code"] == "6210"
    assert us.fault("item", {**made, "InvStartDate": "2021-01-01"})["code"] == "6210"
    assert us.make("Item", {**made, "Name": "Vase"})["Name"] == "Vase"
    assert us.make("Item", counted(1, Name="Bowl"))["QtyOnHand"] == 1


def test_items_are_found_by_type_and_by_what_there_is(us: Client) -> None:
    made = us.make("Item", OFFICIAL)
    buy(us, "2026-01-01", made["Id"], 5, 9)
    names = [one["Name"] for one in us.query("select * from Item where Type = 'Inventory'")["Item"]]
    assert names == ["Rock Fountain", "Pump", "Sprinkler Heads", "Sprinkler Pipes", "Garden Supplies"]
    for condition in ("QtyOnHand > '10'", "QtyOnHand = '15'"):
        found = us.query(f"select * from Item where {condition}")["Item"]
        assert [one["Id"] for one in found] == [made["Id"]]
    assert "Start" not in us.read("Item", made["Id"])


def test_the_american_sample_counts_intuits_goods_and_has_none(us: Client) -> None:
    fountain = us.read("Item", "5")
    assert (fountain["Name"], fountain["UnitPrice"], fountain["PurchaseCost"]) == ("Rock Fountain", 275, 125)
    assert (fountain["QtyOnHand"], fountain["InvStartDate"]) == (0, "2014-09-19")
    assert us.ledger()["lines"] == []
