"""What QuickBooks has already is looked for, checked and linked; whatever waited for it goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from matterbooks.ledger.documents import Invoice, Payment
from matterbooks.push.candidates import candidates
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.existing import link_existing
from matterbooks.store import links
from matterbooks.store.models import Audit
from matterbooks.values import Held, LinkState, OperationState, ReferenceKind, Skipped
from tests.push.office import ADA, BABBAGE, FIRM, Office, Paper


@dataclass
class Before:
    """A firm that billed Babbage since it is connected, and Ada before that; her payment is held."""

    office: Office
    bill: Invoice
    payment: Payment

    def by_hand(self, customer: str, amount: int = 100, **fields: Any) -> dict[str, Any]:
        """An invoice that a bookkeeper entered in QuickBooks, of so much before tax."""
        first = self.office.in_quickbooks("Invoice")[0]
        line = {name: value for name, value in first["Line"][0].items() if name != "Id"} | {"Amount": amount}
        head = {"CustomerRef": {"value": customer}, "Line": [line], "TxnDate": "2026-03-02"}
        return self.office.by_hand("Invoice", {**head, "GlobalTaxCalculation": "TaxExcluded", **fields})

    def customer(self, name: str, **fields: Any) -> str:
        """The id of a customer that a bookkeeper made in QuickBooks."""
        return str(self.office.by_hand("Customer", {"DisplayName": name, **fields})["Id"])

    def link(self, quickbooks_id: str) -> None:
        """Say that this is the bill."""
        link_existing(self.office.context, FIRM, self.bill.ref, quickbooks_id, "Grace")

    def refused(self, quickbooks_id: str, words: str) -> None:
        """That is not the bill, and nothing comes of saying so."""
        with pytest.raises(DecisionRefusedError, match=words):
            self.link(quickbooks_id)
        self.office.drain()
        assert self.office.link(self.bill.ref) is None
        assert self.office.operation(self.payment.ref).state == OperationState.HELD


@pytest.fixture
def before(office: Office, paper: Paper) -> Before:
    """Ada's bill was posted before the connection began, and was told to us only since."""
    office.post(paper.bill("INV-0", "5.00", party=BABBAGE))
    bill = paper.bill("INV-OLD", "100.00")
    bill = replace(bill, posted_at=bill.posted_at.replace(year=2025))
    payment = paper.payment("R-1", "110.00", (bill, "110.00"))
    for document in (bill, payment):
        office.post(document)
    office.drain()
    assert office.operation(bill.ref).reason == Skipped.BEFORE_START
    assert office.operation(payment.ref).reason == Held.PARENT_MISSING
    return Before(office, bill, payment)


def test_it_is_linked_its_customer_becomes_the_clients_and_its_payment_goes(before: Before, paper: Paper) -> None:
    office = before.office
    customer = before.customer("Mrs A. Lovelace")
    made = before.by_hand(customer)
    before.link(made["Id"])
    office.drain()
    assert office.operation(before.payment.ref).state == OperationState.DONE
    assert {row["Id"]: row["Balance"] for row in office.in_quickbooks("Invoice")}[made["Id"]] == 0
    link = office.link(before.bill.ref)
    assert link is not None
    assert (link.state, link.adopted, link.quickbooks_type) == (LinkState.LINKED, True, "Invoice")
    assert before.bill.ref in office.ledger.locked
    with office.store.read() as session:
        client = links.live(session, FIRM, ReferenceKind.CUSTOMER, ADA.id)
    assert client is not None
    assert client.quickbooks_id == customer
    office.post(paper.bill("INV-2", "7.00"))
    office.drain()
    assert [row["CustomerRef"]["value"] for row in office.in_quickbooks("Invoice")].count(customer) == 2
    assert len(office.in_quickbooks("Customer")) == len({row["Id"] for row in office.in_quickbooks("Customer")})


def test_the_audit_has_what_was_compared_and_no_name(before: Before) -> None:
    customer = before.customer("Mrs A. Lovelace")
    made = before.by_hand(customer)
    before.link(made["Id"])
    with before.office.store.read() as session:
        rows = session.scalars(select(Audit).where(Audit.event == "linked_to_existing").order_by(Audit.number)).all()
    client, bill = rows
    assert (client.subject, client.detail) == ("customer c1", {"after": customer})
    assert (bill.actor, bill.subject) == ("Grace", "sales_invoice INV-OLD")
    assert bill.detail == {
        "quickbooks": f"Invoice {made['Id']}",
        "total": "110.00",
        "date": "2026-03-02",
        "parties": f"customer c1 = {customer}",
    }


