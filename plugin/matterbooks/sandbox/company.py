"""One realm: its records, its ledger, its settings, and the questions that reports and pages ask of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from threading import RLock
from typing import NamedTuple

from matterbooks.sandbox.books import Books
from matterbooks.sandbox.clock import pacific
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.ledger import Entry, JournalLine, balanced, journal_lines, posted
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.store import Draft
from matterbooks.sandbox.work import Work

NAMES = ("Customer", "Vendor", "Employee")


class Answer(NamedTuple):
    """What went over the wire: status, bytes, and their content type."""

    status: int
    body: bytes
    content_type: str


@dataclass(slots=True)
class Replies:
    """What was answered to each ``requestid``, for as long as `lifetime` (retention is not published: a setting)."""

    lifetime: timedelta = timedelta(days=1)
    replay_faults: bool = False
    kept: dict[str, tuple[datetime, Answer]] = field(default_factory=dict)

    def find(self, request_id: str, now: datetime) -> Answer | None:
        """The first answer, if it is still kept."""
        since, answer = self.kept.get(request_id, (now, None))
        return answer if now - since <= self.lifetime else None

    def keep(self, request_id: str, now: datetime, answer: Answer) -> None:
        """Keep an answer (a fault only if `replay_faults`), and forget two of the oldest if their time is over."""
        for old in [one for one, (since, _) in islice(self.kept.items(), 2) if now - since > self.lifetime]:
            del self.kept[old]
        if answer.status < 400 or self.replay_faults:
            self.kept[request_id] = (now, answer)


class Change(NamedTuple):
    """What a commit did to one record: `operation` is Create, Update, Delete or Void."""

    entity: str
    identifier: str
    operation: str


class Company(Books):
    """One QuickBooks Online company. All access goes through :attr:`lock`, one request at a time."""

    def __init__(
        self,
        realm_id: str,
        name: str,
        country: str,
        home_currency: str,
        now: Callable[[], datetime],
    ) -> None:
        """An empty company: seeds fill it."""
        super().__init__(realm_id, name, country, home_currency)
        self.now = now
        self.owner = "Sam Owner"
        self.replies = Replies()
        self.lock = RLock()
        self.listeners: list[Callable[[Company, list[Change]], None]] = []
        """Called after each commit, one request at a time; must be quick."""

    @contextmanager
    def work(self, include: frozenset[str] = frozenset(), *, by_hand: bool = False) -> Iterator[Work]:
        """One request's work: staged in a draft, then committed and posted, or forgotten if anything is raised."""
        with self.lock:
            work = Work(self, Draft(self.store), self.now(), include, by_hand)
            yield work
            self._commit(work)

    def _commit(self, work: Work) -> None:
        entries = [
            balanced(self._entry(entity, record, work))
            for (kind, _), record in work.draft.changes.items()
            if record is not None and (entity := REGISTRY[kind]).posts
        ]
        gone = [key for key, record in work.draft.changes.items() if record is None and REGISTRY[key[0]].posts]
        changes = [self._change(work, *key) for key in work.draft.changes]
        work.draft.commit(work.now)
        for entry in entries:
            self.book.post(entry)
        for key in gone:
            self.book.remove(*key)
        self.book.check()
        for listener in self.listeners:
            listener(self, changes)

    def _change(self, work: Work, entity: str, identifier: str) -> Change:
        if work.draft.get(entity, identifier) is None:
            return Change(entity, identifier, "Delete")
        if self.store.get(entity, identifier) is None:
            return Change(entity, identifier, "Create")
        return Change(entity, identifier, "Void" if (entity, identifier) in work.voided else "Update")

    def _entry(self, entity: Entity, record: Record, work: Work) -> Entry:
        meta = record["MetaData"]
        return Entry(
            txn_type=entity.name,
            txn_id=record["Id"],
            date=date.fromisoformat(record["TxnDate"]),
            doc_num=entity.number(record),
            create_time=datetime.fromisoformat(meta["CreateTime"]),
            last_modified=datetime.fromisoformat(meta["LastUpdatedTime"]),
            created_by=self.owner,
            postings=posted(entity.postings(work, record)),
        )

    def today(self) -> date:
        """The server's current date, which is a Pacific one."""
        return pacific(self.now()).date()

    def preferences(self) -> Record:
        """The Preferences record."""
        return self.store.tables["Preferences"]["1"]

    def preference(self, group: str, name: str) -> object:
        """One preference, None if it is not set."""
        return self.preferences().get(group, {}).get(name)

    def present(self, entity: str, record: Record) -> Record:
        """A record as the API answers it now: names of references and balances filled in."""
        return REGISTRY[entity].present(self, record)

    def journal(self, start: date | None = None, end: date | None = None) -> list[JournalLine]:
        """Every posting in order of date, transaction id as a number, and line."""
        with self.lock:
            names = {one["Id"]: str(one.get("FullyQualifiedName") or one["DisplayName"]) for one in self.names()}
            return list(journal_lines(self.book.entries(start, end), names))

    def names(self) -> list[Record]:
        """Customers and vendors, as stored."""
        return [record for kind in NAMES for record in self.store.all(kind)]

    def accounts(self) -> list[Record]:
        """Every account as the API answers it, inactive ones too."""
        return self.entities("Account")

    def balance(self, account_id: str, as_of: date | None = None) -> int:
        """Cents on an account, debit positive."""
        with self.lock:
            return self.book.balance(account_id, as_of)

    def transaction(self, txn_type: str, txn_id: str) -> Record | None:
        """One transaction as the API answers it, or None."""
        with self.lock:
            record = self.store.get(txn_type, txn_id)
            return None if record is None else self.present(txn_type, record)

    def entities(self, name: str) -> list[Record]:
        """Every record of an entity as the API answers it."""
        with self.lock:
            return [self.present(name, record) for record in self.store.all(name)]
