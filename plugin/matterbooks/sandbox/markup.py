"""Answers in XML, which the API gives whenever JSON was not asked for."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://schema.intuit.com/finance/v3"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that XML cannot carry."""
_ATTRIBUTES = (
    "domain",
    "sparse",
    "status",
    "startPosition",
    "maxResults",
    "totalCount",
    "name",
    "type",
    "code",
    "element",
)


def to_xml(body: Mapping[str, Any]) -> str:
    """A JSON answer as an ``IntuitResponse`` document; lower-case gateway frames keep their words."""
    content = "".join(_element(name, value) for name, value in body.items() if name != "time")
    time = quoteattr(str(body.get("time", "")))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<IntuitResponse xmlns="{NAMESPACE}" time={time}>{content}</IntuitResponse>'


def _element(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    if not isinstance(value, dict):
        return f"<{name}>{escape(_text(value))}</{name}>"
    attributes = {key: one for key, one in value.items() if key in _ATTRIBUTES and not isinstance(one, dict | list)}
    inside = "".join(_element(key, one) for key, one in value.items() if key not in attributes and key != "value")
    if "value" in value:
        inside += escape(_text(value["value"])) if not isinstance(value["value"], dict) else ""
    written = "".join(f" {key}={quoteattr(_text(one))}" for key, one in attributes.items() if one is not None)
    return f"<{name}{written}>{inside}</{name}>"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else _FORBIDDEN.sub("", str(value))
