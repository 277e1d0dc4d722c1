"""Sales receipts and refunds: money moves at once, nothing is ever open."""

import pytest

from tests.sandbox.client import Client, Json, invoice, link, payment, sale

BANK = {"DepositToAccountRef": {"value": "35"}}


def own(record: Json) -> Json:
    return {"Id": record["Id"], "SyncToken": record["SyncToken"]}


def body(entity: str, *amounts: object, **fields: object) -> Json:
    place = BANK if entity == "RefundReceipt" else {}
    return {**invoice(*(amounts or (100,))), **place, **fields}


def test_a_sale_goes_to_undeposited_funds_or_where_it_is_sent(us: Client) -> None:
    made = us.make("SalesReceipt", body("SalesReceipt"))
    assert made["DepositToAccountRef"] == {"value": "4", "name": "Undeposited Funds"}
    assert (made["TotalAmt"], made["Balance"]) == (100, 0)
    us.make("SalesReceipt", body("SalesReceipt", 7, **BANK))
    assert (us.balance("Undeposited Funds"), us.balance("Checking"), us.balance("Services")) == (10_000, 700, -10_700)
    assert us.balance("Accounts Receivable (A/R)") == 0


def test_a_refund_takes_the_money_from_the_account_it_must_name(us: Client) -> None:
    made = us.make("RefundReceipt", body("RefundReceipt", PaymentRefNum="R-9"))
    assert (made["TotalAmt"], made["Balance"], made["PaymentRefNum"]) == (100, 0, "R-9")
    assert (us.balance("Checking"), us.balance("Services")) == (-10_000, 10_000)
    error = us.fault("refundreceipt", invoice(5))
    assert (error["code"], error["element"]) == ("2020", "DepositToAccountRef")


@pytest.mark.parametrize("entity", ["SalesReceipt", "RefundReceipt"])
def test_the_money_is_in_a_bank_or_another_current_asset(us: Client, entity: str) -> None:
    for account in ("35", "4", "92"):
        us.make(entity, body(entity, 1, DepositToAccountRef={"value": account}))
    for account in ("84", "7", "42", "94"):
        wrong = body(entity, 1, DepositToAccountRef={"value": account})
        assert us.fault(entity.lower(), wrong)["code"] == "6430"


@pytest.mark.parametrize("entity", ["SalesReceipt", "RefundReceipt"])
def test_nobody_needs_to_be_named(us: Client, entity: str) -> None:
    made = us.make(entity, {name: value for name, value in body(entity).items() if name != "CustomerRef"})
    assert "CustomerRef" not in made
    error = us.fault(entity.lower(), {name: value for name, value in body(entity).items() if name != "Line"})
    assert (error["code"], error["element"]) == ("2020", "Line")


def test_a_reference_of_a_refund_has_a_hundred_characters(us: Client) -> None:
    assert us.make("RefundReceipt", body("RefundReceipt", PaymentRefNum="n" * 100))
    assert us.fault("refundreceipt", body("RefundReceipt", PaymentRefNum="n" * 101))["code"] == "2050"


@pytest.mark.parametrize("entity", ["SalesReceipt", "RefundReceipt"])
def test_full_and_sparse_updates_voids_and_deletion(us: Client, entity: str) -> None:
    made = us.make(entity, body(entity, 10, PrivateNote="kept", DocNumber="9"))
    sparse = us.make(entity, {**own(made), "sparse": True, "CustomerMemo": {"value": "thanks"}})
    assert (sparse["PrivateNote"], sparse["TotalAmt"], sparse["SyncToken"]) == ("kept", 10, "1")
    full = us.make(entity, {**own(sparse), **body(entity, 20)})
    assert ("PrivateNote" in full, full["TotalAmt"]) == (False, 20)
    gone = us.make(entity, own(full), operation="void")
    assert (gone["TotalAmt"], gone["PrivateNote"]) == (0, "Voided")
    assert us.balance("Services") == 0
    answer = us.post(entity.lower(), own(gone), operation="delete").json()
    assert answer[entity]["status"] == "Deleted"
    assert us.get(f"{entity.lower()}/{made['Id']}").status_code == 400


@pytest.mark.parametrize("entity", ["SalesReceipt", "RefundReceipt"])
def test_what_was_read_can_be_sent_back_unchanged(us: Client, entity: str) -> None:
    made = us.make(entity, body(entity, 10, 5, PrivateNote="n"))
    again = us.make(entity, us.read(entity, made["Id"]))
    changed = {"SyncToken", "MetaData"}
    assert {k: v for k, v in again.items() if k not in changed} == {k: v for k, v in made.items() if k not in changed}


def test_a_sale_that_was_banked_cannot_change(us: Client) -> None:
    made = us.make("SalesReceipt", body("SalesReceipt"))
    taken = {"Amount": 100, "LinkedTxn": [{"TxnId": made["Id"], "TxnType": "SalesReceipt", "TxnLineId": "0"}]}
    us.make("Deposit", {**BANK, "Line": [taken]})
    now = us.read("SalesReceipt", made["Id"])
    assert us.fault("salesreceipt", {**own(now), **body("SalesReceipt", 50)})["code"] == "6540"


def test_a_receipt_is_no_charge_that_a_payment_can_settle(us: Client) -> None:
    made = us.make("SalesReceipt", body("SalesReceipt"))
    assert us.fault("payment", payment(5, link(5, "SalesReceipt", made["Id"])))["code"] in {"610", "620", "2500"}


def test_a_discount_lowers_a_sale_and_a_refund(us: Client) -> None:
    off = {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 25}}
    us.make("SalesReceipt", {**body("SalesReceipt"), "Line": [sale(100), off]})
    us.make("RefundReceipt", {**body("RefundReceipt"), "Line": [sale(40), off]})
    assert (us.balance("Discounts given"), us.balance("Services")) == (2500 - 1000, -10_000 + 4000)
    assert (us.balance("Undeposited Funds"), us.balance("Checking")) == (7500, -3000)
