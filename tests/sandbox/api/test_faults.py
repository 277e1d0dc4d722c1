"""Every fault with Intuit's words, and that a refused request changes nothing (the client compares the ledger)."""

from typing import Any

import pytest

from matterbooks.sandbox.entities.fixed import NOT_YET
from tests.sandbox.client import Client, Json, invoice, link, payment, sale

INACTIVE = (
    "Something you're trying to use has been made inactive. "
    "Check the fields with accounts, customers, items, vendors or employees."
)


def test_broken_json_and_unknown_fields_are_2010(us: Client) -> None:
    answer = us.session.post(us.url("invoice"), data="{", timeout=20)
    error = answer.json()["Fault"]["Error"][0]
    assert (error["code"], error["Message"]) == ("2010", "Request has invalid or unsupported property")
    for body in (invoice(1, Colour="red"), {**invoice(1), "Line": [{**sale(1), "Price": 3}]}):
        fault = us.fault("invoice", body)
        assert fault["Detail"] == (
            "Property Name:failed to parse json object; a property specified is unsupported or invalid"
        )


@pytest.mark.parametrize(
    ("kind", "nested"),
    [
        ("application/json", '{"Line":' + "[" * 20_000 + "]" * 20_000 + "}"),
        ("application/xml", "<Invoice>" + "<Line>" * 20_000 + "</Line>" * 20_000 + "</Invoice>"),
    ],
)
def test_a_body_nested_beyond_reason_is_2010(us: Client, kind: str, nested: str) -> None:
    answer = us.session.post(us.url("invoice"), data=nested, headers={"Content-Type": kind}, timeout=20)
    assert answer.json()["Fault"]["Error"][0]["code"] == "2010"


@pytest.mark.parametrize(
    "fields", [{"TxnDate": "yesterday"}, {"TxnDate": "2026-02-30"}, {"Line": {}}, {"CustomerRef": "1"}, {"Line": [1]}]
)
def test_a_value_of_another_type_is_2010(us: Client, fields: Json) -> None:
    assert us.fault("invoice", {**invoice(1), **fields})["code"] == "2010"


def test_a_value_outside_its_list_is_2170(us: Client) -> None:
    fault = us.fault("invoice", invoice(1, EmailStatus="HAS_BEEN_BILLED"))
    assert (fault["code"], fault["Detail"]) == ("2170", "Invalid Enumeration : HAS_BEEN_BILLED")


def test_required_fields_and_lengths_are_told_together(us: Client) -> None:
    answer = us.post("invoice", {"CustomerRef": {"value": "1"}, "DocNumber": "x" * 45})
    errors = answer.json()["Fault"]["Error"]
    assert answer.json()["Fault"]["type"] == "ValidationFault"
    assert [(error["code"], error["element"], error["Detail"]) for error in errors] == [
        ("2020", "Line", "Required parameter Line is missing in the request"),
        (
            "2050",
            "DocNumber",
            "String length specified does not match the supported length. Min:0 Max:21 supported. Supplied length:45",
        ),
    ]


@pytest.mark.parametrize(
    ("path", "body", "element"),
    [
        ("payment", {"CustomerRef": {"value": "1"}}, "TotalAmt"),
        ("invoice", {"Line": [sale(1)]}, "CustomerRef"),
        ("invoice", {"CustomerRef": {"value": "1"}, "Line": [{"Amount": 1}]}, "Line.DetailType"),
        ("purchase", {"AccountRef": {"value": "35"}, "Line": [{}]}, "PaymentType"),
        ("deposit", {"Line": [{}]}, "DepositToAccountRef"),
        (
            "deposit",
            {"DepositToAccountRef": {"value": "35"}, "Line": [{"Amount": 1, "DetailType": "DepositLineDetail"}]},
            "Line.DepositLineDetail.AccountRef",
        ),
        ("item", {"Type": "Service", "IncomeAccountRef": {"value": "1"}}, "Name"),
    ],
)
def test_what_is_required_is_named(us: Client, path: str, body: Json, element: str) -> None:
    fault = us.fault(path, body)
    assert (fault["code"], fault["element"]) == ("2020", element)
    assert fault["Detail"] == f"Required parameter {element} is missing in the request"


