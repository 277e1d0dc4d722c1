"""Bills and vendor credits: what a line may say, what stands on accounts payable, when it falls due, and its links."""

from typing import Any

import pytest

from tests.sandbox.buying import bill, bought, posted, purchase, spent, stock
from tests.sandbox.client import Client, link
from tests.sandbox.paying import bill_payment, deleted, fresh, own

BOTH = pytest.mark.parametrize("kind", ["Bill", "VendorCredit"])


@BOTH
def test_the_smallest_bill_and_vendor_credit_of_the_reference_are_accepted(us: Client, kind: str) -> None:
    line = {
        "Amount": 200.0,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "7"}},
    }
    made = us.make(kind, {"VendorRef": {"value": "56"}, "Line": [line]})
    assert (made["TotalAmt"], made["Balance"], made["LinkedTxn"]) == (200, 200, [])
    assert made["VendorRef"] == {"value": "56", "name": "Thrifty Meats"}
    assert made["APAccountRef"] == {"value": "33", "name": "Accounts Payable (A/P)"}
    assert (made["Line"][0]["Id"], made["Line"][0]["LineNum"]) == ("1", 1)
    assert made["Line"][0]["AccountBasedExpenseLineDetail"] == {
        "AccountRef": {"value": "7", "name": "Advertising"},
        "BillableStatus": "NotBillable",
        "TaxCodeRef": {"value": "NON"},
    }


def test_a_bill_credits_accounts_payable_and_a_vendor_credit_debits_it(us: Client) -> None:
    item = stock(us)
    us.make("Bill", bill(spent(70), bought(30, item)))
    assert posted(us) == {"Accounts Payable (A/P)": -10000, "Advertising": 7000, "Court and Search Fees": 3000}
    us.make("VendorCredit", bill(spent(20), bought(30, item)))
    assert posted(us) == {"Accounts Payable (A/P)": -5000, "Advertising": 5000}
    assert us.read("Vendor", "56")["Balance"] == 50


@BOTH
@pytest.mark.parametrize("field", ["VendorRef", "Line"])
def test_a_vendor_and_lines_are_required(us: Client, kind: str, field: str) -> None:
    body = {name: value for name, value in bill(spent(5)).items() if name != field}
    fault = us.fault(kind.lower(), body)
    assert (fault["code"], fault["element"]) == ("2020", field)
    assert us.fault(kind.lower(), {**body, field: [] if field == "Line" else {}})["code"] == "2020"


def test_a_line_needs_its_account_or_its_item_and_an_amount(us: Client) -> None:
    lines = {
        "Line.AccountBasedExpenseLineDetail.AccountRef": {**spent(5), "AccountBasedExpenseLineDetail": {}},
        "Line.ItemBasedExpenseLineDetail.ItemRef": {**bought(5, "1"), "ItemBasedExpenseLineDetail": {}},
        "Line.Amount": {name: value for name, value in spent(5).items() if name != "Amount"},
        "Line.DetailType": {name: value for name, value in spent(5).items() if name != "DetailType"},
    }
    for element, line in lines.items():
        fault = us.fault("bill", bill(line))
        assert (fault["code"], fault["element"]) == ("2020", element)


def test_an_item_without_an_expense_account_cannot_be_bought(us: Client) -> None:
    assert us.fault("bill", bill(bought(5, "1")))["code"] == "6000"


def test_quantity_times_price_must_be_the_amount(us: Client) -> None:
    item = stock(us)
    made = us.make("Bill", bill(bought(58, item, Qty=2, UnitPrice=29)))
    assert made["Line"][0]["ItemBasedExpenseLineDetail"]["Qty"] == 2
    fault = us.fault("bill", bill(bought(58, item, Qty=2, UnitPrice=30)))
    assert fault["code"] == "6070"
    assert fault["Detail"] == "Amount is not equal to UnitPrice * Qty. Supplied value:58"


@BOTH
@pytest.mark.parametrize("account", ["33", "84"])
def test_no_line_stands_on_an_account_of_open_balances(us: Client, kind: str, account: str) -> None:
    assert us.fault(kind.lower(), bill(spent(5, account, CustomerRef={"value": "1"})))["code"] == "6430"


