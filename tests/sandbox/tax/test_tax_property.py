"""Random lines, codes and modes in every country: totals, tax lines, the ledger and the liability always agree."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matterbooks.sandbox.api import service
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds import build

COUNTRIES = ("US", "US automated", "AU", "NZ", "GB", "CA")
AMOUNTS = st.integers(1, 2_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Place:
    """A company, and the codes that lines of a sale and of a purchase may have there."""

    company: Company
    sales: tuple[str, ...]
    purchases: tuple[str, ...]

    def write(self, entity: str, body: Record) -> Record:
        """Make a record by the rules of the API."""
        return service.write(self.company, REGISTRY[entity], body, "", frozenset())


@cache
def place(name: str) -> Place:
    """One company for each country, used over and over: its books grow."""
    company = build("1", name[:2], "sample", lambda: datetime(2026, 3, 1, tzinfo=UTC))
    if name == "US automated":
        prefs = {"Id": "1", "SyncToken": "0", "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": True}}
        service.write(company, REGISTRY["Preferences"], prefs, "", frozenset(), by_hand=True)
    if name[:2] != "US":
        service.write(company, REGISTRY["Customer"], {"DisplayName": "Client"}, "", frozenset())
    codes = [one for one in company.store.all("TaxCode") if one.get("Active")]
    both = [one["Id"] for one in codes if listed(one, "Sales") or not listed(one, "Purchase")]
    bought = [one["Id"] for one in codes if listed(one, "Purchase") or not listed(one, "Sales")]
    us = ("TAX", "NON")
    return Place(company, us if name[:2] == "US" else tuple(both), us if name[:2] == "US" else tuple(bought))


def listed(code: Record, side: str) -> list[str]:
    """Rate ids of a code on one side."""
    return [one["TaxRateRef"]["value"] for one in code.get(f"{side}TaxRateList", {}).get("TaxRateDetail", [])]


def cents(amount: Decimal) -> Decimal:
    """`amount` at two decimals, halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@st.composite
def forms(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[list[tuple[Decimal, str]], str, bool]:
    """Lines of amount and code, a mode, and whether the gross of each line is sent."""
    lines = draw(st.lists(st.tuples(AMOUNTS, st.sampled_from(codes)), min_size=1, max_size=6))
    mode = draw(st.sampled_from(["TaxExcluded", "TaxInclusive", "NotApplicable"]))
    return lines, mode, draw(st.booleans())


def percent(company: Company, code: str, side: str) -> Decimal:
    """What a code adds up to."""
    record = company.store.get("TaxCode", code) or {}
    rates = [company.store.get("TaxRate", one) or {} for one in listed(record, side)]
    return sum((Decimal(rate["RateValue"]) for rate in rates), Decimal())


def body(there: Place, drawn: tuple[list[tuple[Decimal, str]], str, bool], side: str, header: Record) -> Record:
    """A form of one side."""
    lines, mode, with_gross = drawn
    is_us = there.company.country == "US"
    made = []
    for amount, code in lines:
        detail: dict[str, Any] = {"TaxCodeRef": {"value": code}}
        if with_gross and mode == "TaxInclusive":
            detail["TaxInclusiveAmt"] = amount + cents(amount * percent(there.company, code, side) / 100)
        kind = "SalesItemLineDetail" if side == "Sales" else "AccountBasedExpenseLineDetail"
        named = {"ItemRef": {"value": "1"}} if side == "Sales" else {"AccountRef": {"value": "7"}}
        made.append({"Amount": amount, "DetailType": kind, kind: {**named, **detail}})
    return {**header, "Line": made, **({} if is_us else {"GlobalTaxCalculation": mode})}


def moved(company: Company, entity: str, record: Record) -> Mapping[str, int]:
    """Cents by account of one transaction."""
    sums: dict[str, int] = defaultdict(int)
    entry = company.book.entry(entity, record["Id"])
    for posting in entry.postings if entry else ():
        sums[posting.account_id] += posting.cents
    assert sum(sums.values()) == 0
    return sums


def base(company: Company, lines: list[Record], rate: str, side: str) -> Decimal:
    """The net of the lines whose code has a rate."""
    bases = Decimal()
    for line in lines:
        code = company.store.get("TaxCode", line[line["DetailType"]]["TaxCodeRef"]["value"]) or {}
        bases += line["Amount"] if rate in listed(code, side) else 0
    return bases


def check(there: Place, entity: str, record: Record, side: str) -> None:
    """Total, tax lines, rates and the agencies' accounts agree."""
    company, sign = there.company, -1 if entity == "Invoice" else 1
    detail = record.get("TxnTaxDetail") or {"TotalTax": Decimal()}
    lines = [one for one in record["Line"] if "SubTotalLineDetail" not in one]
    assert record["TotalAmt"] == sum(one["Amount"] for one in lines) + detail["TotalTax"]
    taxes = detail.get("TaxLine", [])
    assert sum((one["Amount"] for one in taxes), Decimal()) == detail["TotalTax"]
    owed: dict[str, int] = defaultdict(int)
    for tax in taxes:
        given = tax["TaxLineDetail"]
        rate = company.store.get("TaxRate", given["TaxRateRef"]["value"]) or {}
        computed = cents(given["NetAmountTaxable"] * Decimal(rate["RateValue"]) / 100)
        slack = len(lines) * CENT if record.get("GlobalTaxCalculation") == "TaxInclusive" else Decimal()
        assert abs(tax["Amount"] - computed) <= slack
        if company.country != "US":
            assert given["NetAmountTaxable"] == base(company, lines, given["TaxRateRef"]["value"], side)
        agency = company.store.get("TaxAgency", rate["AgencyRef"]["value"]) or {}
        field = "TaxTrackedOnSalesAccountRef" if side == "Sales" else "TaxOnPurchasesAccountRef"
        owed[agency[field]["value"]] += int(tax["Amount"] * 100)
    sums = moved(company, entity, record)
    assert {one: sums[one] for one in owed} == {one: sign * amount for one, amount in owed.items()}


@pytest.mark.parametrize("name", COUNTRIES)
def test_sales_agree_with_their_rates_and_with_what_is_owed(name: str) -> None:
    there = place(name)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(forms(there.sales), st.sampled_from(["Invoice", "CreditMemo"]))
    def run(drawn: tuple[list[tuple[Decimal, str]], str, bool], entity: str) -> None:
        header: Record = {"CustomerRef": {"value": "1"}}
        if name == "US":
            header["TxnTaxDetail"] = {"TxnTaxCodeRef": {"value": "3"}}
        record = there.write(entity, body(there, drawn, "Sales", header))
        check(there, entity, record, "Sales")
        if name[:2] == "US":
            taxable = any(code == "TAX" for _, code in drawn[0])
            assert bool(record["TxnTaxDetail"].get("TaxLine")) == taxable

    run()


@pytest.mark.parametrize("name", COUNTRIES)
def test_purchases_agree_with_their_rates_and_with_what_is_reclaimed(name: str) -> None:
    there = place(name)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(forms(there.purchases))
    def run(drawn: tuple[list[tuple[Decimal, str]], str, bool]) -> None:
        header: Record = {"PaymentType": "Check", "AccountRef": {"value": "35"}}
        check(there, "Purchase", there.write("Purchase", body(there, drawn, "Purchase", header)), "Purchase")

    run()
