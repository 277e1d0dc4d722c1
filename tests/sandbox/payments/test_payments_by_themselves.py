"""What QuickBooks applies by itself, where the company's preferences say so."""

import pytest

from tests.sandbox.client import Client, invoice, link, payment
from tests.sandbox.paying import deleted, fresh

NOTE = "Created by QB Online to link credits to charges."


@pytest.fixture
def credits_apply(us: Client) -> Client:
    """A company that applies credits by itself."""
    return _preferring(us, "AutoApplyCredit")


@pytest.fixture
def payments_apply(us: Client) -> Client:
    """A company that applies payments by itself."""
    return _preferring(us, "AutoApplyPayments")


def _preferring(client: Client, name: str) -> Client:
    prefs = client.get("preferences").json()["Preferences"]
    body = {"Id": prefs["Id"], "SyncToken": prefs["SyncToken"], "sparse": True, "SalesFormsPrefs": {name: True}}
    assert client.post("preferences", body).status_code == 200
    return client


def test_without_the_preferences_nothing_is_applied(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(100)), us.make("CreditMemo", invoice(40))
    paid = us.make("Payment", {"CustomerRef": {"value": "1"}, "TotalAmt": 5})
    assert (fresh(us, "Invoice", made)["Balance"], credit["RemainingCredit"], paid["UnappliedAmt"]) == (100, 40, 5)


def test_a_new_credit_memo_goes_to_the_oldest_open_invoices(credits_apply: Client) -> None:
    us = credits_apply
    late = us.make("Invoice", invoice(100, TxnDate="2026-03-01"))
    early = us.make("Invoice", invoice(30, TxnDate="2026-01-01"))
    stranger = us.make("Invoice", invoice(10, customer="58", TxnDate="2025-01-01"))
    credit = us.make("CreditMemo", invoice(50, TxnDate="2026-04-01"))
    assert (credit["Balance"], credit["RemainingCredit"]) == (0, 0)
    assert [fresh(us, "Invoice", one)["Balance"] for one in (early, late, stranger)] == [0, 80, 10]
    (made,) = us.query("select * from Payment")["Payment"]
    assert (made["TotalAmt"], made["UnappliedAmt"], made["PrivateNote"], made["TxnDate"]) == (0, 0, NOTE, "2026-04-01")
    assert credit["LinkedTxn"] == [{"TxnId": made["Id"], "TxnType": "Payment"}]
    assert us.balance("Accounts Receivable (A/R)") == 9000


def test_a_new_invoice_takes_open_credit_memos(credits_apply: Client) -> None:
    us = credits_apply
    first, second = us.make("CreditMemo", invoice(30)), us.make("CreditMemo", invoice(30))
    made = us.make("Invoice", invoice(40))
    assert made["Balance"] == 0
    assert [fresh(us, "CreditMemo", one)["Balance"] for one in (first, second)] == [0, 20]


def test_the_payment_that_quickbooks_made_can_be_deleted_as_any(credits_apply: Client) -> None:
    us = credits_apply
    credit, made = us.make("CreditMemo", invoice(30)), us.make("Invoice", invoice(40))
    (linking,) = us.query("select * from Payment")["Payment"]
    deleted(us, "Payment", linking)
    assert (fresh(us, "Invoice", made)["Balance"], fresh(us, "CreditMemo", credit)["Balance"]) == (40, 30)


def test_a_new_payment_without_lines_goes_to_the_oldest_open_invoices(payments_apply: Client) -> None:
    us = payments_apply
    late = us.make("Invoice", invoice(100, TxnDate="2026-03-01"))
    early = us.make("Invoice", invoice(30, TxnDate="2026-01-01"))
    paid = us.make("Payment", {"CustomerRef": {"value": "1"}, "TotalAmt": 50})
    assert (paid["UnappliedAmt"], [line["Amount"] for line in paid["Line"]]) == (0, [30, 20])
    assert [fresh(us, "Invoice", one)["Balance"] for one in (early, late)] == [0, 80]


def test_a_payment_with_lines_is_applied_as_they_say(payments_apply: Client) -> None:
    us = payments_apply
    made, other = us.make("Invoice", invoice(30)), us.make("Invoice", invoice(30))
    paid = us.make("Payment", payment(50, link(30, "Invoice", other["Id"])))
    assert (paid["UnappliedAmt"], fresh(us, "Invoice", made)["Balance"]) == (20, 30)


def test_a_new_invoice_takes_what_payments_have_left(payments_apply: Client) -> None:
    us = payments_apply
    paid = us.make("Payment", {"CustomerRef": {"value": "1"}, "TotalAmt": 50})
    made = us.make("Invoice", invoice(70))
    assert (made["Balance"], made["LinkedTxn"]) == (20, [{"TxnId": paid["Id"], "TxnType": "Payment"}])
    after = fresh(us, "Payment", paid)
    assert (after["UnappliedAmt"], after["SyncToken"]) == (0, "1")
