"""Postal addresses inside records: each has an id of its own, whatever a client calls it (Intuit: recorded answers)."""

from collections.abc import Iterator

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.schema import Record, fields_of

NUMBERS = "addresses"
TYPE = "PhysicalAddress"
PARTIES = (("Customer", "CustomerRef"), ("Vendor", "VendorRef"))


def numbered(work: Work, entity: str, record: Record, old: Record | None) -> Record:
    """`record` with an id on each of its addresses.

    An address that stands word for word in the record as it was, or with its customer or vendor, is that address and
    keeps its id; every other gets the next one.
    """
    fields = [name for name in _fields(entity) if record.get(name)]
    if not fields:
        return record
    known = {_words(address): address["Id"] for address in _known(work, entity, record, old) if "Id" in address}
    done = dict(record)
    for name in fields:
        identifier = known.get(_words(record[name])) or work.draft.next_id(NUMBERS)
        done[name] = {"Id": identifier, **{key: value for key, value in record[name].items() if key != "Id"}}
        known[_words(record[name])] = identifier
    return done


def _fields(entity: str) -> list[str]:
    return [name for name, kind in fields_of(entity).items() if kind == TYPE]


def _known(work: Work, entity: str, record: Record, old: Record | None) -> Iterator[Record]:
    """The addresses of the record as it was, and of its customer and vendor."""
    sources = [(entity, old)]
    sources += [(kind, work.draft.get(kind, (record.get(field) or {}).get("value", ""))) for kind, field in PARTIES]
    for kind, one in sources:
        yield from (one[name] for name in _fields(kind) if one and one.get(name))


def _words(address: Record) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in address.items() if name != "Id"))
