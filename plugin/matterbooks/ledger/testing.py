"""The contract of a `LedgerSource`, for a host to hold its adapter to: subclass, and give the fixtures it asks for.

    class TestPracticeLedger(LedgerSourceContract):
        @pytest.fixture
        def source(self): return PracticeLedger()
        @pytest.fixture
        def session(self, ...): ...               # on a database with some posted records, committed
        @pytest.fixture
        def firm(self): return "the firm's key"
        @pytest.fixture
        def refs(self): return [Ref(...), ...]    # some of them, best of every kind
        def is_locked(self, session, ref): return session.get(Bill, int(ref.id)).locked

An adapter that cannot take part in a transaction inherits from `LedgerReadingContract`, and is good for tests alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from matterbooks.ledger.documents import SHAPES, CreditApplied, Document, Header, Invoice, Payment, Ref
from matterbooks.ledger.postings import by_account_and_party, imbalance
from matterbooks.ledger.source import Changed, LedgerSource, LedgerTransaction, Role
from matterbooks.values import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CENT = Decimal("0.01")
ANOTHER_FIRM = "no firm of this host"


class LedgerReadingContract:
    """What every answer of an adapter keeps to. `absent_id` names no record of this host, in the form of its ids."""

    absent_id = "999999999"

    def test_documents_are_of_their_kind_and_frozen_all_the_way_down(
        self, source: LedgerSource, session: Session, refs: Sequence[Ref]
    ) -> None:
        """No object of the host's ORM crosses the border, nor a float, nor a list that somebody may change."""
        for document in _documents(source, session, refs):
            assert isinstance(document, SHAPES[document.ref.kind]), f"{document.ref} is a {type(document).__name__}"
            for path, value in _values(document, str(document.ref)):
                assert isinstance(value, _PLAIN), f"{path} is a {type(value).__name__}"

    def test_instants_are_aware_and_dates_are_dates(
        self, source: LedgerSource, session: Session, refs: Sequence[Ref]
    ) -> None:
        """`posted_at` decides what flows, so its zone must be known."""
        for document in _documents(source, session, refs):
            for path, value in _values(document, str(document.ref)):
                is_instant = isinstance(value, dt.datetime)
                assert not is_instant or value.utcoffset() == dt.timedelta(0), f"{path} is not in UTC"
            assert not isinstance(document.date, dt.datetime), f"the date of {document.ref} has a time of day"

    def test_postings_balance(self, source: LedgerSource, session: Session, refs: Sequence[Ref]) -> None:
        """To the cent, in base currency."""
        for document in _documents(source, session, refs):
            assert imbalance(document.postings) == 0, f"the postings of {document.ref} do not balance"

    def test_totals_are_those_of_the_lines(self, source: LedgerSource, session: Session, refs: Sequence[Ref]) -> None:
        """Net lines and tax make the total; nothing allocates more than there is."""
        for document in _documents(source, session, refs):
            _check_totals(document)

    def test_accounts_have_codes_of_their_own_and_roles(
        self, source: LedgerSource, session: Session, firm: str
    ) -> None:
        """The mapping is told by code, and its requirements by role."""
        accounts = source.accounts(session, firm)
        assert all(isinstance(account.role, Role) for account in accounts), "an account has no role"
        assert len({account.code for account in accounts}) == len(accounts) > 0, "two accounts have one code"

    def test_documents_name_accounts_tax_codes_and_currencies_that_there_are(
        self, source: LedgerSource, session: Session, firm: str, refs: Sequence[Ref]
    ) -> None:
        """What is not in the chart cannot be mapped."""
        accounts = {account.code for account in source.accounts(session, firm)}
        taxes = {code.code for code in source.tax_codes(session, firm)}
        currencies = source.currencies(session, firm)
        assert currencies[0] == source.books(session, firm).base_currency, "the base currency comes first"
        for document in _documents(source, session, refs):
            lines = document.lines if isinstance(document, Invoice) else ()
            named = {posting.account for posting in document.postings} | {line.account for line in lines}
            assert named <= accounts, f"{document.ref} posts to {named - accounts}, not in the chart"
            codes = {line.tax_code for line in lines if line.tax_code is not None}
            assert codes <= taxes, f"{document.ref} has the tax codes {codes - taxes}, which the host does not list"
            assert document.currency in currencies, f"{document.ref} is in {document.currency}, which is not listed"

    def test_what_is_not_there_is_nothing(
        self, source: LedgerSource, session: Session, firm: str, refs: Sequence[Ref]
    ) -> None:
        """A record that is gone, or is another firm's, is None and no error."""
        for ref in refs:
            assert source.document(session, replace(ref, id=self.absent_id)) is None
            assert source.document(session, replace(ref, firm=ANOTHER_FIRM)) is None, f"{ref} is shown to other firms"
        assert list(source.transactions(session, ANOTHER_FIRM, None, None)) == [], "other firms see the ledger"
        assert list(source.changed_since(session, ANOTHER_FIRM, "", 10)) == [], "other firms see what changed"

    def test_the_ledger_agrees_with_the_documents(
        self, source: LedgerSource, session: Session, firm: str, refs: Sequence[Ref]
    ) -> None:
        """What is exported for the accountant is what is pushed: the same figures, once each."""
        ledger = source.transactions(session, firm, None, None)
        by_ref = {entry.ref: entry for entry in ledger}
        assert len(by_ref) == len(ledger), "a transaction stands twice in the ledger"
        for document in _documents(source, session, refs):
            assert document.ref in by_ref, f"{document.ref} is not in the ledger"
            _check_agrees(document, by_ref[document.ref])

    def test_a_period_holds_both_its_ends_and_nothing_else(
        self, source: LedgerSource, session: Session, firm: str
    ) -> None:
        """One day at a time gives the whole ledger."""
        whole = source.transactions(session, firm, None, None)
        days = {entry.date for entry in whole}
        found = [entry for day in sorted(days) for entry in source.transactions(session, firm, day, day)]
        assert {entry.ref for entry in found} == {entry.ref for entry in whole}, "days together are not the whole"
        assert len(found) == len(whole), "a transaction stands in two days"

    def test_balances_move_by_what_is_posted(self, source: LedgerSource, session: Session, firm: str) -> None:
        """Opening balances and postings tell one story: the notebook's bridge begins with the first."""
        whole = source.transactions(session, firm, None, None)
        first, last = min(entry.date for entry in whole), max(entry.date for entry in whole)
        before = source.opening_balances(session, firm, first)
        after = source.opening_balances(session, firm, last + dt.timedelta(days=1))
        moved: dict[str, Decimal] = dict(before)
        for posting in (posting for entry in whole for posting in entry.postings):
            moved[posting.account] = moved.get(posting.account, Decimal(0)) + posting.amount
        for account in {*moved, *after}:
            assert moved.get(account, 0) == after.get(account, 0), f"the balance of {account} moved by something else"

    def test_changes_come_page_by_page_and_each_once(
        self, source: LedgerSource, session: Session, firm: str, refs: Sequence[Ref]
    ) -> None:
        """However small the pages are, the walk is the same, and it ends."""
        whole = list(source.changed_since(session, firm, "", 1_000_000))
        walked: list[Changed] = []
        mark = ""
        while page := source.changed_since(session, firm, mark, 1):
            assert len(page) == 1, "a page is longer than its limit"
            assert len(walked) < len(whole), "the walk does not end: a mark gives the record that it names again"
            walked += page
            mark = page[-1].mark
        assert walked == whole
        versions = {row.ref: row.version for row in whole}
        for document in _documents(source, session, refs):
            assert versions.get(document.ref) == document.version, f"{document.ref} has another version in the walk"


