"""One double-entry ledger of a company: postings of each transaction, and balances kept as they change.

A transaction's postings are replaced whole at every write. Debits equal credits within each one, or the write is a
bug of ours and :class:`UnbalancedError` stops it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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
    """A transaction as the ledger keeps it."""

    txn_type: str
    txn_id: str
    date: date
    doc_num: str
    create_time: datetime
    last_modified: datetime
    created_by: str
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


def posted(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """The postings that move money; all of them where none does, since QuickBooks lists such transactions too.

    (Intuit: a payment of nothing that links a credit to an invoice stands in the Journal; a voided one with zeros.)
    """
    return tuple(one for one in postings if one.cents) or tuple(postings)


def balanced(entry: Entry) -> Entry:
    """`entry` itself. Raises: UnbalancedError."""
    if sum(posting.cents for posting in entry.postings) != 0:
        raise UnbalancedError(f"{entry.txn_type} {entry.txn_id}: {entry.postings}")
    return entry


class Book:
    """All entries of one company, with the balance of each account and of each name within each account."""

    def __init__(self) -> None:
        """Start at zero."""
        self._entries: dict[Key, Entry] = {}
        self.totals: dict[str, int] = defaultdict(int)
        self.by_name: dict[Key, int] = defaultdict(int)

    def post(self, entry: Entry) -> None:
        """Add or replace a transaction, which must balance."""
        self.remove(entry.txn_type, entry.txn_id)
        self._entries[entry.txn_type, entry.txn_id] = entry
        self._count(entry.postings, 1)

    def remove(self, txn_type: str, txn_id: str) -> None:
        """Take a transaction out, if it is there."""
        entry = self._entries.pop((txn_type, txn_id), None)
        if entry is not None:
            self._count(entry.postings, -1)

    def _count(self, postings: Sequence[Posting], sign: int) -> None:
        for posting in postings:
            self.totals[posting.account_id] += sign * posting.cents
            self.by_name[posting.account_id, posting.name_id] += sign * posting.cents

    def entry(self, txn_type: str, txn_id: str) -> Entry | None:
        """The entry of one transaction, or None if it posts nothing."""
        return self._entries.get((txn_type, txn_id))

    def entries(self, start: date | None = None, end: date | None = None) -> list[Entry]:
        """Entries dated from `start` to `end`, both included, by date and then by id as a number."""
        chosen = [
            entry
            for entry in self._entries.values()
            if (start is None or entry.date >= start) and (end is None or entry.date <= end)
        ]
        return sorted(chosen, key=lambda entry: (entry.date, int(entry.txn_id)))

    def balance(self, account_id: str, as_of: date | None = None) -> int:
        """Cents on an account, debit positive, up to and including `as_of`."""
        if as_of is None:
            return self.totals.get(account_id, 0)
        return sum(
            posting.cents
            for entry in self._entries.values()
            if entry.date <= as_of
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
                name_id=posting.name_id,
                memo=posting.memo,
                account_id=posting.account_id,
                cents=posting.cents,
                line_index=number,
                create_time=entry.create_time,
                last_modified=entry.last_modified,
                created_by=entry.created_by,
            )
