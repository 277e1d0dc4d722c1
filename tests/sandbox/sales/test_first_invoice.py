"""The shortest way through the sandbox: an invoice, its payment, and the books."""

from tests.sandbox.client import Client, invoice, link, payment


def test_an_invoice_and_its_payment_reach_the_ledger(us: Client) -> None:
    made = us.make("Invoice", invoice(100.0, DocNumber="INV-1", TxnDate="2026-03-01"))
    assert (made["Id"], made["SyncToken"], made["TotalAmt"], made["Balance"]) == ("1", "0", 100, 100)
    paid = us.make("Payment", payment(60, link(60, "Invoice", made["Id"])))
    assert (paid["Id"], paid["UnappliedAmt"]) == ("2", 0)
    after = us.read("Invoice", made["Id"])
    assert (after["Balance"], after["SyncToken"]) == (40, "1")
    assert after["LinkedTxn"] == [{"TxnId": "2", "TxnType": "Payment"}]
    assert us.balance("Accounts Receivable (A/R)") == 4000
    assert us.balance("Undeposited Funds") == 6000
    assert us.balance("Services") == -10000
    assert us.query("select Id from Invoice where DocNumber = 'INV-1'")["Invoice"][0]["Id"] == "1"
