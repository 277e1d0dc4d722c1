"""Foreign currencies: switched on once, a rate for every transaction, and the ledger in the home currency."""

import pytest

from tests.sandbox.client import Client, Json, invoice, link, payment

EUR = {"value": "EUR"}


@pytest.fixture
def abroad(us: Client) -> Client:
    """A US company that bills in euros too, with a client in Paris (its id is ``us.paris``)."""
    us.control("preferences", {"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    us.make("CompanyCurrency", {"Code": "EUR"})
    return us


def paris(us: Client) -> str:
    made: Json = us.make("Customer", {"DisplayName": "Paris", "CurrencyRef": EUR})
    return str(made["Id"])


def test_without_multicurrency_a_foreign_currency_is_refused_and_the_home_one_is_shown(us: Client) -> None:
    assert us.fault("invoice", invoice(1, CurrencyRef=EUR))["code"] == "6000"
    made = us.make("Invoice", invoice(10))
    assert made["CurrencyRef"] == {"value": "USD", "name": "United States Dollar"}
    assert "ExchangeRate" not in made
    assert us.fault("companycurrency", {"Code": "EUR"})["code"] == "6000"


def test_multicurrency_cannot_be_switched_off_again(abroad: Client) -> None:
    prefs = abroad.get("preferences").json()["Preferences"]
    body = {"Id": "1", "SyncToken": prefs["SyncToken"], "CurrencyPrefs": {"MultiCurrencyEnabled": False}}
    assert abroad.fault("preferences", body)["code"] == "6000"


def test_a_transaction_that_names_no_currency_is_in_the_home_one(abroad: Client) -> None:
    made = abroad.make("Invoice", invoice(10))
    assert (made["CurrencyRef"]["value"], made["ExchangeRate"]) == ("USD", 1)
    assert abroad.fault("invoice", invoice(10, customer=paris(abroad)))["code"] == "6000"


def test_a_foreign_invoice_stands_in_the_ledger_at_its_rate(abroad: Client) -> None:
    made = abroad.make(
        "Invoice", invoice(100, customer=paris(abroad), CurrencyRef=EUR, ExchangeRate=1.1, TxnDate="2026-03-01")
    )
    assert (made["TotalAmt"], made["ExchangeRate"], made["HomeTotalAmt"]) == (100, 1.1, 110)
    assert (made["Balance"], made["HomeBalance"]) == (100, 110)
    assert abroad.balance("Accounts Receivable (A/R) - EUR") == 11000
    assert abroad.balance("Services") == -11000


def test_the_rate_entered_for_the_day_or_before_it_is_used_when_none_is_sent(abroad: Client) -> None:
    client = paris(abroad)
    for day, rate in (("2026-01-01", 1.2), ("2026-02-01", 1.3)):
        answer = abroad.post("exchangerate", {"SourceCurrencyCode": "EUR", "Rate": rate, "AsOfDate": day})
        assert answer.status_code == 200, answer.text
    rates = [
        abroad.make("Invoice", invoice(1, customer=client, CurrencyRef=EUR, TxnDate=day))["ExchangeRate"]
        for day in ("2025-12-31", "2026-01-31", "2026-02-01")
    ]
    assert rates == [1.08, 1.2, 1.3]
    shown = abroad.get("exchangerate", sourcecurrencycode="EUR", asofdate="2026-01-15").json()["ExchangeRate"]
    assert (shown["Rate"], shown["TargetCurrencyCode"], shown["AsOfDate"]) == (1.2, "USD", "2026-01-15")


def test_a_client_keeps_its_currency_and_is_billed_in_no_other(abroad: Client) -> None:
    client = paris(abroad)
    own = abroad.read("Customer", client)
    changed = {"Id": client, "SyncToken": own["SyncToken"], "sparse": True, "CurrencyRef": {"value": "USD"}}
    assert abroad.fault("customer", changed)["code"] == "6000"
    assert abroad.fault("invoice", invoice(1, customer=client, CurrencyRef={"value": "USD"}))["code"] == "6000"
    assert abroad.fault("invoice", invoice(1, customer=client, CurrencyRef={"value": "GBP"}))["code"] == "2500"


def test_a_currency_is_listed_once_and_never_the_home_one(abroad: Client) -> None:
    assert abroad.fault("companycurrency", {"Code": "EUR"})["code"] == "6240"
    assert abroad.fault("companycurrency", {"Code": "USD"})["code"] == "6240"
    assert [one["Code"] for one in abroad.query("select * from CompanyCurrency")["CompanyCurrency"]] == ["EUR"]


def test_a_payment_at_another_rate_clears_the_invoice_at_its_own_and_books_the_gain(abroad: Client) -> None:
    client = paris(abroad)
    bill = abroad.make("Invoice", invoice(100, customer=client, CurrencyRef=EUR, ExchangeRate=1.1))
    body = payment(100, link(100, "Invoice", bill["Id"]), customer=client, CurrencyRef=EUR, ExchangeRate=1.25)
    abroad.make("Payment", body)
    assert abroad.balance("Accounts Receivable (A/R) - EUR") == 0
    assert abroad.balance("Undeposited Funds") == 12500
    assert abroad.balance("Exchange Gain or Loss") == -1500


def test_part_payments_leave_no_cent_of_rounding_on_a_paid_invoice(abroad: Client) -> None:
    client = paris(abroad)
    bill = abroad.make("Invoice", invoice(10, customer=client, CurrencyRef=EUR, ExchangeRate=1.1113))
    parts = [
        abroad.make(
            "Payment",
            payment(part, link(part, "Invoice", bill["Id"]), customer=client, CurrencyRef=EUR, ExchangeRate=1.1113),
        )
        for part in (3.33, 3.33, 3.34)
    ]
    assert abroad.balance("Accounts Receivable (A/R) - EUR") == 0
    first = {"Id": parts[0]["Id"], "SyncToken": "0"}
    abroad.post("payment", first, operation="delete")
    assert abroad.balance("Accounts Receivable (A/R) - EUR") == round(333 * 1.1113)


def test_a_credit_note_nets_inside_accounts_receivable_at_both_rates(abroad: Client) -> None:
    client = paris(abroad)
    bill = abroad.make("Invoice", invoice(100, customer=client, CurrencyRef=EUR, ExchangeRate=1.1))
    memo = abroad.make("CreditMemo", invoice(40, customer=client, CurrencyRef=EUR, ExchangeRate=1.2))
    lines = [link(40, "Invoice", bill["Id"]), link(40, "CreditMemo", memo["Id"])]
    abroad.make("Payment", payment(0, *lines, customer=client, CurrencyRef=EUR))
    assert abroad.balance("Accounts Receivable (A/R) - EUR") == 6600
    assert abroad.balance("Exchange Gain or Loss") == -400


def test_a_payment_that_names_an_invoice_twice_clears_it_once(abroad: Client) -> None:
    client = paris(abroad)
    bill = abroad.make("Invoice", invoice(100, customer=client, CurrencyRef=EUR, ExchangeRate=1.1))
    lines = [link(40, "Invoice", bill["Id"]), link(60, "Invoice", bill["Id"])]
    abroad.make("Payment", payment(100, *lines, customer=client, CurrencyRef=EUR, ExchangeRate=1.2))
    assert abroad.balance("Accounts Receivable (A/R) - EUR") == 0
    assert abroad.balance("Exchange Gain or Loss") == -1000


def test_what_is_receivable_in_euros_is_shown_in_euros_on_its_account(abroad: Client) -> None:
    abroad.make("Invoice", invoice(100, customer=paris(abroad), CurrencyRef=EUR, ExchangeRate=1.1))
    found = abroad.query("select * from Account where Name = 'Accounts Receivable (A/R) - EUR'")["Account"]
    assert (found[0]["CurrentBalance"], found[0]["CurrencyRef"]["value"]) == (100, "EUR")


def test_what_a_customer_or_a_vendor_owes_is_told_in_its_own_currency(abroad: Client) -> None:
    client = paris(abroad)
    matter = abroad.make("Customer", {"DisplayName": "0001", "ParentRef": {"value": client}, "CurrencyRef": EUR})
    made = abroad.make("Invoice", invoice(100, customer=client, CurrencyRef=EUR, ExchangeRate=1.1))
    abroad.make("Invoice", invoice(5, customer=matter["Id"], CurrencyRef=EUR, ExchangeRate=1.2))
    part = payment(40, link(40, "Invoice", made["Id"]), customer=client, CurrencyRef=EUR, ExchangeRate=1.3)
    abroad.make("Payment", part)
    shown = abroad.read("Customer", client)
    assert (shown["Balance"], shown["BalanceWithJobs"]) == (60, 65)
    vendor = abroad.make("Vendor", {"DisplayName": "Lyon", "CurrencyRef": EUR})
    line = {
        "Amount": 70,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "7"}},
    }
    body = {"VendorRef": {"value": vendor["Id"]}, "CurrencyRef": EUR, "ExchangeRate": 1.1, "Line": [line]}
    abroad.make("Bill", body)
    assert abroad.read("Vendor", vendor["Id"])["Balance"] == 70
    payable = abroad.query("select * from Account where Name = 'Accounts Payable (A/P) - EUR'")["Account"]
    assert payable[0]["CurrentBalance"] == -70
