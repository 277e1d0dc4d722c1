"""What every entity has in common: the declared fields, and the five places where an entity adds its own rules."""

from collections.abc import Iterator
from typing import Any, ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import references
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import lengths
from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.schema import Record

SERVER_FIELDS = frozenset({"Id", "SyncToken", "MetaData", "domain", "sparse", "status"})
TRANSACTIONS = "transactions"
NAMES = "names"


class Entity:
    """One kind of record. Instances hold no state; the declarations are class attributes."""

    name: ClassVar[str]
    can: ClassVar[frozenset[str]] = frozenset({"create", "update", "query"})
    line: ClassVar[str] = ""
    """The number line of its ids; its own if empty."""
    posts: ClassVar[bool] = False
    required: ClassVar[tuple[str, ...]] = ()
    computed: ClassVar[frozenset[str]] = frozenset()
    """Fields only the server writes; dropped on input."""
    derived: ClassVar[frozenset[str]] = frozenset()
    """Fields that exist only in answers, computed when asked for."""

    @property
    def id_line(self) -> str:
        """The number line that gives this entity's ids."""
        return self.line or self.name

    def writable(self, body: Record) -> Record:
        """`body` without what only the server writes, and without what is empty, at any depth."""
        dropped = SERVER_FIELDS | self.computed
        kept = filled({name: value for name, value in body.items() if name not in dropped})
        return {name: value for name, value in kept.items() if value != {} or name in self.required}

    def check_shape(self, record: Record) -> None:
        """Raise: ServiceFault with every required field that is missing (2020) and every text too long (2050)."""
        problems = [*self.missing(record), *self.too_long(record)]
        if problems:
            raise ServiceFault(problems)

    def missing(self, record: Record) -> Iterator[Problem]:
        """Required fields that are not there."""
        return (faults.missing(name) for name in self.required if record.get(name) in (None, []))

    def too_long(self, record: Record) -> Iterator[Problem]:
        """Texts longer, and numbers larger, than the reference allows."""
        return lengths.problems(self.name, record)

    def check_references(self, work: Work, record: Record, old: Record | None) -> None:
        """Raise: ServiceFault 2500 or 610 for a reference that leads nowhere."""
        references.check(work.draft, record, old)

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """The record with its defaults and totals. Raises: ServiceFault for a broken rule of the books."""
        del work, old
        return record

    def number_taken(self, work: Work, record: Record) -> None:
        """Raise: ServiceFault 6140 if the document number is taken."""

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Change what the record is linked with: after a write, or (with `new` None) a deletion."""

    def void(self, work: Work, old: Record) -> Record:
        """The record voided."""
        raise faults.unsupported_operation("void")

    def day(self, record: Record) -> str:
        """The day that the record is posted on, empty if it posts nothing."""
        return str(record["TxnDate"]) if self.posts else ""

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """What the record does to the accounts."""
        del work, record
        return []

    def number(self, record: Record) -> str:
        """What reports print in the Num column."""
        return str(record.get("DocNumber", ""))

    def present(self, company: Books, record: Record) -> Record:
        """The record as answered."""
        named: Record = references.with_names(company.store, record)
        return {**named, "domain": "QBO", "sparse": False}


def filled(part: Record) -> Record:
    """`part` without empty texts, which count as not sent (Intuit: client libraries send them live)."""
    return {name: _filled(value) for name, value in part.items() if value != ""}


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return filled(value)
    return [_filled(one) for one in value] if isinstance(value, list) else value


def reference(record: Record, name: str) -> str:
    """The id in a reference field, empty if it is not there."""
    return str((record.get(name) or {}).get("value", ""))
