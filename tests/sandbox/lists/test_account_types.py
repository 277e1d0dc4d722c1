"""Accounts: every type with its sub types, which of them are singular, the tree, numbers, names and currencies."""

from importlib.resources import files

import msgspec
import pytest

from matterbooks.sandbox.entities.account_kind import SINGULAR
from matterbooks.sandbox.entities.account_types import TYPE_OF_SUB, TYPES
from tests.sandbox.bank.test_currencies import EUR, abroad, paris
from tests.sandbox.client import Client, Json, invoice, payment

__all__ = ["abroad"]

FACTS = {
    "Bank": (
        "Asset",
        "Checking Savings MoneyMarket CashOnHand TrustAccounts RentsHeldInTrust OtherEarmarkedBankAccounts",
    ),
    "Accounts Receivable": ("Asset", "AccountsReceivable"),
    "Other Current Asset": ("Asset", "EmployeeCashAdvances OtherCurrentAssets PrepaidExpenses Retainage LoansToOthers"),
    "Fixed Asset": ("Asset", "FurnitureAndFixtures Vehicles AccumulatedDepreciation"),
    "Other Asset": ("Asset", "Licenses SecurityDeposits OtherLongTermAssets"),
    "Accounts Payable": ("Liability", "AccountsPayable"),
    "Credit Card": ("Liability", "CreditCard"),
    "Other Current Liability": (
        "Liability",
        """OtherCurrentLiabilities TrustAccountsLiabilities RentsInTrustLiability DeferredRevenue LoanPayable
        LineOfCredit PayrollTaxPayable SalesTaxPayable GlobalTaxPayable GlobalTaxSuspense""",
    ),
    "Long Term Liability": ("Liability", "NotesPayable OtherLongTermLiabilities"),
    "Equity": ("Equity", "OwnersEquity PartnersEquity"),
    "Income": (
        "Revenue",
        "OtherPrimaryIncome ServiceFeeIncome SalesOfProductIncome DiscountsRefundsGiven UnappliedCashPaymentIncome",
    ),
    "Cost of Goods Sold": ("Expense", "CostOfLaborCos SuppliesMaterialsCogs"),
    "Expense": (
        "Expense",
        "Travel LegalProfessionalFees BankCharges OfficeGeneralAdministrativeExpenses UnappliedCashBillPaymentExpense",
    ),
    "Other Income": ("Revenue", "OtherInvestmentIncome InterestEarned OtherMiscellaneousIncome"),
    "Other Expense": ("Expense", "Depreciation PenaltiesSettlements"),
}
"""Classification and some sub types of each type, the default first where it is not singular."""


def account(kind: str, **fields: object) -> Json:
    return {"Name": "New", "AccountType": kind, **fields}


def below(parent: Json, name: str, **fields: object) -> Json:
    return {"Name": name, "SubAccount": True, "ParentRef": {"value": parent["Id"]}, **fields}


@pytest.mark.parametrize("kind", FACTS)
def test_each_type_has_its_classification_and_its_sub_types(us: Client, kind: str) -> None:
    classification, sub_types = FACTS[kind]
    for sub in sub_types.split():
        made = us.make("Account", {"Name": f"By {sub}", "AccountSubType": sub})
        assert (made["AccountType"], made["Classification"], made["AccountSubType"]) == (kind, classification, sub)


@pytest.mark.parametrize("kind", [kind for kind in FACTS if kind != "Equity"])
def test_a_type_alone_picks_its_default_sub_type(us: Client, kind: str) -> None:
    assert us.make("Account", account(kind))["AccountSubType"] == FACTS[kind][1].split()[0]


def test_every_sub_type_of_the_schema_belongs_to_one_type() -> None:
    listed = [sub for one in TYPES.values() for sub in one.sub_types]
    assert len(set(listed)) == len(listed)
    assert set(TYPE_OF_SUB) == set(_enumeration())
    assert set(TYPE_OF_SUB.values()) <= set(TYPES)


def _enumeration() -> list[str]:
    types = msgspec.json.decode(files("matterbooks.sandbox").joinpath("data/types.json").read_bytes())
    found: list[str] = types["enums"]["AccountSubTypeEnum"]
    return found


def test_a_sub_type_of_another_type_is_refused(us: Client) -> None:
    error = us.fault("account", account("Bank", AccountSubType="TrustAccountsLiabilities"))
    assert (error["code"], error["element"]) == ("6000", "AccountSubType")


def test_neither_type_nor_sub_type_is_6010_and_what_is_none_is_2170(us: Client) -> None:
    assert us.fault("account", {"Name": "New"})["code"] == "6010"
    assert us.fault("account", account("Non-Posting"))["code"] == "2170"
    assert us.fault("account", account("Purse"))["code"] == "2170"
    assert us.fault("account", account("Bank", AccountSubType="Purse"))["code"] == "2170"


