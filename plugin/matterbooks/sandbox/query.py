"""Queries over a company's records: what may be asked, which records fit, and the answer's page."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Any

from matterbooks.sandbox import faults
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.registry import BY_PATH
from matterbooks.sandbox.faults import query_fault
from matterbooks.sandbox.query_language import Condition, Query, parse
from matterbooks.sandbox.schema import Record, fields_of, known_path
from matterbooks.sandbox.store import INDEXED

ALWAYS = frozenset({"Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime", "SyncToken"})
HAS_ACTIVE = frozenset({"Account", "Customer", "Vendor", "Item", "Term", "PaymentMethod", "TaxCode", "TaxRate"})
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def run(company: Company, text: str) -> Record:
    """The ``QueryResponse`` to a query. Raises: ServiceFault 4000 or 4001."""
    query = parse(text)
    entity = _entity(query.entity)
    where = [_checked(entity, condition) for condition in query.where]
    for path, _ in query.order_by:
        _property(entity, path)
    columns = [_column(entity, name) for name in query.columns]
    with company.lock:
        found = [record for record in _candidates(company, entity, where) if _fits(company, entity, record, where)]
        if query.count:
            return {"totalCount": len(found)}
        page = _sorted(company, entity, found, query)[query.start - 1 : query.start - 1 + query.limit]
        answers = [_selected(company.present(entity.name, record), columns) for record in page]
    if not answers:
        return {}
    return {
        entity.name: answers,
        "startPosition": query.start,
        "maxResults": len(answers),
        **({"totalCount": len(found)} if query.start == 1 and len(found) == len(answers) else {}),
    }


def _entity(name: str) -> Entity:
    entity = BY_PATH.get(name.lower())
    if entity is not None and "query" in entity.can:
        return entity
    if known_path(name):
        raise faults.not_in_sandbox(f"a query of {name}")
    raise query_fault("4001", f"Invalid entity name: {name}")


def _property(entity: Entity, path: str) -> str:
    """The property in its own spelling. Raises: ServiceFault 4001 if there is none, or it cannot be asked for."""
    for known in ALWAYS | entity.queryable:
        if known.lower() == path.lower():
            return known
    first = path.split(".", maxsplit=1)[0].lower()
    if any(known.lower() == first for known in fields_of(entity.name)):
        raise query_fault("4001", f"property '{path}' is not queryable")
    raise query_fault("4001", f"Property {path} not found for Entity {entity.name}")


def _column(entity: Entity, name: str) -> str:
    first = name.split(".", maxsplit=1)[0].lower()
    for known in fields_of(entity.name):
        if known.lower() == first:
            return known
    raise query_fault("4001", f"Property {name} not found for Entity {entity.name}")


def _checked(entity: Entity, condition: Condition) -> Condition:
    return Condition(_property(entity, condition.path), condition.operator, condition.values)


def _candidates(company: Company, entity: Entity, where: Iterable[Condition]) -> list[Record]:
    """The records to look at: those the index gives for an equality, otherwise all."""
    for condition in where:
        if condition.operator != "=":
            continue
        if condition.path == "Id":
            record = company.store.get(entity.name, condition.values[0])
            return [] if record is None else [record]
        if INDEXED.get(entity.name) == condition.path:
            ids = company.store.index.get((entity.name, condition.values[0].casefold()), set())
            return [company.store.tables[entity.name][one] for one in ids]
    return company.store.all(entity.name)


def _fits(company: Company, entity: Entity, record: Record, where: list[Condition]) -> bool:
    asks_active = any(condition.path == "Active" for condition in where)
    if entity.name in HAS_ACTIVE and not asks_active and record.get("Active") is False:
        return False
    return all(_holds(_value(company, entity, record, condition.path), condition) for condition in where)


def _value(company: Company, entity: Entity, record: Record, path: str) -> object:
    value: Any = company.present(entity.name, record) if path in entity.derived else record
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value.get("value") if isinstance(value, dict) else value


def _holds(value: object, condition: Condition) -> bool:
    if value is None:
        return False
    if condition.operator == "IN":
        return any(_compare(value, "=", one) for one in condition.values)
    if condition.operator == "LIKE":
        pattern = ".*".join(re.escape(part) for part in condition.values[0].split("%"))
        return re.fullmatch(pattern, str(value), re.IGNORECASE | re.DOTALL) is not None
    return _compare(value, condition.operator, condition.values[0])


def _compare(value: object, operator: str, text: str) -> bool:
    if isinstance(value, bool):
        return _COMPARISONS[operator](str(value).lower(), text.lower())
    if isinstance(value, int | Decimal):
        try:
            return _COMPARISONS[operator](Decimal(value), Decimal(text))
        except InvalidOperation:
            raise query_fault("4001", f"value {text} is not a number") from None
    return _COMPARISONS[operator](*_comparable(str(value), text))


def _comparable(value: str, text: str) -> tuple[Any, Any]:
    """Both sides as numbers if they are ids, as instants if they are time stamps, otherwise as folded text."""
    if value.isdigit() and text.isdigit():
        return int(value), int(text)
    if len(value) > 10 and value[10:11] == "T":
        return datetime.fromisoformat(value), _instant(value, text)
    return value.casefold(), text.casefold()


def _instant(value: str, text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise query_fault("4001", f"value {text} is not a date and time") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=datetime.fromisoformat(value).tzinfo)


def _sorted(company: Company, entity: Entity, found: list[Record], query: Query) -> list[Record]:
    ordered = sorted(found, key=lambda record: _id_key(record["Id"]))
    for path, descending in reversed(query.order_by):
        known = _property(entity, path)
        keyed = [(_sort_key(_value(company, entity, record, known)), record) for record in ordered]
        keyed.sort(key=itemgetter(0), reverse=descending)
        ordered = [record for _, record in keyed]
    return ordered


def _id_key(identifier: str) -> tuple[int, int, str]:
    return (0, int(identifier), "") if identifier.isdigit() else (1, 0, identifier)


def _sort_key(value: object) -> tuple[int, Any]:
    if value is None:
        return (0, "")
    if isinstance(value, bool | int | Decimal):
        return (1, Decimal(value))
    text = str(value)
    return (1, Decimal(text)) if text.isdigit() else (2, text.casefold())


def _selected(record: Record, columns: list[str]) -> Record:
    """Only the columns asked for, marked sparse; nested lists are lost (Intuit: observed)."""
    if not columns:
        return record
    kept = {name: record[name] for name in columns if name in record and not _nested_list(record[name])}
    return {**kept, "domain": "QBO", "sparse": True}


def _nested_list(value: object) -> bool:
    return isinstance(value, dict) and any(isinstance(one, list) for one in value.values())
