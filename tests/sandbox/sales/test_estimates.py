"""Estimates: they post nothing, say how they stand, and are closed by the invoice that is made of them."""

import pytest

from tests.sandbox.client import Client, Json, invoice


def own(record: Json) -> Json:
    return {"Id": record["Id"], "SyncToken": record["SyncToken"]}


def made_of(*estimates: Json, amount: int = 10) -> Json:
    return invoice(amount, LinkedTxn=[{"TxnId": one["Id"], "TxnType": "Estimate"} for one in estimates])


def test_an_estimate_has_a_total_and_posts_nothing(us: Client) -> None:
    made = us.make("Estimate", invoice(10, 20, TxnDate="2026-03-01", ExpirationDate="2026-04-01"))
    assert (made["TotalAmt"], made["TxnStatus"], made["ExpirationDate"]) == (30, "Pending", "2026-04-01")
    assert "Balance" not in made
    assert us.ledger()["lines"] == []
    assert us.read("Customer", "1")["Balance"] == 0


@pytest.mark.parametrize("status", ["Accepted", "Closed", "Rejected", "Pending"])
def test_how_an_estimate_stands_is_kept(us: Client, status: str) -> None:
    made = us.make("Estimate", invoice(10, TxnStatus=status))
    assert made["TxnStatus"] == status
    sparse = us.make("Estimate", {**own(made), "sparse": True, "PrivateNote": "n"})
    assert sparse["TxnStatus"] == status


def test_an_invoice_closes_the_estimates_it_is_made_of(us: Client) -> None:
    first, second = (us.make("Estimate", invoice(10)) for _ in range(2))
    made = us.make("Invoice", made_of(first, second))
    assert made["LinkedTxn"] == [{"TxnId": one["Id"], "TxnType": "Estimate"} for one in (first, second)]
    for one in (first, second):
        now = us.read("Estimate", one["Id"])
        assert (now["TxnStatus"], now["SyncToken"]) == ("Closed", "1")
        assert now["LinkedTxn"] == [{"TxnId": made["Id"], "TxnType": "Invoice"}]


def test_an_estimate_let_go_is_open_again(us: Client) -> None:
    estimate = us.make("Estimate", invoice(10))
    made = us.make("Invoice", made_of(estimate))
    us.make("Invoice", {**own(made), **invoice(10)})
    now = us.read("Estimate", estimate["Id"])
    assert (now["TxnStatus"], now["LinkedTxn"]) == ("Pending", [])
    again = us.make("Invoice", made_of(estimate))
    us.post("invoice", own(again), operation="delete")
    assert us.read("Estimate", estimate["Id"])["TxnStatus"] == "Pending"


def test_an_estimate_that_is_not_there_cannot_be_linked(us: Client) -> None:
    assert us.fault("invoice", made_of({"Id": "99"}))["code"] == "620"


def test_full_and_sparse_updates_and_deletion_but_no_void(us: Client) -> None:
    made = us.make("Estimate", invoice(10, PrivateNote="kept"))
    sparse = us.make("Estimate", {**own(made), "sparse": True, "DocNumber": "E-1"})
    assert (sparse["PrivateNote"], sparse["DocNumber"]) == ("kept", "E-1")
    full = us.make("Estimate", {**own(sparse), **invoice(25)})
    assert ("PrivateNote" in full, full["TotalAmt"]) == (False, 25)
    answer = us.post("estimate", own(full), operation="void")
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"
    assert us.post("estimate", own(full), operation="delete").json()["Estimate"]["status"] == "Deleted"


def test_estimates_are_found_by_customer_and_number(us: Client) -> None:
    us.make("Estimate", invoice(10, DocNumber="E-1"))
    us.make("Estimate", invoice(10, DocNumber="E-2", customer="58"))
    found = us.query("select * from Estimate where CustomerRef = '58'")["Estimate"]
    assert [one["DocNumber"] for one in found] == ["E-2"]
    assert us.query("select count(*) from Estimate where DocNumber = 'E-1'")["totalCount"] == 1
