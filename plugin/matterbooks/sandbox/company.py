"""One realm: its records, its ledger, its settings, and the questions that reports and pages ask of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

import msgspec

from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.ledger import Entry, JournalLine, balanced, journal_lines, posted
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.clock import pacific
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.storage.database import Database
from matterbooks.sandbox.storage.replies import Answer, Replies
from matterbooks.sandbox.storage.store import Draft

__all__ = ["Answer", "Change", "Company", "Replies"]

NAMES = ("Customer", "Vendor", "Employee")


class _Kept(msgspec.Struct):
    """What the database has of a company, besides its records and its ledger."""

    realm_id: str
    name: str
    country: str
    home_currency: str
    strict_transfers: bool
    owner: str
    bookkeeper: str
    reply_seconds: float
    replay_faults: bool


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
        database: Database | None = None,
        number: int = 1,
    ) -> None:
        """An empty company, which seeds fill, or what `database` has under `number`; by default a private one."""
        super().__init__(realm_id, name, country, home_currency, database, number)
        self.now = now
        self.owner = "Sam Owner"
        self.bookkeeper = "Pat Keeper"
        self.replies = Replies(self.database, number)
        self.lock = self.database.lock
        self.listeners: list[Callable[[Company, list[Change]], None]] = []
        """Called after each commit, one request at a time; must be quick."""

    @classmethod
    def kept(cls, database: Database, number: int, body: bytes, now: Callable[[], datetime]) -> Self:
        """The company that :meth:`save` kept as `body` under `number`."""
        kept = msgspec.json.decode(body, type=_Kept)
        company = cls(kept.realm_id, kept.name, kept.country, kept.home_currency, now, database, number)
        company.strict_transfers = kept.strict_transfers
        company.owner, company.bookkeeper = kept.owner, kept.bookkeeper
        company.replies.lifetime = timedelta(seconds=kept.reply_seconds)
        company.replies.replay_faults = kept.replay_faults
        return company

    def save(self) -> None:
        """Keep what stands in attributes; after a change of one."""
        kept = _Kept(
            self.realm_id,
            self.name,
            self.country,
            self.home_currency,
            self.strict_transfers,
            self.owner,
            self.bookkeeper,
            self.replies.lifetime.total_seconds(),
            self.replies.replay_faults,
        )
        sql = "INSERT OR REPLACE INTO companies (number, body) VALUES (?, ?)"
        self.database.write(sql, self.number, msgspec.json.encode(kept))

    @contextmanager
    def work(self, include: frozenset[str] = frozenset(), *, by_hand: bool = False) -> Iterator[Work]:
        """One request's work: staged in a draft, then committed and posted, or forgotten if anything is raised."""
        with self.lock:
            work = Work(self, Draft(self.store), self.now(), include, by_hand)
            yield work
            self._commit(work)

    def _commit(self, work: Work) -> None:
        served = {key: record for key, record in work.draft.changes.items() if key[0] in REGISTRY}
        due = served | {key: work.draft.get(*key) for key in sorted(work.recosted)}
        entries = [
            balanced(self._entry(entity, record, work))
            for (kind, _), record in due.items()
            if record is not None and (entity := REGISTRY[kind]).day(record)
        ]
        gone = [key for key, record in served.items() if record is None and REGISTRY[key[0]].posts]
        changes = [self._change(work, *key) for key in served]
        with self.database.transaction():
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
        who = self.bookkeeper if work.by_hand else self.owner
        old = self.book.entry(entity.name, record["Id"]) if self.store.get(entity.name, record["Id"]) else None
        return Entry(
            txn_type=entity.name,
            txn_id=record["Id"],
            date=date.fromisoformat(entity.day(record)),
            doc_num=entity.number(record),
            create_time=datetime.fromisoformat(meta["CreateTime"]),
            last_modified=datetime.fromisoformat(meta["LastUpdatedTime"]),
            created_by=old.created_by if old else who,
            modified_by=old.modified_by if old and (entity.name, record["Id"]) not in work.touched else who,
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

    def lines(self, start: date | None = None, end: date | None = None) -> Iterator[JournalLine]:
        """Every posting in order of date, transaction id as a number, and line, without holding all of them."""
        with self.lock:
            names = {one["Id"]: str(one.get("FullyQualifiedName") or one["DisplayName"]) for one in self.names()}
        return journal_lines(self.book.entries(start, end), names)

    def journal(self, start: date | None = None, end: date | None = None) -> list[JournalLine]:
        """What :meth:`lines` gives, at one moment."""
        with self.lock:
            return list(self.lines(start, end))

    def names(self) -> list[Record]:
        """Customers and vendors, as stored."""
        return [record for kind in NAMES for record in self.store.all(kind)]

    def accounts(self) -> list[Record]:
        """Every account as the API answers it, inactive ones too."""
        return self.entities("Account")

    def balance(self, account_id: str, as_of: date | None = None) -> int:
        """Cents on an account, debit positive. Raises: KeyError for an account that the company never had."""
        with self.lock:
            if self.store.get("Account", account_id) is None:
                raise KeyError(f"There is no account {account_id}.")
            return self.book.balance(account_id, as_of)

    def transaction(self, txn_type: str, txn_id: str) -> Record | None:
        """One transaction as the API answers it, or None."""
        with self.lock:
            record = self.store.get(txn_type, txn_id)
            return None if record is None else self.present(txn_type, record)

    def entities(self, name: str) -> list[Record]:
        """Every record of an entity as the API answers it. Raises: KeyError for a name that is no entity here."""
        if name not in REGISTRY:
            raise KeyError(f"There is no {name} here. There are: {', '.join(REGISTRY)}.")
        with self.lock:
            return [self.present(name, record) for record in self.store.all(name)]