def test_a_second_equity_account_without_a_sub_type_would_be_a_second_opening_balance(us: Client) -> None:
    error = us.fault("account", account("Equity"))
    assert error["code"] == "6000"
    assert error["Detail"].endswith("There can be only one account of singular detail type")
    assert us.make("Account", account("Equity", AccountSubType="OwnersEquity"))["Classification"] == "Equity"


@pytest.mark.parametrize("sub", sorted(SINGULAR))
def test_singular_accounts_are_one_and_stand_alone(us: Client, sub: str) -> None:
    kind = TYPE_OF_SUB[sub]
    us.post("account", {"Name": "First", "AccountSubType": sub})
    (single,) = us.query(f"select * from Account where AccountSubType = '{sub}'")["Account"]
    assert us.fault("account", {"Name": "Second", "AccountSubType": sub})["code"] == "6000"
    assert (
        us.fault("account", below(single, "Child", AccountType=kind, AccountSubType="OwnersEquity"))["code"] == "6000"
    )
    parent = us.make("Account", {"Name": "Parent", "AccountSubType": _plain(kind)})
    assert us.fault("account", {**single, "ParentRef": {"value": parent["Id"]}})["code"] == "6000"


def _plain(kind: str) -> str:
    return next(sub for sub in TYPES[kind].sub_types if sub not in SINGULAR)


def test_a_sub_account_has_the_type_of_its_parent_and_its_full_name(us: Client) -> None:
    parent = us.make("Account", account("Expense", Name="Matter Expenses"))
    child = us.make("Account", below(parent, "Filing", AccountType="Expense"))
    assert (child["FullyQualifiedName"], child["SubAccount"]) == ("Matter Expenses:Filing", True)
    assert us.fault("account", below(parent, "Till", AccountType="Bank"))["code"] == "6000"
    assert us.fault("account", {**parent, "AccountType": "Bank", "AccountSubType": "Checking"})["code"] == "6000"
    error = us.fault("account", account("Bank", ParentRef={"value": "9999"}))
    assert (error["code"], "Accounts element id 9999 not found" in error["Detail"]) == ("2500", True)


def test_a_family_has_five_levels_however_it_is_put_together(us: Client) -> None:
    place = us.make("Account", account("Expense", Name="L1"))
    for level in range(2, 6):
        place = us.make("Account", below(place, f"L{level}", AccountType="Expense"))
    assert place["FullyQualifiedName"] == "L1:L2:L3:L4:L5"
    assert us.fault("account", below(place, "L6", AccountType="Expense"))["code"] == "6180"
    top = us.make("Account", account("Expense", Name="L0"))
    first = us.query("select * from Account where FullyQualifiedName = 'L1'")["Account"][0]
    moved = {**first, "SubAccount": True, "ParentRef": {"value": top["Id"]}}
    assert us.fault("account", moved)["code"] == "6180"


def test_a_new_name_shows_in_the_full_names_below_and_on_old_lines(us: Client) -> None:
    parent = us.make("Account", account("Income", Name="Fees"))
    child = us.make("Account", below(parent, "Trials", AccountType="Income"))
    leaf = us.make("Account", below(child, "Appeals", AccountType="Income"))
    body = {"Name": "Appeals", "Type": "Service", "IncomeAccountRef": {"value": leaf["Id"]}}
    item = us.make("Item", body)
    assert item["IncomeAccountRef"]["name"] == "Fees:Trials:Appeals"
    us.make("Account", {**parent, "Name": "Counsel"})
    assert us.read("Account", leaf["Id"])["FullyQualifiedName"] == "Counsel:Trials:Appeals"
    assert us.read("Item", item["Id"])["IncomeAccountRef"]["name"] == "Counsel:Trials:Appeals"


def test_one_name_stands_below_two_parents_but_once_below_each(us: Client) -> None:
    first = us.make("Account", account("Expense", Name="A"))
    second = us.make("Account", account("Expense", Name="B"))
    for parent in (first, second):
        us.make("Account", below(parent, "Fuel", AccountType="Expense"))
    assert us.fault("account", below(first, "fuel", AccountType="Expense"))["code"] == "6240"


@pytest.mark.parametrize("name", ["a:b", 'the "A" account'])
def test_a_name_holds_neither_colon_nor_double_quote(us: Client, name: str) -> None:
    assert us.fault("account", account("Expense", Name=name))["element"] == "Name"


def test_names_and_descriptions_have_a_hundred_characters(us: Client) -> None:
    made = us.make("Account", account("Expense", Name="n" * 100, Description="d" * 100))
    assert (len(made["Name"]), len(made["Description"])) == (100, 100)
    assert us.fault("account", account("Expense", Name="m" * 101))["code"] == "2050"
    assert us.fault("account", account("Expense", Description="d" * 101))["code"] == "2050"


