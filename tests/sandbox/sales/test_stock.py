"""Stock: what comes first goes first, to the cent, in whatever order it is entered."""

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matterbooks.sandbox.api import service
from matterbooks.sandbox.company import Change, Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.seeds import build
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.buying import bill, purchase
from tests.sandbox.client import Client, Json, sale
from tests.sandbox.stocking import COST, EQUITY, SIGNS, bought, buy, check, counted, in_stock, sell, worth

NONE: frozenset[str] = frozenset()


@pytest.fixture
def urn(us: Client) -> str:
    """The id of an item of which there is nothing yet and which usually costs 4."""
    made: str = us.make("Item", counted(PurchaseCost=4))["Id"]
    return made


def test_a_starting_quantity_is_worth_its_cost_against_opening_balance_equity(us: Client) -> None:
    us.make("Item", counted(10, PurchaseCost=2.5))
    assert (us.balance("Inventory Asset"), us.balance(EQUITY)) == (2500, -2500)
    first = us.ledger()["lines"][0]
    assert (first["txn_type"], first["date"], first["doc_num"]) == ("Item", "2015-01-01", "START")


def test_the_oldest_goes_first(us: Client, urn: str) -> None:
    buy(us, "2026-01-01", urn, 10, 20)
    buy(us, "2026-01-02", urn, 10, 30)
    sell(us, "2026-01-03", urn, 15)
    assert worth(us) == (1500, 3500)
    assert in_stock(us, urn) == 5


def test_a_cheque_and_a_card_buy_stock_as_a_bill_does(us: Client, urn: str) -> None:
    us.make("Purchase", purchase(bought(urn, 2, 9)))
    us.make("Purchase", purchase(bought(urn, 3, 12), kind="CreditCard", account="42"))
    assert (worth(us), in_stock(us, urn)) == ((2100, 0), 5)


def test_what_is_entered_late_restates_what_was_sold_after_it(us: Client, urn: str) -> None:
    buy(us, "2026-01-10", urn, 10, 30)
    sold = sell(us, "2026-01-11", urn, 4)
    assert worth(us) == (1800, 1200)
    buy(us, "2026-01-01", urn, 3, 6)
    assert worth(us) == (3600 - 900, 900)
    assert us.read("Invoice", sold["Id"]) == sold


def test_what_is_not_there_counts_at_the_usual_cost_until_it_is_bought(us: Client, urn: str) -> None:
    sell(us, "2026-01-01", urn, 5)
    assert (worth(us), in_stock(us, urn)) == ((-2000, 2000), -5)
    buy(us, "2026-01-02", urn, 3, 18)
    assert (worth(us), in_stock(us, urn)) == ((-800, 2600), -2)
    buy(us, "2026-01-03", urn, 2, 10)
    assert (worth(us), in_stock(us, urn)) == ((0, 2800), 0)


def test_another_usual_cost_restates_what_is_not_there(us: Client, urn: str) -> None:
    sell(us, "2026-01-01", urn, 5)
    us.make("Item", {**us.read("Item", urn), "PurchaseCost": 6})
    assert worth(us) == (-3000, 3000)


def test_what_goes_back_to_the_vendor_leaves_at_its_cost(us: Client, urn: str) -> None:
    buy(us, "2026-01-01", urn, 10, 20)
    buy(us, "2026-01-02", urn, 10, 30)
    us.make("VendorCredit", bill(bought(urn, 2, 6), TxnDate="2026-01-03"))
    assert (worth(us), in_stock(us, urn)) == ((4600, -200), 18)
    us.make("Purchase", {**purchase(bought(urn, 8, 16), kind="CreditCard", account="42"), "Credit": True})
    assert (worth(us), in_stock(us, urn)) == ((3000, -200), 10)


def test_three_for_ten_cost_ten_when_all_are_sold(us: Client, urn: str) -> None:
    buy(us, "2026-01-01", urn, 3, 10)
    costs = []
    for day in ("2026-01-02", "2026-01-03", "2026-01-04"):
        before = us.balance(COST)
        sell(us, day, urn, 1)
        costs.append(us.balance(COST) - before)
    assert costs == [333, 334, 333]
    assert worth(us) == (0, 1000)


@pytest.mark.parametrize("entity", ["CreditMemo", "RefundReceipt"])
def test_what_a_customer_brings_back_counts_as_it_was_last_sold(us: Client, urn: str, entity: str) -> None:
    buy(us, "2026-01-01", urn, 4, 20)
    sell(us, "2026-01-02", urn, 3, "SalesReceipt")
    sell(us, "2026-01-03", urn, 1, entity, DepositToAccountRef={"value": "35"})
    assert (worth(us), in_stock(us, urn)) == ((1000, 1000), 2)


