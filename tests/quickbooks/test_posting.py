"""Rule 0: what a body will post is what the host posted, and every other body is caught."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matterbooks.ledger.documents import CreditApplied, Invoice, Line, Payment, Posting
from matterbooks.ledger.postings import by_account_and_party, imbalance
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.quickbooks.payloads import Body
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.posting import expected
from matterbooks.values import Kind
from tests.quickbooks.examples import (
    ACCOUNTS,
    ADA,
    AU,
    BABBAGE,
    MAPPING,
    REFERENCES,
    US,
    US_MAPPING,
    D,
    build,
    check,
    credit_applied,
    invoice,
    payment,
    posts,
    terms,
)
from tests.quickbooks.types import check_body

FEES = Line("4000", D("100.00"), D("10.00"), "GST")
COSTS = Line("1300", D("20.00"), D("0"), "FREE")


def said(document: Invoice | Payment | CreditApplied, body: Body | None = None) -> str:
    made = body or build(document, MAPPING, AU, REFERENCES)
    return check(document, made, MAPPING, AU, REFERENCES)


def test_a_bill_posts_receivable_against_income_and_tax() -> None:
    document = invoice(FEES, COSTS)
    body = build(document, MAPPING, AU, REFERENCES)
    wanted = {("84", "C1"): D("130.00"), ("79", ""): D("-100.00"), ("81", ""): D("-20.00"), ("tax", ""): D("-10.00")}
    assert posts(body, MAPPING, AU, REFERENCES) == wanted
    assert expected(document, terms()) == wanted
    assert said(document) == ""


def test_a_credit_note_posts_the_opposite() -> None:
    assert said(invoice(FEES, COSTS, kind=Kind.SALES_CREDIT_NOTE)) == ""


def test_a_payment_posts_bank_against_receivable() -> None:
    assert said(payment("100.00", [("1", "60.00")])) == ""


def test_a_credit_that_is_applied_posts_nothing() -> None:
    document = credit_applied(("1", "60.00"))
    assert posts(build(document, MAPPING, AU, REFERENCES), MAPPING, AU, REFERENCES) == {}
    assert said(document) == ""


def test_a_receivable_posting_without_a_party_is_the_document_s() -> None:
    document = invoice(FEES)
    postings = tuple(replace(posting, party=None) for posting in document.postings)
    assert said(replace(document, postings=postings)) == ""


def test_another_account_or_amount_is_told_with_both_figures() -> None:
    document = invoice(FEES)
    wrong = (Posting("1100", D("110.00"), ADA), Posting("4100", D("-99.00")), Posting("2200", D("-11.00")))
    assert said(replace(document, postings=wrong)) == (
        "Income:Fees: the practice posted 0.00, QuickBooks would post -100.00; "
        "Income:Disbursements recovered: the practice posted -99.00, QuickBooks would post 0.00; "
        "Sales tax: the practice posted -11.00, QuickBooks would post -10.00."
    )


def test_another_client_s_receivable_is_told_without_a_name() -> None:
    document = invoice(FEES)
    postings = (Posting("1100", D("110.00"), BABBAGE), *document.postings[1:])
    words = said(replace(document, postings=postings))
    assert "practice party C1" in words
    assert "practice party C2" in words
    assert "Babbage" not in words


def test_an_account_that_is_not_mapped_is_named() -> None:
    document = payment("100.00")
    postings = (*document.postings, Posting("9999", D("5.00")), Posting("1000", D("-5.00")))
    assert "practice account 9999, which is not mapped" in said(replace(document, postings=postings))


def test_a_receipt_partly_posted_elsewhere_is_held() -> None:
    document = payment("100.00")
    postings = (Posting("1000", D("100.00")), Posting("1100", D("-70.00"), ADA), Posting("4100", D("-30.00")))
    assert said(replace(document, postings=postings)) != ""


def test_another_date_is_told() -> None:
    document = invoice(FEES)
    body = build(document, MAPPING, AU, REFERENCES)
    moved = replace(body, fields=body.fields | {"TxnDate": "2026-03-03"})
    assert "2026-03-03" in said(document, moved)


def test_a_second_receivable_account_is_caught() -> None:
    second = QuickBooksAccount("90", "Other receivables", "Other receivables", "Accounts Receivable")
    catalogue = replace(AU, accounts=(second, *ACCOUNTS))
    mapping = replace(MAPPING, accounts=MAPPING.accounts | {"1100": "90"})
    document = invoice(FEES)
    body = build(document, mapping, catalogue, REFERENCES)
    assert "Other receivables" in check(document, body, mapping, catalogue, REFERENCES)


def test_a_foreign_bill_posts_at_the_host_s_rate() -> None:
    catalogue = replace(AU, company=replace(AU.company, multi_currency=True))
    document = replace(invoice(FEES, currency="USD"), exchange_rate=D("1.5"))
    postings = tuple(replace(posting, amount=posting.amount * D("1.5")) for posting in document.postings)
    document = replace(document, postings=postings)
    body = build(document, MAPPING, catalogue, REFERENCES)
    assert check(document, body, MAPPING, catalogue, REFERENCES) == ""


def test_the_host_s_side_is_summed_per_account_and_party() -> None:
    postings = (
        Posting("1", D("1.10"), ADA),
        Posting("1", D("2.20"), ADA),
        Posting("2", D("-3.30")),
        Posting("3", D(0)),
    )
    assert by_account_and_party(postings) == {("1", "C1"): D("3.30"), ("2", ""): D("-3.30")}
    assert imbalance(postings) == 0


CENTS = st.integers(-5_000_00, 50_000_00).map(lambda cents: D(cents).scaleb(-2))
RATES = {"GST": D("0.10"), "FREE": D(0), "BOTH": D("0.12")}


@st.composite
def bills(draw: st.DrawFn) -> Invoice:
    lines = [
        Line(
            draw(st.sampled_from(["4000", "4010", "4100", "1300"])),
            net := draw(CENTS),
            net * RATES[code := draw(st.sampled_from(sorted(RATES)))],
            code,
        )
        for _ in range(draw(st.integers(1, 6)))
    ]
    tax = to_cents(sum((line.tax for line in lines), D(0)))
    kind = draw(st.sampled_from([Kind.SALES_INVOICE, Kind.SALES_CREDIT_NOTE]))
    return invoice(*lines, tax=tax, inclusive=draw(st.booleans()), kind=kind)


@settings(max_examples=150, deadline=None)
@given(bills())
def test_every_bill_posts_what_the_host_posted_and_its_tax_lines_sum_to_its_tax(document: Invoice) -> None:
    body = build(document, MAPPING, AU, REFERENCES)
    check_body(body.entity, body.fields)
    if document.ref.kind is Kind.SALES_INVOICE or document.total >= 0:
        assert said(document, body) == ""
    detail = body.fields["TxnTaxDetail"]
    assert sum((line["Amount"] for line in detail["TaxLine"]), D(0)) == detail["TotalTax"]


@settings(max_examples=75, deadline=None)
@given(bills())
def test_in_the_united_states_too(document: Invoice) -> None:
    lines = tuple(replace(line, tax=line.tax if line.tax_code == "GST" else D(0)) for line in document.lines)
    codes = tuple(replace(line, tax_code="FREE") if line.tax_code == "BOTH" else line for line in lines)
    bill = invoice(*codes, tax=to_cents(sum((line.tax for line in codes), D(0))), currency="USD")
    body = build(bill, US_MAPPING, US, REFERENCES)
    check_body(body.entity, body.fields)
    assert check(bill, body, US_MAPPING, US, REFERENCES) == ""
