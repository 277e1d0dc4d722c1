"""Real tax codes outside the US: what each country has, and what its codes do to a sale and to a purchase."""

from collections.abc import Iterator

import pytest

from tests.sandbox.buying import posted, purchase, spent
from tests.sandbox.client import Client, Json
from tests.sandbox.taxing import code, company, sold, tax_lines


@pytest.fixture
def gb() -> Iterator[Client]:
    """A British company."""
    with company("GB") as client:
        yield client


@pytest.fixture
def ca() -> Iterator[Client]:
    """A Canadian company."""
    with company("CA") as client:
        yield client


@pytest.mark.parametrize(
    ("country", "name", "percent"),
    [
        ("AU", "GST", 10),
        ("AU", "GST free", 0),
        ("AU", "BAS Excluded", 0),
        ("AU", "Input taxed", 0),
        ("NZ", "15% GST", 15),
        ("NZ", "Zero rated", 0),
        ("NZ", "Exempt", 0),
        ("NZ", "No GST", 0),
        ("GB", "20.0% S", 20),
        ("GB", "5.0% R", 5),
        ("GB", "0.0% Z", 0),
        ("GB", "Exempt", 0),
        ("GB", "No VAT", 0),
        ("CA", "GST", 5),
        ("CA", "HST ON", 13),
        ("CA", "HST NS 2025", 14),
        ("CA", "HST NB 2016", 15),
        ("CA", "GST/PST BC", 12),
        ("CA", "GST/PST SK", 11),
        ("CA", "GST/PST MB", 12),
        ("CA", "GST/QST QC - 9.975", 14.98),
        ("CA", "Zero-rated", 0),
        ("CA", "Exempt", 0),
        ("CA", "Out of Scope", 0),
    ],
)
def test_a_code_adds_up_its_rates_on_sales_and_on_purchases(country: str, name: str, percent: float) -> None:
    with company(country) as client:
        ref = code(client, name)
        assert client.make("Invoice", sold((100, ref)))["TxnTaxDetail"]["TotalTax"] == percent
        bought = client.make("Purchase", purchase(spent(100, TaxCodeRef=ref)))
        assert (bought["TxnTaxDetail"]["TotalTax"], bought["TotalAmt"]) == (percent, 100 + percent)


def test_two_taxes_in_one_code_go_to_two_agencies(ca: Client) -> None:
    made = ca.make("Invoice", sold((100, code(ca, "GST/PST BC")), (50, code(ca, "GST"))))
    assert [line[1:] for line in tax_lines(made)] == [(7.5, 150), (7, 100)]
    assert (ca.balance("GST/HST Payable"), ca.balance("PST Payable (BC)")) == (-750, -700)
    ca.make("Invoice", sold((100, code(ca, "GST/QST QC - 9.975"))))
    assert ca.balance("QST Payable") == -998


def test_provincial_tax_on_a_purchase_is_an_expense(ca: Client) -> None:
    ca.make("Purchase", purchase(spent(100, TaxCodeRef=code(ca, "GST/PST BC"))))
    assert posted(ca) == {"Chequing": -11200, "Advertising": 10000, "GST/HST Payable": 500, "PST Expense (BC)": 700}


def test_a_reverse_charge_is_owed_and_reclaimed_at_once(gb: Client) -> None:
    ref = code(gb, "20.0% RC SG")
    made = gb.make("Purchase", purchase(spent(100, TaxCodeRef=ref)))
    assert [line[1] for line in tax_lines(made)] == [20, -20]
    assert (made["TotalAmt"], gb.balance("VAT Control")) == (100, 0)
    inclusive = purchase(spent(100, TaxCodeRef=ref, TaxInclusiveAmt=100), GlobalTaxCalculation="TaxInclusive")
    assert [line[1] for line in tax_lines(gb.make("Purchase", inclusive))] == [20, -20]
    assert gb.make("Invoice", sold((100, ref)))["TotalAmt"] == 100