@BOTH
def test_the_payable_account_must_be_one(us: Client, kind: str) -> None:
    other = us.make("Account", {"Name": "Payable to counsel", "AccountType": "Accounts Payable"})["Id"]
    made = us.make(kind, bill(spent(5), APAccountRef={"value": other}))
    assert made["APAccountRef"]["value"] == other
    assert abs(us.balance("Payable to counsel")) == 500
    assert us.fault(kind.lower(), bill(spent(5), APAccountRef={"value": "35"}))["code"] == "6430"
    assert us.fault(kind.lower(), bill(spent(5), APAccountRef={"value": "999"}))["code"] == "2500"


def test_a_bill_falls_due_by_its_terms_or_those_of_its_vendor(us: Client) -> None:
    assert us.make("Bill", bill(spent(5), TxnDate="2026-03-01"))["DueDate"] == "2026-03-01"
    by_terms = us.make("Bill", bill(spent(5), TxnDate="2026-03-01", SalesTermRef={"value": "2"}))
    assert by_terms["DueDate"] == "2026-03-16"
    given = us.make("Bill", bill(spent(5), TxnDate="2026-03-01", SalesTermRef={"value": "2"}, DueDate="2026-05-05"))
    assert given["DueDate"] == "2026-05-05"
    vendor = us.make("Vendor", {"DisplayName": "Thirty", "TermRef": {"value": "3"}, "BillAddr": {"City": "Perth"}})
    made = us.make("Bill", {**bill(spent(5), TxnDate="2026-03-01"), "VendorRef": {"value": vendor["Id"]}})
    assert (made["DueDate"], made["SalesTermRef"]["value"]) == ("2026-03-31", "3")
    assert made["VendorAddr"]["City"] == "Perth"


def test_a_line_may_be_negative_while_the_whole_is_not(us: Client) -> None:
    assert us.make("Bill", bill(spent(50), spent(-20, "8")))["TotalAmt"] == 30
    assert posted(us) == {"Accounts Payable (A/P)": -3000, "Advertising": 5000, "Automobile": -2000}
    assert us.make("Bill", bill(spent(50), spent(-50, "8")))["TotalAmt"] == 0
    assert us.fault("bill", bill(spent(50), spent(-51, "8")))["code"] == "6000"


@BOTH
def test_a_billable_line_needs_a_customer_and_nobody_says_it_is_billed(us: Client, kind: str) -> None:
    line = spent(5, BillableStatus="Billable", CustomerRef={"value": "1"})
    made = us.make(kind, bill(line))
    detail = made["Line"][0]["AccountBasedExpenseLineDetail"]
    assert (detail["BillableStatus"], detail["CustomerRef"]["name"]) == ("Billable", "Amy's Bird Sanctuary")
    assert us.fault(kind.lower(), bill(spent(5, BillableStatus="Billable")))["code"] == "6000"
    fault = us.fault(kind.lower(), bill(spent(5, BillableStatus="HasBeenBilled", CustomerRef={"value": "1"})))
    assert (fault["code"], fault["Detail"]) == ("2170", "Invalid Enumeration : HAS_BEEN_BILLED")


def test_without_the_preference_nothing_is_billable(us: Client) -> None:
    us.control("preferences", {"VendorAndPurchasesPrefs": {"BillableExpenseTracking": False}})
    line = spent(5, BillableStatus="Billable", CustomerRef={"value": "1"})
    assert us.fault("bill", bill(line))["code"] == "6000"
    us.make("Bill", bill(spent(5, CustomerRef={"value": "1"})))


def test_a_line_is_booked_against_its_customer_and_the_rest_against_the_vendor(us: Client) -> None:
    us.make("Bill", bill(spent(5, CustomerRef={"value": "1"}), spent(6)))
    names = [(line["account_id"], line["name"]) for line in us.ledger()["lines"]]
    assert names == [("33", "Thrifty Meats"), ("7", "Amy's Bird Sanctuary"), ("7", "Thrifty Meats")]


def test_a_bills_number_is_borne_once_and_none_is_made_up(us: Client) -> None:
    assert "DocNumber" not in us.make("Bill", bill(spent(5)))
    first = us.make("Bill", bill(spent(5), DocNumber="B-1"))
    fault = us.fault("bill", bill(spent(5), DocNumber="b-1"))
    assert fault["code"] == "6140"
    assert f"DocNumber=b-1 is assigned to TxnType=Bill with TxnId={first['Id']}" in fault["Detail"]
    us.make("Bill", bill(spent(5), DocNumber="B-1"), include="allowduplicatedocnum")
    us.make("VendorCredit", bill(spent(5), DocNumber="B-1"))
    us.make("VendorCredit", bill(spent(5), DocNumber="B-1"))
    assert us.fault("bill", bill(spent(5), DocNumber="x" * 22))["code"] == "2050"


