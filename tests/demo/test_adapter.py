"""The practice's answers to matterbooks: every kind, its figures and its postings, locks and marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from matterbooks import Ref
from matterbooks.demo.adapter import PracticeLedger
from matterbooks.demo.chart import PAYABLE, RECEIVABLE, TRUST_LIABILITY
from matterbooks.demo.practice.kinds import Bill
from matterbooks.demo.refs import FIRM, KINDS, ref_of
from matterbooks.demo.seed import month
from matterbooks.demo.services import documents
from matterbooks.demo.services.ledger import balances
from matterbooks.demo.services.work import Work
from matterbooks.ledger.documents import (
    SHAPES,
    BankTransfer,
    CreditApplied,
    Document,
    Invoice,
    Payment,
    PaymentFromTrust,
    Refund,
    TrustEntry,
)
from matterbooks.ledger.postings import by_account_and_party, imbalance
from matterbooks.ledger.source import LedgerSource, Role
from matterbooks.values import Kind
from tests.demo.practice import NOW, TODAY, bill_of, fresh, new_document

LEDGER: LedgerSource = PracticeLedger()


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[Work, list[Ref]]]:
    """A firm after its month."""
    with fresh() as (work, outbox):
        yield work, list(month(work.session, outbox, today=TODAY, clock=lambda: NOW))


@pytest.fixture(scope="module")
def documents_posted(posted: tuple[Work, list[Ref]]) -> list[Document]:
    """Everything of the month, as it crosses the border."""
    work, refs = posted
    found = [LEDGER.document(work.session, ref) for ref in refs]
    return [document for document in found if document is not None]


def test_every_kind_there_is_crosses_the_border_in_its_shape(documents_posted: list[Document]) -> None:
    assert {type(document) for document in documents_posted} == set(SHAPES.values())
    assert {document.ref.kind for document in documents_posted} == set(Kind) == set(KINDS.values())
    for document in documents_posted:
        assert type(document) is SHAPES[document.ref.kind]


def test_every_documents_postings_balance_and_say_what_its_figures_say(documents_posted: list[Document]) -> None:
    for document in documents_posted:
        assert imbalance(document.postings) == 0, document.ref
        assert _on_control(document) == _expected(document), document.ref


def _on_control(document: Document) -> Decimal:
    """What it moves on the control account that its kind is about."""
    sums = by_account_and_party(document.postings)
    match document:
        case TrustEntry():
            return sum((amount for (account, _), amount in sums.items() if account == TRUST_LIABILITY), Decimal(0))
        case BankTransfer():
            return sums[document.to_account, ""]
        case _:
            control = {RECEIVABLE, PAYABLE}
            return sum((amount for (account, _), amount in sums.items() if account in control), Decimal(0))


def _expected(document: Document) -> Decimal:
    sign = -1 if document.ref.kind in (Kind.SALES_CREDIT_NOTE, Kind.SUPPLIER_INVOICE, Kind.SUPPLIER_REFUND) else 1
    match document:
        case Invoice():
            assert document.total == document.tax + sum(line.net for line in document.lines)
            assert document.tax == sum(line.tax for line in document.lines)
            return sign * document.total
        case PaymentFromTrust():
            assert sum(move.amount for move in document.trust_moves) == -document.amount
            return -document.amount
        case Payment():
            assert 0 < sum(each.amount for each in document.allocations) <= document.amount
            return document.amount if document.ref.kind is Kind.SUPPLIER_PAYMENT else -document.amount
        case Refund():
            assert document.against is not None
            return sign * document.amount
        case CreditApplied():
            return Decimal(0)
        case BankTransfer():
            return document.amount
        case TrustEntry():
            return -sum((move.amount for move in document.moves), Decimal(0))
        case _:
            written_off = document.ref.kind is Kind.WRITE_OFF
            return sum((each.amount for each in document.postings if each.amount < 0), Decimal(0)) * written_off


def test_receivable_payable_and_trust_lines_name_whose_they_are(documents_posted: list[Document]) -> None:
    lines = [posting for document in documents_posted for posting in document.postings]
    assert all(posting.party for posting in lines if posting.account in (RECEIVABLE, PAYABLE, TRUST_LIABILITY))
    assert all(posting.matter for posting in lines if posting.account == TRUST_LIABILITY)


def test_the_transactions_of_all_time_add_up_to_the_balances(posted: tuple[Work, list[Ref]]) -> None:
    session = posted[0].session
    sums: dict[str, Decimal] = {}
    for transaction in LEDGER.transactions(session, FIRM, None, None):
        for posting in transaction.postings:
            sums[posting.account] = sums.get(posting.account, Decimal(0)) + posting.amount
    assert sums == balances(session)


def test_opening_balances_and_the_months_transactions_make_the_closing_balances(posted: tuple[Work, list[Ref]]) -> None:
    session, first = posted[0].session, TODAY.replace(day=1)
    sums = dict(LEDGER.opening_balances(session, FIRM, first))
    transactions = LEDGER.transactions(session, FIRM, first, dt.date(2026, 3, 31))
    assert {transaction.ref for transaction in transactions} == set(posted[1])
    for transaction in transactions:
        for posting in transaction.postings:
            sums[posting.account] = sums.get(posting.account, Decimal(0)) + posting.amount
    assert sums == balances(session)


def test_the_chart_names_a_role_for_every_account_and_the_tax_codes_their_rate(work: Work) -> None:
    roles = {account.code: account.role for account in LEDGER.accounts(work.session, FIRM)}
    assert roles["1000"] is Role.BANK
    assert roles["2200"] is Role.TAX
    assert [(code.code, code.rate) for code in LEDGER.tax_codes(work.session, FIRM)] == [
        ("GST", Decimal(10)),
        ("FREE", Decimal(0)),
    ]
    assert LEDGER.books(work.session, FIRM).base_currency == "AUD"


def test_the_american_firm_has_no_tax_and_no_tax_accounts() -> None:
    with fresh("US") as (work, _):
        assert LEDGER.tax_codes(work.session, FIRM) == []
        assert Role.TAX not in {account.role for account in LEDGER.accounts(work.session, FIRM)}
        assert LEDGER.currencies(work.session, FIRM) == ["USD"]
        bill = documents.issue(work, Bill, new_document(work, "10.00", tax_code=None))
        found = LEDGER.document(work.session, ref_of(bill))
        assert isinstance(found, Invoice)
        assert found.tax == 0
        assert found.lines[0].tax_code is None


def test_a_draft_a_removed_record_and_another_firms_record_are_nothing(work: Work) -> None:
    bill = bill_of(work, "10.00")
    ref = ref_of(bill)
    assert LEDGER.document(work.session, ref) is not None
    assert LEDGER.document(work.session, replace(ref, firm="other")) is None
    assert LEDGER.document(work.session, replace(ref, kind=Kind.SALES_CREDIT_NOTE)) is None
    documents.revert_to_draft(work, bill)
    assert LEDGER.document(work.session, ref) is None
    documents.delete(work, bill)
    assert LEDGER.document(work.session, ref) is None


def test_a_lock_is_written_through_the_session_that_is_handed_in_and_undone_with_it(work: Work) -> None:
    bill = bill_of(work, "10.00")
    work.session.commit()
    LEDGER.lock(work.session, ref_of(bill), "It is on its way.")
    LEDGER.lock(work.session, ref_of(bill), "It is on its way.")
    assert (bill.locked, bill.lock_reason, bill.version) == (True, "It is on its way.", 1)
    work.session.rollback()
    assert not bill.locked
    LEDGER.lock(work.session, ref_of(bill), "It is on its way.")
    LEDGER.unlock(work.session, ref_of(bill))
    LEDGER.unlock(work.session, ref_of(bill))
    assert (bill.locked, bill.lock_reason) == (False, "")


def test_a_draft_is_not_locked_since_it_is_on_its_way_nowhere(work: Work) -> None:
    bill = bill_of(work, "10.00")
    documents.revert_to_draft(work, bill)
    LEDGER.lock(work.session, ref_of(bill), "It is on its way.")
    assert not bill.locked


def test_what_changed_is_told_once_in_pages_whose_marks_lead_on(work: Work) -> None:
    later = replace(work, now=NOW + dt.timedelta(minutes=1))
    mark = LEDGER.changed_since(work.session, FIRM, "", 1000)[-1].mark
    first, second, third = (bill_of(later, "10.00") for _ in range(3))
    gone = ref_of(second)
    documents.revert_to_draft(later, second)
    documents.delete(later, second)
    documents.revert_to_draft(later, third)
    seen = []
    while page := LEDGER.changed_since(work.session, FIRM, mark, 2):
        seen += [(row.ref, row.version) for row in page]
        mark = page[-1].mark
    assert seen == [(ref_of(first), "1"), (gone, "3"), (ref_of(third), "2")]
