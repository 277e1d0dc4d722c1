"""Accounts, items, names, terms, settings: what is read can be sent back; lists are made inactive, never deleted."""

import pytest

from matterbooks.sandbox.api import service
from matterbooks.sandbox.entities.registry import REGISTRY
from tests.sandbox.client import Client, Json, invoice, link, payment


def own(record: Json) -> Json:
    return {"Id": record["Id"], "SyncToken": record["SyncToken"]}


def expense(account: str, amount: float) -> Json:
    detail = {"AccountRef": {"value": account}}
    return {
        "Amount": amount,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": detail,
        "Description": "stamps",
    }


@pytest.mark.parametrize(
    ("entity", "body"),
    [
        ("Account", {"Name": "Petty Cash", "AccountType": "Bank", "AccountSubType": "CashOnHand", "AcctNum": "1010"}),
        ("Customer", {"DisplayName": "A", "GivenName": "B", "PrimaryEmailAddr": {"Address": "a@example.com"}}),
        ("Customer", {"DisplayName": "M", "ParentRef": {"value": "1"}, "Job": True}),
        ("Vendor", {"DisplayName": "V", "AcctNum": "7"}),
        ("Item", {"Name": "Fees", "Type": "Service", "IncomeAccountRef": {"value": "79"}}),
        ("Term", {"Name": "Net 7", "DueDays": 7}),
        ("PaymentMethod", {"Name": "BPAY"}),
        ("Invoice", invoice(10, 20, DocNumber="R-1", CustomerMemo={"value": "thanks"})),
        ("CreditMemo", invoice(10)),
        ("Payment", payment(10)),
        ("Purchase", {"PaymentType": "Cash", "AccountRef": {"value": "35"}, "Line": [expense("7", 5)]}),
    ],
)
def test_what_is_read_can_be_sent_back_whole(us: Client, entity: str, body: Json) -> None:
    made = us.make(entity, body)
    again = us.make(entity, us.read(entity, made["Id"]))
    assert again.pop("SyncToken") == "1"
    again.pop("MetaData")
    assert again == {name: value for name, value in made.items() if name not in {"SyncToken", "MetaData"}}


def test_a_linked_payment_and_its_invoice_can_be_sent_back_whole(us: Client) -> None:
    made = us.make("Invoice", invoice(100))
    paid = us.make("Payment", payment(60, link(60, "Invoice", made["Id"])))
    assert us.make("Payment", us.read("Payment", paid["Id"]))["UnappliedAmt"] == 0
    after = us.make("Invoice", us.read("Invoice", made["Id"]))
    assert (after["Balance"], after["LinkedTxn"]) == (40, [{"TxnId": paid["Id"], "TxnType": "Payment"}])


@pytest.mark.parametrize(("entity", "name"), [("Account", "Name"), ("Item", "Name"), ("Term", "Name")])
def test_an_inactive_entry_is_marked_keeps_its_id_and_can_come_back(us: Client, entity: str, name: str) -> None:
    identifier = {"Account": "96", "Item": "2", "Term": "4"}[entity]
    before = us.read(entity, identifier)
    gone = us.make(entity, {**before, "Active": False})
    assert gone[name] == f"{before[name]} (deleted)"
    assert us.make(entity, {**gone, "Active": True})[name] == before[name]


def test_a_new_name_of_a_parent_shows_below_it_and_in_old_invoices(us: Client) -> None:
    matter = us.make("Customer", {"DisplayName": "0001", "ParentRef": {"value": "1"}, "Job": True})
    made = us.make("Invoice", invoice(5, customer="1"))
    us.make("Customer", {**us.read("Customer", "1"), "DisplayName": "Amy & Sons"})
    assert us.read("Customer", matter["Id"])["FullyQualifiedName"] == "Amy & Sons:0001"
    assert us.read("Invoice", made["Id"])["CustomerRef"]["name"] == "Amy & Sons"


