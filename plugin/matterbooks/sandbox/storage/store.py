"""What a company holds, and the draft in which one request changes it all at once or not at all.

Records are replaced, never changed in place, so a reader may keep one as long as it likes.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.storage.database import Database
from matterbooks.sandbox.storage.record_bytes import instant, ticks
from matterbooks.sandbox.storage.tables import ListTable, Rows, Table, party_of

Key = tuple[str, str]
"""Entity name and id."""

INDEXED: Mapping[str, str] = {
    "Bill": "DocNumber",
    "BillPayment": "DocNumber",
    "Invoice": "DocNumber",
    "CreditMemo": "DocNumber",
    "Deposit": "DocNumber",
    "JournalEntry": "DocNumber",
    "Payment": "PaymentRefNum",
    "Purchase": "DocNumber",
    "VendorCredit": "DocNumber",
    "SalesReceipt": "DocNumber",
    "RefundReceipt": "DocNumber",
    "Estimate": "DocNumber",
    "Customer": "DisplayName",
    "Employee": "DisplayName",
    "Vendor": "DisplayName",
    "Item": "Name",
    "Account": "FullyQualifiedName",
    "Class": "FullyQualifiedName",
    "Department": "FullyQualifiedName",
    "PaymentMethod": "Name",
    "Term": "Name",
}
"""The one field of each entity that is looked up by value; case does not count."""


ON_DISK = frozenset(
    {
        "Bill",
        "BillPayment",
        "CreditMemo",
        "Deposit",
        "Estimate",
        "Invoice",
        "JournalEntry",
        "Payment",
        "Purchase",
        "RefundReceipt",
        "SalesReceipt",
        "Transfer",
        "VendorCredit",
    }
)
"""What a company has so many of that they are not kept in memory."""


class Tables(dict[str, Table | ListTable]):
    """The table of each entity, made when it is first asked for."""

    def __init__(self, database: Database, company: int) -> None:
        """None yet."""
        super().__init__()
        self._database, self._company = database, company

    def __missing__(self, entity: str) -> Table | ListTable:
        """Make it."""
        rows = Rows(self._database, self._company, entity, INDEXED.get(entity, ""))
        self[entity] = made = Table(rows) if entity in ON_DISK else ListTable(rows)
        return made


class NumberLines(dict[str, int]):
    """The next number of each line, 1 for a new one; written through to the database."""

    def __init__(self, database: Database, company: int) -> None:
        """Read what there is."""
        super().__init__(database.read("SELECT line, next FROM number_lines WHERE company = ?", company))
        self._database, self._company = database, company

    def __missing__(self, line: str) -> int:
        """A line begins with 1."""
        return 1

    def __setitem__(self, line: str, number: int) -> None:
        """Go on with `number`."""
        self._database.write(
            "INSERT OR REPLACE INTO number_lines (company, line, next) VALUES (?, ?, ?)", self._company, line, number
        )
        super().__setitem__(line, number)


class Store:
    """The committed state: records, what was deleted and when, and the next number of each id line."""

    def __init__(self, database: Database, company: int) -> None:
        """What the database has of a company, by its number there."""
        self.database, self.company = database, company
        self.reload()
        database.after_rollback(self.reload)

    def reload(self) -> None:
        """Begin again with what the database has."""
        self.tables = Tables(self.database, self.company)
        self.next_ids = NumberLines(self.database, self.company)

    def get(self, entity: str, identifier: str) -> Record | None:
        """The record, or None."""
        return self.tables[entity].get(identifier)

    def all(self, entity: str) -> list[Record]:
        """Every record of `entity`, in the order of creation."""
        return list(self.each(entity))

    def each(self, entity: str) -> Iterator[Record]:
        """Every record of `entity` in the order of creation, without holding all of them at once."""
        return self.tables[entity].each()

    def having(self, entity: str, value: str) -> list[Record]:
        """The records whose indexed field is `value`, case aside, by id."""
        found = (self.get(entity, one) for one in sorted(self.tables[entity].having(value), key=int))
        return [record for record in found if record is not None]

    def below(self, entity: str, identifier: str) -> list[Record]:
        """The records that stand directly below one, by ``ParentRef``."""
        found = (self.get(entity, one) for one in self.tables[entity].below(identifier))
        return [record for record in found if record is not None]

    def of_party(self, entity: str, party: str) -> Iterator[Record]:
        """The records of one customer or vendor, by the field that names the whole record's party."""
        found = (self.get(entity, one) for one in self.tables[entity].rows.of_party(party))
        return (record for record in found if record is not None)

    def changed_since(self, entity: str, start: datetime) -> list[tuple[str, datetime]]:
        """The ids of the records changed at `start` or later, and when, the oldest change first."""
        return self.tables[entity].rows.changed_since(start)

    def put(self, entity: str, record: Record) -> None:
        """Add or replace a record."""
        self.tables[entity].put(record)

    def drop(self, entity: str, identifier: str, when: datetime) -> None:
        """Forget a record, remembering that it was."""
        self.tables[entity].drop(identifier)
        self.database.write(
            "INSERT INTO deletions (company, entity, id, at) VALUES (?, ?, ?, ?)",
            self.company,
            entity,
            identifier,
            ticks(when),
        )

    def was_deleted(self, entity: str, identifier: str) -> bool:
        """Whether such a record once was."""
        sql = "SELECT 1 FROM deletions WHERE company = ? AND entity = ? AND id = ?"
        return self.database.one(sql, self.company, entity, identifier) is not None

    def deleted_since(self, entity: str, start: datetime) -> list[tuple[str, datetime]]:
        """The ids of the records deleted at `start` or later, and when, the oldest first."""
        rows = self.database.read(
            "SELECT id, at FROM deletions WHERE company = ? AND entity = ? AND at >= ? ORDER BY at, id",
            self.company,
            entity,
            ticks(start),
        )
        return [(str(identifier), instant(at)) for identifier, at in rows]