class LedgerSourceContract(LedgerReadingContract):
    """What a practice application keeps to: the above, and locks that commit with what caused them."""

    def is_locked(self, session: Session, ref: Ref) -> bool:
        """Whether the host refuses edits of this record, read through this session. Subclasses answer."""
        raise NotImplementedError

    def test_a_lock_is_made_in_the_session_that_was_given_and_undone_with_it(
        self, source: LedgerSource, session: Session, refs: Sequence[Ref]
    ) -> None:
        """An adapter that writes through another session, or commits, would lock what was never saved."""
        for ref in refs:
            assert not self.is_locked(session, ref), f"{ref} is locked before the test: give one that is not"
            source.lock(session, ref, "It is on its way.")
            assert self.is_locked(session, ref), f"the lock of {ref} was not made in the session that was given"
            session.rollback()
            assert not self.is_locked(session, ref), f"the lock of {ref} outlived the session's rollback"

    def test_an_unlock_is_made_in_the_session_that_was_given_and_undone_with_it(
        self, source: LedgerSource, session: Session, refs: Sequence[Ref]
    ) -> None:
        """As the lock; and both may be repeated."""
        for ref in refs:
            source.lock(session, ref, "It is on its way.")
            source.lock(session, ref, "It is in QuickBooks Online.")
            session.commit()
            source.unlock(session, ref)
            assert not self.is_locked(session, ref), f"{ref} was not unlocked in the session that was given"
            session.rollback()
            assert self.is_locked(session, ref), f"the unlocking of {ref} outlived the session's rollback"
            source.unlock(session, ref)
            source.unlock(session, ref)
            session.commit()
            assert not self.is_locked(session, ref)

    def test_a_lock_changes_nothing_else(self, source: LedgerSource, session: Session, refs: Sequence[Ref]) -> None:
        """A version that changes with the lock would read as an edit under it."""
        before = _documents(source, session, refs)
        for ref in refs:
            source.lock(session, ref, "It is on its way.")
        session.flush()
        session.expire_all()
        assert _documents(source, session, refs) == before
        session.rollback()

    def test_a_record_that_is_gone_is_locked_and_unlocked_without_harm(
        self, source: LedgerSource, session: Session, refs: Sequence[Ref]
    ) -> None:
        """An answer of QuickBooks must be kept even when the host has removed the record meanwhile."""
        gone = replace(refs[0], id=self.absent_id)
        source.lock(session, gone, "It is in QuickBooks Online.")
        source.unlock(session, gone)
        session.commit()


