"""A transaction as a PDF, and sent by e-mail (which never leaves the sandbox)."""

import pytest

from tests.sandbox.client import Client, Json, invoice, payment, sale

BANK = {"DepositToAccountRef": {"value": "35"}}


def mail(us: Client, path: str, **params: str) -> Json:
    """The answer to sending."""
    answer: Json = us.post(f"{path}/send", **params).json()
    return answer


def test_an_invoice_and_a_payment_are_read_as_a_pdf(us: Client) -> None:
    us.make("Invoice", invoice(12, DocNumber="F(1)"))
    us.make("Payment", payment(5))
    for path, words in (("invoice/1", rb"(Invoice F\(1\)) Tj"), ("payment/2", b"(Payment 2) Tj")):
        answer = us.get(f"{path}/pdf")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-1.4")
        assert words in answer.content
        at = int(answer.content.split(b"startxref\n")[1].split(b"\n")[0])
        assert answer.content[at : at + 4] == b"xref"


def test_a_printed_form_says_what_was_sold_and_its_tax(us: Client) -> None:
    code = {"TxnTaxDetail": {"TxnTaxCodeRef": {"value": "2"}}}
    us.make("Invoice", {**invoice(), "Line": [sale(24, Qty=3, UnitPrice=8, TaxCodeRef={"value": "TAX"})], **code})
    printed = us.get("invoice/1/pdf").content
    for words in (rb"(Services \(3 at 8\)   24.00) Tj", b"(Subtotal   24.00) Tj", b"(Tax   1.92) Tj"):
        assert words in printed


@pytest.mark.parametrize("entity", ["CreditMemo", "Estimate", "RefundReceipt", "SalesReceipt"])
def test_other_sales_are_printed_and_sent_too(us: Client, entity: str) -> None:
    us.make(entity, {**invoice(5), **({} if entity in {"CreditMemo", "Estimate"} else BANK)})
    path = f"{entity.lower()}/1"
    assert us.get(f"{path}/pdf").content.startswith(b"%PDF")
    sent = mail(us, path, sendTo="a@example.com")[entity]
    assert (sent["EmailStatus"], sent["DeliveryInfo"]["DeliveryType"]) == ("EmailSent", "Email")


@pytest.mark.parametrize(("path", "code"), [("invoice/9/pdf", "610"), ("bill/1/pdf", "500"), ("nothing/1/pdf", "500")])
def test_what_has_no_printed_form_is_refused(us: Client, path: str, code: str) -> None:
    assert us.get(path).json()["Fault"]["Error"][0]["code"] == code


def test_an_invoice_is_sent_to_the_address_that_is_named_or_to_its_own(us: Client) -> None:
    us.make("Invoice", invoice(5))
    sent = mail(us, "invoice/1", sendTo="client@example.com")["Invoice"]
    assert (sent["EmailStatus"], sent["BillEmail"], sent["SyncToken"]) == (
        "EmailSent",
        {"Address": "client@example.com"},
        "1",
    )
    assert sent["DeliveryInfo"]["DeliveryType"] == "Email"
    again = mail(us, "invoice/1")["Invoice"]
    assert (again["BillEmail"]["Address"], again["SyncToken"], again["TotalAmt"]) == ("client@example.com", "2", 5)
    assert us.read("Invoice", "1") == again


def test_without_an_address_nothing_is_sent_and_the_fault_is_6420(us: Client) -> None:
    us.make("Invoice", invoice(5))
    assert mail(us, "invoice/1")["Fault"]["Error"][0]["code"] == "6420"
    assert us.read("Invoice", "1")["EmailStatus"] == "NotSet"
    assert mail(us, "bill/1", sendTo="a@example.com")["Fault"]["Error"][0]["code"] == "500"


def test_a_payment_is_sent_to_its_customer(us: Client) -> None:
    body = {"Id": "1", "SyncToken": "0", "sparse": True, "PrimaryEmailAddr": {"Address": "amy@example.com"}}
    us.make("Customer", body)
    us.make("Payment", payment(5))
    assert mail(us, "payment/1")["Payment"]["SyncToken"] == "1"


def test_a_company_sends_forty_emails_a_day(us: Client) -> None:
    us.make("Invoice", invoice(5))
    for _ in range(40):
        assert "Invoice" in mail(us, "invoice/1", sendTo="a@example.com")
    assert mail(us, "invoice/1", sendTo="a@example.com")["Fault"]["Error"][0]["code"] == "6000"
    us.sandbox.state.now.advance(86_400)
    us.tokens = us.sandbox.tokens()
    us.session.headers["Authorization"] = f"Bearer {us.tokens['access_token']}"
    assert "Invoice" in mail(us, "invoice/1", sendTo="a@example.com")