class Draft:
    """The changes of one request over a :class:`Store`."""

    def __init__(self, store: Store) -> None:
        """Start with no change."""
        self.store = store
        self.changes: dict[Key, Record | None] = {}
        self._ids: dict[str, int] = {}

    def get(self, entity: str, identifier: str) -> Record | None:
        """The record as this request sees it, or None."""
        key = (entity, identifier)
        return self.changes[key] if key in self.changes else self.store.get(entity, identifier)

    def was_deleted(self, entity: str, identifier: str) -> bool:
        """Whether such a record once was."""
        return self.store.was_deleted(entity, identifier)

    def all(self, entity: str) -> Iterator[Record]:
        """Every record of `entity` as this request sees it."""
        for record in self.store.each(entity):
            if (entity, record["Id"]) not in self.changes:
                yield record
        yield from (record for (kind, _), record in self.changes.items() if kind == entity and record is not None)

    def of_party(self, entity: str, party: str) -> Iterator[Record]:
        """The records of one customer or vendor as this request sees them."""
        for record in self.store.of_party(entity, party):
            if (entity, record["Id"]) not in self.changes:
                yield record
        staged = (one for (kind, _), one in self.changes.items() if kind == entity and one is not None)
        yield from (record for record in staged if party_of(record) == party)

    def find(self, entity: str, value: str) -> list[Record]:
        """The records whose indexed field is `value`, case aside."""
        staged = [one for (kind, _), one in self.changes.items() if kind == entity and one is not None]
        stored = [one for one in self.store.having(entity, value) if (entity, one["Id"]) not in self.changes]
        found = stored + [one for one in staged if str(one.get(INDEXED[entity], "")).casefold() == value.casefold()]
        return sorted(found, key=lambda one: int(one["Id"]))

    def below(self, entity: str, identifier: str) -> list[Record]:
        """The records that stand directly below one, as this request sees them."""
        staged = [one for (kind, _), one in self.changes.items() if kind == entity and one is not None]
        stored = [one for one in self.store.below(entity, identifier) if (entity, one["Id"]) not in self.changes]
        return stored + [one for one in staged if (one.get("ParentRef") or {}).get("value") == identifier]

    def put(self, entity: str, record: Record) -> None:
        """Stage a new or changed record."""
        self.changes[entity, record["Id"]] = record

    def drop(self, entity: str, identifier: str) -> None:
        """Stage a deletion."""
        self.changes[entity, identifier] = None

    def next_id(self, line: str) -> str:
        """The next id of a number line; given out only if the draft is committed."""
        number = self._ids.get(line, self.store.next_ids[line])
        self._ids[line] = number + 1
        return str(number)

    def commit(self, when: datetime) -> None:
        """Make every staged change at once."""
        for line, number in self._ids.items():
            self.store.next_ids[line] = number
        for (entity, identifier), record in self.changes.items():
            if record is not None:
                self.store.put(entity, record)
            elif self.store.get(entity, identifier) is not None:
                self.store.drop(entity, identifier, when)