def test_what_was_never_sold_comes_back_at_the_usual_cost(us: Client, urn: str) -> None:
    sell(us, "2026-01-03", urn, 2, "CreditMemo")
    assert (worth(us), in_stock(us, urn)) == ((800, -800), 2)


def test_a_change_a_void_and_a_deletion_restate(us: Client, urn: str) -> None:
    bought_first = buy(us, "2026-01-01", urn, 10, 20)
    sold = sell(us, "2026-01-02", urn, 6)
    later = sell(us, "2026-01-03", urn, 6)
    assert (worth(us), in_stock(us, urn)) == ((-800, 2800), -2)
    changed = us.make("Bill", {**bought_first, "Line": [bought(urn, 12, 36)]})
    assert (worth(us), in_stock(us, urn)) == ((0, 3600), 0)
    us.post("invoice", sold, operation="void")
    assert (worth(us), in_stock(us, urn)) == ((1800, 1800), 6)
    us.post("invoice", later, operation="delete")
    assert (worth(us), in_stock(us, urn)) == ((3600, 0), 12)
    us.post("bill", changed, operation="delete")
    assert (worth(us), in_stock(us, urn)) == ((0, 0), 0)


def test_a_voided_invoice_can_still_be_noted_on(us: Client, urn: str) -> None:
    sold = sell(us, "2026-01-02", urn, 6)
    voided = us.post("invoice", sold, operation="void").json()["Invoice"]
    note = {"Id": voided["Id"], "SyncToken": voided["SyncToken"], "sparse": True, "PrivateNote": "Returned"}
    assert us.make("Invoice", note)["PrivateNote"] == "Returned"


def test_a_line_that_names_another_item_moves_that_one(us: Client, urn: str) -> None:
    other = us.make("Item", counted(Name="Bowl"))["Id"]
    made = buy(us, "2026-01-01", urn, 10, 20)
    us.make("Bill", {**made, "Line": [bought(other, 7, 20)]})
    assert (in_stock(us, urn), in_stock(us, other)) == (0, 7)


def test_two_lines_of_one_item_are_both_costed(us: Client, urn: str) -> None:
    us.make("Bill", bill(bought(urn, 1, 2), bought(urn, 1, 3), TxnDate="2026-01-01"))
    lines = [sale(9, urn, Qty=1), sale(9, "1"), sale(9, urn, Qty=1)]
    us.make("Invoice", {"CustomerRef": {"value": "1"}, "TxnDate": "2026-01-02", "Line": lines})
    costs = [one["cents"] for one in us.ledger()["lines"] if one["account_id"] == "80"]
    assert costs == [200, 300]


def test_an_offer_moves_nothing(us: Client, urn: str) -> None:
    sell(us, "2026-01-02", urn, 6, "Estimate")
    us.make("Estimate", {"CustomerRef": {"value": "1"}, "Line": [sale(5, urn)]})
    assert (in_stock(us, urn), us.ledger()["lines"]) == (0, [])


