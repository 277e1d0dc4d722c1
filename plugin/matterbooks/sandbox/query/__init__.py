"""Queries over a company's records: which records fit, in which order, and the answer's page."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from matterbooks.sandbox import faults
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.registry import BY_PATH
from matterbooks.sandbox.faults import query_fault
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.query.conditions import Test, instant, sort_key, test_of
from matterbooks.sandbox.query.language import Condition, Query, parse
from matterbooks.sandbox.query.queryable import column_of, path_of, type_of
from matterbooks.sandbox.query.quoted_rates import quoted
from matterbooks.sandbox.schema import Record, known_path
from matterbooks.sandbox.storage.store import INDEXED
from matterbooks.sandbox.storage.tables import PARTIES
from matterbooks.sandbox.tax.codes import PSEUDO_CODES

CHANGED = "MetaData.LastUpdatedTime"


def run(company: Company, text: str, role: Role = Role.ADMIN) -> Record:
    """The ``QueryResponse`` to a query. Raises: ServiceFault 4000, 4001, 5020 for what `role` does not see."""
    query = parse(text)
    entity = _entity(query.entity)
    role.check_read(entity.name)
    search = _Search(company, entity, query)
    with company.lock:
        return search.answer()


def _entity(name: str) -> Entity:
    entity = BY_PATH.get(name.lower())
    if entity is not None and "query" in entity.can:
        return entity
    if known_path(name):
        raise faults.not_in_sandbox(f"a query of {name}")
    raise query_fault("4001", f"Metadata not found for Entity: {name}")


class _Found(NamedTuple):
    """A record that fits, and what it is ordered by: all that is kept of it until the page is chosen."""

    identifier: str
    keys: list[Any]


class _Search:
    """One query over one entity of one company, every name in it in its own spelling."""

    def __init__(self, company: Company, entity: Entity, query: Query) -> None:
        self._company, self._entity, self._query = company, entity, query
        name = entity.name
        self._where = [Condition(path_of(name, one.path), one.operator, one.values) for one in query.where]
        self._order = [(path_of(name, path), descending) for path, descending in query.order_by]
        self._columns = [column_of(name, one) for one in query.columns]
        for one in query.beside:
            column_of(name, one)
        self._tests: list[tuple[str, Test]] = [
            (one.path, test_of(type_of(name, one.path), one.operator, one.values)) for one in self._where
        ]
        self._unstored: dict[str, Record] = {}
        self._asks_active = any(one.path == "Active" for one in self._where)

    def answer(self) -> Record:
        found = [self._placed(record) for record in self._candidates() if self._fits(record)]
        if self._query.count:
            return {"totalCount": len(found)}
        page = self._page(self._sorted(found))
        if not page:
            return {}
        return {
            self._entity.name: [self._selected(one.identifier) for one in page],
            "startPosition": self._query.start,
            "maxResults": len(page),
            **({"totalCount": len(found)} if len(page) == len(found) else {}),
        }

    def _page(self, found: list[_Found]) -> list[_Found]:
        """The part asked for. Tax codes that only the US has come first and do not count (Intuit: seen live)."""
        pseudo = [one for name in PSEUDO_CODES for one in found if one.identifier == name]
        counted = [one for one in found if one not in pseudo] if pseudo else found
        first = self._query.start - 1
        page = counted[first : first + self._query.limit]
        return page if first else pseudo + page

    def _candidates(self) -> Iterable[Record]:
        """The records to look at: those that an index gives for one of the conditions, otherwise all."""
        name, store = self._entity.name, self._company.store
        for condition in self._where:
            if condition.path == "Id" and condition.operator in {"=", "IN"}:
                ids = dict.fromkeys(condition.values)
                return [record for one in ids if (record := store.get(name, one)) is not None]
            if condition.operator == "=" and INDEXED.get(name) == condition.path:
                return store.having(name, condition.values[0])
            if condition.operator == "=" and condition.path in PARTIES:
                return store.of_party(name, condition.values[0])
            if condition.path == CHANGED and condition.operator in {">", ">="}:
                since = store.changed_since(name, instant(condition.values[0]))
                return (store.tables[name][identifier] for identifier, _ in since)
        if name == "ExchangeRate":
            self._unstored = {one["Id"]: one for one in quoted(self._company, self._where)}
            return [*store.each(name), *self._unstored.values()]
        return store.each(name)

    def _fits(self, record: Record) -> bool:
        """Whether every condition holds; what is inactive is left out unless a condition speaks of that."""
        if not self._asks_active and record.get("Active") is False:
            return False
        return all(any(test(value) for value in self._values(record, path)) for path, test in self._tests)

    def _values(self, record: Record, path: str) -> Iterator[Any]:
        shown = self._company.present(self._entity.name, record) if path in self._entity.derived else record
        return _at(shown, path.split("."))

    def _placed(self, record: Record) -> _Found:
        name = self._entity.name
        keys = [sort_key(type_of(name, path), next(self._values(record, path), None)) for path, _ in self._order]
        return _Found(record["Id"], keys)

    def _sorted(self, found: list[_Found]) -> list[_Found]:
        """In the order asked for, and by id where that does not tell."""
        ordered = sorted(found, key=lambda one: sort_key("string", one.identifier))
        for place, (_, descending) in reversed(list(enumerate(self._order))):
            ordered.sort(key=_key(place), reverse=descending)
        return ordered

    def _selected(self, identifier: str) -> Record:
        """Whole, or only the columns asked for, marked sparse; nested lists are then lost (Intuit: observed)."""
        record = self._unstored.get(identifier) or self._company.store.tables[self._entity.name][identifier]
        shown = self._company.present(self._entity.name, record)
        if not self._columns:
            return shown
        kept = {name: shown[name] for name in self._columns if name in shown and not _nested_list(shown[name])}
        return {**kept, "domain": "QBO", "sparse": True}


def _key(place: int) -> Callable[[_Found], Any]:
    return lambda one: one.keys[place]


def _at(value: Any, path: list[str]) -> Iterator[Any]:
    """What stands at a path: of a reference its id, of an address of e-mail the address, of a list every part."""
    if isinstance(value, list):
        for one in value:
            yield from _at(one, path)
    elif not isinstance(value, dict):
        yield None if path else value
    elif path:
        key = path[0] if path[0] in value else path[0].lower()
        yield from _at(value.get(key), path[1:])
    else:
        yield value.get("value", value.get("Address"))


def _nested_list(value: object) -> bool:
    return isinstance(value, dict) and any(isinstance(one, list) for one in value.values())
