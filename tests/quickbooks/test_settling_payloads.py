"""Credits that are applied, and what payments settle later: field by field, and what they post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Document, Posting, Ref
from matterbooks.quickbooks.payloads import LinkedRecord, References, marker
from matterbooks.quickbooks.payloads.body import Settles
from matterbooks.quickbooks.payloads.payment import resettled
from matterbooks.quickbooks.posting import posts
from matterbooks.values import Action
from tests.quickbooks.examples import ADA, BABBAGE, D, payment
from tests.quickbooks.firm import (
    BILL,
    BILL_CREDIT,
    BILL_PAID,
    CREDIT,
    FIRM,
    INVOICE,
    LINKS,
    OTHER_BILL,
    OTHER_INVOICE,
    RECEIPT,
    link,
    unit,
)
from tests.quickbooks.kinds import (
    applied,
    posted_elsewhere,
)
from tests.quickbooks.types import check_body


def test_a_client_s_credit_is_set_against_invoices_by_a_payment_of_nothing() -> None:
    document = applied(CREDIT, (INVOICE, "60.00"), (OTHER_INVOICE, "30.00"))
    made = unit(document)
    assert made.only.entity == "Payment"
    assert made.only.fields == {
        "CustomerRef": {"value": "58"},
        "ARAccountRef": {"value": "84"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("0.00"),
        "PrivateNote": f"CA-1 {made.only.marker}",
        "Line": [
            link("60.00", "Invoice", "130"),
            link("30.00", "Invoice", "131"),
            link("90.00", "CreditMemo", "140"),
        ],
    }
    assert posts(made.only, FIRM, made.references) == {}
    assert made.said(document) == ""


def test_a_supplier_s_credit_is_set_against_bills_by_a_payment_of_nothing_that_names_a_bank() -> None:
    document = applied(BILL_CREDIT, (BILL, "60.00"), (OTHER_BILL, "30.00"))
    made = unit(document)
    assert made.only.entity == "BillPayment"
    assert made.only.fields == {
        "VendorRef": {"value": "61"},
        "APAccountRef": {"value": "33"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("0.00"),
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": {"value": "35"}},
        "PrivateNote": f"CA-1 {made.only.marker}",
        "Line": [link("60.00", "Bill", "230"), link("30.00", "Bill", "231"), link("90.00", "VendorCredit", "240")],
    }
    assert posts(made.only, FIRM, made.references) == {}
    assert made.said(document) == ""


@pytest.mark.parametrize(
    ("rest_of", "settled", "record", "line"),
    [
        (RECEIPT, INVOICE, LinkedRecord("Payment", "150"), link("40.00", "Invoice", "130")),
        (BILL_PAID, BILL, LinkedRecord("BillPayment", "250"), link("40.00", "Bill", "230")),
    ],
)
def test_the_rest_of_a_payment_is_a_line_more_on_that_payment(
    rest_of: Ref, settled: Ref, record: LinkedRecord, line: dict[str, object]
) -> None:
    document = applied(rest_of, (settled, "40.00"))
    made = unit(document)
    assert (made.only.entity, made.only.onto, made.only.settles) == (record.type, record, Settles.MORE)
    assert made.only.fields == {"Line": [line]}
    assert posts(made.only, FIRM, made.references) == {}
    assert made.said(document) == ""


def test_a_payment_allocated_anew_is_a_change_of_itself_to_these_lines() -> None:
    document = payment("100.00", [("1", "60.00"), ("2", "30.00")])
    part = resettled(document)
    body = part.make(References({}, LINKS), marker(document.ref, part.name))
    check_body(body.entity, body.fields)
    assert (part.action, body.onto, body.settles) == (Action.UPDATE, LinkedRecord("Payment", "150"), Settles.THESE)
    assert body.fields == {"Line": [link("60.00", "Invoice", "130"), link("30.00", "Invoice", "131")]}


def test_a_credit_of_nothing_is_refused() -> None:
    with pytest.raises(PushError, match="sets nothing, or less"):
        unit(applied(CREDIT))
    with pytest.raises(PushError, match="sets nothing, or less"):
        unit(applied(CREDIT, (INVOICE, "-1.00")))


@pytest.mark.parametrize(
    "document",
    [applied(CREDIT, (INVOICE, "60.00")), applied(BILL_CREDIT, (BILL, "60.00")), applied(RECEIPT, (INVOICE, "60.00"))],
)
def test_settling_that_posts_more_in_the_practice_is_caught(document: Document) -> None:
    made = unit(document)
    assert "Savings" in made.said(posted_elsewhere(document))
    to_another = (Posting("1100", D("60.00"), ADA), Posting("1100", D("-60.00"), BABBAGE))
    assert "practice party C2" in made.said(replace(document, postings=to_another))
