"""Clients and suppliers as QuickBooks has them: renamed, made inactive, merged, and named as nobody would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from matterbooks.ledger.documents import Party
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.party_links import link_party
from matterbooks.push.retry import retry
from matterbooks.store import links
from matterbooks.values import OperationState, Option, ReferenceKind
from tests.push.office import FIRM
from tests.story.kinds.countries import AU
from tests.story.kinds.firm import ADA, BABBAGE, COURT, WILL, Firm
from tests.story.kinds.practice import Practice


def change(firm: Firm, entity: str, name: str, **fields: object) -> None:
    """What a bookkeeper changes on a customer or vendor in QuickBooks."""
    (row,) = [one for one in firm.in_quickbooks(entity) if one["DisplayName"] == name]
    firm.by_hand(entity, {"Id": row["Id"], "SyncToken": row["SyncToken"], "sparse": True, **fields})


def test_a_client_who_was_renamed_in_quickbooks_is_billed_under_the_new_name(au_firm: Firm, au: Practice) -> None:
    au_firm.push(au.bill("100.00"))
    change(au_firm, "Customer", ADA.name, DisplayName="Ada King, Countess of Lovelace")
    au_firm.push(au.bill("50.00"))
    assert {row["CustomerRef"]["name"] for row in au_firm.in_quickbooks("Invoice")} == {
        "Ada King, Countess of Lovelace"
    }
    au_firm.assert_books_agree()


@pytest.mark.parametrize("kind", ["client", "supplier"])
def test_who_was_made_inactive_is_held_and_goes_once_active_again(au_firm: Firm, au: Practice, kind: str) -> None:
    entity, name = ("Customer", ADA.name) if kind == "client" else ("Vendor", COURT.name)
    document = au.bill if kind == "client" else au.supplier_bill
    key = (ReferenceKind.CUSTOMER, ADA.id) if kind == "client" else (ReferenceKind.VENDOR, COURT.id)
    au_firm.push(document("100.00"))
    change(au_firm, entity, name, Active=False)
    ref = au_firm.post(document("50.00"))
    au_firm.drain()
    row = au_firm.operation(ref)
    assert row.state == OperationState.HELD
    with au_firm.store.read() as session:
        link = links.live(session, FIRM, *key)
    assert link is not None
    assert f"{entity} {link.quickbooks_id} ({key[0]} {key[1]} here) is inactive in QuickBooks" in row.words
    assert "Make it active there, or link it to another" in row.words
    assert name not in row.words
    change(au_firm, entity, f"{name} (deleted)", Active=True)
    retry(au_firm.context, FIRM, [row.id], "admin")
    au_firm.drain()
    assert au_firm.operation(ref).state == OperationState.DONE
    au_firm.assert_books_agree()


def test_a_client_who_was_merged_into_another_customer_is_linked_to_that_one(au_firm: Firm, au: Practice) -> None:
    au_firm.push(au.bill("100.00"), au.bill("1.00", party=BABBAGE))
    into = au_firm.by_hand("Customer", {"DisplayName": "Lovelace, Ada (merged)"})
    change(au_firm, "Customer", ADA.name, Active=False)
    bill = au.bill("50.00")
    ref = au_firm.post(bill)
    au_firm.drain()
    held = au_firm.operation(ref)
    (others,) = [one for one in au_firm.in_quickbooks("Customer") if one["DisplayName"] == BABBAGE.name]
    for id_, words in (("99999", "has no Customer 99999"), (others["Id"], "another client's")):
        with pytest.raises(DecisionRefusedError, match=words):
            link_party(au_firm.context, FIRM, ReferenceKind.CUSTOMER, ADA.id, id_, "admin")
    link_party(au_firm.context, FIRM, ReferenceKind.CUSTOMER, ADA.id, into["Id"], "admin")
    retry(au_firm.context, FIRM, [held.id], "admin")
    au_firm.drain()
    customers = {row["DocNumber"]: row["CustomerRef"]["value"] for row in au_firm.in_quickbooks("Invoice")}
    assert customers[bill.number] == into["Id"]


@pytest.mark.parametrize("name", ["Smith: Estate of\tJ.", "  O'Brien \\ Söhne & Co  ", "x" * 500, 'The "Quoted" Trust'])
def test_any_name_becomes_one_that_quickbooks_takes(au_firm: Firm, au: Practice, name: str) -> None:
    party = Party("odd", name)
    au_firm.push(au.bill("10.00", party=party), au.supplier_bill("5.00", party=party))
    au_firm.assert_books_agree()


def test_two_clients_and_a_supplier_of_one_name_are_three(au_firm: Firm, au: Practice) -> None:
    twin, supplier = replace(BABBAGE, id="c9"), Party("s9", BABBAGE.name)
    au_firm.push(au.bill("1.00", party=BABBAGE), au.bill("2.00", party=twin), au.supplier_bill("3.00", party=supplier))
    names = [row["DisplayName"] for entity in ("Customer", "Vendor") for row in au_firm.in_quickbooks(entity)]
    assert len([name for name in names if BABBAGE.name in name]) == 3
    au_firm.assert_books_agree()


@pytest.mark.parametrize("first", ["client", "supplier"])
def test_somebody_who_is_client_and_supplier_has_two_names_whichever_came_first(
    au_firm: Firm, au: Practice, first: str
) -> None:
    as_client, as_supplier = Party("b1", "Bentley & Co"), Party("b2", "Bentley & Co")
    documents = [au.bill("10.00", party=as_client), au.supplier_bill("5.00", party=as_supplier)]
    for document in documents if first == "client" else reversed(documents):
        au_firm.push(document)
    (client,) = [row["DisplayName"] for row in au_firm.in_quickbooks("Customer") if "Bentley" in row["DisplayName"]]
    (supplier,) = [row["DisplayName"] for row in au_firm.in_quickbooks("Vendor") if "Bentley" in row["DisplayName"]]
    assert (client if first == "client" else supplier) == "Bentley & Co"
    assert client != supplier
    au_firm.assert_books_agree()


def test_matters_of_one_number_and_name_are_as_many_sub_customers(make_firm: Callable[..., Firm], au: Practice) -> None:
    firm = make_firm(AU, Option.MATTERS_AS_CUSTOMERS)
    twin, others = replace(WILL, id="m8"), replace(WILL, id="m9", client=BABBAGE)
    firm.push(au.bill("1.00", matter=WILL), au.bill("2.00", matter=twin))
    firm.push(au.bill("3.00", party=BABBAGE, matter=others))
    assert len({row["CustomerRef"]["value"] for row in firm.in_quickbooks("Invoice")}) == 3


def test_a_client_whom_quickbooks_refused_to_make_is_linked_to_one_who_is_there(au_firm: Firm, au: Practice) -> None:
    au_firm.trouble(kind="fault", code="2050", entity="customer", method="POST")
    ref = au_firm.post(au.bill("100.00"))
    au_firm.drain()
    (held,) = au_firm.held()
    assert held.kind == ReferenceKind.CUSTOMER
    made = au_firm.by_hand("Customer", {"DisplayName": "Lovelace"})
    link_party(au_firm.context, FIRM, ReferenceKind.CUSTOMER, ADA.id, made["Id"], "admin")
    au_firm.drain()
    assert au_firm.operation(ref).state == OperationState.DONE
    au_firm.assert_books_agree()


def test_a_customer_in_another_currency_or_below_another_client_is_refused(
    make_firm: Callable[..., Firm], au: Practice
) -> None:
    firm = make_firm(AU, Option.MATTERS_AS_CUSTOMERS, foreign=True)
    firm.push(au.bill("1.00", matter=WILL))
    euro = firm.by_hand("Customer", {"DisplayName": "In euro", "CurrencyRef": {"value": "EUR"}})
    elsewhere = firm.by_hand("Customer", {"DisplayName": "On its own"})
    for kind, key, chosen, words in (
        (ReferenceKind.CUSTOMER, ADA.id, euro, "is not in AUD"),
        (ReferenceKind.MATTER, WILL.id, elsewhere, "is no sub-customer of Customer"),
        (ReferenceKind.CUSTOMER, "nobody", elsewhere, "in no record"),
    ):
        with pytest.raises(DecisionRefusedError, match=words):
            link_party(firm.context, FIRM, kind, key, chosen["Id"], "admin")


def test_no_log_has_the_name_of_who_was_made_inactive(
    au_firm: Firm, au: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "matterbooks")
    au_firm.push(au.bill("100.00"))
    change(au_firm, "Customer", ADA.name, Active=False)
    au_firm.post(au.bill("50.00"))
    au_firm.drain()
    assert au_firm.held()
    assert "push attempt" in caplog.text
    assert ADA.name not in caplog.text
