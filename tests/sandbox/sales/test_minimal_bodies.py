"""The smallest bodies that Intuit's own collection sends, unchanged, against the US sample company (Intuit: 6.2)."""

import pytest

from tests.sandbox.client import Client, Json

SOLD = {"DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}
INVOICE: Json = {"CustomerRef": {"value": "1"}, "Line": [{"Amount": 100.0, **SOLD}]}
REFUND: Json = {
    "DepositToAccountRef": {"value": "35"},
    "Line": [{"Amount": 420, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "2"}}}],
}
ITEM: Json = {"Name": "Fees", "Type": "Service", "IncomeAccountRef": {"value": "79"}}


@pytest.mark.parametrize("entity", ["Invoice", "CreditMemo"])
def test_the_smallest_invoice_and_credit_memo_are_accepted(us: Client, entity: str) -> None:
    made = us.make(entity, INVOICE)
    assert (made["TotalAmt"], made["Balance"], made["CustomerRef"]["name"]) == (100, 100, "Amy's Bird Sanctuary")
    side = 1 if entity == "Invoice" else -1
    assert us.balance("Accounts Receivable (A/R)") == side * 10_000
    assert us.balance("Services") == -side * 10_000


def test_the_smallest_refund_names_no_customer_and_takes_the_money_from_its_account(us: Client) -> None:
    made = us.make("RefundReceipt", REFUND)
    assert made["TotalAmt"] == 420
    assert made["DepositToAccountRef"] == {"value": "35", "name": "Checking"}
    assert (us.balance("Checking"), us.balance("Services")) == (-42_000, 42_000)


def test_the_smallest_account_gets_the_sub_type_of_its_type(us: Client) -> None:
    made = us.make("Account", {"Name": "AR4", "AccountType": "Accounts Receivable"})
    assert (made["AccountSubType"], made["Classification"]) == ("AccountsReceivable", "Asset")
    assert (made["FullyQualifiedName"], made["SubAccount"], made["Active"]) == ("AR4", False, True)


def test_the_smallest_customer_and_a_matter_below_it(us: Client) -> None:
    made = us.make("Customer", {"DisplayName": "King's Groceries"})
    assert (made["FullyQualifiedName"], made["Job"], made["Balance"]) == ("King's Groceries", False, 0)
    below = {"DisplayName": "King's Lease", "ParentRef": {"value": made["Id"]}, "Job": True}
    matter = us.make("Customer", below)
    assert (matter["FullyQualifiedName"], matter["Level"]) == ("King's Groceries:King's Lease", 1)
    assert matter["ParentRef"]["value"] == made["Id"]


def test_the_smallest_item_is_a_service_booked_to_its_income_account(us: Client) -> None:
    made = us.make("Item", ITEM)
    assert (made["Type"], made["FullyQualifiedName"], made["UnitPrice"]) == ("Service", "Fees", 0)
    assert made["IncomeAccountRef"] == {"value": "79", "name": "Sales of Product Income"}


@pytest.mark.parametrize(
    ("entity", "identifier", "name"),
    [
        ("Account", "2", "Retained Earnings"),
        ("Account", "4", "Undeposited Funds"),
        ("Account", "33", "Accounts Payable (A/P)"),
        ("Account", "34", "Opening Balance Equity"),
        ("Account", "35", "Checking"),
        ("Account", "36", "Savings"),
        ("Account", "42", "Visa"),
        ("Account", "44", "Notes Payable"),
        ("Account", "79", "Sales of Product Income"),
        ("Account", "80", "Cost of Goods Sold"),
        ("Account", "81", "Inventory Asset"),
        ("Account", "84", "Accounts Receivable (A/R)"),
        ("Account", "87", "Unapplied Cash Payment Income"),
        ("Item", "1", "Services"),
        ("Item", "2", "Hours"),
        ("Item", "3", "Concrete"),
    ],
)
def test_the_sample_company_has_intuits_ids(us: Client, entity: str, identifier: str, name: str) -> None:
    assert us.read(entity, identifier)["Name"] == name
