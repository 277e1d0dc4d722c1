"""The practice keeps its own books in balance, and its rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matterbooks.demo.chart import GST_COLLECTED, OFFICE_BANK, RECEIVABLE, TRUST_BANK, TRUST_LIABILITY
from matterbooks.demo.practice.errors import LockedRecordError, NotBalancedError, NotPossibleError
from matterbooks.demo.practice.kinds import Bill, TrustBankTransfer, TrustOfficeTransfer
from matterbooks.demo.practice.records import Record
from matterbooks.demo.refs import ref_of
from matterbooks.demo.services import banking, documents, settling, trust
from matterbooks.demo.services.ledger import Leg, balances
from matterbooks.demo.services.work import Work
from tests.demo.practice import TODAY, Outbox, bill_of, credit_of, fresh, matter_of, money_from, new_document

D = Decimal
CENTS = st.integers(1, 10_000_000).map(lambda cents: D(cents).scaleb(-2))


def test_a_bill_posts_receivable_income_and_tax(work: Work) -> None:
    before = balances(work.session)
    bill = bill_of(work, "100.00", "33.33")
    after = balances(work.session)
    assert (bill.number[:4], bill.tax, bill.amount) == ("INV-", D("13.33"), D("146.66"))
    assert after[RECEIVABLE] - before[RECEIVABLE] == D("146.66")
    assert after[GST_COLLECTED] - before[GST_COLLECTED] == D("-13.33")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nets=st.lists(CENTS, min_size=1, max_size=6), paid=st.integers(1, 100), code=st.sampled_from(["GST", "FREE"]))
def test_whatever_is_billed_paid_and_taken_back_the_ledger_balances(nets: list[D], paid: int, code: str) -> None:
    with fresh() as (work, _):
        opening = balances(work.session)
        bill = documents.issue(work, Bill, new_document(work, *map(str, nets), tax_code=code))
        share = max((bill.amount * paid / 100).quantize(D("0.01")), D("0.01"))
        payment = settling.receive_payment(work, money_from(bill, str(share)), [(bill, share)])
        assert sum(balances(work.session).values()) == 0
        assert bill.open_balance == bill.amount - share
        settling.remove(work, payment)
        documents.revert_to_draft(work, bill)
        assert _moved(opening, balances(work.session)) == {}


def test_every_saving_is_reported_in_its_own_unit_of_work(work: Work, outbox: Outbox) -> None:
    bill = bill_of(work, "10.00")
    documents.edit(work, bill, new_document(work, "20.00"))
    documents.revert_to_draft(work, bill)
    ref = ref_of(bill)
    documents.delete(work, bill)
    assert outbox.refs == [ref] * 4


def test_a_draft_that_was_never_posted_is_not_reported(work: Work, outbox: Outbox) -> None:
    draft = documents.draft(work, Bill, new_document(work, "10.00"))
    documents.delete(work, draft)
    assert outbox.refs == []


def test_an_id_is_never_used_again(work: Work) -> None:
    draft = documents.draft(work, Bill, new_document(work, "10.00"))
    first = draft.id
    documents.delete(work, draft)
    assert documents.draft(work, Bill, new_document(work, "10.00")).id > first


def test_an_edited_bill_posts_its_new_figures(work: Work) -> None:
    bill = bill_of(work, "100.00")
    before = balances(work.session)[RECEIVABLE]
    documents.edit(work, bill, new_document(work, "250.00"))
    assert balances(work.session)[RECEIVABLE] - before == D("165.00")
    assert bill.version == 2


def test_a_locked_record_refuses_every_edit(work: Work) -> None:
    bill = bill_of(work, "100.00")
    bill.locked, bill.lock_reason = True, "It is in QuickBooks Online as Invoice 7."
    with pytest.raises(LockedRecordError, match=r"INV-\d+ is locked and was not changed\. It is in QuickBooks"):
        documents.edit(work, bill, new_document(work, "1.00"))
    with pytest.raises(LockedRecordError):
        documents.revert_to_draft(work, bill)
    payment = settling.receive_payment(work, money_from(bill, "110.00"), [(bill, D("110.00"))])
    payment.locked = True
    with pytest.raises(LockedRecordError):
        settling.remove(work, payment)
    assert bill.open_balance == 0


def test_a_paid_bill_is_taken_back_only_without_its_payment(work: Work) -> None:
    bill = bill_of(work, "100.00")
    payment = settling.receive_payment(work, money_from(bill, "50.00"), [(bill, D("50.00"))])
    with pytest.raises(NotPossibleError, match="Remove its payments"):
        documents.revert_to_draft(work, bill)
    settling.remove(work, payment)
    documents.revert_to_draft(work, bill)
    assert not bill.is_posted


def test_one_payment_settles_several_bills_and_leaves_the_rest_on_account(work: Work) -> None:
    first, second = bill_of(work, "100.00"), bill_of(work, "200.00")
    shares = [(first, D("110.00")), (second, D("50.00"))]
    payment = settling.receive_payment(work, money_from(first, "200.00"), shares)
    assert (first.open_balance, second.open_balance) == (D(0), D("170.00"))
    assert payment.amount - sum(each.amount for each in payment.allocations) == D("40.00")


def test_more_than_is_open_or_was_received_is_refused(work: Work) -> None:
    bill = bill_of(work, "100.00")
    with pytest.raises(NotPossibleError, match=r"110\.00 open"):
        settling.receive_payment(work, money_from(bill, "500.00"), [(bill, D("500.00"))])
    with pytest.raises(NotPossibleError, match=r"100\.00 of it was given"):
        settling.receive_payment(work, money_from(bill, "50.00"), [(bill, D("100.00"))])


def test_another_clients_bill_cannot_be_paid(work: Work) -> None:
    mine, theirs = bill_of(work, "100.00"), bill_of(work, "100.00", matter="M0002")
    with pytest.raises(NotPossibleError, match="Enter a payment for each"):
        settling.receive_payment(work, money_from(mine, "50.00"), [(theirs, D("50.00"))])


def test_a_credit_note_is_set_against_bills_and_taken_back(work: Work) -> None:
    bill, credit = bill_of(work, "100.00"), credit_of(work, "40.00")
    used = settling.apply_credit(work, credit, TODAY, [(bill, D("44.00"))])
    assert (bill.open_balance, credit.open_balance) == (D("66.00"), D(0))
    settling.remove(work, used)
    assert (bill.open_balance, credit.open_balance) == (D("110.00"), D("44.00"))


def test_no_matter_is_overdrawn_in_trust(work: Work) -> None:
    matter = matter_of(work, "M0002")
    note = trust.TrustNote(TODAY)
    trust.receive(work, matter, D("500.00"), note)
    with pytest.raises(NotPossibleError, match=r"M0002 holds 500\.00 in trust, less than 500\.01"):
        trust.pay_out(work, matter, matter.client, D("500.01"), note)


def test_a_bill_paid_from_trust_moves_both_banks(work: Work) -> None:
    bill = bill_of(work, "100.00", matter="M0003")
    before = balances(work.session)
    settling.pay_from_trust(work, money_from(bill, "110.00"), matter_of(work, "M0003"), [(bill, D("110.00"))])
    moved = {code: balances(work.session)[code] - amount for code, amount in before.items()}
    wanted = {OFFICE_BANK: 110, TRUST_BANK: -110, TRUST_LIABILITY: 110, RECEIVABLE: -110}
    assert {code: amount for code, amount in moved.items() if amount} == wanted


def test_a_transfer_is_called_by_what_it_moves_between(work: Work) -> None:
    def moved(source: str, target: str) -> Record:
        return banking.transfer(work, banking.NewTransfer(TODAY, source, target, D(5)))

    assert isinstance(moved(OFFICE_BANK, TRUST_BANK), TrustOfficeTransfer)
    assert isinstance(moved(TRUST_BANK, "1055"), TrustBankTransfer)
    with pytest.raises(NotPossibleError, match="two different accounts"):
        moved(OFFICE_BANK, OFFICE_BANK)


def test_an_entry_that_does_not_balance_is_refused(work: Work) -> None:
    with pytest.raises(NotBalancedError, match=r"differ by 1\.00"):
        banking.journal(work, TODAY, "Oops", [Leg("6700", D(11)), Leg("1510", D(-10))])


def test_nothing_is_posted_into_a_closed_period(work: Work) -> None:
    work.firm.lockout = TODAY + dt.timedelta(days=1)
    with pytest.raises(LockedRecordError, match="closed up to 2026-03-15"):
        bill_of(work, "10.00")


def _moved(before: dict[str, D], after: dict[str, D]) -> dict[str, D]:
    codes = before.keys() | after.keys()
    return {code: moved for code in codes if (moved := after.get(code, D(0)) - before.get(code, D(0)))}
