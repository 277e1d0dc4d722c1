"""The practice's adapter keeps to the contract that is shipped for hosts, with a whole month of every kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy.orm import Session

from matterbooks import Ref
from matterbooks.demo.adapter import PracticeLedger
from matterbooks.demo.practice.records import Record
from matterbooks.demo.refs import FIRM
from matterbooks.demo.seed import month
from matterbooks.ledger.testing import LedgerSourceContract
from matterbooks.values import Kind
from tests.demo.practice import NOW, TODAY, fresh


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[Session, list[Ref]]]:
    """A firm after its month, committed."""
    with fresh() as (work, outbox):
        refs = list(month(work.session, outbox, today=TODAY, clock=lambda: NOW))
        work.session.commit()
        yield work.session, refs


class TestPracticeLedger(LedgerSourceContract):
    """One record of each kind stands for the others."""

    @pytest.fixture
    def source(self) -> PracticeLedger:
        """The practice's answers."""
        return PracticeLedger()

    @pytest.fixture
    def session(self, posted: tuple[Session, list[Ref]]) -> Session:
        """The session of the month."""
        return posted[0]

    @pytest.fixture
    def firm(self) -> str:
        """The one firm."""
        return FIRM

    @pytest.fixture
    def refs(self, posted: tuple[Session, list[Ref]]) -> Sequence[Ref]:
        """The first of each kind."""
        first: dict[Kind, Ref] = {}
        for ref in posted[1]:
            first.setdefault(ref.kind, ref)
        return list(first.values())

    def is_locked(self, session: Session, ref: Ref) -> bool:
        """As the practice's own services see it."""
        return session.get_one(Record, int(ref.id)).locked
