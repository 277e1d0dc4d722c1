"""Intuit's own list of fields: what a body may hold, and of what type each value is (``data/types.json``)."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from matterbooks.sandbox import faults

Record = dict[str, Any]
"""One entity or part of one, as JSON: numbers are `Decimal` or `int`."""

_DATE = re.compile(r"^(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2}|T.*)?$")
ATTRIBUTES = ("domain", "status", "sparse")
"""What every entity bears besides its fields; attributes in XML."""
WITHOUT_EMPTY = frozenset({"decimal", "integer", "boolean"})
"""Types whose empty text is no value (Intuit: seen live, a bill with an empty total, a credit memo with an empty
answer to whether tax comes after the discount)."""
_DIGITS = 15


class _Types(msgspec.Struct):
    entities: list[str]
    fields: dict[str, dict[str, str]]
    enums: dict[str, list[str]]
    filterable: dict[str, list[str]]


@cache
def _types() -> _Types:
    data = files("matterbooks.sandbox").joinpath("data/types.json").read_bytes()
    return msgspec.json.decode(data, type=_Types)


def fields_of(type_name: str) -> Mapping[str, str]:
    """Field name to type of one Intuit type; ``[T]`` marks a repeating field."""
    return _types().fields[type_name]


def is_type(name: str) -> bool:
    """Whether Intuit has a type of that name that is made of fields."""
    return name in _types().fields


def filterable(entity: str) -> frozenset[str]:
    """The fields that the XSD marks as good for a query's WHERE."""
    return frozenset(_types().filterable[entity])


def known_path(path: str) -> bool:
    """Whether a word of a path names an entity that QuickBooks has, served here or not."""
    return entity_named(path) is not None


def entity_named(word: str) -> str | None:
    """The name of the entity that a word means in whatever case, None if QuickBooks has none.

    A path leaves out the ``Txn`` in which the names of some types end (Intuit: creditcardpayment).
    """
    meant = {word.lower(), f"{word.lower()}txn"}
    return next((name for name in _types().entities if name.lower() in meant), None)


def conform(entity: str, body: object) -> Record:
    """`body` as a record of `entity`, every value of its own type, nulls left out.

    Raises: ServiceFault 2010 for an unknown field or a value of another type, 2170 for one outside its list.
    """
    if not isinstance(body, dict):
        raise faults.unreadable()
    return _object(entity, body, "")


def _object(type_name: str, body: Mapping[str, Any], path: str) -> Record:
    known = fields_of(type_name)
    record: Record = {}
    for name, value in body.items():
        where = f"{path}.{name}" if path else name
        if name in ATTRIBUTES and not path:
            record[name] = _boolean(value, where) if name == "sparse" else _string(value, where)
        elif name not in known:
            raise faults.unknown_property(where)
        elif value is not None and not (value == "" and known[name] in WITHOUT_EMPTY):
            record[name] = _value(known[name], value, where)
            if path and record[name] == {} and known[name] == "reference":
                del record[name]
    return record


def _value(type_name: str, value: object, path: str) -> object:
    if type_name.startswith("["):
        if not isinstance(value, list):
            raise faults.unreadable(path)
        return [_value(type_name[1:-1], one, path) for one in value]
    if type_name in _SCALARS:
        return _SCALARS[type_name](value, path)
    if type_name in _types().enums:
        return _enumeration(_types().enums[type_name], value, path)
    if not isinstance(value, dict):
        raise faults.unreadable(path)
    return _object(type_name, value, path)


def _enumeration(values: list[str], value: object, path: str) -> str:
    if not isinstance(value, str) or (value and value not in values):
        raise faults.invalid_enumeration(str(value), path)
    return value


def _string(value: object, path: str) -> str:
    """A text; a number or an answer is taken for one (Intuit: seen live, preferences with a false account)."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | Decimal):
        raise faults.unreadable(path)
    return str(value)


def _decimal(value: object, path: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise faults.unreadable(path)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise faults.unreadable(path) from None
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS or len(number.as_tuple().digits) > 2 * _DIGITS:
        raise faults.unreadable(path)
    return number


def _integer(value: object, path: str) -> int:
    number = _decimal(value, path)
    if number != number.to_integral_value():
        raise faults.unreadable(path)
    return int(number)


def _boolean(value: object, path: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise faults.unreadable(path)


def _date(value: object, path: str) -> str:
    if value == "":
        return ""
    match = _DATE.match(value) if isinstance(value, str) else None
    if match is None:
        raise faults.unreadable(path)
    try:
        return date.fromisoformat(match.group(1)).isoformat()
    except ValueError:
        raise faults.unreadable(path) from None


def _reference(value: object, path: str) -> Record:
    """A reference; one without a value is none, and is left out but for its place at the top of a body.

    A journal entry's nested party where a flat one belongs is silently ignored (Intuit: DepositLineDetail.Entity).
    """
    if not isinstance(value, dict):
        raise faults.unreadable(path)
    if value.keys() == {"Type", "EntityRef"}:
        return {}
    for name in value:
        if name not in {"value", "name", "type"}:
            raise faults.unknown_property(f"{path}.{name}")
    named = {name: _string(one, f"{path}.{name}") for name, one in value.items() if one not in (None, "")}
    return named if named.get("value") else {}


def _anything(value: object, path: str) -> object:
    del path
    return value


_SCALARS: Mapping[str, Callable[[object, str], object]] = {
    "string": _string,
    "decimal": _decimal,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "dateTime": _string,
    "reference": _reference,
    "any": _anything,
}
