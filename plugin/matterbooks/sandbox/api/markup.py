"""Answers in XML, which the API gives whenever JSON was not asked for: elements in the order of Intuit's XSD."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from matterbooks.sandbox.schema import ATTRIBUTES, fields_of, is_type

NAMESPACE = "http://schema.intuit.com/finance/v3"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot carry."""
_PAGE = ("startPosition", "maxResults", "totalCount")
_FRAMES: Mapping[str, tuple[str, ...]] = {
    "QueryResponse": _PAGE,
    "BatchItemResponse": ("bId",),
    "Fault": ("type",),
    "Error": ("code", "element"),
    "Row": ("type", "group"),
    "ColData": ("value", "id", "href"),
}
"""Attributes by element; what is not named here has those of an entity or a reference."""
_REPORT = ("Header", "Columns", "Rows")


def to_xml(body: Mapping[str, Any]) -> str:
    """A JSON answer as an ``IntuitResponse`` document (Intuit: Finance.xsd).

    A report, and what TaxService answers, stand in an element of their own (assumed from the XSD).
    """
    time = f" time={quoteattr(str(body['time']))}" if "time" in body else ""
    content = {name: value for name, value in body.items() if name != "time"}
    if all(name in _REPORT for name in content):
        content = {"Report": content}
    elif "TaxCodeId" in content:
        content = {"TaxService": content}
    inside = "".join(_element(name, value, "") for name, value in content.items())
    return f'{HEAD}<IntuitResponse xmlns="{NAMESPACE}"{time}>{inside}</IntuitResponse>'


def _element(name: str, value: object, type_name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "".join(_element(name, one, type_name) for one in value)
    if not isinstance(value, dict):
        return f"<{name}>{escape(_text(value))}</{name}>"
    attributes = [(key, value[key]) for key in _attributes(name, value) if value.get(key) is not None]
    written = "".join(f" {key}={quoteattr(_text(one))}" for key, one in attributes)
    return f"<{name}{written}>{_inside(name, value, type_name or name)}</{name}>"


def _attributes(name: str, value: Mapping[str, Any]) -> Iterable[str]:
    if name in _FRAMES:
        return _FRAMES[name]
    return ("name", "type") if "value" in value else ATTRIBUTES


def _inside(name: str, value: Mapping[str, Any], type_name: str) -> str:
    if "value" in value and name not in _FRAMES:
        return escape(_text(value["value"]))
    if value.keys() == {"any"}:
        return "".join(_element(one["name"].rpartition("}")[2], one["value"], "") for one in value["any"])
    known = fields_of(type_name) if is_type(type_name) else {}
    apart = frozenset(_attributes(name, value))
    return "".join(_element(key, value[key], known.get(key, "").strip("[]")) for key in _ordered(value, known, apart))


def _ordered(value: Mapping[str, Any], known: Mapping[str, str], apart: frozenset[str]) -> Iterator[str]:
    """The fields in the order of the XSD, then whatever it does not know."""
    yield from (key for key in known if key in value and key not in apart)
    yield from (key for key in value if key not in known and key not in apart)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else _FORBIDDEN.sub("", str(value))