_PLAIN = (str, Decimal, dt.date, bool, Kind, type(None))


def _documents(source: LedgerSource, session: Session, refs: Sequence[Ref]) -> list[Document]:
    found = []
    for ref in refs:
        document = source.document(session, ref)
        assert document is not None, f"{ref} has no document"
        assert document.ref == ref, f"{ref} is answered with {document.ref}"
        found.append(document)
    assert found, "the fixture `refs` names no record"
    return found


def _values(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every plain value in a document, with its path; a mutable container counts as a value, and so as a fault."""
    if is_dataclass(value) and not isinstance(value, type) and value.__module__ == Header.__module__:
        for each in fields(value):
            yield from _values(getattr(value, each.name), f"{path}.{each.name}")
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _values(each, f"{path}[{number}]")
    else:
        yield path, value


def _check_totals(document: Document) -> None:
    match document:
        case Invoice():
            net = sum((line.net for line in document.lines), Decimal(0))
            tax = sum((line.tax for line in document.lines), Decimal(0))
            assert net + document.tax == document.total, f"lines and tax of {document.ref} do not make its total"
            assert abs(tax - document.tax) < CENT, f"the tax of {document.ref} is not that of its lines"
        case Payment():
            allocated = sum((each.amount for each in document.allocations), Decimal(0))
            assert allocated <= document.amount, f"{document.ref} pays {allocated} out of {document.amount}"
        case CreditApplied():
            assert document.allocations, f"{document.ref} is applied to nothing"
        case _:
            pass


def _check_agrees(document: Document, entry: LedgerTransaction) -> None:
    pairs = {
        "number": (document.number, entry.number),
        "date": (document.date, entry.date),
        "currency": (document.currency, entry.currency),
        "posted_at": (document.posted_at, entry.posted_at),
        "postings": (by_account_and_party(document.postings), by_account_and_party(entry.postings)),
    }
    for name, (pushed, exported) in pairs.items():
        assert pushed == exported, f"{document.ref}: {name} is {pushed} as a document and {exported} in the ledger"
