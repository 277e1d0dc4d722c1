"""The contract for hosts fails for adapters that break it, and says how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Invoice, Posting, Ref
from matterbooks.ledger.testing import LedgerSourceContract
from matterbooks.values import Kind
from tests.hosts.test_contract import POSTED
from tests.hosts.tiny import FIRM, Base, Bill, TinyLedger

REFS = [Ref(FIRM, Kind.SALES_INVOICE, "1")]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A host's database with one posted bill."""
    made = create_engine(f"sqlite:///{tmp_path}/host.sqlite")
    Base.metadata.create_all(made)
    with Session(made) as session, session.begin():
        session.add(Bill(number="INV-1", amount=Decimal("100.00"), posted_at=POSTED))
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """The session that the contract hands to the adapter."""
    with Session(engine) as made:
        yield made


class Contract(LedgerSourceContract):
    """As the tiny host subclasses it."""

    def is_locked(self, session: Session, ref: Ref) -> bool:
        """A bill with a reason is locked."""
        return bool(session.get_one(Bill, int(ref.id)).locked)


class ThroughAnotherSession(TinyLedger):
    """Writes its locks by itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        with Session(self._engine) as own, own.begin():
            super().lock(own, ref, reason)


class ThroughAnotherSessionToo(ThroughAnotherSession):
    """Refreshes the given session afterwards, so that it looks right."""

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        super().lock(session, ref, reason)
        session.expire_all()


class Commits(TinyLedger):
    """Commits the session that it was lent."""

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        super().lock(session, ref, reason)
        session.commit()


@pytest.mark.parametrize(
    ("adapter", "says"),
    [
        (ThroughAnotherSession, "not made in the session that was given|outlived"),
        (ThroughAnotherSessionToo, "outlived the session's rollback"),
        (lambda _engine: Commits(), "outlived the session's rollback"),
    ],
)
def test_a_lock_that_does_not_commit_with_what_caused_it_is_caught(
    engine: Engine, session: Session, adapter: Callable[[Engine], TinyLedger], says: str
) -> None:
    contract = Contract()
    with pytest.raises(AssertionError, match=says):
        contract.test_a_lock_is_made_in_the_session_that_was_given_and_undone_with_it(adapter(engine), session, REFS)


def _answering(**changes: Any) -> TinyLedger:
    class Answering(TinyLedger):
        def document(self, session: Session, ref: Ref) -> Document | None:
            document = super().document(session, ref)
            return replace(document, **changes) if isinstance(document, Invoice) else document

    return Answering()


@pytest.mark.parametrize(
    ("changes", "test", "says"),
    [
        ({"total": 100.0}, "test_documents_are_of_their_kind_and_frozen_all_the_way_down", "total is a float"),
        ({"lines": []}, "test_documents_are_of_their_kind_and_frozen_all_the_way_down", "lines is a list"),
        ({"posted_at": POSTED.replace(tzinfo=None)}, "test_instants_are_aware_and_dates_are_dates", "not in UTC"),
        ({"postings": (Posting("1200", Decimal(1)),)}, "test_postings_balance", "do not balance"),
        ({"total": Decimal("100.01")}, "test_totals_are_those_of_the_lines", "do not make its total"),
        ({"version": "0"}, "test_changes_come_page_by_page_and_each_once", "another version"),
    ],
)
def test_an_answer_that_breaks_a_promise_is_caught(
    session: Session, changes: dict[str, Any], test: str, says: str
) -> None:
    everything = {"source": _answering(**changes), "session": session, "refs": REFS, "firm": FIRM}
    contract = Contract()
    method = getattr(contract, test)
    wanted = method.__func__.__code__.co_varnames[1 : method.__func__.__code__.co_argcount]
    with pytest.raises(AssertionError, match=says):
        method(**{name: everything[name] for name in wanted})
