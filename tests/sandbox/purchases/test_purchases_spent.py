"""Purchases: cheques, cash expenses, card charges and card refunds."""

from typing import Any

import pytest

from tests.sandbox.buying import bought, posted, purchase, spent, stock
from tests.sandbox.client import Client, Json
from tests.sandbox.paying import deleted, fresh, own

CARD: dict[str, Any] = {"kind": "CreditCard", "account": "42"}


def test_the_smallest_purchase_of_the_reference_is_accepted(us: Client) -> None:
    line = {
        "Amount": 10.0,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "13"}},
    }
    made = us.make("Purchase", {"PaymentType": "CreditCard", "AccountRef": {"value": "42"}, "Line": [line]})
    assert (made["TotalAmt"], made["Credit"], made["AccountRef"]["name"]) == (10, False, "Visa")
    assert posted(us) == {"Visa": -1000, "Meals and Entertainment": 1000}


@pytest.mark.parametrize(("kind", "account"), [("Check", "35"), ("Cash", "35"), ("Cash", "4"), ("CreditCard", "42")])
def test_each_way_of_paying_has_its_accounts(us: Client, kind: str, account: str) -> None:
    made = us.make("Purchase", purchase(spent(5), kind=kind, account=account))
    assert made.get("PrintStatus") == ("NotSet" if kind == "Check" else None)


@pytest.mark.parametrize(
    ("kind", "account"),
    [("Check", "42"), ("Check", "4"), ("Check", "84"), ("CreditCard", "35"), ("Cash", "42"), ("Cash", "7")],
)
def test_an_account_that_does_not_go_with_it_is_6430(us: Client, kind: str, account: str) -> None:
    fault = us.fault("purchase", purchase(spent(5), kind=kind, account=account))
    assert fault["code"] == "6430"
    assert fault["Detail"] == (
        "Invalid account type: You need to select a different type of account for this transaction."
    )


@pytest.mark.parametrize("field", ["PaymentType", "AccountRef", "Line"])
def test_a_purchase_needs_its_type_its_account_and_lines(us: Client, field: str) -> None:
    fault = us.fault("purchase", {name: value for name, value in purchase(spent(5)).items() if name != field})
    assert (fault["code"], fault["Detail"]) == ("2020", f"Required parameter {field} is missing in the request")


def test_a_payment_type_that_purchases_do_not_have_is_2170(us: Client) -> None:
    assert us.fault("purchase", purchase(spent(5), kind="Expense"))["code"] == "2170"
    assert us.fault("purchase", purchase(spent(5), kind="Barter"))["code"] == "2170"


def test_only_a_card_can_be_credited_and_then_sides_change(us: Client) -> None:
    made = us.make("Purchase", purchase(spent(5), Credit=True, **CARD))
    assert (made["Credit"], posted(us)) == (True, {"Visa": 500, "Advertising": -500})
    assert us.fault("purchase", purchase(spent(5), Credit=True))["code"] == "6000"


@pytest.mark.parametrize(("identifier", "kind"), [("56", "Vendor"), ("1", "Customer")])
def test_the_payee_is_told_with_its_kind(us: Client, identifier: str, kind: str) -> None:
    for payee in ({"value": identifier}, {"value": identifier, "type": kind}):
        made = us.make("Purchase", purchase(spent(5), EntityRef=payee))
        assert (made["EntityRef"]["type"], made["EntityRef"]["value"]) == (kind, identifier)
        assert made["EntityRef"]["name"]


def test_a_payee_of_another_kind_or_of_none_is_refused(us: Client) -> None:
    for payee, code in (({"value": "56", "type": "Customer"}, "2500"), ({"value": "56", "type": "Pirate"}, "2170")):
        assert us.fault("purchase", purchase(spent(5), EntityRef=payee))["code"] == code
    assert us.fault("purchase", purchase(spent(5), EntityRef={"value": "999"}))["code"] == "2500"


def test_items_are_bought_and_lines_may_be_negative(us: Client) -> None:
    made = us.make("Purchase", purchase(bought(30, stock(us), Qty=3, UnitPrice=10), spent(-5)))
    assert made["TotalAmt"] == 25
    assert posted(us) == {"Checking": -2500, "Court and Search Fees": 3000, "Advertising": -500}
    for amount in (0, -5):
        fault = us.fault("purchase", purchase(spent(amount)))
        assert fault["Detail"] == "Business Validation Error: You must set a transaction amount."


def test_a_line_on_receivables_needs_a_customer_and_one_on_payables_a_vendor(us: Client) -> None:
    customer = {"CustomerRef": {"value": "1"}}
    us.make("Purchase", purchase(spent(5, "84", **customer)))
    us.make("Purchase", purchase(spent(5, "84"), EntityRef={"value": "1"}))
    us.make("Purchase", purchase(spent(7, "33", **customer), EntityRef={"value": "56"}))
    assert us.read("Customer", "1")["Balance"] == 10
    assert us.read("Vendor", "56")["Balance"] == -7
    fault = us.fault("purchase", purchase(spent(5, "84"), EntityRef={"value": "56"}))
    assert fault["Detail"].endswith("When you use Accounts Receivable, you must choose a customer in the Name field.")
    fault = us.fault("purchase", purchase(spent(5, "33"), EntityRef={"value": "1"}))
    assert fault["Detail"].startswith(
        "Business Validation Error: When you use Accounts Payable, you must choose a vend"
    )


