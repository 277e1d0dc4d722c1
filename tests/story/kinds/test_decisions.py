"""Decisions about records of every kind: what is half done, what becomes several, client money, suppliers, matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from matterbooks.ledger.documents import Document
from matterbooks.push.candidates import candidates
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.existing import link_existing
from matterbooks.push.outside import handle_outside
from matterbooks.store import links
from matterbooks.values import Held, Kind, LinkState, OperationState, Option, ReferenceKind
from tests.push.office import FIRM
from tests.story.kinds.countries import AU
from tests.story.kinds.firm import ADA, BABBAGE, ENGINE, HOUSE, WILL, Firm
from tests.story.kinds.practice import Practice


def held_before_opening(firm: Firm, document: Document) -> None:
    """Post it, dated before the day from which QuickBooks' own balances begin."""
    firm.map(replace(firm.mapping, opening_date=document.date + timedelta(days=1)))
    firm.post(document)
    firm.drain()
    assert firm.operation(document.ref).reason == Held.BEFORE_START_UNCONFIRMED


def entered_by_hand(firm: Firm, entity: str, **fields: Any) -> str:
    """The id of a record like the last of its kind, that somebody entered in QuickBooks."""
    left_out = ("Id", "SyncToken", "MetaData", "DocNumber", "PrivateNote", "Balance", "domain", "sparse", "TotalAmt")
    last = firm.in_quickbooks(entity)[-1]
    lines = [{name: value for name, value in line.items() if name not in ("Id", "LineNum")} for line in last["Line"]]
    body = {name: value for name, value in last.items() if name not in left_out}
    return str(firm.by_hand(entity, {**body, "Line": lines, **fields})["Id"])


