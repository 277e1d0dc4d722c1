"""Transfers between accounts of the company's own."""

import pytest

from matterbooks.sandbox.company import Company
from tests.sandbox.buying import posted
from tests.sandbox.client import Client, Json
from tests.sandbox.paying import deleted, own


def moved(source: str = "35", target: str = "36", amount: object = 120.0, **fields: object) -> Json:
    """A transfer, as small as the reference has it."""
    return {"FromAccountRef": {"value": source}, "ToAccountRef": {"value": target}, "Amount": amount, **fields}


def test_the_smallest_transfer_of_the_reference_is_accepted(us: Client) -> None:
    made = us.make("Transfer", moved())
    assert made["FromAccountRef"] == {"value": "35", "name": "Checking"}
    assert made["ToAccountRef"] == {"value": "36", "name": "Savings"}
    assert (made["Amount"], made["domain"], made["sparse"], made["SyncToken"]) == (120, "QBO", False, "0")
    assert made["TxnDate"]
    assert not {"Line", "TotalAmt", "DocNumber", "ClassRef"} & made.keys()
    assert posted(us) == {"Checking": -12000, "Savings": 12000}


def test_an_amount_may_be_sent_as_a_string(us: Client) -> None:
    assert us.make("Transfer", moved(amount="120.00"))["Amount"] == 120


@pytest.mark.parametrize("field", ["FromAccountRef", "ToAccountRef", "Amount"])
def test_both_accounts_and_the_amount_are_required(us: Client, field: str) -> None:
    fault = us.fault("transfer", {name: value for name, value in moved().items() if name != field})
    assert (fault["code"], fault["element"]) == ("2020", field)


@pytest.mark.parametrize("amount", [0, -1, 0.004])
def test_the_amount_is_more_than_nothing(us: Client, amount: object) -> None:
    assert us.fault("transfer", moved(amount=amount))["code"] == "6000"


def test_money_is_not_moved_to_where_it_is(us: Client) -> None:
    assert us.fault("transfer", moved("35", "35"))["code"] == "6000"


@pytest.mark.parametrize("other", ["42", "44", "34", "94", "37", "4"])
def test_every_account_of_the_balance_sheet_will_do(us: Client, other: str) -> None:
    us.make("Transfer", moved("35", other))
    us.make("Transfer", moved(other, "35"))
    assert posted(us) == {}


@pytest.mark.parametrize("other", ["84", "33", "7", "1", "80", "99"])
def test_open_balances_income_and_expenses_will_not(us: Client, other: str) -> None:
    assert us.fault("transfer", moved("35", other))["code"] == "6430"
    assert us.fault("transfer", moved(other, "35"))["code"] == "6430"


def test_a_strict_company_moves_money_between_assets_alone(us: Client) -> None:
    company: Company = us.sandbox.state.companies[us.realm]
    company.strict_transfers = True
    us.make("Transfer", moved("35", "37"))
    for other in ("42", "44", "34", "94", "84"):
        assert us.fault("transfer", moved("35", other))["code"] == "6430"


def test_a_class_and_what_a_transfer_has_not_are_ignored(us: Client) -> None:
    made = us.make("Transfer", moved(ClassRef={"value": "999"}, DocNumber="x", Line=[]))
    assert not {"Line", "DocNumber", "ClassRef"} & made.keys()
    assert us.fault("transfer", moved(Entity={"value": "1"}))["code"] == "2010"


def test_full_and_sparse_updates_and_deletion_but_no_void(us: Client) -> None:
    made = us.make("Transfer", moved(PrivateNote="kept", TxnDate="2026-03-01"))
    sparse = us.make("Transfer", {**own(made), "sparse": True, "Amount": 5})
    assert (sparse["PrivateNote"], sparse["Amount"], sparse["TxnDate"]) == ("kept", 5, "2026-03-01")
    full = us.make("Transfer", {**own(sparse), **moved("36", "35", 7)})
    assert (full["SyncToken"], "PrivateNote" in full, posted(us)) == ("2", False, {"Checking": 700, "Savings": -700})
    assert us.make("Transfer", us.read("Transfer", made["Id"]))["Amount"] == 7
    assert us.query("select * from Transfer where TxnDate = '2026-03-01'")["Transfer"][0]["Id"] == made["Id"]
    assert us.fault("transfer", own(us.read("Transfer", made["Id"])), operation="void")["code"] == "500"
    deleted(us, "Transfer", made)
    assert us.ledger()["lines"] == []


def test_a_company_can_be_set_to_take_transfers_between_assets_alone(us: Client) -> None:
    body = {"FromAccountRef": {"value": "35"}, "ToAccountRef": {"value": "42"}, "Amount": 5}
    assert us.make("Transfer", body)["Amount"] == 5
    assert us.control("transfers", {"strict": True}) == {"strict": True}
    assert us.fault("transfer", body)["code"] == "6430"
