"""Intuit's own list of fields, against which every body is checked: `tests/data/qbo-types/types.json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_LENGTHS = {
    "DocNumber": 21, "PaymentRefNum": 21, "PrivateNote": 4000, "Description": 4000, "DisplayName": 100, "Name": 100,
    "Notes": 2000,
}  # fmt: skip
"""Intuit's API reference, where the schema's own lengths are older."""

_REQUIRED_ALL_THE_SAME = frozenset({"BillPayment.TotalAmt"})
"""Intuit's API reference requires it, as it posts that and not the sum of the lines; the schema calls it computed."""

_CHECKS: dict[str, Callable[[object], bool]] = {
    "xs:string": lambda value: isinstance(value, str),
    "xs:decimal": lambda value: type(value) in (Decimal, int),
    "xs:boolean": lambda value: isinstance(value, bool),
    "xs:date": lambda value: isinstance(value, str) and date.fromisoformat(value).isoformat() == value,
}


def check_body(entity: str, fields: dict[str, Any]) -> None:
    """Fail for a field that Intuit does not know, or computes itself, for a wrong type, and for a text too long."""
    _complex(entity, fields, entity)


@cache
def known_types() -> dict[str, Any]:
    """Type name to its kind and its fields, values or attributes (see `regenerate_types`)."""
    path = Path(__file__).parent.parent / "data" / "qbo-types" / "types.json"
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def _complex(type_name: str, fields: object, where: str) -> None:
    assert isinstance(fields, dict), f"{where} is no object"
    known = known_types()[type_name]["fields"]
    for name, value in fields.items():
        place = f"{where}.{name}"
        assert name in known, f"{place} is unknown to Intuit"
        computed = known[name].get("readonly") and f"{type_name}.{name}" not in _REQUIRED_ALL_THE_SAME
        assert not computed, f"{place} is Intuit's to set"
        assert not known[name].get("desktop"), f"{place} is a field of QuickBooks Desktop"
        assert known[name]["many"] == isinstance(value, list), f"{place} must repeat, or must not"
        for one in value if isinstance(value, list) else [value]:
            _value(known[name]["type"], one, place)
        assert not isinstance(value, str) or len(value) <= _LENGTHS.get(name, 10**6), f"{place} is too long"


def _value(type_name: str, value: object, where: str) -> None:
    if type_name in _CHECKS:
        assert _CHECKS[type_name](value), f"{where} is not {type_name}: {value!r}"
        return
    described = known_types()[type_name]
    match described["kind"]:
        case "enum":
            assert value in described["values"], f"{where} is none of Intuit's choices: {value!r}"
        case "text":
            assert isinstance(value, dict), f"{where} is no reference"
            assert set(value) <= {"value", *described["attrs"]}, f"{where} is no reference"
            assert isinstance(value["value"], str), f"{where} has an id that is not text"
        case "simple":
            assert isinstance(value, str), f"{where} is not text"
        case _:
            _complex(type_name, value, where)
