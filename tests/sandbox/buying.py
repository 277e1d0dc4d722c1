"""Bodies that the tests of bills, purchases, transfers and deposits share."""

from typing import Any

from tests.sandbox.client import Client, Json
from tests.sandbox.paying import VENDOR


def spent(amount: object, account: str = "7", **detail: Any) -> Json:
    """A line that names its account."""
    return {
        "Amount": amount,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": account}, **detail},
    }


def bought(amount: object, item: str, **detail: Any) -> Json:
    """A line that names an item."""
    return {
        "Amount": amount,
        "DetailType": "ItemBasedExpenseLineDetail",
        "ItemBasedExpenseLineDetail": {"ItemRef": {"value": item}, **detail},
    }


def bill(*lines: Json, **fields: Any) -> Json:
    """A bill or a vendor credit."""
    return {"VendorRef": VENDOR, "Line": list(lines), **fields}


def purchase(*lines: Json, kind: str = "Check", account: str = "35", **fields: Any) -> Json:
    """A cheque, unless another kind is asked for."""
    return {"PaymentType": kind, "AccountRef": {"value": account}, "Line": list(lines), **fields}


def deposit(*lines: Json, **fields: Any) -> Json:
    """A deposit to the checking account."""
    return {"DepositToAccountRef": {"value": "35"}, "Line": list(lines), **fields}


def direct(amount: object, account: str = "79", **detail: Any) -> Json:
    """A line of a deposit that names its account."""
    return {
        "Amount": amount,
        "DetailType": "DepositLineDetail",
        "DepositLineDetail": {"AccountRef": {"value": account}, **detail},
    }


def taken(kind: str, record: Json, line_id: str = "0", amount: object = 1) -> Json:
    """A line of a deposit that takes a sum out of Undeposited Funds."""
    return {"Amount": amount, "LinkedTxn": [{"TxnId": record["Id"], "TxnType": kind, "TxnLineId": line_id}]}


def posted(client: Client) -> dict[str, int]:
    """Cents on every account that is not at nothing, debit positive."""
    return {one["name"]: one["cents"] for one in client.ledger()["balances"] if one["cents"]}


def stock(client: Client, **fields: Any) -> str:
    """The id of an item that is bought for the account of court fees."""
    body = {
        "Name": "Filing",
        "Type": "Service",
        "IncomeAccountRef": {"value": "1"},
        "ExpenseAccountRef": {"value": "98"},
    }
    item: str = client.make("Item", {**body, **fields})["Id"]
    return item
