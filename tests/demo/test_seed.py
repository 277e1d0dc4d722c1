"""The seeded firm and its month."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import select

from matterbooks.demo.adapter import PracticeLedger
from matterbooks.demo.chart import TRUST_LIABILITY
from matterbooks.demo.practice.kinds import Payment
from matterbooks.demo.practice.people import Matter, User
from matterbooks.demo.refs import FIRM
from matterbooks.demo.seed import ADMIN, MONTH_LENGTH, PASSWORD, month, post_month
from matterbooks.demo.services.ledger import balances
from matterbooks.demo.services.trust import held_for
from matterbooks.values import NEVER_PUSHED
from tests.demo.practice import NOW, TODAY, fresh


def test_the_month_has_at_least_two_hundred_records_of_every_kind_and_balances() -> None:
    with fresh() as (work, outbox):
        told: list[tuple[int, int]] = []
        refs = post_month(
            work.session, outbox, lambda done, of: told.append((done, of)), today=TODAY, clock=lambda: NOW
        )
        counts = Counter(ref.kind for ref in refs)
        assert len(refs) == MONTH_LENGTH >= 200
        assert told == [(number, MONTH_LENGTH) for number in range(1, MONTH_LENGTH + 1)]
        assert outbox.refs == refs
        assert sum(balances(work.session).values()) == 0
        assert counts.keys() > NEVER_PUSHED
        payments = work.session.scalars(select(Payment)).all()
        assert any(len(payment.allocations) > 1 for payment in payments)
        assert 0.3 < sum(not payment.reference for payment in payments) / len(payments) < 0.7


@pytest.mark.parametrize("today", [dt.date(2026, 2, 1), dt.date(2024, 2, 29), dt.date(2027, 8, 31)], ids=str)
@pytest.mark.parametrize("country", ["AU", "US"])
def test_any_month_can_be_posted_and_stays_within_itself(today: dt.date, country: str) -> None:
    with fresh(country) as (work, outbox):
        refs = list(month(work.session, outbox, today=today, clock=lambda: NOW))
        ledger = PracticeLedger()
        dates = {document.date for ref in refs if (document := ledger.document(work.session, ref))}
        assert {(day.year, day.month) for day in dates} == {(today.year, today.month)}


def test_the_same_seed_and_day_give_the_same_books() -> None:
    told = []
    for _ in range(2):
        with fresh() as (work, outbox):
            list(month(work.session, outbox, today=TODAY, clock=lambda: NOW))
            told.append(PracticeLedger().transactions(work.session, FIRM, None, None))
    assert told[0] == told[1]


def test_what_is_owed_to_clients_is_what_their_matters_hold() -> None:
    with fresh() as (work, outbox):
        list(month(work.session, outbox, today=TODAY, clock=lambda: NOW))
        held = [held_for(work, matter) for matter in work.session.scalars(select(Matter))]
        assert min(held) >= 0
        assert sum(held) == -balances(work.session)[TRUST_LIABILITY]


def test_the_administrator_can_log_in() -> None:
    with fresh() as (work, _):
        admin = work.session.scalars(select(User).where(User.email == ADMIN)).one()
        assert admin.is_admin
        assert admin.check_password(PASSWORD)
        assert not admin.check_password("Ashgrove")
