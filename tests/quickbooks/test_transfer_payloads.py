"""Transfers between the firm's banks, and between trust and office: field by field, and what they post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.errors import MissingRowsError, PushError, TrustWithoutMatterError
from matterbooks.ledger.documents import BankTransfer, Document, Posting, TrustMove
from matterbooks.quickbooks.payloads import Body, Terms
from matterbooks.quickbooks.posting import posts
from matterbooks.values import Kind
from tests.quickbooks.examples import ADA, D
from tests.quickbooks.firm import ACCOUNTS, AU, ESTATE, FIRM, MAPPING, WITHOUT_TRUST, unit
from tests.quickbooks.kinds import posted_elsewhere, transfer

FOR_FEES = transfer(
    "60.00",
    "3000",
    "1000",
    Posting("3100", D("60.00"), ADA, ESTATE),
    Posting("3000", D("-60.00")),
    Posting("1000", D("60.00")),
    Posting("1100", D("-60.00"), ADA),
    moves=(TrustMove(ADA, D("-60.00"), ESTATE),),
    kind=Kind.TRUST_OFFICE_TRANSFER,
)
FIRMS_OWN = transfer("60.00", "3000", "1000", firms_own=True, kind=Kind.TRUST_OFFICE_TRANSFER)
FIRMS_OWN_BACK = transfer("60.00", "1000", "3000", firms_own=True, kind=Kind.TRUST_OFFICE_TRANSFER)
BETWEEN_BANKS = transfer("80.00", "1000", "1010")
BETWEEN_TRUSTS = transfer("80.00", "3000", "3010", kind=Kind.TRUST_BANK_TRANSFER)


def moved(body: Body, source: str, target: str, amount: str) -> dict[str, object]:
    """A Transfer as it should be."""
    return {
        "TxnDate": "2026-03-05",
        "FromAccountRef": {"value": source},
        "ToAccountRef": {"value": target},
        "Amount": D(amount),
        "PrivateNote": f"TF-1 {body.marker}",
    }


def test_between_business_banks_two_legs_meet_in_the_transfers_account() -> None:
    made = unit(BETWEEN_BANKS)
    out, into = made.bodies[""], made.bodies["in"]
    assert [body.entity for body in made.bodies.values()] == ["Transfer", "Transfer"]
    assert out.fields == moved(out, "35", "65", "80.00")
    assert into.fields == moved(into, "65", "36", "80.00")
    assert out.marker != into.marker
    assert posts(out, FIRM, made.references) == {("65", ""): D("80.00"), ("35", ""): D("-80.00")}
    assert made.said(BETWEEN_BANKS) == ""


def test_a_leg_that_is_missing_is_caught() -> None:
    made = unit(BETWEEN_BANKS)
    del made.bodies["in"]
    assert "Bank transfers: the practice posted 0.00, QuickBooks would post 80.00" in made.said(BETWEEN_BANKS)


def test_a_leg_onto_a_card_is_an_entry_since_a_transfer_takes_assets_alone() -> None:
    document = transfer("80.00", "1000", "2100")
    made = unit(document)
    into = made.bodies["in"]
    assert (made.bodies[""].entity, into.entity) == ("Transfer", "JournalEntry")
    assert into.fields == {
        "TxnDate": "2026-03-05",
        "GlobalTaxCalculation": "NotApplicable",
        "DocNumber": "TF-1",
        "PrivateNote": into.marker,
        "Line": [
            {
                "Amount": D("80.00"),
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": account}},
            }
            for side, account in (("Debit", "41"), ("Credit", "65"))
        ],
    }
    assert made.said(document) == ""


@pytest.mark.parametrize(
    ("document", "terms", "error", "words"),
    [
        (transfer("80.00", "1000", "1000"), FIRM, PushError, "from an account to itself"),
        (transfer("0.00", "1000", "1010"), FIRM, PushError, "not above zero"),
        (
            BETWEEN_BANKS,
            replace(FIRM, mapping=replace(MAPPING, accounts=MAPPING.accounts | {"1010": "35"})),
            PushError,
            "mapped to one QuickBooks account",
        ),
        (
            BETWEEN_BANKS,
            replace(FIRM, mapping=replace(MAPPING, bank_transfers_account="")),
            MissingRowsError,
            "Bank transfers account is not chosen",
        ),
        (replace(FIRMS_OWN, firms_own=False), FIRM, TrustWithoutMatterError, "names no matter"),
        (replace(FIRMS_OWN, firms_own=False), WITHOUT_TRUST, TrustWithoutMatterError, "names no matter"),
    ],
)
def test_a_transfer_that_cannot_be_sent_says_why(
    document: BankTransfer, terms: Terms, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        unit(document, terms)


def test_money_for_fees_that_names_its_matter_is_a_payment_out_of_trust() -> None:
    made = unit(FOR_FEES)
    trust, office = made.bodies[""], made.bodies["in"]
    assert [body.entity for body in made.bodies.values()] == ["JournalEntry", "Payment"]
    assert posts(trust, FIRM, made.references) == {("55", "C1"): D("60.00"), ("50", ""): D("-60.00")}
    assert office.fields == {
        "CustomerRef": {"value": "58"},
        "ARAccountRef": {"value": "84"},
        "TxnDate": "2026-03-05",
        "TotalAmt": D("60.00"),
        "DepositToAccountRef": {"value": "35"},
        "PrivateNote": f"TF-1 {office.marker}",
    }
    assert made.said(FOR_FEES) == ""


@pytest.mark.parametrize(
    ("document", "legs"),
    [(FIRMS_OWN, [("50", "65"), ("65", "35")]), (FIRMS_OWN_BACK, [("65", "50"), ("35", "65")])],
)
def test_the_firm_s_own_money_goes_through_the_transfers_account(
    document: BankTransfer, legs: list[tuple[str, str]]
) -> None:
    made = unit(document)
    for body, (source, target) in zip(made.bodies.values(), legs, strict=True):
        assert body.fields == moved(body, source, target, "60.00")
    assert made.said(document) == ""


def test_where_trust_is_off_the_business_leg_goes_alone() -> None:
    made = unit(FIRMS_OWN, WITHOUT_TRUST)
    assert made.only.fields == moved(made.only, "65", "35", "60.00")
    assert made.said(FIRMS_OWN) == ""
    back = unit(FIRMS_OWN_BACK, WITHOUT_TRUST)
    assert back.only.fields == moved(back.only, "35", "65", "60.00")
    assert back.said(FIRMS_OWN_BACK) == ""


def test_between_trust_banks_one_transfer_never_goes_through_the_transfers_account() -> None:
    made = unit(BETWEEN_TRUSTS)
    assert made.only.entity == "Transfer"
    assert made.only.fields == moved(made.only, "50", "51", "80.00")
    assert made.said(BETWEEN_TRUSTS) == ""


def test_between_trust_banks_an_entry_names_clients_where_the_practice_does() -> None:
    owed = (Posting("3100", D("80.00"), ADA, ESTATE), Posting("3100", D("-80.00"), ADA, ESTATE))
    document = replace(BETWEEN_TRUSTS, postings=(*BETWEEN_TRUSTS.postings, *owed))
    made = unit(document)
    assert made.only.entity == "JournalEntry"
    names = [line["JournalEntryLineDetail"].get("Entity") for line in made.only.fields["Line"]]
    client = {"Type": "Customer", "EntityRef": {"value": "58"}}
    assert names == [None, None, client, client]
    assert made.said(document) == ""


def test_between_trust_banks_an_account_that_is_no_asset_takes_an_entry() -> None:
    liability = tuple(replace(one, type="Other Current Liability") if one.id == "51" else one for one in ACCOUNTS)
    made = unit(BETWEEN_TRUSTS, replace(FIRM, catalogue=replace(AU, accounts=liability)))
    assert made.only.entity == "JournalEntry"
    assert made.said(BETWEEN_TRUSTS) == ""


@pytest.mark.parametrize("document", [BETWEEN_BANKS, FOR_FEES, FIRMS_OWN, BETWEEN_TRUSTS])
def test_a_cent_elsewhere_is_caught(document: Document) -> None:
    assert "Savings" in unit(document).said(posted_elsewhere(document))