def test_a_cheque_says_whether_it_is_printed(us: Client) -> None:
    for status in ("NeedToPrint", "PrintComplete"):
        assert us.make("Purchase", purchase(spent(5), PrintStatus=status))["PrintStatus"] == status
    assert us.fault("purchase", purchase(spent(5), PrintStatus="Burnt"))["code"] == "2170"


def test_a_cheque_number_is_refused_twice_only_while_the_company_warns(us: Client) -> None:
    first = us.make("Purchase", purchase(spent(5), DocNumber="101"))
    fault = us.fault("purchase", purchase(spent(5), DocNumber="101"))
    assert fault["code"] == "6140"
    assert f"DocNumber=101 is assigned to TxnType=Check with TxnId={first['Id']}" in fault["Detail"]
    us.make("Purchase", purchase(spent(5), DocNumber="101"), include="allowduplicatedocnum")
    us.make("Purchase", {**own(first), **purchase(spent(6), DocNumber="101")}, include="allowduplicatedocnum")
    _other(us, "WarnDuplicateCheckNumber", "false")
    us.make("Purchase", purchase(spent(5), DocNumber="101"))


@pytest.mark.parametrize(("credit", "word"), [(False, "Expense"), (True, "Credit Card Credit")])
def test_the_number_of_a_card_transaction_is_told_with_its_word(us: Client, credit: bool, word: str) -> None:
    us.make("Purchase", purchase(spent(5), DocNumber="7", Credit=credit, **CARD))
    fault = us.fault("purchase", purchase(spent(5), DocNumber="7"))
    assert f"TxnType={word} with" in fault["Detail"]


def test_without_custom_numbers_quickbooks_counts_by_itself_past_what_is_taken(us: Client) -> None:
    us.make("Purchase", purchase(spent(5), DocNumber="2"))
    _other(us, "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "false")
    made = [us.make("Purchase", purchase(spent(5), DocNumber="mine"))["DocNumber"] for _ in range(2)]
    assert made == ["1", "3"]


def _other(client: Client, name: str, value: str) -> None:
    client.control("preferences", {"OtherPrefs": {"NameValue": [{"Name": name, "Value": value}]}})


def test_full_and_sparse_updates_and_deletion_but_no_void(us: Client) -> None:
    made = us.make("Purchase", purchase(spent(5), PrivateNote="kept", EntityRef={"value": "56"}))
    sparse = us.make("Purchase", {**own(made), "sparse": True, "DocNumber": "M"})
    assert (sparse["PrivateNote"], sparse["DocNumber"], sparse["EntityRef"]["value"]) == ("kept", "M", "56")
    full = us.make("Purchase", {**own(sparse), **purchase(spent(9, "8"), **CARD)})
    assert (full["TotalAmt"], full["SyncToken"], "EntityRef" in full) == (9, "2", False)
    assert posted(us) == {"Visa": -900, "Automobile": 900}
    for how in ({"operation": "void"}, {"operation": "update", "include": "void"}):
        assert us.fault("purchase", own(full), **how)["code"] == "500"
    deleted(us, "Purchase", full)
    assert us.ledger()["lines"] == []


def test_what_was_read_can_be_sent_back_unchanged(us: Client) -> None:
    payee = {"value": "1", "type": "Customer"}
    made = us.make("Purchase", purchase(spent(5), bought(6, stock(us)), EntityRef=payee, PrintStatus="NeedToPrint"))
    again = us.make("Purchase", us.read("Purchase", made["Id"]))
    assert {**again, "SyncToken": "0", "MetaData": made["MetaData"]} == made


def test_purchases_are_found_by_type_account_and_payee(us: Client) -> None:
    made = us.make("Purchase", purchase(spent(5), EntityRef={"value": "56"}))
    us.make("Purchase", purchase(spent(5), **CARD))
    for where in ("PaymentType = 'Check'", "AccountRef = '35'", "EntityRef = '56'"):
        assert [one["Id"] for one in us.query(f"select * from Purchase where {where}")["Purchase"]] == [made["Id"]]


@pytest.mark.parametrize("extra", [{"ProjectRef": {"value": "1"}}, {"LessCIS": 5}])
def test_what_the_sandbox_has_not_is_refused(us: Client, extra: Json) -> None:
    assert us.fault("purchase", purchase(spent(5), **extra))["code"] == "5030"


def test_a_changed_item_account_does_not_move_what_was_bought_before(us: Client) -> None:
    item = stock(us)
    made = us.make("Purchase", purchase(bought(5, item)))
    record = us.read("Item", item)
    us.make("Item", {**own(record), "sparse": True, "ExpenseAccountRef": {"value": "7"}})
    assert posted(us) == {"Checking": -500, "Court and Search Fees": 500}
    us.make("Purchase", fresh(us, "Purchase", made))
    assert posted(us) == {"Checking": -500, "Advertising": 500}
