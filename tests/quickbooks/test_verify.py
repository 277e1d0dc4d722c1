"""After silence: the question, and what its answer proves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.ledger.documents import Line
from matterbooks.quickbooks.payloads import Body
from matterbooks.quickbooks.query import quoted, select
from matterbooks.quickbooks.verify import Conflict, Found, Judgement, NotThere, judge, question
from tests.quickbooks.examples import (
    ADA,
    AU,
    BABBAGE,
    MAPPING,
    REFERENCES,
    D,
    build,
    client,
    invoice,
    item,
    party_body,
    payment,
)

BILL = build(invoice(Line("4000", D("100.00"), D("10.00"), "GST")), MAPPING, AU, REFERENCES)
RECEIPT = build(payment("100.00", [("1", "60.00")]), MAPPING, AU, REFERENCES)
UNNUMBERED = build(payment("100.00", number=""), MAPPING, AU, REFERENCES)
CUSTOMER = party_body(client(ADA))
ITEM = party_body(item("79"))


def row(body: Body, **other: Any) -> dict[str, Any]:
    """The body as QuickBooks would hold it."""
    total = {"Invoice": D("110.0"), "Payment": 100}.get(body.entity)
    return {"Id": "130", "SyncToken": "0", "TotalAmt": total, "Active": True} | body.fields | other


def test_a_bill_is_asked_for_by_number_and_a_payment_by_its_own(now: datetime) -> None:
    assert question(BILL, now) == select("Invoice", "DocNumber = 'INV-1'")
    assert question(RECEIPT, now) == select("Payment", "PaymentRefNum = 'REC-1'")


def test_what_has_no_number_is_asked_for_by_date_and_time(now: datetime) -> None:
    assert question(UNNUMBERED, now) == select(
        "Payment", "TxnDate = '2026-03-05'", "MetaData.CreateTime >= '2026-03-02T08:30:00+00:00'"
    )


def test_names_are_asked_for_even_where_they_are_inactive(now: datetime) -> None:
    obrien = party_body(client(replace(ADA, name="O'Brien \\")))
    assert question(obrien, now) == (
        r"select * from Customer where DisplayName = 'O\'Brien \\' and Active in (true, false) "
        "startposition 1 maxresults 1000"
    )
    assert "from Item where Name = 'Fees'" in question(ITEM, now)


@given(st.text())
def test_no_value_can_leave_its_quotes(value: str) -> None:
    literal = quoted(value)
    read, index = "", 1
    while literal[index] != "'":
        index += literal[index] == "\\"
        read += literal[index]
        index += 1
    assert index == len(literal) - 1
    assert read == value


@pytest.mark.parametrize("body", [BILL, RECEIPT, UNNUMBERED])
def test_ours_is_adopted(body: Body) -> None:
    found = judge([row(body, Id="7", PrivateNote="other"), row(body)][1:], body)
    assert isinstance(found, Found)
    assert (found.id, found.sync_token, found.ours) == ("130", "0", True)


@pytest.mark.parametrize("body", [BILL, RECEIPT, UNNUMBERED, CUSTOMER, ITEM])
def test_nothing_found_is_not_there(body: Body) -> None:
    assert judge([], body) == NotThere()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"TotalAmt": D("110.01")}, "amount 110.01 instead of 110.00"),
        ({"CustomerRef": {"value": "59"}}, "customer 59 instead of 58"),
        ({"TxnDate": "2026-03-03"}, "date 2026-03-03 instead of 2026-03-02"),
    ],
)
def test_ours_with_another_figure_is_a_conflict(other: dict[str, Any], words: str) -> None:
    found = judge([row(BILL, **other)], BILL)
    assert isinstance(found, Conflict)
    assert words in found.words


def test_another_currency_is_a_conflict() -> None:
    body = replace(BILL, fields=BILL.fields | {"CurrencyRef": {"value": "AUD"}})
    assert isinstance(judge([row(body)], body), Found)
    assert isinstance(judge([row(body, CurrencyRef={"value": "USD"})], body), Conflict)


def test_ours_twice_is_a_conflict() -> None:
    found = judge([row(BILL), row(BILL, Id="131")], BILL)
    assert isinstance(found, Conflict)
    assert "130, 131" in found.words


def test_somebody_else_s_bill_of_our_number_is_a_conflict() -> None:
    assert isinstance(judge([row(BILL, PrivateNote="typed by hand")], BILL), Conflict)


def test_a_payment_of_our_number_is_a_conflict_only_where_it_agrees_in_all() -> None:
    assert isinstance(judge([row(RECEIPT, PrivateNote="")], RECEIPT), Conflict)
    assert judge([row(RECEIPT, PrivateNote="", TotalAmt=99)], RECEIPT) == NotThere()


def test_other_payments_of_the_day_are_nobody_s_business() -> None:
    assert judge([row(UNNUMBERED, PrivateNote="", Id="9")], UNNUMBERED) == NotThere()


@pytest.mark.parametrize(
    ("other", "judgement"),
    [
        ({}, Found("130", "0", {}, ours=True)),
        ({"DisplayName": "ADA LOVELACE", "Notes": "typed by hand"}, Found("130", "0", {}, ours=False)),
        ({"Notes": party_body(client(BABBAGE)).marker}, NotThere()),
        ({"Notes": "", "Active": False}, NotThere()),
        ({"DisplayName": "Ada"}, NotThere()),
    ],
)
def test_a_customer_of_the_name_is_used_unless_it_is_another_client_or_inactive(
    other: dict[str, Any], judgement: Judgement
) -> None:
    found = judge([row(CUSTOMER, **other)], CUSTOMER)
    assert (replace(found, row={}) if isinstance(found, Found) else found) == judgement


def test_a_customer_of_another_currency_is_not_ours() -> None:
    body = party_body(client(ADA), replace(AU, company=replace(AU.company, multi_currency=True)))
    assert judge([row(body, Notes="", CurrencyRef={"value": "USD"})], body) == NotThere()


def test_an_item_is_used_only_with_the_very_account() -> None:
    assert isinstance(judge([row(ITEM)], ITEM), Found)
    assert judge([row(ITEM, IncomeAccountRef={"value": "80"})], ITEM) == NotThere()
    assert judge([row(ITEM, Type="Inventory")], ITEM) == NotThere()


def test_other_entities_are_never_looked_up() -> None:
    with pytest.raises(ValueError, match="never looked up"):
        judge([], Body("Account", {}, ""))
