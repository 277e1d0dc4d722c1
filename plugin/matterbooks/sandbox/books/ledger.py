"""One double-entry ledger of a company: postings of each transaction, and balances kept as they change.

A transaction's postings are replaced whole at every write. Debits equal credits within each one, or the write is a
bug of ours and :class:`UnbalancedError` stops it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from sys import intern

import msgspec

from matterbooks.sandbox.storage.database import Database

PAGE = 1000
Key = tuple[str, str]


class UnbalancedError(AssertionError):
    """A transaction whose debits are not its credits: a defect of the sandbox, never of a request."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of a transaction: account, home cents (debit positive), the name it is booked against, and a memo.

    `currency` and `foreign_cents` are those of a transaction in a foreign currency, else empty and 0.
    """

    account_id: str
    cents: int
    name_id: str = ""
    memo: str = ""
    currency: str = ""
    foreign_cents: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A transaction as the ledger keeps it, with who made it and who changed it last."""

    txn_type: str
    txn_id: str
    date: date
    doc_num: str
    create_time: datetime
    last_modified: datetime
    created_by: str
    modified_by: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One posting as reports print it.

    `txn_type` is the API's entity name; `name` the full name (``Parent:Child``) or empty; `cents` are of the home
    currency, debit positive.
    """

    txn_id: str
    txn_type: str
    date: date
    doc_num: str
    name: str
    name_id: str
    memo: str
    account_id: str
    cents: int
    line_index: int
    create_time: datetime
    last_modified: datetime
    created_by: str
    modified_by: str = ""


def posted(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """The postings that move money; all of them where none does, since QuickBooks lists such transactions too.

    (Intuit: a payment of nothing that links a credit to an invoice stands in the Journal; a voided one with zeros.)
    """
    return tuple(one for one in postings if one.cents or one.foreign_cents) or tuple(postings)


def balanced(entry: Entry) -> Entry:
    """`entry` itself. Raises: UnbalancedError."""
    if sum(posting.cents for posting in entry.postings) != 0:
        raise UnbalancedError(f"{entry.txn_type} {entry.txn_id}: {entry.postings}")
    return entry


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


class Book:
    """All entries of one company on disk, with the balance of each account and of each name within it in memory."""

    def __init__(self, database: Database, company: int) -> None:
        """What the database has of a company, by its number there."""
        self._database, self._company = database, company
        self.reload()
        database.after_rollback(self.reload)

    def reload(self) -> None:
        """Add up the balances again from the entries."""
        self.totals: dict[str, int] = defaultdict(int)
        self.by_name: dict[Key, int] = defaultdict(int)
        self.foreign: dict[Key, int] = defaultdict(int)
        self.foreign_totals: dict[str, int] = defaultdict(int)
        for entry in self.entries():
            self._count(entry.postings, 1)

    def post(self, entry: Entry) -> None:
        """Add or replace a transaction, which must balance."""
        self._uncount(entry.txn_type, entry.txn_id)
        self._database.write(
            "INSERT OR REPLACE INTO entries (company, txn_type, txn_id, day, body) VALUES (?, ?, ?, ?, ?)",
            self._company,
            entry.txn_type,
            entry.txn_id,
            entry.date.isoformat(),
            _encoder.encode(entry),
        )
        self._count(entry.postings, 1)

    def remove(self, txn_type: str, txn_id: str) -> None:
        """Take a transaction out, if it is there."""
        self._uncount(txn_type, txn_id)
        self._database.write(
            "DELETE FROM entries WHERE company = ? AND txn_type = ? AND txn_id = ?", self._company, txn_type, txn_id
        )

    def _uncount(self, txn_type: str, txn_id: str) -> None:
        entry = self.entry(txn_type, txn_id)
        if entry is not None:
            self._count(entry.postings, -1)

    def _count(self, postings: Sequence[Posting], sign: int) -> None:
        for posting in postings:
            self.totals[posting.account_id] += sign * posting.cents
            self.by_name[posting.account_id, posting.name_id] += sign * posting.cents
            if posting.foreign_cents:
                self.foreign[posting.account_id, posting.name_id] += sign * posting.foreign_cents
                self.foreign_totals[posting.account_id] += sign * posting.foreign_cents

    def entry(self, txn_type: str, txn_id: str) -> Entry | None:
        """The entry of one transaction, or None if it posts nothing."""
        row = self._database.one(
            "SELECT body FROM entries WHERE company = ? AND txn_type = ? AND txn_id = ?",
            self._company,
            txn_type,
            txn_id,
        )
        return _decoder.decode(row[0]) if row else None

    def entries(self, start: date | None = None, end: date | None = None) -> Iterator[Entry]:
        """Entries dated from `start` to `end`, both included, by date and then by id as a number."""
        last: tuple[str, int, str] = ((start or date.min).isoformat(), -1, "")
        while page := self._database.read(
            "SELECT day, txn_id, txn_type, body FROM entries"
            " WHERE company = ? AND (day, txn_id, txn_type) > (?, ?, ?) AND day <= ?"
            " ORDER BY day, txn_id, txn_type LIMIT ?",
            self._company,
            *last,
            (end or date.max).isoformat(),
            PAGE,
        ):
            last = page[-1][:3]
            yield from (_decoder.decode(row[3]) for row in page)

    def balance(self, account_id: str, as_of: date | None = None) -> int:
        """Cents on an account, debit positive, up to and including `as_of`."""
        if as_of is None:
            return self.totals.get(account_id, 0)
        return sum(
            posting.cents
            for entry in self.entries(None, as_of)
            for posting in entry.postings
            if posting.account_id == account_id
        )

    def check(self) -> None:
        """Raise: UnbalancedError if the accounts do not add up to nothing."""
        if sum(self.totals.values()) != 0:
            raise UnbalancedError("the accounts of the company do not add up to zero")


def journal_lines(entries: Iterable[Entry], names: Mapping[str, str]) -> Iterator[JournalLine]:
    """Every posting of `entries`, with names looked up in `names` (id to full name)."""
    for entry in entries:
        for number, posting in enumerate(entry.postings):
            yield JournalLine(
                txn_id=entry.txn_id,
                txn_type=entry.txn_type,
                date=entry.date,
                doc_num=entry.doc_num,
                name=names.get(posting.name_id, ""),
                name_id=intern(posting.name_id),
                memo=posting.memo,
                account_id=intern(posting.account_id),
                cents=posting.cents,
                line_index=number,
                create_time=entry.create_time,
                last_modified=entry.last_modified,
                created_by=entry.created_by,
                modified_by=entry.modified_by,
            )