def test_a_number_has_seven_characters_in_the_us_twenty_in_australia_and_no_colon(us: Client, au: Client) -> None:
    assert us.make("Account", account("Expense", AcctNum="1234567"))["AcctNum"] == "1234567"
    assert us.fault("account", account("Income", AcctNum="12345678"))["code"] == "2050"
    assert au.make("Account", account("Expense", AcctNum="1" * 20))["AcctNum"] == "1" * 20
    assert au.fault("account", account("Income", AcctNum="1" * 21))["code"] == "2050"
    assert us.fault("account", account("Income", AcctNum="1:2"))["code"] == "6000"


def test_a_number_is_borne_by_one_active_account(us: Client) -> None:
    made = us.make("Account", account("Expense", AcctNum="6100"))
    assert us.fault("account", account("Income", AcctNum="6100"))["element"] == "AcctNum"
    us.make("Account", {**made, "Active": False})
    assert us.make("Account", account("Income", AcctNum="6100"))["AcctNum"] == "6100"


def test_an_account_is_made_inactive_and_never_deleted(us: Client) -> None:
    made = us.make("Account", account("Expense"))
    answer = us.post("account", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"
    gone = us.make("Account", {**made, "Active": False})
    assert (gone["Active"], gone["Name"], gone["FullyQualifiedName"]) == (False, "New (deleted)", "New (deleted)")
    assert us.make("Account", account("Expense"))["Name"] == "New"


def test_another_type_alone_brings_its_own_default(us: Client) -> None:
    made = us.make("Account", account("Expense"))
    change = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "Name": "New", "AccountType": "Other Expense"}
    after = us.make("Account", change)
    assert (after["AccountType"], after["AccountSubType"]) == ("Other Expense", "Depreciation")


def test_income_and_expense_accounts_show_no_balance(us: Client) -> None:
    us.make("Invoice", invoice(50))
    assert us.read("Account", "1")["CurrentBalance"] == 0
    assert us.read("Account", "84")["CurrentBalance"] == 50


def test_an_opening_balance_is_refused_and_not_swallowed(us: Client) -> None:
    assert us.fault("account", account("Bank", OpeningBalance=5))["code"] == "5030"


def test_a_foreign_account_keeps_its_currency_and_shows_it(abroad: Client) -> None:
    body = account("Bank", Name="Paris", CurrencyRef=EUR)
    made = abroad.make("Account", body)
    assert made["CurrencyRef"] == {"value": "EUR", "name": "Euro"}
    dollars = {"value": "USD"}
    assert abroad.fault("account", {**made, "CurrencyRef": dollars})["code"] == "6000"
    place = {"DepositToAccountRef": {"value": made["Id"]}, "CurrencyRef": EUR, "ExchangeRate": 1.1}
    abroad.make("Payment", payment(100, customer=paris(abroad), **place))
    after = abroad.read("Account", made["Id"])
    assert (after["CurrentBalance"], after["CurrentBalanceWithSubAccounts"]) == (100, 100)
    assert abroad.balance("Paris") == 11_000


def test_receivables_and_payables_have_an_account_for_each_currency(abroad: Client) -> None:
    abroad.make("Invoice", invoice(100, customer=paris(abroad), CurrencyRef=EUR))
    abroad.make("Vendor", {"DisplayName": "Lyon", "CurrencyRef": EUR})
    names = {
        one["Name"]: one["CurrencyRef"]["value"]
        for kind in ("Accounts Receivable", "Accounts Payable")
        for one in abroad.query(f"select * from Account where AccountType = '{kind}'")["Account"]
    }
    assert names["Accounts Receivable (A/R) - EUR"] == "EUR"
    assert names["Accounts Receivable (A/R)"] == "USD"
    assert names["Accounts Payable (A/P) - EUR"] == "EUR"


@pytest.mark.parametrize(
    ("sub", "kind", "classification"),
    [
        ("UndepositedFunds", "Other Current Asset", "Asset"),
        ("OpeningBalanceEquity", "Equity", "Equity"),
        ("RetainedEarnings", "Equity", "Equity"),
        ("ExchangeGainOrLoss", "Other Expense", "Expense"),
    ],
)
def test_the_singular_accounts_of_a_company_have_their_type(
    us: Client, sub: str, kind: str, classification: str
) -> None:
    (one,) = us.query(f"select * from Account where AccountSubType = '{sub}'")["Account"]
    assert (one["AccountType"], one["Classification"]) == (kind, classification)


def test_the_schema_has_298_sub_types() -> None:
    assert len(_enumeration()) == 298
