"""What a company holds, and the draft in which one request changes it all at once or not at all.

Records are replaced, never changed in place, so a reader may keep one as long as it likes.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matterbooks.sandbox.schema import Record

Key = tuple[str, str]
"""Entity name and id."""

INDEXED: Mapping[str, str] = {
    "Bill": "DocNumber",
    "BillPayment": "DocNumber",
    "Invoice": "DocNumber",
    "CreditMemo": "DocNumber",
    "JournalEntry": "DocNumber",
    "Purchase": "DocNumber",
    "VendorCredit": "DocNumber",
    "SalesReceipt": "DocNumber",
    "RefundReceipt": "DocNumber",
    "Estimate": "DocNumber",
    "Customer": "DisplayName",
    "Employee": "DisplayName",
    "Vendor": "DisplayName",
    "Item": "FullyQualifiedName",
    "Account": "FullyQualifiedName",
}
"""The one field of each entity that is looked up by value; case does not count."""


@dataclass(slots=True)
class Store:
    """The committed state: records, what was deleted and when, and the next number of each id line."""

    tables: dict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    deleted: dict[Key, datetime] = field(default_factory=dict)
    next_ids: dict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    index: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def get(self, entity: str, identifier: str) -> Record | None:
        """The record, or None."""
        return self.tables[entity].get(identifier)

    def all(self, entity: str) -> list[Record]:
        """Every record of `entity`, in the order of creation."""
        return list(self.tables[entity].values())

    def put(self, entity: str, record: Record) -> None:
        """Add or replace a record."""
        self._unindex(entity, record["Id"])
        self.tables[entity][record["Id"]] = record
        if (value := record.get(INDEXED.get(entity, ""))) is not None:
            self.index[entity, value.casefold()].add(record["Id"])

    def drop(self, entity: str, identifier: str, when: datetime) -> None:
        """Forget a record, remembering that it was."""
        self._unindex(entity, identifier)
        del self.tables[entity][identifier]
        self.deleted[entity, identifier] = when

    def _unindex(self, entity: str, identifier: str) -> None:
        old = self.tables[entity].get(identifier)
        value = None if old is None else old.get(INDEXED.get(entity, ""))
        if value is not None:
            ids = self.index[entity, value.casefold()]
            ids.discard(identifier)
            if not ids:
                del self.index[entity, value.casefold()]


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
        return (entity, identifier) in self.store.deleted

    def all(self, entity: str) -> Iterator[Record]:
        """Every record of `entity` as this request sees it."""
        for identifier, record in self.store.tables[entity].items():
            if (entity, identifier) not in self.changes:
                yield record
        yield from (record for (kind, _), record in self.changes.items() if kind == entity and record is not None)

    def find(self, entity: str, value: str) -> list[Record]:
        """The records whose indexed field is `value`, case aside."""
        ids = self.store.index.get((entity, value.casefold()), set())
        found = [record for one in sorted(ids, key=int) if (record := self.get(entity, one)) is not None]
        found += [r for (kind, _), r in self.changes.items() if kind == entity and r is not None and r not in found]
        return [record for record in found if record.get(INDEXED[entity], "").casefold() == value.casefold()]

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
        self.store.next_ids.update(self._ids)
        for (entity, identifier), record in self.changes.items():
            if record is not None:
                self.store.put(entity, record)
            elif self.store.get(entity, identifier) is not None:
                self.store.drop(entity, identifier, when)
