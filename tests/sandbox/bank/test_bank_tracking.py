"""Classes, locations, employees and cash sales, where bills, purchases, deposits and journal entries meet them."""

import pytest

from tests.sandbox.buying import bill, bought, deposit, direct, posted, purchase, spent, stock, taken
from tests.sandbox.client import Client, Json, sale
from tests.sandbox.paying import fresh, own, side


@pytest.fixture
def tracked(us: Client) -> Json:
    """A class and a location of a company that tracks both."""
    us.control("preferences", {"AccountingInfoPrefs": {"ClassTrackingPerTxnLine": True, "TrackDepartments": True}})
    matter = us.make("Class", {"Name": "Family law"})["Id"]
    office = us.make("Department", {"Name": "Perth"})["Id"]
    return {"ClassRef": {"value": matter}, "DepartmentRef": {"value": office}}


def _class_of(line: Json) -> str:
    name: str = line[line["DetailType"]]["ClassRef"]["name"]
    return name


@pytest.mark.parametrize("kind", ["Bill", "VendorCredit", "Purchase"])
def test_expense_lines_have_a_class_and_the_form_a_location(us: Client, tracked: Json, kind: str) -> None:
    matter, office = ({name: tracked[name]} for name in ("ClassRef", "DepartmentRef"))
    lines = (spent(5, **matter), bought(6, stock(us), **matter))
    body = purchase(*lines, **office) if kind == "Purchase" else bill(*lines, **office)
    made = us.make(kind, body)
    assert [_class_of(line) for line in made["Line"]] == ["Family law", "Family law"]
    assert made["DepartmentRef"]["name"] == "Perth"
    for wrong in (spent(5, ClassRef={"value": "99"}), bought(5, stock(us, Name="Other"), ClassRef={"value": "99"})):
        assert us.fault(kind.lower(), {**body, "Line": [wrong]})["Detail"].endswith("Klasses element id 99 not found")


def test_a_deposit_has_a_class_on_its_line_and_a_location(us: Client, tracked: Json) -> None:
    office = {"DepartmentRef": tracked["DepartmentRef"]}
    made = us.make("Deposit", deposit(direct(5, ClassRef=tracked["ClassRef"]), **office))
    assert (_class_of(made["Line"][0]), made["DepartmentRef"]["name"]) == ("Family law", "Perth")


def test_a_journal_line_has_a_class_and_a_location(us: Client, tracked: Json) -> None:
    line = side("Debit", "7", 5)
    line["JournalEntryLineDetail"].update(tracked)
    made = us.make("JournalEntry", {"Line": [line, side("Credit", "35", 5)]})
    assert _class_of(made["Line"][0]) == "Family law"
    assert made["Line"][0]["JournalEntryLineDetail"]["DepartmentRef"]["name"] == "Perth"
    line["JournalEntryLineDetail"]["DepartmentRef"] = {"value": "99"}
    assert us.fault("journalentry", {"Line": [line, side("Credit", "35", 5)]})["code"] == "2500"


def test_an_employee_is_paid_named_and_deposits(us: Client) -> None:
    worker = us.make("Employee", {"GivenName": "Ellen", "FamilyName": "Platt"})["Id"]
    cheque = us.make("Purchase", purchase(spent(5), EntityRef={"value": worker, "type": "Employee"}))
    assert cheque["EntityRef"] == {"value": worker, "name": "Ellen Platt", "type": "Employee"}
    banked = us.make("Deposit", deposit(direct(5, Entity={"value": worker})))
    assert banked["Line"][0]["DepositLineDetail"]["Entity"]["type"] == "EMPLOYEE"
    made = us.make("JournalEntry", {"Line": [side("Debit", "7", 5, worker, "Employee"), side("Credit", "35", 5)]})
    assert made["Line"][0]["JournalEntryLineDetail"]["Entity"]["Type"] == "Employee"


def test_sales_receipts_and_refunds_go_to_the_bank_together_and_stay(us: Client) -> None:
    sold = us.make("SalesReceipt", {"CustomerRef": {"value": "1"}, "Line": [sale(100)]})
    body = {"DepositToAccountRef": {"value": "4"}, "CustomerRef": {"value": "1"}, "Line": [sale(30)]}
    back = us.make("RefundReceipt", body)
    made = us.make("Deposit", deposit(taken("SalesReceipt", sold), taken("RefundReceipt", back)))
    assert (made["TotalAmt"], posted(us)) == (70, {"Checking": 7000, "Services": -7000})
    for kind, record in (("SalesReceipt", sold), ("RefundReceipt", back)):
        now = fresh(us, kind, record)
        assert now["LinkedTxn"] == [{"TxnId": made["Id"], "TxnType": "Deposit"}]
        assert us.fault(kind.lower(), own(now), operation="delete")["code"] == "6540"
        assert us.fault(kind.lower(), now)["code"] == "6540"
        how = {"operation": "update", "include": "void"}
        assert us.fault(kind.lower(), {**own(now), "sparse": True}, **how)["code"] == "6540"


def test_a_sale_that_went_straight_to_the_bank_cannot_be_deposited(us: Client) -> None:
    sold = us.make("SalesReceipt", {"DepositToAccountRef": {"value": "35"}, "Line": [sale(100)]})
    assert us.fault("deposit", deposit(taken("SalesReceipt", sold)))["code"] == "620"


def test_what_is_empty_in_a_line_counts_as_not_sent(us: Client) -> None:
    line = {**direct(5, CheckNum="", TaxCodeRef={}), "Description": "", "LinkedTxn": [], "LineNum": 0}
    made = us.make("Deposit", deposit(line))["Line"][0]
    assert made["DepositLineDetail"] == {"AccountRef": {"value": "79", "name": "Sales of Product Income"}}
    assert "Description" not in made
    spare = us.make("Purchase", purchase(spent(5, BillableStatus="", TaxCodeRef={"value": ""})))["Line"][0]
    assert spare["AccountBasedExpenseLineDetail"]["BillableStatus"] == "NotBillable"
    bare = {**spent(5), "DetailType": ""}
    assert us.fault("bill", bill(bare))["element"] == "Line.DetailType"
