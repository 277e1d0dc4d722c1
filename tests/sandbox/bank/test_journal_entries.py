"""Journal entries: two sides, parties on open balances, tax, numbers, and lines that are only words."""

from typing import Any

import pytest

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.buying import posted
from tests.sandbox.client import Client, Json, link, payment
from tests.sandbox.paying import bill_payment, deleted, fresh, own, side

TAX = "GST Liabilities Payable"


def entry(*lines: Json, **fields: Any) -> Json:
    """A journal entry."""
    return {"Line": list(lines), **fields}


def taxed(line: Json, code: str = "1", on: str = "Purchase", **detail: Any) -> Json:
    """`line` with a tax code."""
    name = "JournalEntryLineDetail"
    return {**line, name: {**line[name], "TaxCodeRef": {"value": code}, "TaxApplicableOn": on, **detail}}


def test_the_smallest_entry_of_the_reference_is_accepted(us: Client) -> None:
    made = us.make("JournalEntry", entry(side("Debit", "39", 100.0), side("Credit", "44", 100.0)))
    assert (made["TotalAmt"], made["Adjustment"], made["TxnTaxDetail"]) == (0, False, {})
    assert [line["Id"] for line in made["Line"]] == ["0", "1"]
    assert "DocNumber" not in made
    assert posted(us) == {"Truck:Depreciation": 10000, "Notes Payable": -10000}


def test_debits_must_be_credits(us: Client) -> None:
    fault = us.fault("journalentry", entry(side("Debit", "7", 5), side("Credit", "35", 4)))
    assert (fault["code"], fault["Message"]) == ("2300", "Amount on debits not equal to credits")


@pytest.mark.parametrize(
    "lines",
    [
        [side("Debit", "7", 5)],
        [side("Debit", "7", 0), side("Credit", "35", 0)],
        [side("Debit", "7", 5), {"DetailType": "DescriptionOnly", "Description": "five"}],
    ],
)
def test_there_are_at_least_two_lines_with_an_amount(us: Client, lines: list[Json]) -> None:
    fault = us.fault("journalentry", entry(*lines))
    assert fault["Detail"] == "Business Validation Error: Fill out at least two detail lines to continue."


