"""What deleting and voiding do: to the record, to what it is linked with, and to what an app can still see of it."""

from datetime import timedelta

import pytest

from matterbooks.sandbox.clock import stamp
from tests.sandbox.client import Client, Json, invoice, link, payment
from tests.sandbox.paying import bill_payment, deleted, fresh, owed_to_vendor, own, settling, side

NO_VOID = ("CreditMemo", "Purchase", "JournalEntry", "Deposit")


def _made(us: Client, entity: str) -> Json:
    """A record of an entity."""
    expense = {"AccountRef": {"value": "7"}}
    spent = {
        "Amount": 5,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": expense,
    }
    banked = {"Amount": 5, "DetailType": "DepositLineDetail", "DepositLineDetail": {"AccountRef": {"value": "79"}}}
    bodies: dict[str, Json] = {
        "Invoice": invoice(5),
        "CreditMemo": invoice(5),
        "Payment": payment(5),
        "Purchase": {"PaymentType": "Cash", "AccountRef": {"value": "35"}, "Line": [spent]},
        "JournalEntry": {"Line": [side("Debit", "7", 5), side("Credit", "35", 5)]},
        "Deposit": {"DepositToAccountRef": {"value": "35"}, "Line": [banked]},
    }
    if entity == "BillPayment":
        return us.make(entity, bill_payment(5, settling(owed_to_vendor(us, 5), 5)))
    return us.make(entity, bodies[entity])


@pytest.mark.parametrize("entity", ["Invoice", "Payment", "BillPayment", *NO_VOID])
def test_id_and_sync_token_are_enough_to_delete(us: Client, entity: str) -> None:
    made = _made(us, entity)
    answer = us.post(entity.lower(), own(made), operation="delete").json()
    assert answer[entity] == {"status": "Deleted", "domain": "QBO", "Id": made["Id"]}


@pytest.mark.parametrize("entity", NO_VOID)
def test_these_cannot_be_voided(us: Client, entity: str) -> None:
    made = _made(us, entity)
    assert us.fault(entity.lower(), own(made), operation="void")["code"] == "500"
    assert us.fault(entity.lower(), {**own(made), "sparse": True}, include="void")["code"] == "500"


def test_what_is_deleted_cannot_be_read_or_found_but_is_told(us: Client) -> None:
    made = _made(us, "BillPayment")
    since = stamp(us.sandbox.state.now() - timedelta(minutes=5))
    deleted(us, "BillPayment", made)
    error = us.get(f"billpayment/{made['Id']}").json()["Fault"]["Error"][0]
    assert (error["code"], error["Detail"]) == ("610", "Object Not Found : Another user has deleted this transaction.")
    assert us.query("select * from BillPayment") == {}
    answer = us.get("cdc", entities="BillPayment", changedSince=since).json()
    (gone,) = answer["CDCResponse"][0]["QueryResponse"][0]["BillPayment"]
    assert (gone["status"], gone["Id"], gone["domain"]) == ("Deleted", made["Id"], "QBO")
    assert "LastUpdatedTime" in gone["MetaData"]


def test_a_voided_invoice_leaves_its_payment_unapplied_and_its_credit_open(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(100)), us.make("CreditMemo", invoice(30))
    lines = [link(100, "Invoice", made["Id"]), link(30, "CreditMemo", credit["Id"])]
    paid = us.make("Payment", payment(70, *lines))
    gone = us.post("invoice", own(fresh(us, "Invoice", made)), operation="void").json()["Invoice"]
    assert (gone["TotalAmt"], gone["Balance"], gone["LinkedTxn"], gone["SyncToken"]) == (0, 0, [], "2")
    assert "Voided" in gone["PrivateNote"]
    after = fresh(us, "Payment", paid)
    assert (after["UnappliedAmt"], after["SyncToken"], after["Line"]) == (70, "1", [])
    assert fresh(us, "CreditMemo", credit)["RemainingCredit"] == 30
    assert us.balance("Accounts Receivable (A/R)") == -10000


def test_several_payments_give_way_from_the_newest(us: Client) -> None:
    made = us.make("Invoice", invoice(100))
    first, second = (us.make("Payment", payment(50, link(50, "Invoice", made["Id"]))) for _ in range(2))
    us.make("Invoice", {**own(fresh(us, "Invoice", made)), **invoice(60)})
    assert [fresh(us, "Payment", one)["UnappliedAmt"] for one in (first, second)] == [0, 40]
    assert fresh(us, "Invoice", made)["Balance"] == 0


def test_a_credit_memo_made_smaller_opens_the_invoice_again_by_the_difference(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(100)), us.make("CreditMemo", invoice(100))
    us.make("Payment", payment(0, link(100, "Invoice", made["Id"]), link(100, "CreditMemo", credit["Id"])))
    us.make("CreditMemo", {**own(fresh(us, "CreditMemo", credit)), **invoice(60)})
    assert fresh(us, "Invoice", made)["Balance"] == 40
    assert fresh(us, "CreditMemo", credit)["RemainingCredit"] == 0


def test_deleting_a_payment_opens_invoices_and_credits(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(100)), us.make("CreditMemo", invoice(30))
    lines = [link(100, "Invoice", made["Id"]), link(30, "CreditMemo", credit["Id"])]
    paid = us.make("Payment", payment(70, *lines))
    deleted(us, "Payment", paid)
    assert (fresh(us, "Invoice", made)["Balance"], fresh(us, "CreditMemo", credit)["RemainingCredit"]) == (100, 30)
    assert (fresh(us, "Invoice", made)["LinkedTxn"], fresh(us, "Invoice", made)["SyncToken"]) == ([], "2")
