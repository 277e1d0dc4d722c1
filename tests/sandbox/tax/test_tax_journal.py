"""Tax on lines booked by hand: journal entries and deposits."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.buying import deposit, direct, posted
from tests.sandbox.client import Client, Json
from tests.sandbox.taxing import by_hand, code, company, tax_lines

TAX = "VAT Control"
STANDARD: dict[str, Any] = {"TaxCodeRef": {"value": "1"}}


@pytest.fixture
def gb() -> Iterator[Client]:
    """A British company."""
    with company("GB") as client:
        yield client


def side(posting: str, amount: object, account: str, **detail: Any) -> Json:
    """A line of a journal entry."""
    named = {"PostingType": posting, "AccountRef": {"value": account}, **detail}
    return {"Amount": amount, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": named}


def entry(*lines: Json, **fields: Any) -> Json:
    """A journal entry."""
    return {"Line": list(lines), **fields}


def test_a_purchase_by_journal_entry_debits_the_tax(gb: Client) -> None:
    body = entry(side("Debit", 100, "7", **STANDARD, TaxApplicableOn="Purchase"), side("Credit", 120, "35"))
    made = gb.make("JournalEntry", body)
    assert posted(gb) == {"Advertising": 10000, "Current": -12000, TAX: 2000}
    assert (made["GlobalTaxCalculation"], tax_lines(made)) == ("TaxExcluded", [("4", 20, 100)])
    assert made["Line"][0]["JournalEntryLineDetail"]["TaxAmount"] == 20


def test_a_sale_by_journal_entry_credits_the_tax(gb: Client) -> None:
    body = entry(side("Debit", 120, "35"), side("Credit", 100, "79", **STANDARD, TaxApplicableOn="Sales"))
    made = gb.make("JournalEntry", body)
    assert (posted(gb)[TAX], tax_lines(made)) == (-2000, [("1", 20, 100)])


def test_a_line_the_other_way_round_takes_tax_back(gb: Client) -> None:
    body = entry(side("Credit", 120, "35"), side("Debit", 100, "79", **STANDARD, TaxApplicableOn="Sales"))
    made = gb.make("JournalEntry", body)
    assert (posted(gb)[TAX], tax_lines(made)) == (2000, [("1", -20, -100)])


def test_without_the_side_income_is_sold_and_all_else_bought(gb: Client) -> None:
    gb.make("JournalEntry", entry(side("Debit", 120, "35"), side("Credit", 100, "79", **STANDARD)))
    gb.make("JournalEntry", entry(side("Credit", 60, "35"), side("Debit", 50, "7", **STANDARD)))
    assert posted(gb)[TAX] == -1000


def test_debits_equal_credits_with_tax_and_not_without(gb: Client) -> None:
    body = entry(side("Debit", 100, "7", **STANDARD), side("Credit", 100, "35"))
    assert gb.fault("journalentry", body)["code"] == "2300"


def test_a_line_may_state_its_tax(gb: Client) -> None:
    body = entry(side("Debit", 100, "7", **STANDARD, TaxAmount=19.5), side("Credit", 119.5, "35"))
    assert tax_lines(gb.make("JournalEntry", body)) == [("4", 19.5, 100)]


def test_the_gross_of_a_line_tells_its_tax(gb: Client) -> None:
    taxed = side("Debit", 83.33, "7", **STANDARD, TaxInclusiveAmt=100)
    body = entry(taxed, side("Credit", 100, "35"), GlobalTaxCalculation="TaxInclusive")
    made = gb.make("JournalEntry", body)
    assert (made["Line"][0]["JournalEntryLineDetail"]["TaxAmount"], posted(gb)[TAX]) == (16.67, 1667)


def test_tax_lines_that_are_sent_override(gb: Client) -> None:
    detail = {"TxnTaxDetail": {"TaxLine": [by_hand("4", 18)]}}
    body = entry(side("Debit", 100, "7", **STANDARD), side("Credit", 118, "35"), **detail)
    gb.make("JournalEntry", body)
    assert posted(gb)[TAX] == 1800
    unused = {"TxnTaxDetail": {"TaxLine": [by_hand("1", 18)]}}
    assert gb.fault("journalentry", {**body, **unused})["code"] == "6000"


def test_a_reverse_charge_balances_by_itself(gb: Client) -> None:
    ref = {"TaxCodeRef": code(gb, "20.0% RC SG")}
    made = gb.make("JournalEntry", entry(side("Debit", 100, "7", **ref), side("Credit", 100, "35")))
    assert [line[1] for line in tax_lines(made)] == [20, -20]
    assert TAX not in posted(gb)


def test_lines_without_a_code_need_none(gb: Client) -> None:
    made = gb.make("JournalEntry", entry(side("Debit", 100, "7"), side("Credit", 100, "35")))
    assert (made["TxnTaxDetail"], "GlobalTaxCalculation" in made) == ({}, False)


def test_out_of_scope_codes_bring_no_tax(gb: Client) -> None:
    lines = (side("Debit", 100, "7", **STANDARD), side("Credit", 100, "35"))
    made = gb.make("JournalEntry", entry(*lines, GlobalTaxCalculation="NotApplicable"))
    assert made["TxnTaxDetail"] == {}
    detail = {"TxnTaxDetail": {"TaxLine": [by_hand("4", 18)]}}
    assert gb.fault("journalentry", entry(*lines, GlobalTaxCalculation="NotApplicable", **detail))["code"] == "6170"


@pytest.mark.parametrize(("ref", "fault"), [("99", "2500"), ("10", "610")], ids=["unknown", "inactive"])
def test_a_code_must_be_there_and_active(gb: Client, ref: str, fault: str) -> None:
    body = entry(side("Debit", 100, "7", TaxCodeRef={"value": ref}), side("Credit", 100, "35"))
    assert gb.fault("journalentry", body)["code"] == fault


def test_a_deposit_brings_the_tax_of_what_was_sold_or_given_back(gb: Client) -> None:
    made = gb.make("Deposit", deposit(direct(100, **STANDARD, TaxApplicableOn="Sales")))
    assert (made["TotalAmt"], posted(gb)[TAX]) == (120, -2000)
    back = gb.make("Deposit", deposit(direct(50, "7", **STANDARD, TaxApplicableOn="Purchase")))
    assert (back["TotalAmt"], tax_lines(back), posted(gb)[TAX]) == (60, [("4", -10, -50)], -3000)


def test_the_us_has_no_tax_on_lines_booked_by_hand(us: Client) -> None:
    def attempt(**detail: Any) -> Json:
        return entry(side("Debit", 100, "7", **detail), side("Credit", 100, "35"))

    assert us.make("JournalEntry", attempt(TaxCodeRef={"value": "TAX"}))["TxnTaxDetail"] == {}
    assert us.fault("journalentry", attempt(TaxCodeRef={"value": "2"}))["code"] == "6100"
    assert us.fault("journalentry", attempt(TaxAmount=5))["code"] == "6000"
    assert us.fault("journalentry", {**attempt(), "GlobalTaxCalculation": "TaxInclusive"})["code"] == "6000"
    assert us.fault("journalentry", {**attempt(), "TxnTaxDetail": {"TotalTax": 5}})["code"] == "6000"


def test_without_sales_tax_a_code_is_refused_on_lines_booked_by_hand(gb: Client) -> None:
    gb.control("preferences", {"TaxPrefs": {"UsingSalesTax": False}})
    body = entry(side("Debit", 100, "7", **STANDARD), side("Credit", 120, "35"))
    assert gb.fault("journalentry", body)["code"] == "6000"
