"""Client money received, paid out, moved and taken for fees: field by field, and what it posts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.errors import TrustWithoutMatterError
from matterbooks.ledger.documents import Document, Party, Posting, TrustMove
from matterbooks.quickbooks.posting import posts
from matterbooks.values import Kind
from tests.quickbooks.examples import ADA, BABBAGE, D
from tests.quickbooks.firm import ESTATE, FIRM, HOUSE, IN_US, INVOICE, PRESS, WITHOUT_TRUST, unit
from tests.quickbooks.kinds import paid_from_trust, posted_elsewhere, trust_entry, whose

RECEIVED = trust_entry(Kind.TRUST_RECEIPT, TrustMove(ADA, D("500.00"), ESTATE), TrustMove(BABBAGE, D("20.00"), HOUSE))
PAID_OUT = trust_entry(Kind.TRUST_PAYMENT, TrustMove(ADA, D("-90.00"), ESTATE), payee=PRESS)
MOVED = trust_entry(Kind.TRUST_TRANSFER, TrustMove(ADA, D("-40.00"), ESTATE), TrustMove(BABBAGE, D("40.00"), HOUSE))
JOURNAL = trust_entry(Kind.TRUST_JOURNAL, TrustMove(ADA, D("1.23"), ESTATE))
FEES = paid_from_trust("60.00", (INVOICE, "60.00"))


def entry_line(side: str, account: str, amount: str, customer: str = "") -> dict[str, object]:
    """A line of a journal entry as it should be."""
    detail: dict[str, object] = {"PostingType": side, "AccountRef": {"value": account}}
    if customer:
        detail["Entity"] = {"Type": "Customer", "EntityRef": {"value": customer}}
    return {"Amount": D(amount), "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}


def received(amount: str, customer: str) -> dict[str, object]:
    """A line of a deposit as it should be."""
    detail = {"AccountRef": {"value": "55"}, "Entity": {"value": customer, "type": "CUSTOMER"}}
    return {
        "Amount": D(amount),
        "DetailType": "DepositLineDetail",
        "DepositLineDetail": detail,
        "Description": "Settlement",
    }


def test_a_receipt_is_a_deposit_that_names_each_client_out_of_scope_of_tax() -> None:
    document = replace(RECEIVED, memo="Settlement", reference="EFT 3")
    made = unit(document)
    assert made.only.entity == "Deposit"
    assert made.only.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DepositToAccountRef": {"value": "50"},
        "PrivateNote": f"TR-1 EFT 3 Settlement {made.only.marker}",
        "Line": [received("500.00", "58"), received("20.00", "59")],
    }
    assert posts(made.only, FIRM, made.references) == {
        ("50", ""): D("520.00"),
        ("55", "C1"): D("-500.00"),
        ("55", "C2"): D("-20.00"),
    }
    assert made.said(document) == ""


def test_in_the_united_states_nothing_is_said_of_tax() -> None:
    document = replace(RECEIVED, currency="USD")
    assert "GlobalTaxCalculation" not in unit(document, IN_US).only.fields


def test_a_payment_to_another_is_a_withdrawal_with_the_client_on_its_line() -> None:
    made = unit(PAID_OUT)
    assert made.only.entity == "Purchase"
    assert made.only.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "PaymentType": "Cash",
        "AccountRef": {"value": "50"},
        "EntityRef": {"value": "61", "type": "Vendor"},
        "PrivateNote": f"TR-1 {made.only.marker}",
        "Line": [
            {
                "Amount": D("90.00"),
                "DetailType": "AccountBasedExpenseLineDetail",
                "AccountBasedExpenseLineDetail": {
                    "AccountRef": {"value": "55"},
                    "CustomerRef": {"value": "58"},
                    "BillableStatus": "NotBillable",
                },
            }
        ],
    }
    assert posts(made.only, FIRM, made.references) == {("55", "C1"): D("90.00"), ("50", ""): D("-90.00")}
    assert made.said(PAID_OUT) == ""


@pytest.mark.parametrize("payee", [None, ADA])
def test_money_that_goes_back_to_the_client_is_paid_to_the_customer(payee: Party | None) -> None:
    document = replace(PAID_OUT, payee=payee)
    made = unit(document)
    assert made.only.fields["EntityRef"] == {"value": "58", "type": "Customer"}
    assert made.said(document) == ""


def test_a_cheque_bears_its_number_and_is_not_printed_again() -> None:
    document = replace(PAID_OUT, method="Cheque", reference="000456")
    fields = unit(document).only.fields
    assert (fields["PaymentType"], fields["DocNumber"], fields["PrintStatus"]) == ("Check", "000456", "NotSet")
    without_number = unit(replace(document, reference=" ")).only.fields
    assert without_number["PaymentType"] == "Cash"
    assert "PrintStatus" not in without_number


def test_from_matter_to_matter_is_an_entry_on_the_liability_alone() -> None:
    made = unit(MOVED)
    assert made.only.entity == "JournalEntry"
    assert made.only.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DocNumber": "TR-1",
        "PrivateNote": made.only.marker,
        "Line": [entry_line("Debit", "55", "40.00", "58"), entry_line("Credit", "55", "40.00", "59")],
    }
    assert posts(made.only, FIRM, made.references) == {("55", "C1"): D("40.00"), ("55", "C2"): D("-40.00")}
    assert made.said(MOVED) == ""


def test_a_journal_is_an_entry_of_the_practice_s_own_postings() -> None:
    made = unit(JOURNAL)
    assert made.only.entity == "JournalEntry"
    assert made.only.fields["Line"] == [entry_line("Debit", "50", "1.23"), entry_line("Credit", "55", "1.23", "58")]
    assert made.said(JOURNAL) == ""


@pytest.mark.parametrize("document", [RECEIVED, PAID_OUT, MOVED])
def test_whatever_is_reversed_is_an_entry_of_the_opposite(document: Document) -> None:
    back = tuple(replace(one, amount=-one.amount) for one in document.postings)
    undone = replace(document, ref=replace(document.ref, id="4"), postings=back, reverses=document.ref)
    made = unit(undone)
    assert made.only.entity == "JournalEntry"
    assert made.said(undone) == ""


def test_a_receipt_that_is_not_only_a_receipt_is_an_entry() -> None:
    bank_fee = (Posting("1000", D("-2.00")), Posting("3000", D("2.00")))
    document = replace(RECEIVED, postings=(*RECEIVED.postings, *bank_fee))
    made = unit(document)
    assert made.only.entity == "JournalEntry"
    assert made.said(document) == ""


def test_client_money_that_does_not_say_whose_it_is_is_refused() -> None:
    nobody_s = tuple(replace(one, party=None, matter=None) for one in JOURNAL.postings)
    with pytest.raises(TrustWithoutMatterError, match="does not say which client's money"):
        unit(replace(JOURNAL, postings=nobody_s))


def test_fees_paid_out_of_trust_are_the_client_s_money_and_then_the_payment() -> None:
    made = unit(FEES)
    trust, paid = made.bodies["trust"], made.bodies[""]
    assert list(made.bodies) == ["trust", ""]
    assert trust.entity == "JournalEntry"
    assert trust.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DocNumber": "TP-1",
        "PrivateNote": trust.marker,
        "Line": [entry_line("Debit", "55", "60.00", "58"), entry_line("Credit", "50", "60.00")],
    }
    assert paid.entity == "Payment"
    assert paid.fields == {
        "CustomerRef": {"value": "58"},
        "ARAccountRef": {"value": "84"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("60.00"),
        "DepositToAccountRef": {"value": "35"},
        "PaymentRefNum": "TP-1",
        "PrivateNote": paid.marker,
        "Line": [{"Amount": D("60.00"), "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}]}],
    }
    assert made.said(FEES) == ""


def test_of_fees_paid_out_of_trust_only_the_side_that_is_on_goes() -> None:
    office, trust = unit(FEES, WITHOUT_TRUST), unit(FEES, replace(FIRM, sales=False))
    assert (office.only.entity, trust.only.entity) == ("Payment", "JournalEntry")
    assert office.said(FEES) == ""
    assert trust.said(FEES) == ""


def test_a_side_that_is_missing_although_it_is_on_is_caught() -> None:
    for missing in ("trust", ""):
        made = unit(FEES)
        del made.bodies[missing]
        assert made.said(FEES) != ""


@pytest.mark.parametrize("document", [RECEIVED, PAID_OUT, MOVED, JOURNAL, FEES])
def test_a_wrong_account_or_client_is_caught(document: Document) -> None:
    made = unit(document)
    assert "Savings: the practice posted 0.01" in made.said(posted_elsewhere(document))
    assert "Client funds" in made.said(whose(PRESS, document))