def test_what_is_left_of_a_payment_out_of_trust_is_handled_outside_and_the_trust_leg_stays_locked(
    au_firm: Firm, au: Practice
) -> None:
    bill = au.bill("100.00", matter=WILL)
    au_firm.push(au.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00")), bill)
    au_firm.trouble(kind="fault", code="6000", entity="payment", method="POST")
    paid = au.from_trust(str(bill.total), (bill, str(bill.total)), matter=WILL)
    ref = au_firm.post(paid)
    au_firm.drain()
    assert au_firm.operation(ref).reason == Held.HALF_TRANSFER
    handle_outside(au_firm.context, FIRM, [ref], "the payment was entered by hand", "admin")
    au_firm.post_again(ref)
    au_firm.drain()
    assert au_firm.held() == []
    assert ref in au_firm.ledger.locked, "client money that was posted stays locked"
    assert au_firm.records_of(paid) == [("trust", "JournalEntry")]
    link = au_firm.link(ref)
    assert link is not None
    assert (link.part, link.state) == ("", LinkState.HANDLED_OUTSIDE)


def test_a_transfer_that_was_taken_back_is_handled_outside_and_given_back(au_firm: Firm, au: Practice) -> None:
    au_firm.trouble(kind="fault", code="6000", entity="transfer", method="POST", after=1)
    ref = au_firm.post(au.transfer("750.00", "1000", "1010"))
    au_firm.drain()
    handle_outside(au_firm.context, FIRM, [ref], "entered as one transfer by hand", "admin")
    au_firm.post_again(ref)
    au_firm.drain()
    assert au_firm.held() == []
    assert ref not in au_firm.ledger.locked
    assert au_firm.in_quickbooks("Transfer") == []


def test_half_a_transfer_that_could_not_be_taken_back_stays_once_the_other_half_was_entered_by_hand(
    au_firm: Firm, au: Practice
) -> None:
    au_firm.trouble(kind="fault", code="6000", entity="transfer", method="POST", after=1, times=2)
    ref = au_firm.post(au.transfer("750.00", "1000", "1010"))
    au_firm.drain()
    assert len(au_firm.in_quickbooks("Transfer")) == 1
    handle_outside(au_firm.context, FIRM, [ref], "the other half was entered by hand", "admin")
    au_firm.drain()
    assert au_firm.held() == []
    assert ref in au_firm.ledger.locked, "the half that is there is ours"
    assert len(au_firm.in_quickbooks("Transfer")) == 1


def test_what_becomes_several_records_is_not_linked_to_one(au_firm: Firm, au: Practice) -> None:
    moved = au.transfer("750.00", "1000", "1010")
    held_before_opening(au_firm, moved)
    with pytest.raises(DecisionRefusedError, match="more than one record"):
        link_existing(au_firm.context, FIRM, moved.ref, "1", "admin")


def test_a_suppliers_bill_that_was_entered_by_hand_is_linked_and_paid(au_firm: Firm, au: Practice) -> None:
    au_firm.push(au.supplier_bill("100.00"))
    bill = au.supplier_bill("100.00")
    held_before_opening(au_firm, bill)
    made = entered_by_hand(au_firm, "Bill")
    assert [one.id for one in candidates(au_firm.context, FIRM, bill.ref) if not one.differing] == [made]
    link_existing(au_firm.context, FIRM, bill.ref, made, "admin")
    au_firm.map(replace(au_firm.mapping, opening_date=None))
    au_firm.push(au.paid(str(bill.total), (bill, str(bill.total))))
    au_firm.assert_books_agree()


def test_client_money_that_was_entered_by_hand_is_linked_where_it_is_the_clients(au_firm: Firm, au: Practice) -> None:
    au_firm.push(au.trust(Kind.TRUST_RECEIPT, (WILL, "70.00")), au.trust(Kind.TRUST_RECEIPT, (ENGINE, "100.00")))
    others = au_firm.in_quickbooks("Deposit")[-1]
    receipt = au.trust(Kind.TRUST_RECEIPT, (WILL, "100.00"))
    held_before_opening(au_firm, receipt)
    with pytest.raises(DecisionRefusedError, match="another customer or vendor"):
        link_existing(au_firm.context, FIRM, receipt.ref, entered_by_hand(au_firm, "Deposit"), "admin")
    line = dict(others["Line"][0])
    del line["Id"]
    detail = dict(line["DepositLineDetail"])
    with au_firm.store.read() as session:
        ada = links.live(session, FIRM, ReferenceKind.CUSTOMER, ADA.id)
    assert ada is not None
    line["DepositLineDetail"] = {**detail, "Entity": {"value": ada.quickbooks_id, "type": "CUSTOMER"}}
    made = entered_by_hand(au_firm, "Deposit", Line=[line])
    link_existing(au_firm.context, FIRM, receipt.ref, made, "admin")
    au_firm.drain()
    assert au_firm.operation(receipt.ref).state == OperationState.DONE


def test_a_matters_bill_is_linked_to_that_of_a_sub_customer_and_its_client_with_it(
    make_firm: Callable[..., Firm], au: Practice
) -> None:
    firm = make_firm(AU, Option.MATTERS_AS_CUSTOMERS)
    firm.push(au.bill("100.00", party=BABBAGE, matter=ENGINE))
    bill = au.bill("100.00", matter=WILL)
    held_before_opening(firm, bill)
    client = firm.by_hand("Customer", {"DisplayName": "Mrs A. Lovelace"})["Id"]
    below = {"ParentRef": {"value": client}, "Job": True}
    matter = firm.by_hand("Customer", {"DisplayName": "Her will", **below})["Id"]
    made = entered_by_hand(firm, "Invoice", CustomerRef={"value": client})
    with pytest.raises(DecisionRefusedError, match="is no sub-customer"):
        link_existing(firm.context, FIRM, bill.ref, made, "admin")
    made = entered_by_hand(firm, "Invoice", CustomerRef={"value": matter})
    link_existing(firm.context, FIRM, bill.ref, made, "admin")
    firm.map(replace(firm.mapping, opening_date=None))
    another = au.bill("50.00", matter=HOUSE)
    firm.push(au.receipt(str(bill.total), (bill, str(bill.total))), another)
    (made,) = [row["CustomerRef"]["value"] for row in firm.in_quickbooks("Invoice") if row["TotalAmt"] == another.total]
    (record,) = [row for row in firm.in_quickbooks("Customer") if row["Id"] == made]
    assert record["ParentRef"]["value"] == client