def test_without_custom_numbers_quickbooks_counts_vendor_credits_itself(us: Client) -> None:
    pair = {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "false"}
    us.control("preferences", {"OtherPrefs": {"NameValue": [pair]}})
    first = us.make("VendorCredit", bill(spent(5), DocNumber="mine"))
    second = us.make("VendorCredit", bill(spent(5)))
    assert (first["DocNumber"], second["DocNumber"]) == ("1", "2")
    assert us.make("VendorCredit", {**own(second), **bill(spent(6))})["DocNumber"] == "2"


def test_a_bill_names_its_payments_and_knows_what_is_open(us: Client) -> None:
    made = us.make("Bill", bill(spent(100)))
    credit = us.make("VendorCredit", bill(spent(30)))
    paid = us.make(
        "BillPayment", bill_payment(50, link(80, "Bill", made["Id"]), link(30, "VendorCredit", credit["Id"]))
    )
    after = fresh(us, "Bill", made)
    assert (after["Balance"], after["SyncToken"]) == (20, "1")
    assert after["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "BillPaymentCheck"}]
    assert fresh(us, "VendorCredit", credit)["Balance"] == 0
    assert posted(us) == {"Accounts Payable (A/P)": -2000, "Advertising": 7000, "Checking": -5000}


def test_a_card_payment_is_named_as_one(us: Client) -> None:
    made = us.make("Bill", bill(spent(100)))
    card = {"PayType": "CreditCard", "CreditCardPayment": {"CCAccountRef": {"value": "42"}}}
    body = {**bill_payment(100, link(100, "Bill", made["Id"])), **card}
    paid = us.make("BillPayment", {name: value for name, value in body.items() if name != "CheckPayment"})
    assert fresh(us, "Bill", made)["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "BillPaymentCreditCard"}]


def test_a_bill_that_shrinks_or_goes_lets_go_of_its_payment(us: Client) -> None:
    made = us.make("Bill", bill(spent(100)))
    paid = us.make("BillPayment", bill_payment(100, link(100, "Bill", made["Id"])))
    smaller = us.make("Bill", {**fresh(us, "Bill", made), "Line": [spent(60)]})
    assert (smaller["Balance"], fresh(us, "BillPayment", paid)["Line"][0]["Amount"]) == (0, 60)
    larger = us.make("Bill", {**smaller, "Line": [spent(90)]})
    assert larger["Balance"] == 30
    deleted(us, "Bill", made)
    assert fresh(us, "BillPayment", paid)["Line"] == []
    assert us.balance("Accounts Payable (A/P)") == 10000


@BOTH
def test_full_and_sparse_updates_and_deletion(us: Client, kind: str) -> None:
    made = us.make(kind, bill(spent(5), spent(6, "8"), PrivateNote="kept", DocNumber="N"))
    sparse = us.make(kind, {**own(made), "sparse": True, "DocNumber": "M"})
    assert (sparse["PrivateNote"], sparse["DocNumber"], sparse["TotalAmt"]) == ("kept", "M", 11)
    second = {**made["Line"][1], "Amount": 7}
    lines = us.make(kind, {**own(sparse), "sparse": True, "Line": [second, spent(1)]})
    assert [(line["Id"], line["Amount"]) for line in lines["Line"]] == [("2", 7), ("3", 1)]
    full = us.make(kind, {**own(lines), **bill(spent(9))})
    assert (full["TotalAmt"], full["SyncToken"], "PrivateNote" in full, "DocNumber" in full) == (9, "3", False, False)
    assert us.fault(kind.lower(), own(full), operation="void")["code"] == "500"
    deleted(us, kind, full)
    assert us.get(f"{kind.lower()}/{made['Id']}").json()["Fault"]["Error"][0]["code"] == "610"
    assert us.ledger()["lines"] == []


@BOTH
def test_what_was_read_can_be_sent_back_unchanged(us: Client, kind: str) -> None:
    made = us.make(kind, bill(spent(5, CustomerRef={"value": "1"}), bought(6, stock(us))))
    again = us.make(kind, us.read(kind, made["Id"]))
    assert again["Line"] == made["Line"]
    assert {**again, "SyncToken": "0", "MetaData": made["MetaData"]} == made


def test_bills_are_found_by_vendor_due_date_and_balance(us: Client) -> None:
    made = us.make("Bill", bill(spent(5), TxnDate="2026-03-01", DocNumber="Q"))
    us.make("Bill", {**bill(spent(9), TxnDate="2026-04-01")})
    for where in ("DueDate < '2026-03-31'", "Balance = '5'", "DocNumber = 'Q'"):
        assert [one["Id"] for one in us.query(f"select * from Bill where {where}")["Bill"]] == [made["Id"]]
    assert us.query("select count(*) from Bill where VendorRef = '56'")["totalCount"] == 2
    us.make("VendorCredit", bill(spent(5)))
    assert us.query("select count(*) from VendorCredit where VendorRef = '56'")["totalCount"] == 1


@pytest.mark.parametrize(
    "extra",
    [
        {"LinkedTxn": [{"TxnId": "1", "TxnType": "ReimburseCharge"}]},
        {"LinkedTxn": [{"TxnId": "1", "TxnType": "PurchaseOrder"}]},
        {"ProjectRef": {"value": "1"}},
        {"Line": [{**spent(5), "LinkedTxn": [{"TxnId": "1", "TxnType": "PurchaseOrder"}]}]},
        {"Line": [spent(5, MarkupInfo={"Percent": 10})]},
        {"Line": [{"Amount": 5, "DetailType": "GroupLineDetail", "GroupLineDetail": {}}]},
    ],
)
def test_what_the_sandbox_has_not_is_refused(us: Client, extra: dict[str, Any]) -> None:
    for kind in ("bill", "vendorcredit"):
        assert us.fault(kind, {**bill(spent(5)), **extra})["code"] == "5030"


def test_numbers_sent_empty_count_as_not_sent(us: Client) -> None:
    blank = {"Balance": 0, "DocNumber": "", "DueDate": "", "ExchangeRate": 0, "PrivateNote": "", "TxnDate": ""}
    assert us.make("Bill", bill(spent(5), TotalAmt="", SyncToken=0, **blank))["TotalAmt"] == 5
    assert us.fault("bill", bill(spent("")))["element"] == "Line.Amount"
    assert us.fault("bill", bill(spent("five")))["code"] == "2010"


def test_a_bill_has_no_class_of_its_own(us: Client) -> None:
    fault = us.fault("bill", bill(spent(5), ClassRef={"value": "1"}))
    assert fault["code"] == "2010"


def test_references_come_before_the_rules_of_the_books(us: Client) -> None:
    for body in (bill(spent(5, "999")), {**bill(spent(5)), "VendorRef": {"value": "1"}}):
        assert us.fault("bill", body)["code"] == "2500"
    us.make("Vendor", {**own(us.read("Vendor", "56")), "sparse": True, "Active": False})
    assert us.fault("bill", bill(spent(5)))["code"] == "610"


def test_paying_a_paid_bill_is_answered_by_a_voided_payment(us: Client) -> None:
    owed = us.make("Bill", bill(spent(100)))
    us.make("BillPayment", bill_payment(100, link(100, "Bill", owed["Id"])))
    again = us.make("BillPayment", bill_payment(100, link(100, "Bill", owed["Id"])))
    assert (again["Line"], again["TotalAmt"], again["PrivateNote"]) == ([], 0, "Voided")


@pytest.mark.parametrize("kind", ["Bill", "Purchase"])
def test_a_customer_is_kept_on_a_line_where_the_company_tracks_expenses_by_customer(us: Client, kind: str) -> None:
    line = spent(5, CustomerRef={"value": "1"})
    body = purchase(line) if kind == "Purchase" else bill(line)
    assert us.make(kind, body)["Line"][0]["AccountBasedExpenseLineDetail"]["CustomerRef"]["value"] == "1"
    us.control("preferences", {"VendorAndPurchasesPrefs": {"TrackingByCustomer": False}})
    assert "CustomerRef" not in us.make(kind, body)["Line"][0]["AccountBasedExpenseLineDetail"]
