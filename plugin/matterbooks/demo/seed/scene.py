"""The firm as the seed meets it while a month goes by: who there is, and what is still open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TypeVar

from sqlalchemy import func, select

from matterbooks.demo.chart import ADVANCED_COSTS, FEES, RECOVERIES
from matterbooks.demo.practice.base import CENT
from matterbooks.demo.practice.books import TaxCode
from matterbooks.demo.practice.kinds import CreditNote, Document
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import POSTED, TrustShare
from matterbooks.demo.seed import names
from matterbooks.demo.services.documents import NewDocument, NewLine
from matterbooks.demo.services.work import Work

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Scene:
    """One step's view. since: documents of earlier days were posted before the connection and are left alone."""

    work: Work
    rng: Random
    day: dt.date
    since: dt.date

    def matter(self) -> Matter:
        """Any matter."""
        return self.rng.choice(self.work.session.scalars(select(Matter).order_by(Matter.id)).all())

    def supplier(self, name: str) -> Contact:
        """The supplier of this name."""
        return self.work.session.scalars(select(Contact).where(Contact.name == name)).one()

    def open(self, shape: type[D]) -> list[D]:
        """Posted documents of this kind that are not settled, oldest first."""
        query = select(shape).where(shape.status == POSTED, shape.settled < shape.amount, shape.date >= self.since)
        return list(self.work.session.scalars(query.order_by(shape.date, shape.id)))

    def waiting_for_credit(self) -> set[int | None]:
        """Clients with a credit note to apply; their bills are left open for it."""
        return {credit.contact_id for credit in self.open(CreditNote)}

    def trust_balances(self) -> list[tuple[Matter, Decimal]]:
        """Matters that hold money in trust."""
        held = func.sum(TrustShare.amount)
        query = select(Matter, held).join(TrustShare).group_by(Matter.id).having(held > 0).order_by(Matter.id)
        return [(row[0], row[1]) for row in self.work.session.execute(query)]

    def code(self, taxed: bool) -> str | None:
        """The tax code of a line, None in a country without."""
        codes = {code.percent > 0: code.code for code in self.work.session.scalars(select(TaxCode))}
        return codes.get(taxed)

    def new_bill(self, matter: Matter) -> NewDocument:
        """One to six lines: fees first, then now and then a disbursement."""
        count = self.rng.choice((1, 2, 2, 3, 3, 4, 5, 6))
        lines = [self._fee(), *(self._fee() if self.rng.random() < 0.45 else self._cost() for _ in range(count - 1))]
        return NewDocument(matter.client, self.day, lines, matter, self.day + dt.timedelta(days=14), matter.name)

    def part_of(self, amount: Decimal) -> Decimal:
        """Between a third and two thirds of it, at least a cent."""
        share = Decimal(self.rng.randint(33, 67)) / 100
        return max((amount * share).quantize(CENT), CENT)

    def reference(self) -> str:
        """What the payer wrote; half of them write nothing."""
        return f"BANK {self.rng.randint(100000, 999999)}" if self.rng.random() < 0.5 else ""

    def _fee(self) -> NewLine:
        tenths, rate = self.rng.randint(2, 60), self.rng.choice((285, 340, 395, 460, 520))
        text = f"{self.rng.choice(names.FEES)}, {tenths / 10:.1f} h"
        return NewLine(FEES, text, (Decimal(tenths) * rate / 10).quantize(CENT), self.code(taxed=True))

    def _cost(self) -> NewLine:
        cost = self.rng.choice(names.DISBURSEMENTS)
        account = RECOVERIES if cost.taxed else ADVANCED_COSTS
        return NewLine(account, cost.description, Decimal(cost.net), self.code(taxed=cost.taxed))
