"""What a document becomes, field by field, and that Intuit knows every field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matterbooks.errors import MissingRowsError, NotLinkedError, PushError
from matterbooks.ledger.documents import Invoice, Line, Party, Posting, Ref
from matterbooks.mapping.accounts import Company
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.payloads import Body, References, marker, thaw
from matterbooks.quickbooks.payloads.lines import apportion
from matterbooks.quickbooks.payloads.party import party_name
from matterbooks.values import Kind
from tests.quickbooks.examples import (
    ADA,
    AU,
    BABBAGE,
    MAPPING,
    REFERENCES,
    US,
    US_MAPPING,
    D,
    build,
    client,
    credit_applied,
    invoice,
    item,
    needs,
    party_body,
    payment,
)
from tests.quickbooks.types import check_body

FEES = Line("4000", D("100.00"), D("10.00"), "GST", "Advice")
MORE_FEES = Line("4010", D("50.00"), D("5.00"), "GST", "More   advice\n")
COSTS = Line("4100", D("20.00"), D("0"), "FREE", "Court fee")


def built(document: object, **more: object) -> Body:
    body = build(document, MAPPING, AU, REFERENCES, **more)  # type: ignore[arg-type]  # one helper for every document
    check_body(body.entity, body.fields)
    return body


def test_a_bill_becomes_an_invoice_with_a_line_for_each_account_and_tax_code() -> None:
    body = built(invoice(FEES, MORE_FEES, COSTS, memo="Matter 2026/7", due=date(2026, 4, 1)))
    assert body.entity == "Invoice"
    assert body.fields == {
        "CustomerRef": {"value": "58"},
        "DocNumber": "INV-1",
        "TxnDate": "2026-03-02",
        "DueDate": "2026-04-01",
        "PrivateNote": f"Matter 2026/7 {body.marker}",
        "GlobalTaxCalculation": "TaxExcluded",
        "Line": [
            {
                "Amount": D("150.00"),
                "Description": "Advice; More advice",
                "DetailType": "SalesItemLineDetail",
                "SalesItemLineDetail": {"ItemRef": {"value": "1"}, "TaxCodeRef": {"value": "10"}},
            },
            {
                "Amount": D("20.00"),
                "Description": "Court fee",
                "DetailType": "SalesItemLineDetail",
                "SalesItemLineDetail": {"ItemRef": {"value": "2"}, "TaxCodeRef": {"value": "11"}},
            },
        ],
        "TxnTaxDetail": {
            "TotalTax": D("15.00"),
            "TaxLine": [
                {
                    "Amount": D("15.00"),
                    "DetailType": "TaxLineDetail",
                    "TaxLineDetail": {
                        "TaxRateRef": {"value": "20"},
                        "PercentBased": False,
                        "NetAmountTaxable": D("150.00"),
                    },
                },
                {
                    "Amount": D("0.00"),
                    "DetailType": "TaxLineDetail",
                    "TaxLineDetail": {
                        "TaxRateRef": {"value": "21"},
                        "PercentBased": False,
                        "NetAmountTaxable": D("20.00"),
                    },
                },
            ],
        },
    }


def test_the_same_document_is_always_the_same_bytes() -> None:
    one, other = (wire.encode(built(invoice(FEES, COSTS)).fields) for _ in range(2))
    assert one == other
    assert b'"Amount":100.00' in one


def test_a_bill_without_due_date_is_due_at_once() -> None:
    assert built(invoice(FEES)).fields["DueDate"] == "2026-03-02"


def test_tax_is_summed_before_it_is_rounded() -> None:
    lines = [Line("4000", D("0.33"), D("0.033"), "GST") for _ in range(3)]
    body = built(invoice(*lines, tax=D("0.10")))
    assert body.fields["TxnTaxDetail"]["TotalTax"] == D("0.10")
    assert body.fields["TxnTaxDetail"]["TaxLine"][0]["Amount"] == D("0.10")


def test_a_code_of_two_rates_has_a_tax_line_for_each_and_they_sum_to_the_bill_s_tax() -> None:
    body = built(invoice(Line("4000", D("10.07"), D("1.2084"), "BOTH"), tax=D("1.21")))
    shares = {
        line["TaxLineDetail"]["TaxRateRef"]["value"]: line["Amount"] for line in body.fields["TxnTaxDetail"]["TaxLine"]
    }
    assert shares == {"22": D("0.50"), "23": D("0.71")}


def test_a_tax_inclusive_bill_gives_net_and_gross() -> None:
    body = built(invoice(FEES, inclusive=True))
    assert body.fields["GlobalTaxCalculation"] == "TaxInclusive"
    assert body.fields["Line"][0]["Amount"] == D("100.00")
    assert body.fields["Line"][0]["SalesItemLineDetail"]["TaxInclusiveAmt"] == D("110.00")


def test_a_negative_bill_becomes_a_credit_memo_turned_round() -> None:
    body = built(invoice(replace(FEES, net=D("-100.00"), tax=D("-10.00"))))
    assert body.entity == "CreditMemo"
    assert body.fields["Line"][0]["Amount"] == D("100.00")
    assert body.fields["TxnTaxDetail"]["TotalTax"] == D("10.00")
    assert "DueDate" not in body.fields


def test_a_bill_may_hold_a_line_that_takes_off() -> None:
    body = built(invoice(FEES, replace(COSTS, net=D("-20.00"))))
    assert [line["Amount"] for line in body.fields["Line"]] == [D("100.00"), D("-20.00")]


def test_a_credit_note_becomes_a_credit_memo() -> None:
    body = built(invoice(FEES, kind=Kind.SALES_CREDIT_NOTE, number="CN-1"))
    assert (body.entity, body.fields["DocNumber"], body.fields["Line"][0]["Amount"]) == (
        "CreditMemo",
        "CN-1",
        D("100.00"),
    )


def test_in_the_united_states_untaxed_lines_are_non_and_nothing_else_is_said_of_tax() -> None:
    body = build(invoice(replace(FEES, tax=D(0), tax_code=None), currency="USD"), US_MAPPING, US, REFERENCES)
    check_body(body.entity, body.fields)
    assert body.fields["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "NON"}
    assert "GlobalTaxCalculation" not in body.fields
    assert "TxnTaxDetail" not in body.fields


def test_in_the_united_states_taxed_lines_are_tax_with_an_explicit_total() -> None:
    body = build(invoice(FEES, COSTS, currency="USD"), US_MAPPING, US, REFERENCES)
    check_body(body.entity, body.fields)
    codes = [line["SalesItemLineDetail"]["TaxCodeRef"]["value"] for line in body.fields["Line"]]
    assert codes == ["TAX", "NON"]
    assert body.fields["TxnTaxDetail"] == {"TotalTax": D("10.00")}


def test_in_the_united_states_a_real_code_goes_to_the_header() -> None:
    body = build(invoice(replace(FEES, tax_code="CA"), currency="USD"), US_MAPPING, US, REFERENCES)
    assert body.fields["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "TAX"}
    assert body.fields["TxnTaxDetail"] == {"TxnTaxCodeRef": {"value": "2"}, "TotalTax": D("10.00")}


def test_tax_that_is_mapped_to_no_tax_is_a_matter_for_the_mapping() -> None:
    with pytest.raises(MissingRowsError, match="NON"):
        build(invoice(replace(FEES, tax_code="FREE"), currency="USD"), US_MAPPING, US, REFERENCES)
    with pytest.raises(MissingRowsError, match="which has none"):
        build(invoice(replace(FEES, tax_code="FREE")), MAPPING, AU, REFERENCES)


@pytest.mark.parametrize(
    ("document", "error", "words"),
    [
        (invoice(FEES, number="X" * 22), PushError, "at most 21"),
        (invoice(FEES, number="A\x00B"), PushError, "shorter number"),
        (invoice(), PushError, "no lines"),
        (invoice(replace(FEES, account="4999")), MissingRowsError, "4999"),
        (invoice(replace(FEES, tax_code="VAT")), MissingRowsError, "VAT"),
        (invoice(replace(FEES, tax_code=None)), PushError, "0 %"),
        (invoice(FEES, currency="USD"), MissingRowsError, "keeps AUD only"),
        (replace(invoice(FEES), party=Party("C9", "Nobody")), NotLinkedError, "C9"),
        (payment("10.00", [("3", "10.00")]), NotLinkedError, "sales invoice 3"),
        (payment("10.00", [("1", "10.01")]), PushError, "more than"),
        (payment("0.00"), PushError, "above zero"),
        (payment("10.00", [("1", "-1.00")]), PushError, "above zero"),
        (credit_applied(), PushError, "sets nothing"),
    ],
)
def test_what_cannot_be_sent_says_why(document: Invoice, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        build(document, MAPPING, AU, REFERENCES)


def test_tax_where_the_company_has_none_is_refused() -> None:
    catalogue = replace(AU, company=Company("x", "AU", "AUD"))
    with pytest.raises(MissingRowsError, match="sales tax is off"):
        build(invoice(FEES), MAPPING, catalogue, REFERENCES)
    body = build(invoice(replace(FEES, tax=D(0))), MAPPING, catalogue, REFERENCES)
    assert "GlobalTaxCalculation" not in body.fields


def test_a_company_that_numbers_by_itself_gets_no_number() -> None:
    catalogue = replace(AU, company=replace(AU.company, custom_numbers=False))
    body = build(invoice(FEES), MAPPING, catalogue, REFERENCES)
    assert "DocNumber" not in body.fields
    assert body.fields["PrivateNote"].startswith("INV-1 ")


def test_with_several_currencies_the_host_s_own_rate_goes_along() -> None:
    catalogue = replace(AU, company=replace(AU.company, multi_currency=True))
    home = build(invoice(FEES), MAPPING, catalogue, REFERENCES)
    foreign = replace(invoice(FEES, currency="USD"), exchange_rate=D("1.523457"))
    abroad = build(foreign, MAPPING, catalogue, REFERENCES)
    check_body("Invoice", abroad.fields)
    assert home.fields["CurrencyRef"] == {"value": "AUD"}
    assert "ExchangeRate" not in home.fields
    assert abroad.fields["CurrencyRef"] == {"value": "USD"}
    assert b'"ExchangeRate":1.523457' in wire.encode(abroad.fields)


def test_a_long_memo_never_pushes_the_marker_out() -> None:
    body = built(invoice(FEES, memo="é" * 5000))
    assert len(body.fields["PrivateNote"]) == 4000
    assert body.fields["PrivateNote"].endswith(body.marker)


def test_a_payment_of_two_invoices_leaves_the_rest_unapplied() -> None:
    body = built(payment("100.00", [("1", "60.00"), ("2", "30.00")]))
    assert body.fields == {
        "CustomerRef": {"value": "58"},
        "TotalAmt": D("100.00"),
        "TxnDate": "2026-03-05",
        "DepositToAccountRef": {"value": "35"},
        "ARAccountRef": {"value": "84"},
        "PaymentRefNum": "REC-1",
        "PrivateNote": body.marker,
        "Line": [
            {"Amount": D("60.00"), "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}]},
            {"Amount": D("30.00"), "LinkedTxn": [{"TxnId": "131", "TxnType": "Invoice"}]},
        ],
    }


def test_a_payment_of_nothing_yet_has_no_lines() -> None:
    assert "Line" not in built(payment("100.00")).fields


def test_a_payment_by_somebody_else_is_the_debtor_s_and_names_the_payer() -> None:
    document = payment("60.00", [("1", "60.00")], payer=BABBAGE)
    body = built(document)
    assert body.fields["CustomerRef"] == {"value": "58"}
    assert body.fields["PrivateNote"] == f"Paid by Babbage & Sons. {body.marker}"
    assert [one.party for one in needs(document).wanted] == ["C1"]


def test_only_whom_it_is_credited_to_is_the_debtor() -> None:
    document = payment("60.00", [("1", "60.00")])
    postings = (Posting("1000", D("55")), Posting("4100", D("5"), BABBAGE), Posting("1100", D("-60"), ADA))
    assert [one.party for one in needs(replace(document, postings=postings)).wanted] == ["C1"]


def test_a_payment_of_two_clients_is_refused() -> None:
    document = payment("60.00", [("1", "60.00")])
    postings = (*document.postings[:1], Posting("1100", D("-40"), ADA), Posting("1100", D("-20"), BABBAGE))
    with pytest.raises(PushError, match="one payment for each"):
        build(replace(document, postings=postings), MAPPING, AU, REFERENCES)


def test_a_credit_is_set_against_invoices_by_a_payment_of_nothing() -> None:
    body = built(credit_applied(("1", "60.00"), ("2", "30.00")))
    assert body.fields["TotalAmt"] == 0
    assert body.fields["Line"][-1] == {
        "Amount": D("90.00"),
        "LinkedTxn": [{"TxnId": "140", "TxnType": "CreditMemo"}],
    }


def test_needs_name_what_must_come_first() -> None:
    assert needs(invoice(FEES, MORE_FEES, COSTS)).wanted == [client(ADA), item("79"), item("80")]
    assert [parent.ref.id for parent in needs(payment("10", [("1", "5"), ("2", "5")])).parents] == ["1", "2"]
    assert [parent.ref.id for parent in needs(credit_applied(("1", "5"))).parents] == ["1", "9"]


def test_an_unmade_item_is_waited_for() -> None:
    with pytest.raises(NotLinkedError, match="item 79"):
        build(invoice(FEES), MAPPING, AU, References({client(ADA): "58"}))


def test_a_marker_tells_every_record_part_and_generation_apart() -> None:
    ref = Ref("firm", Kind.SALES_INVOICE, "1")
    others = [
        marker(ref),
        marker(ref, "trust"),
        marker(ref, "", 2),
        marker(replace(ref, id="11")),
        marker(replace(ref, firm="firm2")),
        marker(replace(ref, kind=Kind.SALES_PAYMENT)),
    ]
    assert len(set(others)) == len(others)
    assert marker(ref) == "[ref:VFJJJIV5W6NAH72C]"
    assert built(invoice(FEES), generation=2).marker == marker(ref, "", 2)


def test_a_stored_body_can_be_read_again() -> None:
    body = built(invoice(FEES, kind=Kind.SALES_CREDIT_NOTE))
    assert thaw("creditmemo", wire.encode(body.fields), body.marker) == body


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("Ada Lovelace", (), "Ada Lovelace"),
        ("  Smith:\tEstate\r\nof  ", (), "Smith - Estate of"),
        ("Ada Lovelace", ("ADA LOVELACE",), "Ada Lovelace (C1)"),
        ("Ada Lovelace", ("Ada Lovelace", "Ada Lovelace (C1)"), "Ada Lovelace (C1-2)"),
        ("x" * 300, (), "x" * 100),
        ("x" * 300, ("x" * 100,), "x" * 95 + " (C1)"),
    ],
)
def test_a_client_s_name_is_made_fit_and_unique(name: str, taken: tuple[str, ...], wanted: str) -> None:
    assert party_name(client(Party("C1", name)), taken) == wanted


def test_a_client_without_a_name_is_refused() -> None:
    with pytest.raises(PushError, match="no name"):
        party_name(client(Party("C1", " \t")))


def test_reference_records_are_known_to_intuit() -> None:
    customer = party_body(client(ADA), replace(AU, company=replace(AU.company, multi_currency=True)))
    service = party_body(item("79"))
    check_body(customer.entity, customer.fields)
    check_body(service.entity, service.fields)
    assert customer.marker in customer.fields["Notes"]
    assert service.fields == {"Name": "Fees", "Type": "Service", "IncomeAccountRef": {"value": "79"}}


@pytest.mark.parametrize(
    ("parts", "total", "wanted"),
    [
        (["0.333", "0.333", "0.334"], "1.00", ["0.33", "0.33", "0.34"]),
        (["-0.335", "-0.335"], "-0.67", ["-0.33", "-0.34"]),
        (["1.005", "1.005"], "2.01", ["1.01", "1.00"]),
        (["1.00"], "5.00", ["1.00"]),
        ([], "0.00", []),
    ],
)
def test_cents_are_shared_out_so_that_they_sum(parts: list[str], total: str, wanted: list[str]) -> None:
    assert apportion(map(D, parts), D(total)) == tuple(map(D, wanted))
