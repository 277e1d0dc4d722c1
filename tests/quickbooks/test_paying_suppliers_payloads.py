"""What is paid to suppliers by cheque, card and otherwise: field by field, and what it posts."""

from __future__ import annotations

import pytest

from matterbooks.errors import PushError
from matterbooks.quickbooks.posting import posts
from tests.quickbooks.examples import BABBAGE, D
from tests.quickbooks.firm import (
    BILL,
    FIRM,
    OTHER_BILL,
    link,
    unit,
)
from tests.quickbooks.kinds import posted_elsewhere, supplier_payment, whose


def test_bills_are_paid_by_cheque_from_a_bank_and_an_overpayment_stays_open() -> None:
    document = supplier_payment("300.00", (BILL, "220.00"), (OTHER_BILL, "30.00"))
    made = unit(document)
    assert made.only.entity == "BillPayment"
    assert made.only.fields == {
        "VendorRef": {"value": "61"},
        "APAccountRef": {"value": "33"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("300.00"),
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": {"value": "35"}, "PrintStatus": "NotSet"},
        "DocNumber": "PAY-1",
        "PrivateNote": f"EFT 5 {made.only.marker}",
        "Line": [
            link("220.00", "Bill", "230"),
            link("30.00", "Bill", "231"),
        ],
    }
    assert posts(made.only, FIRM, made.references) == {("33", "S1"): D("300.00"), ("35", ""): D("-300.00")}
    assert made.said(document) == ""


def test_bills_are_paid_by_card_from_a_card() -> None:
    document = supplier_payment("220.00", (BILL, "220.00"), account="2100")
    made = unit(document)
    assert made.only.fields["PayType"] == "CreditCard"
    assert made.only.fields["CreditCardPayment"] == {"CCAccountRef": {"value": "41"}}
    assert "CheckPayment" not in made.only.fields
    assert made.said(document) == ""


def test_what_pays_bills_otherwise_is_an_entry_that_is_then_set_against_them() -> None:
    document = supplier_payment("220.00", (BILL, "220.00"), account="2150")
    made = unit(document)
    entry, settled = made.bodies[""], made.bodies["settled"]
    assert list(made.bodies) == ["", "settled"]
    assert entry.entity == "JournalEntry"
    owed = {"Type": "Vendor", "EntityRef": {"value": "61"}}
    assert entry.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DocNumber": "PAY-1",
        "PrivateNote": entry.marker,
        "Line": [
            {
                "Amount": D("220.00"),
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": "Debit", "AccountRef": {"value": "33"}, "Entity": owed},
            },
            {
                "Amount": D("220.00"),
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": "Credit", "AccountRef": {"value": "42"}},
            },
        ],
    }
    assert settled.entity == "BillPayment"
    assert settled.fields == {
        "VendorRef": {"value": "61"},
        "APAccountRef": {"value": "33"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("0.00"),
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": {"value": "35"}},
        "PrivateNote": f"PAY-1 {settled.marker}",
        "Line": [
            link("220.00", "Bill", "230"),
            link("220.00", "JournalEntry", "made"),
        ],
    }
    assert made.said(document) == ""


def test_what_is_paid_otherwise_for_no_bill_is_the_entry_alone() -> None:
    document = supplier_payment("220.00", account="2150")
    assert unit(document).only.entity == "JournalEntry"


def test_a_supplier_paid_straight_from_trust_is_refused() -> None:
    with pytest.raises(PushError, match="moves client money without saying so"):
        unit(supplier_payment("220.00", (BILL, "220.00"), account="3000"))


@pytest.mark.parametrize("account", ["1000", "2100", "2150"])
def test_a_wrong_account_or_supplier_is_caught(account: str) -> None:
    document = supplier_payment("300.00", (BILL, "220.00"), account=account)
    made = unit(document)
    assert "Savings: the practice posted 0.01" in made.said(posted_elsewhere(document))
    assert "practice party C2" in made.said(whose(BABBAGE, document))
