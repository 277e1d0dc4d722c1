"""The answer to a create is held against what was sent."""

from __future__ import annotations

from typing import Any

import pytest

from matterbooks.ledger.documents import Line
from matterbooks.quickbooks.returned import compare
from tests.quickbooks.examples import (
    ADA,
    AU,
    MAPPING,
    REFERENCES,
    D,
    build,
    client,
    credit_applied,
    invoice,
    party_body,
    payment,
)

BILL = build(invoice(Line("4000", D("100.00"), D("10.00"), "GST")), MAPPING, AU, REFERENCES)
ANSWER: dict[str, Any] = {
    "Id": "130",
    "TotalAmt": D("110.0"),
    "Balance": 110,
    "DocNumber": "INV-1",
    "TxnDate": "2026-03-02",
    "CustomerRef": {"value": "58", "name": "Ada Lovelace"},
    "TxnTaxDetail": {"TotalTax": 10},
}


def test_equal_figures_are_kept_and_nothing_is_said() -> None:
    found = compare(BILL, ANSWER)
    assert (found.total, found.tax, found.balance) == (D(110), D(10), D(110))
    assert not found.differs
    assert found.words == ""


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"TotalAmt": D("110.01")}, "total 110.01 instead of 110.00"),
        ({"TxnTaxDetail": {"TotalTax": D("9.99")}}, "tax 9.99 instead of 10.00"),
        ({"TxnTaxDetail": {}}, "tax 0.00 instead of 10.00"),
        ({"Balance": D("60")}, "open balance 60.00 instead of 110.00"),
        ({"DocNumber": "1001"}, "number 1001 instead of INV-1"),
        ({"TxnDate": "2026-03-01"}, "date 2026-03-01 instead of 2026-03-02"),
        ({"CustomerRef": {"value": "1"}}, "customer 1 instead of 58"),
    ],
)
def test_every_other_figure_is_told(other: dict[str, Any], words: str) -> None:
    found = compare(BILL, ANSWER | other)
    assert found.differs
    assert words in found.words


def test_a_payment_whose_link_quickbooks_dropped_is_seen() -> None:
    body = build(payment("100.00", [("1", "60.00")]), MAPPING, AU, REFERENCES)
    answer = {"TotalAmt": 100, "UnappliedAmt": 40, "TxnDate": "2026-03-05", "CustomerRef": {"value": "58"}}
    assert compare(body, answer).balance == 40
    assert not compare(body, answer).differs
    assert compare(body, answer | {"UnappliedAmt": 100}).differs


def test_a_credit_that_is_applied_leaves_nothing_open() -> None:
    body = build(credit_applied(("1", "60.00"), ("2", "30.00")), MAPPING, AU, REFERENCES)
    answer = {"TotalAmt": 0, "UnappliedAmt": 0, "TxnDate": "2026-03-06", "CustomerRef": {"value": "58"}}
    assert not compare(body, answer).differs


def test_an_answer_without_a_total_is_refused() -> None:
    with pytest.raises(ValueError, match="not an amount"):
        compare(BILL, {"Id": "130"})


def test_a_customer_has_no_figures() -> None:
    assert compare(party_body(client(ADA)), {"Id": "58"}).total is None