def test_amounts_are_positive_and_sides_are_named(us: Client) -> None:
    assert us.fault("journalentry", entry(side("Debit", "7", -5), side("Credit", "35", -5)))["code"] == "6000"
    bare = side("Debit", "7", 5)
    del bare["JournalEntryLineDetail"]["PostingType"]
    fault = us.fault("journalentry", entry(bare, side("Credit", "35", 5)))
    assert (fault["code"], fault["element"]) == ("2020", "Line.JournalEntryLineDetail.PostingType")
    assert us.fault("journalentry", entry(side("Left", "7", 5), side("Credit", "35", 5)))["code"] == "2170"
    none = {"Amount": 5, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": {"PostingType": "Debit"}}
    assert us.fault("journalentry", entry(none, side("Credit", "35", 5)))["code"] == "2020"
    assert us.fault("journalentry", {})["element"] == "Line"


def test_a_line_may_be_words_alone(us: Client) -> None:
    words = {"DetailType": "DescriptionOnly", "Description": "year end"}
    made = us.make("JournalEntry", entry(side("Debit", "7", 5), words, side("Credit", "35", 5)))
    assert [line["Id"] for line in made["Line"]] == ["0", "1", "2"]
    assert made["Line"][1]["Description"] == "year end"
    assert us.fault("journalentry", entry({"DetailType": "SalesItemLineDetail"}))["code"] == "5030"


@pytest.mark.parametrize("account", ["4", "34", "2", "37", "42", "44", "80", "87", "94", "99"])
def test_every_posting_account_will_do(us: Client, account: str) -> None:
    us.make("JournalEntry", entry(side("Debit", account, 5), side("Credit", "35", 5)))
    assert us.balance("Checking") == -500


@pytest.mark.parametrize(
    ("account", "party", "kind", "text"),
    [
        ("84", "", "", "When you use Accounts Receivable, you must choose a customer in the Name field."),
        ("84", "56", "Vendor", "When you use Accounts Receivable, you must choose a customer in the Name field."),
        ("33", "", "", "When you use Accounts Payable, you must choose a vendor in the Name field."),
        ("33", "1", "Customer", "When you use Accounts Payable, you must choose a vendor in the Name field."),
    ],
)
def test_open_balances_need_their_party(us: Client, account: str, party: str, kind: str, text: str) -> None:
    fault = us.fault("journalentry", entry(side("Debit", account, 5, party, kind), side("Credit", "35", 5)))
    assert (fault["code"], fault["Detail"]) == ("6000", f"Business Validation Error: {text}")


def test_outside_the_us_a_vendor_is_a_supplier(au: Client) -> None:
    fault = au.fault("journalentry", entry(side("Debit", "33", 5), side("Credit", "35", 5)))
    assert fault["Detail"].endswith("you must choose a supplier/vendor in the Name field")


def test_a_name_goes_on_any_line_and_says_what_it_is(us: Client) -> None:
    lines = (side("Debit", "94", 5, "58", "Customer"), side("Credit", "93", 5, "56", "Vendor"))
    made = us.make("JournalEntry", entry(*lines))
    entities = [line["JournalEntryLineDetail"]["Entity"] for line in made["Line"]]
    assert [one["Type"] for one in entities] == ["Customer", "Vendor"]
    assert [one["EntityRef"]["name"] for one in entities] == ["Weiskopf Consulting", "Thrifty Meats"]
    assert [line["name"] for line in us.ledger()["lines"]] == ["Weiskopf Consulting", "Thrifty Meats"]
    wrong = side("Debit", "94", 5, "56", "Customer")
    assert us.fault("journalentry", entry(wrong, side("Credit", "93", 5)))["code"] == "2500"


@pytest.mark.parametrize("other", ["84", "33"])
def test_one_entry_has_one_account_of_open_balances(us: Client, other: str) -> None:
    party = ("1", "Customer") if other == "84" else ("56", "Vendor")
    fault = us.fault("journalentry", entry(side("Debit", "84", 5, "1"), side("Credit", other, 5, *party)))
    text = "You cannot use more than one A/R or A/P account in the same transaction."
    assert fault["Detail"] == f"Business Validation Error: {text}"


def test_a_line_on_open_balances_is_paid_like_an_invoice_or_a_bill(us: Client) -> None:
    owed = us.make("JournalEntry", entry(side("Debit", "84", 5, "1"), side("Credit", "1", 5)))
    paid = us.make("Payment", payment(5, link(5, "JournalEntry", owed["Id"])))
    assert fresh(us, "JournalEntry", owed)["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "Payment"}]
    owing = us.make("JournalEntry", entry(side("Debit", "7", 5), side("Credit", "33", 5, "56", "Vendor")))
    us.make("BillPayment", bill_payment(5, link(5, "JournalEntry", owing["Id"])))
    assert fresh(us, "JournalEntry", owing)["SyncToken"] == "1"
    assert (us.balance("Accounts Receivable (A/R)"), us.balance("Accounts Payable (A/P)")) == (0, 0)


def test_a_number_is_refused_twice_only_while_the_company_warns(us: Client) -> None:
    lines = (side("Debit", "7", 5), side("Credit", "35", 5))
    first = us.make("JournalEntry", entry(*lines, DocNumber="J1"))
    fault = us.fault("journalentry", entry(*lines, DocNumber="J1"))
    assert f"DocNumber=J1 is assigned to TxnType=Journal Entry with TxnId={first['Id']}" in fault["Detail"]
    us.make("JournalEntry", entry(*lines, DocNumber="J1"), include="allowduplicatedocnum")
    pair = {"Name": "WarnDuplicateJournalNumber", "Value": "false"}
    us.control("preferences", {"OtherPrefs": {"NameValue": [pair]}})
    us.make("JournalEntry", entry(*lines, DocNumber="J1"))


def test_quickbooks_counts_only_if_asked_to(us: Client) -> None:
    lines = (side("Debit", "7", 5), side("Credit", "35", 5))
    us.make("JournalEntry", entry(*lines, DocNumber="2"))
    counted = [us.make("JournalEntry", entry(*lines), include="allowautodocnum")["DocNumber"] for _ in range(2)]
    assert counted == ["1", "3"]
    given = us.make("JournalEntry", entry(*lines, DocNumber="mine"), include="allowautodocnum")
    assert given["DocNumber"] == "mine"
    assert "DocNumber" not in us.make("JournalEntry", entry(*lines))


def test_full_and_sparse_updates_keep_and_give_line_ids(us: Client) -> None:
    lines = (side("Debit", "7", 5), side("Credit", "35", 5))
    made = us.make("JournalEntry", entry(*lines, PrivateNote="kept", Adjustment=True))
    again = us.make("JournalEntry", us.read("JournalEntry", made["Id"]))
    assert {**again, "SyncToken": "0", "MetaData": made["MetaData"]} == made
    changed = [{**made["Line"][1], "Amount": 7}, side("Debit", "8", 7)]
    sparse = us.make("JournalEntry", {**own(again), "sparse": True, "Line": changed})
    assert [line["Id"] for line in sparse["Line"]] == ["1", "2"]
    assert (sparse["PrivateNote"], sparse["Adjustment"]) == ("kept", True)
    full = us.make("JournalEntry", {**own(sparse), **entry(*lines)})
    assert (full["Adjustment"], "PrivateNote" in full, full["SyncToken"]) == (False, False, "3")


def test_there_is_no_void_but_deletion(us: Client) -> None:
    made = us.make("JournalEntry", entry(side("Debit", "7", 5), side("Credit", "35", 5), TxnDate="2026-03-01"))
    assert us.query("select * from JournalEntry where TxnDate = '2026-03-01'")["JournalEntry"][0]["Id"] == made["Id"]
    for how in ({"operation": "void"}, {"operation": "update", "include": "void"}):
        assert us.fault("journalentry", own(made), **how)["code"] == "500"
    deleted(us, "JournalEntry", made)
    assert us.ledger()["lines"] == []


def test_a_billable_line_needs_a_customer(us: Client) -> None:
    line = side("Debit", "7", 5, "1")
    line["JournalEntryLineDetail"]["BillableStatus"] = "Billable"
    us.make("JournalEntry", entry(line, side("Credit", "35", 5)))
    nobody = side("Debit", "7", 5)
    nobody["JournalEntryLineDetail"]["BillableStatus"] = "Billable"
    assert us.fault("journalentry", entry(nobody, side("Credit", "35", 5)))["code"] == "6000"
    line["JournalEntryLineDetail"]["BillableStatus"] = "HasBeenBilled"
    assert us.fault("journalentry", entry(line, side("Credit", "35", 5)))["code"] == "2170"


def test_tax_on_a_line_counts_when_both_sides_are_added_up(au: Client) -> None:
    made = au.make("JournalEntry", entry(taxed(side("Debit", "7", 100)), side("Credit", "35", 110)))
    assert (made["TxnTaxDetail"]["TotalTax"], made["GlobalTaxCalculation"]) == (10, "TaxExcluded")
    assert made["Line"][0]["JournalEntryLineDetail"]["TaxAmount"] == 10
    assert posted(au) == {"Advertising": 10000, TAX: 1000, "Checking": -11000}
    sold = taxed(side("Credit", "1", 100), on="Sales")
    au.make("JournalEntry", entry(sold, side("Debit", "35", 110)))
    assert posted(au) == {"Advertising": 10000, "Services": -10000}
    assert au.fault("journalentry", entry(taxed(side("Debit", "7", 100)), side("Credit", "35", 100)))["code"] == "2300"


def test_a_line_may_say_its_own_tax_and_its_gross(au: Client) -> None:
    own_tax = taxed(side("Debit", "7", 100), TaxAmount=9.5)
    au.make("JournalEntry", entry(own_tax, side("Credit", "35", 109.5)))
    assert au.balance(TAX) == 950
    gross = taxed(side("Debit", "7", 90.91), TaxInclusiveAmt=100)
    made = au.make("JournalEntry", entry(gross, side("Credit", "35", 100), GlobalTaxCalculation="TaxInclusive"))
    assert (made["TxnTaxDetail"]["TotalTax"], made["GlobalTaxCalculation"]) == (9.09, "TaxInclusive")


def test_tax_lines_that_are_sent_override(au: Client) -> None:
    made = au.make("JournalEntry", entry(taxed(side("Debit", "7", 100)), side("Credit", "35", 110)))
    rate = made["TxnTaxDetail"]["TaxLine"][0]["TaxLineDetail"]["TaxRateRef"]
    line = {"Amount": 11, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": rate}}
    body = entry(taxed(side("Debit", "7", 100)), side("Credit", "35", 111), TxnTaxDetail={"TaxLine": [line]})
    assert au.make("JournalEntry", body)["TxnTaxDetail"]["TotalTax"] == 11
    assert au.balance(TAX) == 2100


def test_a_trust_entry_needs_no_tax_code_anywhere() -> None:
    for country in ("AU", "NZ", "GB", "CA"):
        with Sandbox(country=country) as running, Client(running) as client:
            made = client.make("JournalEntry", entry(side("Debit", "94", 5), side("Credit", "93", 5)))
            assert made["TxnTaxDetail"] == {}


def test_the_us_has_no_tax_on_entries(us: Client) -> None:
    assert us.fault("journalentry", entry(taxed(side("Debit", "7", 5), "2"), side("Credit", "35", 5)))["code"] == "6100"


@pytest.mark.parametrize("extra", [{"HomeCurrencyAdjustment": True}, {"ProjectRef": {"value": "1"}}])
def test_what_the_sandbox_has_not_is_refused(us: Client, extra: Json) -> None:
    assert us.fault("journalentry", entry(side("Debit", "7", 5), side("Credit", "35", 5), **extra))["code"] == "5030"
