"""Bodies that the tests of stock share, and what they ask of the books."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from matterbooks.sandbox.books import fifo
from matterbooks.sandbox.books.stock import STOCK
from matterbooks.sandbox.company import Company
from tests.sandbox.buying import bill
from tests.sandbox.client import Client, Json, sale

ASSET, COST, EQUITY, SOLD = "Inventory Asset", "Cost of Goods Sold", "Opening Balance Equity", "Sales of Product Income"
SIGNS = {
    "Bill": 1,
    "Purchase": 1,
    "VendorCredit": -1,
    "Invoice": -1,
    "SalesReceipt": -1,
    "CreditMemo": 1,
    "RefundReceipt": 1,
}
"""1 where a form brings its lines into stock, -1 where it takes them out."""
OFFICIAL: Json = {
    "TrackQtyOnHand": True,
    "Name": "Garden Supplies",
    "QtyOnHand": 10,
    "IncomeAccountRef": {"name": "Sales of Product Income", "value": "79"},
    "AssetAccountRef": {"name": "Inventory Asset", "value": "81"},
    "InvStartDate": "2015-01-01",
    "Type": "Inventory",
    "ExpenseAccountRef": {"name": "Cost of Goods Sold", "value": "80"},
}
"""Intuit's own body."""


def counted(quantity: object = 0, **fields: object) -> Json:
    """An inventory item of which there is so much."""
    return {**OFFICIAL, "Name": "Urn", "QtyOnHand": quantity, **fields}


def bought(item: str, quantity: object, amount: object) -> Json:
    """A line that buys stock for an amount in all."""
    return {
        "Amount": amount,
        "DetailType": "ItemBasedExpenseLineDetail",
        "ItemBasedExpenseLineDetail": {"ItemRef": {"value": item}, "Qty": quantity},
    }


def buy(client: Client, day: str, item: str, quantity: object, amount: object) -> Json:
    """A bill for stock."""
    return client.make("Bill", bill(bought(item, quantity, amount), TxnDate=day))


def sell(client: Client, day: str, item: str, quantity: object, entity: str = "Invoice", **fields: Any) -> Json:
    """A form that sells stock (or takes it back) for 100 in all."""
    body = {"CustomerRef": {"value": "1"}, "TxnDate": day, "Line": [sale(100, item, Qty=quantity)], **fields}
    return client.make(entity, body)


def in_stock(client: Client, item: str) -> object:
    """How much there is."""
    return client.read("Item", item)["QtyOnHand"]


def worth(client: Client) -> tuple[int, int]:
    """Cents on the asset account and on cost of goods sold."""
    return client.balance(ASSET), client.balance(COST)


def check(company: Company) -> None:
    """The books of `company` say of every stocked item what its transactions say, added up anew."""
    total = 0
    for item in company.store.all("Item"):
        if item["Type"] == "Inventory":
            kept = company.store.get(STOCK, item["Id"]) or {}
            moves = [fifo.Move(one["Quantity"], one["Paid"]) for one in kept["Moves"]]
            begun = [fifo.Move(item["Start"]["Quantity"], item["Start"]["Cents"])] if item["Start"]["Quantity"] else []
            total += sum(fifo.worths([*begun, *moves], Decimal(item["PurchaseCost"])))
            quantity = sum(_quantities(company, item["Id"]), Decimal(item["Start"]["Quantity"]))
            assert company.present("Item", item)["QtyOnHand"] == quantity, item["Name"]
    accounts = {one["AssetAccountRef"]["value"] for one in company.store.all("Item") if one["Type"] == "Inventory"}
    assert sum(map(company.balance, accounts)) == total, "the asset account is not what the layers are worth"


def _quantities(company: Company, item: str) -> Iterator[Decimal]:
    for entity, sign in SIGNS.items():
        for record in company.store.all(entity):
            for line in record["Line"]:
                detail = line.get(line["DetailType"]) or {}
                if detail.get("ItemRef", {}).get("value") == item:
                    yield (-sign if record.get("Credit") is True else sign) * Decimal(detail.get("Qty", 0))
