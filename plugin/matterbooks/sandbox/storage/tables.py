"""The records of one entity of one company: short lists decoded in memory, transactions on disk.

Both kinds are mappings of id to record in the order of creation, and both write through to the database.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.storage.database import Database
from matterbooks.sandbox.storage.record_bytes import instant, packed, ticks, unpacked

PAGE = 500
RECENT = 500
"""Decoded records of each entity kept at hand."""
PARTIES = ("CustomerRef", "VendorRef")
"""The fields that name the party of a whole record, which has one of them at most."""
LONGEST_ID = 18
"""Digits that fit the database's integers."""


class Rows:
    """The rows of one entity of one company. `field` is the one looked up by value, empty if there is none."""

    def __init__(self, database: Database, company: int, entity: str, field: str) -> None:
        """Read nothing yet."""
        self.database = database
        self.key = (company, entity)
        self.field = field

    def value(self, record: Record) -> str | None:
        """What a record is looked up by; case does not count."""
        value = record.get(self.field)
        return None if value is None else str(value).casefold()

    def put(self, record: Record) -> None:
        """Add or replace a record."""
        changed = ticks(datetime.fromisoformat(record["MetaData"]["LastUpdatedTime"]))
        self.database.write(
            "INSERT INTO records (company, entity, id, value, party, changed, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (company, entity, id) DO UPDATE"
            " SET value = excluded.value, party = excluded.party, changed = excluded.changed, body = excluded.body",
            *self.key,
            record["Id"],
            self.value(record),
            party_of(record),
            changed,
            packed(record),
        )

    def drop(self, identifier: str) -> None:
        """Forget a record."""
        self.database.write("DELETE FROM records WHERE company = ? AND entity = ? AND id = ?", *self.key, identifier)

    def find(self, identifier: str) -> Record | None:
        """The record, or None."""
        row = self.database.one(
            "SELECT body FROM records WHERE company = ? AND entity = ? AND id = ?", *self.key, identifier
        )
        return unpacked(row[0]) if row else None

    def having(self, value: str) -> list[str]:
        """The ids of the records that bear a value."""
        rows = self.database.read(
            "SELECT id FROM records WHERE company = ? AND entity = ? AND value = ?", *self.key, value.casefold()
        )
        return [str(row[0]) for row in rows]

    def of_party(self, party: str) -> list[str]:
        """The ids of the records of one customer or vendor."""
        rows = self.database.read(
            "SELECT id FROM records WHERE company = ? AND entity = ? AND party = ? ORDER BY id", *self.key, party
        )
        return [str(row[0]) for row in rows]

    def changed_since(self, start: datetime) -> list[tuple[str, datetime]]:
        """The ids of the records changed at `start` or later, and when, the oldest change first."""
        rows = self.database.read(
            "SELECT id, changed FROM records WHERE company = ? AND entity = ? AND changed >= ? ORDER BY changed, id",
            *self.key,
            ticks(start),
        )
        return [(str(identifier), instant(changed)) for identifier, changed in rows]

    def count(self) -> int:
        """How many there are."""
        row = self.database.one("SELECT count(*) FROM records WHERE company = ? AND entity = ?", *self.key)
        return int(row[0]) if row else 0

    def created(self) -> list[Record]:
        """Every record in the order of creation."""
        rows = self.database.read("SELECT body FROM records WHERE company = ? AND entity = ? ORDER BY rowid", *self.key)
        return [unpacked(body) for (body,) in rows]

    def numbered(self) -> Iterator[Record]:
        """Every record in the order of ids, which are numbers, a page at a time."""
        last = 0
        while page := self.database.read(
            "SELECT id, body FROM records WHERE company = ? AND entity = ? AND id > ? ORDER BY id LIMIT ?",
            *self.key,
            last,
            PAGE,
        ):
            last = page[-1][0]
            yield from (unpacked(body) for _, body in page)


