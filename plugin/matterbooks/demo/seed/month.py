"""One month of the firm, in the order in which it happens, each record in a unit of work of its own."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from sqlalchemy.orm import Session

from matterbooks import Ref
from matterbooks.demo.practice.records import Record
from matterbooks.demo.refs import ref_of
from matterbooks.demo.seed import acts, other_acts
from matterbooks.demo.seed.firm import SEED
from matterbooks.demo.seed.scene import Scene
from matterbooks.demo.services.work import Books, Work

Act = Callable[[Scene], Record]


class Habit(NamedTuple):
    """How often something happens, and from which percent of the month to which."""

    act: Act
    times: int
    start: int
    end: int


HABITS = (
    Habit(acts.bill, 60, 0, 70),
    Habit(acts.payment, 52, 15, 99),
    Habit(acts.credit_note, 12, 25, 85),
    Habit(acts.credit_applied, 9, 35, 97),
    Habit(acts.payment_from_trust, 4, 50, 90),
    Habit(acts.client_refund, 1, 98, 98),
    Habit(acts.write_off, 1, 99, 99),
    Habit(other_acts.supplier_invoice, 14, 0, 80),
    Habit(other_acts.supplier_credit, 2, 45, 60),
    Habit(other_acts.supplier_credit_applied, 1, 61, 61),
    Habit(other_acts.supplier_payment, 9, 30, 95),
    Habit(other_acts.supplier_refund, 1, 90, 90),
    Habit(other_acts.trust_receipt, 16, 0, 90),
    Habit(other_acts.trust_payment, 9, 10, 95),
    Habit(other_acts.trust_move, 2, 40, 70),
    Habit(other_acts.trust_interest, 1, 99, 99),
    Habit(other_acts.trust_bank_transfer, 1, 50, 50),
    Habit(other_acts.trust_office_transfer, 1, 10, 10),
    Habit(other_acts.bank_transfer, 8, 5, 95),
    Habit(other_acts.deposit, 4, 10, 99),
    Habit(other_acts.withdrawal, 3, 20, 99),
    Habit(other_acts.journal, 4, 30, 99),
)

MONTH_LENGTH = sum(habit.times for habit in HABITS)
"""How many records `month` posts."""


def month(
    session: Session, books: Books, *, today: dt.date, clock: Callable[[], dt.datetime], seed: int = SEED
) -> Iterator[Ref]:
    """Post the calendar month of `today`, committing and giving each record. clock: when each is posted."""
    rng = Random(seed)  # noqa: S311 - invented figures, the same each time
    for day, act in _plan(today):
        record = act(Scene(Work(session, books, clock()), rng, day, today.replace(day=1)))
        session.commit()
        yield ref_of(record)


def post_month(
    session: Session,
    books: Books,
    on_progress: Callable[[int, int], None],
    *,
    today: dt.date,
    clock: Callable[[], dt.datetime],
    seed: int = SEED,
) -> list[Ref]:
    """The same at once; on_progress(done, of all) is told after each record."""
    posted = []
    for ref in month(session, books, today=today, clock=clock, seed=seed):
        posted.append(ref)
        on_progress(len(posted), MONTH_LENGTH)
    return posted


def _plan(today: dt.date) -> list[tuple[dt.date, Act]]:
    days = _working_days(today)
    happens = [(percent, habit.act) for habit in HABITS for percent in _spread(habit)]
    return [(days[int(percent * len(days) / 100)], act) for percent, act in sorted(happens, key=lambda pair: pair[0])]


def _spread(habit: Habit) -> list[float]:
    """The percents of the month at which it happens, evenly."""
    step = (habit.end - habit.start) / max(habit.times - 1, 1)
    return [habit.start + step * number for number in range(habit.times)]


def _working_days(today: dt.date) -> list[dt.date]:
    _, last = monthrange(today.year, today.month)
    days = (today.replace(day=number) for number in range(1, last + 1))
    return [day for day in days if day.isoweekday() <= 5]