def test_saved_again_unchanged_it_stays_linked_and_nothing_is_sent(before: Before) -> None:
    made = before.by_hand(before.customer("Mrs A. Lovelace"))
    before.link(made["Id"])
    before.office.drain()
    posted = len([seen for seen in before.office.requests() if seen.entity == "invoice" and seen.method == "POST"])
    before.office.post_again(before.bill.ref)
    before.office.drain()
    again = len([seen for seen in before.office.requests() if seen.entity == "invoice" and seen.method == "POST"])
    assert again == posted
    link = before.office.link(before.bill.ref)
    assert link is not None
    assert link.state == LinkState.LINKED


def test_what_differs_is_told_and_nothing_is_done(before: Before) -> None:
    office = before.office
    customer = before.customer("Mrs A. Lovelace")
    babbage = office.in_quickbooks("Invoice")[0]["CustomerRef"]["value"]
    before.refused(before.by_hand(customer, 99)["Id"], r"amount 108\.90 instead of 110\.00")
    before.refused(before.by_hand(customer, TxnDate="2026-03-03")["Id"], "date 2026-03-03 instead of 2026-03-02")
    before.refused(before.by_hand(babbage)["Id"], f"the customer {babbage} of another client or supplier")
    before.refused("99999", "has no Invoice 99999")
    before.refused("7 or 1=1", "is a number")
    assert "Lovelace" not in str([row.words for row in office.held()])


def test_what_is_the_copy_of_another_record_is_refused(before: Before, paper: Paper) -> None:
    made = before.by_hand(before.customer("Mrs A. Lovelace"))
    before.link(made["Id"])
    twin = paper.bill("INV-TWIN", "100.00")
    before.office.post(replace(twin, posted_at=twin.posted_at.replace(year=2025)))
    before.office.drain()
    with pytest.raises(DecisionRefusedError, match="is the copy of sales invoice INV-OLD"):
        link_existing(before.office.context, FIRM, twin.ref, made["Id"], "admin")
    with pytest.raises(DecisionRefusedError, match="Nothing waits for you"):
        before.link(before.by_hand(made["CustomerRef"]["value"])["Id"])


def test_a_client_who_is_there_already_has_to_be_the_one(before: Before, paper: Paper) -> None:
    office = before.office
    office.post(paper.bill("INV-2", "7.00"))
    office.drain()
    (hers,) = {row["CustomerRef"]["value"] for row in office.in_quickbooks("Invoice") if row["DocNumber"] == "INV-2"}
    before.refused(before.by_hand(before.customer("Mrs A. Lovelace"))["Id"], "another customer")
    before.link(before.by_hand(hers)["Id"])
    office.drain()
    assert office.operation(before.payment.ref).state == OperationState.DONE


def test_a_customer_who_is_inactive_does_not_become_the_clients(before: Before) -> None:
    customer = before.customer("Mrs A. Lovelace")
    made = before.by_hand(customer)
    before.office.by_hand("Customer", {"Id": customer, "SyncToken": "0", "sparse": True, "Active": False})
    before.refused(made["Id"], f"Customer {customer} is inactive")


def test_what_quickbooks_has_is_shown_with_what_differs_and_what_can_be_linked_first(before: Before) -> None:
    customer = before.customer("Mrs A. Lovelace")
    wrong = before.by_hand(customer, 99, DocNumber="INV-OLD")
    good = before.by_hand(customer)
    before.by_hand(customer, 7)
    before.by_hand(customer, 100, TxnDate="2026-03-09")
    first, second = candidates(before.office.context, FIRM, before.bill.ref)
    assert (first.id, first.party, first.differing) == (good["Id"], "Mrs A. Lovelace", ())
    assert (second.id, second.number, second.differing) == (
        wrong["Id"],
        "INV-OLD",
        ("amount 108.90 instead of 110.00",),
    )


def test_without_an_answer_nothing_is_said_of_what_quickbooks_has(before: Before) -> None:
    made = before.by_hand(before.customer("Mrs A. Lovelace"))
    before.office.trouble(kind="status", status=503, entity="invoice", method="GET")
    before.refused(made["Id"], "could not be asked")
    before.office.trouble(kind="status", status=503, entity="query", method="POST")
    with pytest.raises(DecisionRefusedError, match="could not be asked"):
        candidates(before.office.context, FIRM, before.bill.ref)


def test_a_bill_that_was_saved_meanwhile_is_looked_at_again(before: Before) -> None:
    made = before.by_hand(before.customer("Mrs A. Lovelace"))
    later = replace(before.bill, version="2")
    hooks = before.office.context.http().hooks["response"]
    hooks.append(lambda response, **_: before.office.ledger.put(later) and None)
    before.refused(made["Id"], "was saved meanwhile")