class Table(Mapping[str, Record]):
    """Transactions: on disk, the last ones used also decoded. Their ids rise with their creation."""

    def __init__(self, rows: Rows) -> None:
        """Read nothing yet."""
        self.rows = rows
        self._at_hand: dict[str, Record] = {}

    def __getitem__(self, identifier: str) -> Record:
        """The record. Raises: KeyError."""
        with self.rows.database.lock:
            record = self._at_hand.pop(identifier, None)
            if record is None and is_number(identifier):
                record = self.rows.find(identifier)
            if record is None:
                raise KeyError(identifier)
            self._keep(record)
            return record

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of creation."""
        return (str(record["Id"]) for record in self.rows.numbered())

    def __len__(self) -> int:
        """How many there are."""
        return self.rows.count()

    def each(self) -> Iterator[Record]:
        """Every record, in the order of creation."""
        return self.rows.numbered()

    def having(self, value: str) -> list[str]:
        """The ids of the records whose field of this entity is `value`, case aside."""
        return self.rows.having(value)

    def below(self, identifier: str) -> list[str]:
        """Nothing: transactions do not stand below one another."""
        del identifier
        return []

    def put(self, record: Record) -> None:
        """Add or replace a record."""
        self.rows.put(record)
        self._at_hand.pop(record["Id"], None)
        self._keep(record)

    def drop(self, identifier: str) -> None:
        """Forget a record."""
        self.rows.drop(identifier)
        self._at_hand.pop(identifier, None)

    def _keep(self, record: Record) -> None:
        self._at_hand[record["Id"]] = record
        if len(self._at_hand) > RECENT:
            del self._at_hand[next(iter(self._at_hand))]


class ListTable(Mapping[str, Record]):
    """A list (accounts, customers, items, ...): scanned often, and kept decoded."""

    def __init__(self, rows: Rows) -> None:
        """Read everything."""
        self.rows = rows
        self._records: dict[str, Record] = {}
        self._index: defaultdict[str, set[str]] = defaultdict(set)
        self._children: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for record in rows.created():
            self._add(record)

    def __getitem__(self, identifier: str) -> Record:
        """The record. Raises: KeyError."""
        return self._records[identifier]

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of creation."""
        return iter(self._records)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._records)

    def each(self) -> Iterator[Record]:
        """Every record, in the order of creation."""
        return iter(list(self._records.values()))

    def having(self, value: str) -> list[str]:
        """The ids of the records whose field of this entity is `value`, case aside."""
        return list(self._index.get(value.casefold(), ()))

    def put(self, record: Record) -> None:
        """Add or replace a record."""
        self.rows.put(record)
        self._unindex(record["Id"])
        self._add(record)

    def drop(self, identifier: str) -> None:
        """Forget a record."""
        self.rows.drop(identifier)
        self._unindex(identifier)
        del self._records[identifier]

    def below(self, identifier: str) -> list[str]:
        """The ids of the records whose ``ParentRef`` names `identifier`."""
        return list(self._children.get(identifier, ()))

    def _add(self, record: Record) -> None:
        self._records[record["Id"]] = record
        if parent := _parent(record):
            self._children[parent][record["Id"]] = None
        if (value := self.rows.value(record)) is not None:
            self._index[value].add(record["Id"])

    def _unindex(self, identifier: str) -> None:
        old = self._records.get(identifier)
        if parent := _parent(old or {}):
            self._children[parent].pop(identifier, None)
        value = None if old is None else self.rows.value(old)
        if value is not None:
            self._index[value].discard(identifier)
            if not self._index[value]:
                del self._index[value]


def _parent(record: Record) -> str:
    return str((record.get("ParentRef") or {}).get("value", ""))


def party_of(record: Record) -> str | None:
    """The customer or vendor of a whole record, None if it names none."""
    named = next((record[field] for field in PARTIES if record.get(field)), None)
    return None if named is None else str(named["value"])


def is_number(identifier: str) -> bool:
    """Whether an id is a number as the number lines write it."""
    digits = identifier.isascii() and identifier.isdecimal() and len(identifier) <= LONGEST_ID
    return digits and str(int(identifier)) == identifier