def test_a_line_of_stock_says_how_many(us: Client, urn: str) -> None:
    error = us.fault("invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(5, urn)]})
    assert (error["code"], error["Message"], error["Detail"]) == (
        "6520",
        "Missing Inventory Item Quantity",
        "Quantity required for inventory item",
    )
    line = bought(urn, 1, 5)
    del line["ItemBasedExpenseLineDetail"]["Qty"]
    assert us.fault("bill", bill(line))["code"] == "6520"


def test_nothing_moves_before_the_item_is_counted(us: Client, urn: str) -> None:
    body = {"CustomerRef": {"value": "1"}, "TxnDate": "2014-12-31", "Line": [sale(5, urn, Qty=1)]}
    assert us.fault("invoice", body)["code"] == "6270"
    assert us.fault("bill", bill(bought(urn, 1, 5), TxnDate="2014-12-31"))["code"] == "6270"


def test_what_cannot_be_restated_leaves_everything_as_it_was(us: Client, urn: str) -> None:
    sell(us, "2026-01-01", urn, 1000)
    item = us.read("Item", urn)
    assert us.fault("item", {**item, "PurchaseCost": 99_999_999})["code"] == "6000"
    assert us.read("Item", urn) == item


def test_stock_that_moves_makes_neither_its_item_nor_a_restated_sale_newer(us: Client, urn: str) -> None:
    item = us.read("Item", urn)
    sold = sell(us, "2026-01-05", urn, 5)
    told: list[Change] = []
    us.sandbox.company().listeners.append(lambda _, changes: told.extend(changes))
    buy(us, "2026-01-01", urn, 5, 25)
    assert {**us.read("Item", urn), "QtyOnHand": item["QtyOnHand"]} == item
    assert us.read("Invoice", sold["Id"]) == sold
    assert [(one.entity, one.operation) for one in told] == [("Bill", "Create")]


def test_stock_bought_abroad_costs_what_it_cost_at_home(us: Client) -> None:
    us.control("preferences", {"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    us.make("CompanyCurrency", {"Code": "EUR"})
    vendor = us.make("Vendor", {"DisplayName": "Rossi", "CurrencyRef": {"value": "EUR"}})
    urn = us.make("Item", counted())["Id"]
    money = {"VendorRef": {"value": vendor["Id"]}, "CurrencyRef": {"value": "EUR"}, "ExchangeRate": 1.25}
    us.make("Bill", {"Line": [bought(urn, 3, 10)], "TxnDate": "2026-01-01", **money})
    sell(us, "2026-01-02", urn, 2, CurrencyRef={"value": "USD"})
    assert worth(us) == (417, 833)


def test_a_folder_finds_the_stock_again(tmp_path: Path) -> None:
    with Sandbox(data=tmp_path / "books") as sandbox, Client(sandbox) as client:
        urn = client.make("Item", counted(1, PurchaseCost=4))["Id"]
        buy(client, "2026-01-01", urn, 2.5, 20)
    with Sandbox(data=tmp_path / "books") as again:
        client.sandbox = again
        assert in_stock(client, urn) == 3.5
        sell(client, "2026-01-02", urn, 2)
        assert worth(client) == (1200, 1200)
        check(again.company())


def test_the_reports_tell_the_same(us: Client, urn: str) -> None:
    us.make("Item", counted(2, Name="Bowl", PurchaseCost=3))
    buy(us, "2026-01-01", urn, 10, 20)
    sell(us, "2026-01-03", urn, 4)
    dates = {"start_date": "2015-01-01", "end_date": "2026-12-31"}
    sheet = us.get("reports/BalanceSheet", **dates).text
    assert '"value":"Inventory Asset","id":"81"},{"value":"18.00"}' in sheet
    profit = us.get("reports/ProfitAndLoss", **dates).text
    assert '"value":"Cost of Goods Sold","id":"80"},{"value":"8.00"}' in profit
    journal = us.get("reports/JournalReport", **dates).text
    assert "Inventory Starting Value" in journal
    assert "Bowl - Opening inventory and value" in journal


Step = tuple[str, int, int]
"""The form, the quantity and the amount of a line."""
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(SIGNS)), st.integers(1, 9), st.integers(1, 5000)), min_size=2, max_size=8
)


def _entered(steps: list[tuple[int, Step]]) -> Company:
    """A company in which each step was entered, in this order, on the day of its number."""
    books = build("1", "US", "sample", lambda: datetime(2026, 3, 4, 12, tzinfo=UTC))
    urn = _write(books, "Item", counted(Decimal(2), PurchaseCost=Decimal("3.33")))["Id"]
    for day, (entity, quantity, cents) in steps:
        amount, date = Decimal(cents) / 100, f"2026-02-{day + 1:02d}"
        if entity in {"Bill", "VendorCredit"}:
            body = bill(bought(urn, Decimal(quantity), amount))
        elif entity == "Purchase":
            body = purchase(bought(urn, Decimal(quantity), amount))
        else:
            place = {"DepositToAccountRef": {"value": "35"}}
            body = {"CustomerRef": {"value": "1"}, "Line": [sale(amount, urn, Qty=Decimal(quantity))]}
            body |= place if entity == "RefundReceipt" else {}
        _write(books, entity, {**body, "TxnDate": date})
    return books


def _write(books: Company, entity: str, body: Json) -> Json:
    return service.write(books, REGISTRY[entity], body, "", NONE)


def _by_day(books: Company) -> dict[object, list[tuple[str, int]]]:
    days: defaultdict[object, list[tuple[str, int]]] = defaultdict(list)
    for line in books.journal():
        days[line.date].append((line.account_id, line.cents))
    return days


@given(steps=STEPS, chance=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_the_order_of_entry_does_not_matter(steps: list[Step], chance: Random) -> None:
    dated = list(enumerate(steps))
    mixed = list(dated)
    chance.shuffle(mixed)
    in_order, out_of_order = _entered(dated), _entered(mixed)
    assert _by_day(in_order) == _by_day(out_of_order)
    check(out_of_order)
