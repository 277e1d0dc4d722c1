"""Bills, purchases, transfers, deposits and journal entries in a foreign currency: the ledger is in the home one."""

import pytest

from tests.sandbox.buying import bill, deposit, direct, posted, purchase, spent, taken
from tests.sandbox.client import Client, Json, link, payment
from tests.sandbox.paying import bill_payment, fresh, side

EUR: Json = {"CurrencyRef": {"value": "EUR"}}
USD: Json = {"CurrencyRef": {"value": "USD"}}


@pytest.fixture
def abroad(us: Client) -> Client:
    """A company with a vendor in Lyon and a client in Paris."""
    us.control("preferences", {"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    us.make("CompanyCurrency", {"Code": "EUR"})
    return us


def lyon(client: Client) -> Json:
    """A foreign vendor, as a field of a bill."""
    return {"VendorRef": {"value": client.make("Vendor", {"DisplayName": "Lyon", **EUR})["Id"]}}


def paris(client: Client) -> str:
    """A foreign client."""
    identifier: str = client.make("Customer", {"DisplayName": "Paris", **EUR})["Id"]
    return identifier


def test_a_foreign_bill_stands_on_the_payable_account_of_its_currency(abroad: Client) -> None:
    vendor = lyon(abroad)
    made = abroad.make("Bill", {**bill(spent(100)), **vendor, **EUR, "ExchangeRate": 1.1})
    assert (made["TotalAmt"], made["HomeBalance"], made["APAccountRef"]["name"]) == (
        100,
        110,
        "Accounts Payable (A/P) - EUR",
    )
    assert posted(abroad) == {"Accounts Payable (A/P) - EUR": -11000, "Advertising": 11000}
    body = {**bill(spent(100)), **vendor, **EUR, "APAccountRef": {"value": "33"}}
    assert abroad.fault("bill", body)["code"] == "6430"
    paid = {**bill_payment(100, link(100, "Bill", made["Id"])), **vendor, **EUR, "ExchangeRate": 1.2}
    abroad.make("BillPayment", paid)
    assert fresh(abroad, "Bill", made)["Balance"] == 0
    assert posted(abroad) == {"Advertising": 11000, "Checking": -12000, "Exchange Gain or Loss": 1000}


def test_a_bill_must_be_in_its_vendors_currency(abroad: Client) -> None:
    foreign = {**bill(spent(100)), **lyon(abroad)}
    assert abroad.fault("bill", {**foreign, **USD})["code"] == "6000"
    assert abroad.fault("bill", foreign)["element"] == "CurrencyRef"
    assert abroad.make("Bill", bill(spent(100)))["CurrencyRef"]["value"] == "USD"


def test_a_foreign_purchase_is_posted_at_its_rate(abroad: Client) -> None:
    payee = {"EntityRef": lyon(abroad)["VendorRef"]}
    made = abroad.make("Purchase", {**purchase(spent(10.01), spent(0.01, "8")), **payee, **EUR, "ExchangeRate": 1.5})
    assert (made["TotalAmt"], made["ExchangeRate"]) == (10.02, 1.5)
    assert abroad.balance("Checking") == -1503


def test_a_transfer_between_currencies_has_a_rate(abroad: Client) -> None:
    bank = abroad.make("Account", {"Name": "Banque", "AccountType": "Bank", **EUR})["Id"]
    body = {"FromAccountRef": {"value": bank}, "ToAccountRef": {"value": "35"}, "Amount": 100}
    made = abroad.make("Transfer", {**body, **EUR, "ExchangeRate": 1.1})
    assert (made["Amount"], made["ExchangeRate"]) == (100, 1.1)
    assert posted(abroad) == {"Banque": -11000, "Checking": 11000}
    assert abroad.fault("transfer", body)["code"] == "6000"


def test_a_foreign_payment_leaves_undeposited_funds_at_the_rate_it_came_in_at(abroad: Client) -> None:
    paid = abroad.make("Payment", {**payment(100, customer=paris(abroad)), **EUR, "ExchangeRate": 1.1})
    made = abroad.make("Deposit", {**deposit(taken("Payment", paid), direct(10)), **EUR, "ExchangeRate": 1.2})
    assert (made["TotalAmt"], made["HomeTotalAmt"]) == (110, 132)
    assert posted(abroad) == {
        "Accounts Receivable (A/R) - EUR": -11000,
        "Checking": 13200,
        "Sales of Product Income": -1200,
        "Exchange Gain or Loss": -1000,
    }


def test_a_deposit_takes_only_what_is_in_its_currency(abroad: Client) -> None:
    paid = abroad.make("Payment", {**payment(100, customer=paris(abroad)), **EUR, "ExchangeRate": 1.1})
    assert abroad.fault("deposit", {**deposit(taken("Payment", paid)), **USD})["code"] == "6000"


def test_a_foreign_journal_entry_balances_in_both_currencies(abroad: Client) -> None:
    lines = [side("Debit", "7", 10.01), side("Debit", "8", 0.01), side("Credit", "35", 10.02)]
    made = abroad.make("JournalEntry", {"Line": lines, **EUR, "ExchangeRate": 1.5})
    assert (made["TotalAmt"], made["CurrencyRef"]["value"]) == (0, "EUR")
    assert sum(posted(abroad).values()) == 0


def test_whom_a_deposit_is_from_decides_its_currency(abroad: Client) -> None:
    line = direct(10, Entity={"value": paris(abroad), "type": "CUSTOMER"})
    made = abroad.make("Deposit", {**deposit(line), **USD, "ExchangeRate": 1.5})
    assert (made["CurrencyRef"]["value"], made["HomeTotalAmt"], posted(abroad)["Checking"]) == ("EUR", 15, 1500)
    both = deposit(line, direct(10, Entity={"value": "1", "type": "CUSTOMER"}))
    assert abroad.fault("deposit", both)["code"] == "6000"