def test_references_to_nothing_are_2500_and_to_the_inactive_610(us: Client) -> None:
    assert us.fault("invoice", invoice(1, customer="999"))["Detail"] == (
        "Invalid Reference Id : Names element id 999 not found"
    )
    fault = us.fault("payment", payment(1, DepositToAccountRef={"value": "999"}))
    assert (fault["code"], fault["Detail"]) == ("2500", "Invalid Reference Id : Accounts element id 999 not found")
    us.make("Customer", {"Id": "58", "SyncToken": "0", "sparse": True, "Active": False})
    fault = us.fault("invoice", invoice(1, customer="58"))
    assert (fault["code"], fault["Detail"]) == ("610", f"Object Not Found : {INACTIVE}")


def test_reading_what_never_was_or_is_gone_is_610(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    us.post("invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    gone = us.get("invoice/" + made["Id"]).json()["Fault"]["Error"][0]
    assert gone["Detail"] == "Object Not Found : Another user has deleted this transaction."
    assert us.get("invoice/77").json()["Fault"]["Error"][0]["Detail"] == f"Object Not Found : {INACTIVE}"
    assert us.get("invoice/abc").json()["Fault"]["Error"][0]["code"] == "2030"


def test_checks_come_in_intuits_order(us: Client) -> None:
    us.make("Invoice", invoice(1, DocNumber="taken"))
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"}})
    line = sale(58, Qty=3, UnitPrice=19)
    body: Json = {"Colour": "red", "Line": [line], "DocNumber": "x" * 22, "TxnDate": "2026-01-31"}
    codes = [us.fault("invoice", body)["code"]]
    del body["Colour"]
    codes += [error["code"] for error in us.post("invoice", body).json()["Fault"]["Error"]]
    body |= {"DocNumber": "taken", "CustomerRef": {"value": "999"}}
    codes.append(us.fault("invoice", body)["code"])
    body["CustomerRef"] = {"value": "1"}
    codes.append(us.fault("invoice", body)["code"])
    body["Line"] = [sale(57, Qty=3, UnitPrice=19)]
    codes.append(us.fault("invoice", body)["code"])
    body["TxnDate"] = "2026-02-01"
    codes.append(us.fault("invoice", body)["code"])
    assert codes == ["2010", "2020", "2050", "2500", "6070", "6210", "6140"]


def test_an_account_number_is_short_in_the_us_and_longer_in_australia(us: Client, au: Client) -> None:
    body = {"Name": "x", "AccountType": "Bank", "AcctNum": "12345678"}
    assert us.fault("account", body)["code"] == "2050"
    assert au.make("Account", body)["AcctNum"] == "12345678"


def test_an_old_sync_token_is_5010(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    us.make("Invoice", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"})
    fault = us.fault("invoice", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "y"})
    assert (fault["code"], fault["Message"]) == ("5010", "Stale Object Error")
    assert fault["Detail"] == (
        "Stale Object Error : You and Bob were working on this at the same time. "
        "Bob finished before you did, so your work was not saved."
    )


def test_quantity_times_price_must_be_the_amount(us: Client) -> None:
    body = {"CustomerRef": {"value": "1"}, "Line": [sale(58, Qty=3, UnitPrice=19)]}
    fault = us.fault("invoice", body)
    assert (fault["code"], fault["element"]) == ("6070", "Line.Amount")
    assert fault["Detail"] == "Amount is not equal to UnitPrice * Qty. Supplied value:58"
    assert (
        us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(57, Qty=3, UnitPrice=19)]})["TotalAmt"] == 57
    )


def test_a_number_is_taken_once_for_each_type_unless_duplicates_are_allowed(us: Client) -> None:
    made = us.make("Invoice", invoice(5, DocNumber="A-1"))
    fault = us.fault("invoice", invoice(6, DocNumber="a-1"))
    assert (fault["code"], fault["Message"]) == ("6140", "Duplicate Document Number Error")
    assert fault["Detail"].endswith(f"DocNumber=a-1 is assigned to TxnType=Invoice with TxnId={made['Id']}")
    us.make("CreditMemo", invoice(6, DocNumber="A-1"))
    us.make("Invoice", invoice(6, DocNumber="A-1"), include="allowduplicatedocnum")
    us.make(
        "Invoice", {"Id": made["Id"], "SyncToken": "0", **invoice(9, DocNumber="A-1")}, include="allowduplicatedocnum"
    )


