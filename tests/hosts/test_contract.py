"""Our own hosts keep to the contract that is shipped for everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.ledger.memory import MemoryLedger
from matterbooks.ledger.testing import LedgerReadingContract, LedgerSourceContract
from tests.clock import Clock
from tests.hosts.tiny import FIRM, Base, Bill, TinyLedger, ref_of
from tests.push import office

POSTED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def session() -> Iterator[Session]:
    """A session on a host's database with three posted bills."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for number in range(3):
            posted = POSTED + timedelta(days=number)
            session.add(Bill(number=f"INV-{number}", amount=Decimal("99.95") + number, posted_at=posted))
        session.commit()
        yield session
    engine.dispose()


class TestTinyLedger(LedgerSourceContract):
    """The smallest host."""

    @pytest.fixture
    def source(self) -> TinyLedger:
        """Its adapter."""
        return TinyLedger()

    @pytest.fixture
    def firm(self) -> str:
        """Its only firm."""
        return FIRM

    @pytest.fixture
    def refs(self, session: Session) -> Sequence[Ref]:
        """Every bill."""
        return [ref_of(bill) for bill in session.query(Bill)]

    def is_locked(self, session: Session, ref: Ref) -> bool:
        """A bill with a reason is locked."""
        return bool(session.get_one(Bill, int(ref.id)).locked)


class TestMemoryLedger(LedgerReadingContract):
    """The ledger in memory, whose locks take part in no transaction."""

    @pytest.fixture
    def source(self) -> MemoryLedger:
        """One document of each kind that is pushed, and a journal that is not."""
        ledger, paper = office.make_ledger(), office.Paper(Clock())
        bill, credit = paper.bill("INV-1", "100.00", "33.35"), paper.credit_note("CN-1", "40.00")
        payment = paper.payment("R-1", "60.00", (bill, "60.00"))
        for document in (
            bill,
            credit,
            payment,
            paper.applied("A-1", credit, (bill, "44.00")),
            paper.journal("J", "1.00"),
        ):
            ledger.put(document)
        return ledger

    @pytest.fixture
    def firm(self) -> str:
        """The firm of these documents."""
        return office.FIRM

    @pytest.fixture
    def refs(self, source: MemoryLedger) -> Sequence[Ref]:
        """All of them."""
        return list(source.documents)