def test_nobody_stands_below_himself(us: Client) -> None:
    matter = us.make("Customer", {"DisplayName": "0001", "ParentRef": {"value": "1"}, "Job": True})
    body = {**us.read("Customer", "1"), "ParentRef": {"value": matter["Id"]}, "Job": True}
    assert us.fault("customer", body)["code"] == "6000"
    parent = us.make("Account", {"Name": "P", "AccountType": "Expense"})
    child = us.make(
        "Account", {"Name": "C", "AccountType": "Expense", "SubAccount": True, "ParentRef": {"value": parent["Id"]}}
    )
    assert us.fault("account", {**parent, "SubAccount": True, "ParentRef": {"value": child["Id"]}})["code"] == "6000"


def test_two_accounts_share_a_name_if_their_types_differ(us: Client) -> None:
    us.make("Account", {"Name": "Advertising", "AccountType": "Income"})
    assert us.fault("account", {"Name": "advertising", "AccountType": "Expense"})["code"] == "6240"


def test_balances_stand_on_balance_sheet_accounts_with_those_below(us: Client) -> None:
    child = us.make(
        "Account", {"Name": "Till", "AccountType": "Bank", "SubAccount": True, "ParentRef": {"value": "35"}}
    )
    us.make("Payment", payment(10, DepositToAccountRef={"value": child["Id"]}))
    us.make("Payment", payment(5, DepositToAccountRef={"value": "35"}))
    checking = us.read("Account", "35")
    assert (checking["CurrentBalance"], checking["CurrentBalanceWithSubAccounts"]) == (5, 15)
    assert us.read("Account", child["Id"])["FullyQualifiedName"] == "Checking:Till"
    assert us.read("Account", "1")["CurrentBalance"] == 0


def test_a_card_refund_reverses_the_sides(us: Client) -> None:
    body = {"PaymentType": "CreditCard", "AccountRef": {"value": "42"}, "Line": [expense("7", 5)]}
    made = us.make("Purchase", {**body, "Credit": True, "EntityRef": {"value": "56", "type": "Vendor"}})
    assert made["EntityRef"] == {"value": "56", "name": "Thrifty Meats", "type": "Vendor"}
    assert (us.balance("Visa"), us.balance("Advertising")) == (500, -500)
    assert us.fault("purchase", {**body, "PaymentType": "Cash", "AccountRef": {"value": "35"}, "Credit": True})


def test_preferences_change_by_the_api_too_group_by_group(us: Client) -> None:
    before = us.get("preferences").json()["Preferences"]
    change = {**own(before), "sparse": True, "AccountingInfoPrefs": {"UseAccountNumbers": True}}
    after = us.make("Preferences", change)
    assert after["AccountingInfoPrefs"]["UseAccountNumbers"] is True
    assert after["AccountingInfoPrefs"]["FirstMonthOfFiscalYear"] == "January"
    assert after["SalesFormsPrefs"] == before["SalesFormsPrefs"]
    info = us.get(f"companyinfo/{us.realm}").json()["CompanyInfo"]
    renamed = us.make("CompanyInfo", {**own(info), "sparse": True, "CompanyName": "Firm LLP"})
    assert (renamed["CompanyName"], renamed["Country"]) == ("Firm LLP", "US")


def test_a_person_may_write_into_a_closed_period_by_hand(us: Client) -> None:
    made = us.make("Invoice", invoice(5, TxnDate="2026-01-01"))
    us.control("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"}})
    company = us.sandbox.company()
    service.write(company, REGISTRY["Invoice"], own(made), "delete", frozenset(), by_hand=True)
    assert us.get("invoice/" + made["Id"]).status_code == 400


@pytest.mark.parametrize("entity", ["TaxCode", "TaxRate", "TaxAgency"])
def test_tax_lists_are_read_only_here(au: Client, entity: str) -> None:
    assert au.read(entity, "1")["Id"] == "1"
    assert au.fault(entity.lower(), {"Id": "1", "SyncToken": "0", "Name": "x"})["code"] in {"500", "2010"}
