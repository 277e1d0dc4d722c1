"""Purchase tax outside the US on bills, vendor credits and purchases; none in the US."""

from typing import Any

import pytest

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.buying import bill, bought, posted, purchase, spent, stock
from tests.sandbox.client import Client, Json, link
from tests.sandbox.paying import bill_payment, fresh

GST: Json = {"TaxCodeRef": {"value": "1"}}
FREE: Json = {"TaxCodeRef": {"value": "2"}}
EXCLUDED: Json = {"TaxCodeRef": {"value": "3"}}
TAX = "GST Liabilities Payable"


@pytest.fixture(autouse=True)
def vendor(au: Client) -> Json:
    """The Australian company's supplier."""
    made = au.make("Vendor", {"DisplayName": "Supplier"})
    return {"VendorRef": {"value": made["Id"]}}


def test_tax_is_added_to_net_amounts_and_reclaimed(au: Client, vendor: Json) -> None:
    made = au.make("Bill", {**bill(spent(100, **GST), spent(50, "8", **FREE)), **vendor})
    assert (made["GlobalTaxCalculation"], made["TotalAmt"], made["Balance"]) == ("TaxExcluded", 160, 160)
    assert made["TxnTaxDetail"]["TotalTax"] == 10
    assert posted(au) == {"Accounts Payable (A/P)": -16000, "Advertising": 10000, "Automobile": 5000, TAX: 1000}
    credit = au.make("VendorCredit", {**bill(spent(100, **GST)), **vendor})
    assert (credit["TotalAmt"], posted(au).get(TAX, 0)) == (110, 0)


def test_amounts_sent_with_their_gross_stay_net(au: Client, vendor: Json) -> None:
    line = spent(90.91, **GST, TaxInclusiveAmt=100)
    made = au.make("Bill", {**bill(line, GlobalTaxCalculation="TaxInclusive"), **vendor})
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (100, 9.09)
    assert made["Line"][0]["AccountBasedExpenseLineDetail"]["TaxInclusiveAmt"] == 100


@pytest.mark.parametrize("kind", ["Bill", "VendorCredit", "Purchase"])
def test_a_line_may_state_its_tax_itself(au: Client, vendor: Json, kind: str) -> None:
    lines = spent(100, **GST, TaxAmount=9.5), spent(10, "8", **GST)
    body = purchase(*lines) if kind == "Purchase" else {**bill(*lines), **vendor}
    made = au.make(kind, body)
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (10.5, 120.5)
    assert "TaxAmount" not in made["Line"][0]["AccountBasedExpenseLineDetail"]
    again = au.make(kind, made)
    assert (again["TxnTaxDetail"]["TotalTax"], again["TotalAmt"]) == (10.5, 120.5)


def test_in_the_us_no_tax_is_stated_on_what_is_bought(us: Client) -> None:
    assert us.fault("bill", bill(spent(100, TaxAmount=1)))["code"] == "6000"
    assert us.make("Bill", bill(spent(100, TaxAmount=0)))["TotalAmt"] == 100


def test_out_of_scope_there_is_no_tax(au: Client, vendor: Json) -> None:
    made = au.make("Bill", {**bill(spent(100), GlobalTaxCalculation="NotApplicable"), **vendor})
    assert (made["TotalAmt"], made["GlobalTaxCalculation"]) == (100, "NotApplicable")
    body = {**bill(spent(100), GlobalTaxCalculation="NotApplicable"), **vendor, "TxnTaxDetail": {"TotalTax": 5}}
    assert au.fault("bill", body)["code"] == "6170"


def test_tax_lines_that_are_sent_override(au: Client, vendor: Json) -> None:
    made = au.make("Bill", {**bill(spent(100, **GST)), **vendor})
    detail = made["TxnTaxDetail"]
    detail["TaxLine"][0]["Amount"] = 9.5
    changed = au.make("Bill", {**made, "TxnTaxDetail": detail})
    assert (changed["TotalAmt"], posted(au)[TAX]) == (109.5, 950)


@pytest.mark.parametrize("kind", ["Bill", "VendorCredit", "Purchase"])
def test_every_line_needs_a_code(au: Client, vendor: Json, kind: str) -> None:
    body = purchase(spent(5)) if kind == "Purchase" else {**bill(spent(5)), **vendor}
    assert au.fault(kind.lower(), body)["code"] == "6000"


def test_a_cheque_and_a_card_refund_carry_tax(au: Client) -> None:
    made = au.make("Purchase", purchase(spent(100, **GST)))
    assert (made["TotalAmt"], posted(au)) == (110, {"Checking": -11000, "Advertising": 10000, TAX: 1000})
    body = purchase(bought(100, stock(au), **GST), kind="CreditCard", account="42", Credit=True)
    back = au.make("Purchase", {**body, "GlobalTaxCalculation": "TaxInclusive"})
    assert back["Line"][0]["ItemBasedExpenseLineDetail"]["TaxInclusiveAmt"] == 110
    assert (back["TotalAmt"], au.balance("Visa"), au.balance(TAX)) == (110, 11000, 0)


def test_a_trust_payment_bears_a_code_that_is_excluded(au: Client) -> None:
    made = au.make("Purchase", purchase(spent(100, "94", **EXCLUDED), account="93"))
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (100, 0)


def test_a_taxed_bill_is_paid_whole(au: Client, vendor: Json) -> None:
    made = au.make("Bill", {**bill(spent(100, **GST)), **vendor})
    au.make("BillPayment", {**bill_payment(110, link(110, "Bill", made["Id"])), **vendor})
    assert (fresh(au, "Bill", made)["Balance"], au.balance("Accounts Payable (A/P)")) == (0, 0)


@pytest.mark.parametrize(("country", "tax"), [("NZ", 15), ("GB", 20), ("CA", 5)])
def test_each_country_has_its_own_rate(country: str, tax: int) -> None:
    with Sandbox(country=country) as running, Client(running) as client:
        made = client.make("Purchase", purchase(spent(100, TaxCodeRef={"value": "1"})))
        assert made["TxnTaxDetail"]["TotalTax"] == tax


def test_the_us_has_no_tax_on_purchases(us: Client) -> None:
    made = us.make("Bill", bill(spent(100, TaxCodeRef={"value": "TAX"})))
    assert (made["TotalAmt"], "TxnTaxDetail" in made, "GlobalTaxCalculation" in made) == (100, False, False)
    assert us.fault("bill", bill(spent(100, TaxCodeRef={"value": "2"})))["code"] == "6100"
    extras: list[dict[str, Any]] = [{"GlobalTaxCalculation": "TaxInclusive"}, {"TxnTaxDetail": {"TotalTax": 5}}]
    for extra in extras:
        assert us.fault("bill", {**bill(spent(100)), **extra})["code"] == "6000"
