"""Outside the US: amounts with and without tax, rounding, tax lines that are sent, and what an update makes of them."""

import pytest

from tests.sandbox.buying import posted
from tests.sandbox.client import Client, Json, sale
from tests.sandbox.taxing import by_hand, sold, tax_lines

GST, FREE = {"value": "1"}, {"value": "2"}
LIABILITY = "GST Liabilities Payable"


@pytest.fixture(autouse=True)
def client_of_the_firm(au: Client) -> None:
    """The Australian company's customer 1."""
    au.make("Customer", {"DisplayName": "Client"})


def inclusive(*lines: tuple[object, object]) -> Json:
    """An invoice with a net and a gross amount for each line."""
    made = [sale(net, TaxCodeRef=GST, TaxInclusiveAmt=gross) for net, gross in lines]
    return {"CustomerRef": {"value": "1"}, "Line": made, "GlobalTaxCalculation": "TaxInclusive"}


def test_tax_is_rounded_once_for_all_lines_of_a_rate(au: Client) -> None:
    made = au.make("Invoice", sold(*[(0.04, GST)] * 4))
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (0.02, 0.18)


def test_amounts_are_net_even_if_tax_is_inclusive(au: Client) -> None:
    made = au.make("Invoice", sold((100, GST), GlobalTaxCalculation="TaxInclusive"))
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (110, 10)
    assert made["Line"][0]["SalesItemLineDetail"]["TaxInclusiveAmt"] == 110


def test_the_gross_of_each_line_is_kept_to_the_cent(au: Client) -> None:
    made = au.make("Invoice", inclusive((9.09, 10), (9.09, 10), (9.1, 10)))
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (30, 2.72)
    assert au.balance(LIABILITY) == -272


def test_a_gross_that_is_not_the_nets_governs(au: Client) -> None:
    made = au.make("Invoice", inclusive((50, 110)))
    assert (made["Line"][0]["Amount"], made["TotalAmt"], tax_lines(made)) == (100, 110, [("1", 10, 100)])


def test_a_tax_line_overrides_its_rate_and_others_are_computed(au: Client) -> None:
    detail = {"TaxLine": [by_hand("1", 9.5, PercentBased=False, NetAmountTaxable=100)]}
    made = au.make("Invoice", sold((100, GST), (50, FREE), TxnTaxDetail=detail))
    assert (tax_lines(made), made["TotalAmt"]) == ([("1", 9.5, 100), ("2", 0, 50)], 159.5)
    assert au.balance(LIABILITY) == -950


def test_tax_lines_override_where_the_gross_is_sent_too(au: Client) -> None:
    body = {**inclusive((90, 100)), "TxnTaxDetail": {"TaxLine": [by_hand("1", 10)]}}
    made = au.make("Invoice", body)
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"], made["Line"][0]["Amount"]) == (100, 10, 90)


def test_a_total_without_tax_lines_does_not_override(au: Client) -> None:
    made = au.make("Invoice", sold((100, GST), TxnTaxDetail={"TotalTax": 5}))
    assert made["TxnTaxDetail"]["TotalTax"] == 10


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (by_hand("3", 5), "6000"),
        (by_hand("99", 5), "2500"),
        ({"Amount": 5, "DetailType": "TaxLineDetail", "TaxLineDetail": {"PercentBased": False}}, "2020"),
        ({"DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": GST}}, "2020"),
    ],
    ids=["a rate no line has", "a rate that is not there", "no rate", "no amount"],
)
def test_a_tax_line_must_name_a_rate_of_the_form_and_an_amount(au: Client, line: Json, fault: str) -> None:
    assert au.fault("invoice", sold((100, GST), TxnTaxDetail={"TaxLine": [line]}))["code"] == fault


def test_the_old_tax_overrides_when_it_is_sent_back_with_changed_amounts(au: Client) -> None:
    made = au.make("Invoice", sold((100, GST)))
    made["Line"][0]["Amount"] = 200
    trapped = au.make("Invoice", made)
    assert (trapped["TotalAmt"], au.balance(LIABILITY)) == (210, -1000)
    del trapped["TxnTaxDetail"]
    mended = au.make("Invoice", trapped)
    assert (mended["TotalAmt"], au.balance(LIABILITY)) == (220, -2000)


def test_a_sparse_update_computes_tax_again(au: Client) -> None:
    made = au.make("Invoice", sold((100, GST)))
    body = {"Id": made["Id"], "SyncToken": made["SyncToken"], "sparse": True, "Line": [sale(200, TaxCodeRef=GST)]}
    assert au.make("Invoice", {**body, "CustomerRef": {"value": "1"}})["TotalAmt"] == 220


@pytest.mark.parametrize("detail", [{"TotalTax": 5}, {"TaxLine": [by_hand("1", 5)]}], ids=["total", "line"])
def test_out_of_scope_no_tax_may_be_sent(au: Client, detail: Json) -> None:
    body = sold((100, GST), GlobalTaxCalculation="NotApplicable", TxnTaxDetail=detail)
    assert au.fault("invoice", body)["code"] == "6170"


def test_out_of_scope_what_was_answered_can_be_sent_back(au: Client) -> None:
    made = au.make("Invoice", sold((100, GST), GlobalTaxCalculation="NotApplicable"))
    assert (made["TotalAmt"], made["TxnTaxDetail"]) == (100, {"TotalTax": 0})
    assert au.make("Invoice", made)["TotalAmt"] == 100


def test_another_word_for_the_mode_is_refused(au: Client) -> None:
    assert au.fault("invoice", sold((100, GST), GlobalTaxCalculation="TaxIncluded"))["code"] == "2170"


@pytest.mark.parametrize(("after", "tax", "mode"), [(False, 10, ""), (True, 9, ""), (True, 9, "TaxInclusive")])
def test_a_discount_lowers_tax_where_it_comes_first(au: Client, after: bool, tax: float, mode: str) -> None:
    off = {"DetailType": "DiscountLineDetail", "Amount": 20, "DiscountLineDetail": {"PercentBased": False}}
    body = sold(
        (100, GST), (100, FREE), ApplyTaxAfterDiscount=after, **({"GlobalTaxCalculation": mode} if mode else {})
    )
    body["Line"].append(off)
    made = au.make("Invoice", body)
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (tax, 180 + tax)


@pytest.mark.parametrize(("entity", "sign"), [("SalesReceipt", 1), ("RefundReceipt", -1)])
def test_a_sale_for_cash_posts_its_account_income_and_tax(au: Client, entity: str, sign: int) -> None:
    au.make(entity, sold((100, GST), (50, FREE), DepositToAccountRef={"value": "35"}))
    assert posted(au) == {"Checking": sign * 16000, "Services": sign * -15000, LIABILITY: sign * -1000}


@pytest.mark.parametrize(("entity", "sign"), [("Invoice", 1), ("CreditMemo", -1)])
def test_a_sale_posts_receivable_income_discount_and_tax(au: Client, entity: str, sign: int) -> None:
    off = {"DetailType": "DiscountLineDetail", "Amount": 20, "DiscountLineDetail": {"PercentBased": False}}
    body = sold((100, GST), (50, FREE))
    body["Line"].append(off)
    au.make(entity, body)
    assert posted(au) == {
        "Accounts Receivable (A/R)": sign * 14000,
        "Services": sign * -15000,
        "Discounts given": sign * 2000,
        LIABILITY: sign * -1000,
    }


def test_outside_the_us_a_form_has_no_code_of_its_own(au: Client) -> None:
    assert "TxnTaxCodeRef" not in au.make("Invoice", sold((100, GST)))["TxnTaxDetail"]