def test_the_codes_for_the_european_community_are_inactive(gb: Client) -> None:
    every = gb.query("select * from TaxCode where Active in (true, false)")["TaxCode"]
    gone = {one["Name"]: one["Id"] for one in every if not one["Active"]}
    assert set(gone) == {"20.0% ECG", "20.0% ECS", "0.0% ECG", "0.0% ECS"}
    assert not {one["Name"] for one in gb.query("select * from TaxCode")["TaxCode"]} & set(gone)
    assert gb.fault("invoice", sold((100, {"value": gone["20.0% ECG"]})))["code"] == "610"


def test_zero_rated_tax_is_told_with_its_base_and_out_of_scope_is_not(au: Client) -> None:
    au.make("Customer", {"DisplayName": "Client"})
    made = au.make("Invoice", sold((100, code(au, "GST free")), (50, code(au, "BAS Excluded"))))
    assert [line[1:] for line in tax_lines(made)] == [(0, 100)]
    assert au.make("Invoice", sold((50, code(au, "BAS Excluded"))))["TxnTaxDetail"] == {"TotalTax": 0}


def test_a_code_of_purchases_alone_taxes_no_sale(au: Client) -> None:
    au.make("Customer", {"DisplayName": "Client"})
    fault = au.fault("invoice", sold((100, code(au, "GST on capital"))))
    assert fault["Detail"].startswith("Business Validation Error: We're sorry, QuickBooks encountered an error while")
    assert au.make("Purchase", purchase(spent(100, TaxCodeRef=code(au, "GST on capital"))))["TotalAmt"] == 110


@pytest.mark.parametrize(
    ("country", "sale", "bill"),
    [
        ("CA", "Make sure all your transactions have a GST/HST rate before you save.", None),
        ("GB", "Make sure all your transactions have a VAT rate before you save.", "All items need a tax rate."),
        ("AU", "Make sure all your transactions have a GST rate before you save.", "All items need a tax rate."),
        ("NZ", "Make sure all your transactions have a GST rate before you save.", "All items need a tax rate."),
    ],
)
def test_a_line_without_a_code_is_refused_in_the_countrys_own_words(country: str, sale: str, bill: str | None) -> None:
    with company(country) as client:
        assert client.fault("invoice", sold((100, None)))["Detail"] == f"Business Validation Error: {sale}"
        detail: str = client.fault("purchase", purchase(spent(100)))["Detail"]
        assert detail.startswith(f"Business Validation Error: {bill or sale}")


@pytest.mark.parametrize("country", ["AU", "NZ", "GB", "CA"])
def test_codes_point_at_rates_that_are_there_and_rates_at_agencies(country: str) -> None:
    with company(country) as client:
        every = client.query("select * from TaxCode where Active in (true, false)")["TaxCode"]
        rates = {one["Id"]: one for one in client.query("select * from TaxRate")["TaxRate"]}
        agencies = {one["Id"] for one in client.query("select * from TaxAgency")["TaxAgency"]}
        assert {one["AgencyRef"]["value"] for one in rates.values()} == agencies
        assert used(every, "Sales") | used(every, "Purchase") == set(rates)
        assert not used(every, "Sales") & used(every, "Purchase")
        suspense = client.query("select * from Account where AccountSubType = 'GlobalTaxSuspense'")["Account"]
        assert len(suspense) == 1


def used(codes: list[Json], side: str) -> set[str]:
    """The rates that any code has on one side."""
    lists = [one[f"{side}TaxRateList"]["TaxRateDetail"] for one in codes]
    return {detail["TaxRateRef"]["value"] for details in lists for detail in details}


def test_without_sales_tax_lines_have_no_code_and_no_tax(au: Client) -> None:
    au.make("Customer", {"DisplayName": "Client"})
    au.control("preferences", {"TaxPrefs": {"UsingSalesTax": False}})
    made = au.make("Invoice", sold((100, None)))
    assert (made["TotalAmt"], made["GlobalTaxCalculation"]) == (100, "NotApplicable")
    assert au.fault("invoice", sold((100, {"value": "1"})))["code"] == "6000"