def test_without_custom_numbers_the_company_numbers_and_does_not_mind_duplicates(us: Client) -> None:
    us.control("preferences", {"SalesFormsPrefs": {"CustomTxnNumbers": False}})
    assert us.make("Invoice", invoice(5))["DocNumber"] == "1"
    us.make("Invoice", invoice(5, DocNumber="X"))
    us.make("Invoice", invoice(5, DocNumber="X"))
    assert us.make("CreditMemo", invoice(5))["DocNumber"] == "2"


def test_with_custom_numbers_no_number_stays_none(us: Client) -> None:
    assert "DocNumber" not in us.make("Invoice", invoice(5))


@pytest.mark.parametrize("day", ["2026-01-31", "2026-01-01"])
def test_a_closed_period_refuses_every_write(us: Client, day: str) -> None:
    made = us.make("Invoice", invoice(5, TxnDate=day))
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"}})
    expected = (
        "The account period has closed and the account books cannot be updated through through the QBO Services API. "
        "Please use the QBO website to make these changes."
    )
    own = {"Id": made["Id"], "SyncToken": "0"}
    for fault in (
        us.fault("invoice", invoice(5, TxnDate=day)),
        us.fault("invoice", {**own, "sparse": True, "TxnDate": "2026-02-01"}),
        us.fault("invoice", own, operation="delete"),
        us.fault("invoice", own, operation="void"),
    ):
        assert (fault["code"], fault["Detail"]) == ("6210", expected)
    us.make("Invoice", invoice(5, TxnDate="2026-02-01"))
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": ""}})
    us.make("Invoice", invoice(5, TxnDate=day))


def test_names_are_shared_by_customers_and_vendors(us: Client) -> None:
    fault = us.fault("vendor", {"DisplayName": "amy's bird sanctuary"})
    assert (fault["code"], fault["Message"]) == ("6240", "Duplicate Name Exists Error")
    assert fault["Detail"] == (
        "The name supplied already exists. : Another customer, vendor or employee is already using this name. "
        "Please use a different name."
    )
    assert us.fault("customer", {"Notes": "nobody"})["code"] == "6080"
    assert us.fault("customer", {"DisplayName": "a:b"})["code"] == "6000"


def test_the_business_texts_of_6000(us: Client) -> None:
    def side(posting: str, account: str, amount: int = 5, **more: Any) -> Json:
        detail = {"PostingType": posting, "AccountRef": {"value": account}, **more}
        return {"Amount": amount, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}

    prefix = "Business Validation Error: "
    for lines, text in (
        ([side("Debit", "84"), side("Credit", "1")], "When you use Accounts Receivable, you must choose a customer"),
        ([side("Debit", "33"), side("Credit", "1")], "When you use Accounts Payable, you must choose a vendor in the"),
        ([side("Debit", "35")], "Fill out at least two detail lines to continue."),
    ):
        fault = us.fault("journalentry", {"Line": lines})
        assert fault["Detail"].startswith(prefix + text)
        assert fault["Message"] == "A business validation error has occurred while processing your request"
    assert us.fault("journalentry", {"Line": [side("Debit", "35"), side("Credit", "1", 6)]})["code"] == "2300"
    assert us.fault("payment", payment(0))["Detail"] == prefix + "You must set a transaction amount."
    assert us.fault("invoice", {**invoice(1), "CustomerRef": {}})["Detail"] == (
        prefix + "Unexpected Internal Error. (-30003)"
    )
    assert us.fault("account", {"Name": "Mine", "AccountType": "Equity"})["Detail"] == (
        prefix + "There can be only one account of singular detail type"
    )


def test_a_cheque_needs_a_bank_account(us: Client) -> None:
    line = {
        "Amount": 3,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "7"}},
    }
    fault = us.fault("purchase", {"PaymentType": "Check", "AccountRef": {"value": "42"}, "Line": [line]})
    assert (fault["code"], fault["Message"]) == ("6430", "Invalid account type used")
    us.make("Purchase", {"PaymentType": "CreditCard", "AccountRef": {"value": "42"}, "Line": [line]})
    assert us.balance("Visa") == -300


def test_accounts_need_a_type_and_at_most_five_levels(us: Client) -> None:
    assert us.fault("account", {"Name": "x"})["code"] == "6010"
    assert us.fault("account", {"Name": "x", "AccountType": "Bank", "AccountSubType": "Pocket"})["code"] == "2170"
    parent: Json = {}
    for level in range(5):
        fields = {"ParentRef": {"value": parent["Id"]}, "SubAccount": True} if parent else {}
        parent = us.make("Account", {"Name": f"L{level}", "AccountType": "Expense", **fields})
    assert parent["FullyQualifiedName"] == "L0:L1:L2:L3:L4"
    fields = {"ParentRef": {"value": parent["Id"]}, "SubAccount": True}
    assert us.fault("account", {"Name": "L5", "AccountType": "Expense", **fields})["code"] == "6180"


def test_american_lines_know_two_tax_codes_and_no_gross_amounts(us: Client) -> None:
    body = {"CustomerRef": {"value": "1"}, "Line": [sale(1, TaxCodeRef={"value": "3"})]}
    assert us.fault("invoice", body)["code"] == "6100"
    assert us.fault("invoice", invoice(1, GlobalTaxCalculation="TaxInclusive"))["code"] == "6000"


def test_a_deposited_payment_cannot_be_changed(us: Client) -> None:
    paid = us.make("Payment", payment(20))
    line = {"Amount": 20, "LinkedTxn": [{"TxnId": paid["Id"], "TxnType": "Payment", "TxnLineId": "0"}]}
    us.make("Deposit", {"DepositToAccountRef": {"value": "35"}, "Line": [line]})
    assert (us.balance("Undeposited Funds"), us.balance("Checking")) == (0, 2000)
    own = {"Id": paid["Id"], "SyncToken": us.read("Payment", paid["Id"])["SyncToken"]}
    for params in ({"operation": "delete"}, {"operation": "update", "include": "void"}):
        assert us.fault("payment", own, **params)["code"] == "6540"


def test_payments_cannot_apply_more_than_they_have_nor_to_strangers(us: Client) -> None:
    made = us.make("Invoice", invoice(50))
    assert us.fault("payment", payment(10, link(50, "Invoice", made["Id"])))["code"] == "6000"
    assert us.fault("payment", payment(50, link(50, "Invoice", made["Id"]), customer="58"))["code"] == "620"
    assert us.fault("payment", payment(50, link(50, "Estimate", made["Id"])))["code"] == "620"
    assert us.fault("payment", payment(50, link(50, "Invoice", "999")))["code"] == "610"


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("tag", {"VendorRef": {"value": "56"}, "Line": []}, "5030"),
        ("unheardof", {}, "500"),
        ("taxcode", {"Name": "x"}, "500"),
        ("invoice", invoice(1, Deposit=5), "5030"),
        ("invoice", {"CustomerRef": {"value": "1"}, "Line": [{"DetailType": "GroupLineDetail"}]}, "5030"),
        ("item", {"Name": "x", "Type": "Group", "IncomeAccountRef": {"value": "1"}}, "5030"),
    ],
)
def test_what_the_sandbox_cannot_do_is_refused_never_swallowed(us: Client, path: str, body: Json, code: str) -> None:
    assert us.fault(path, body)["code"] == code


def test_preferences_without_effect_here_cannot_be_switched_on(us: Client) -> None:
    token = us.get("preferences").json()["Preferences"]["SyncToken"]
    for group, name in NOT_YET:
        body = {"Id": "1", "SyncToken": token, "sparse": True, group: {name: True}}
        assert us.fault("preferences", body)["code"] == "5030"


def test_operations_that_an_entity_lacks_are_500(us: Client) -> None:
    made = us.make("CreditMemo", invoice(5))
    fault = us.fault("creditmemo", {"Id": made["Id"], "SyncToken": "0"}, operation="void")
    assert (fault["code"], fault["Message"]) == ("500", "Unsupported Operation")
    assert us.fault("customer", {"Id": "1", "SyncToken": "0"}, operation="delete")["code"] == "500"
    assert us.get("invoice").json()["Fault"]["Error"][0]["code"] == "500"
