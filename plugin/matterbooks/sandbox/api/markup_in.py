"""Bodies in XML, as records: what an app written for the XML side of the service sends."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from matterbooks.sandbox import faults
from matterbooks.sandbox.schema import fields_of, is_type

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
BATCH = "IntuitBatchRequest"
REPEATED = {"TaxRateDetails": "[]"}
"""What repeats in TaxService, whose type is not among Intuit's published ones."""
BATCH_ATTRIBUTES = ("bId", "operation", "optionsData")


def read(data: bytes, root: str) -> dict[str, Any]:
    """The content of the outermost element `root` as JSON would have it; every value is a text.

    Raises: ServiceFault 2010 for what is no XML, has another root, is nested beyond reason, or declares a DOCTYPE,
    which nothing here needs; 500 for a text that is not UTF-8.
    """
    try:
        return _body(_parsed(data), root)
    except RecursionError:
        raise faults.unreadable() from None


def _body(element: ElementTree.Element, root: str) -> dict[str, Any]:
    if _local(element.tag) != root:
        raise faults.unreadable(_local(element.tag))
    if root == BATCH:
        return {"BatchItemRequest": [_batch_item(one) for one in element]}
    return _object(element, root)


def _parsed(data: bytes) -> ElementTree.Element:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise faults.malformed_utf8() from None
    if "<!DOCTYPE" in text:
        raise faults.unreadable()
    try:
        return ElementTree.fromstring(text)  # noqa: S314 - without a DOCTYPE there are no entities to expand
    except ElementTree.ParseError:
        raise faults.unreadable() from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _batch_item(item: ElementTree.Element) -> dict[str, Any]:
    named = {name: item.attrib[name] for name in BATCH_ATTRIBUTES if name in item.attrib}
    return {**named, **{_local(one.tag): _content(one, _local(one.tag)) for one in item}}


def _object(element: ElementTree.Element, type_name: str) -> dict[str, Any]:
    known: Mapping[str, str] = fields_of(type_name) if is_type(type_name) else REPEATED
    found: dict[str, Any] = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
    for child in element:
        name = _local(child.tag)
        kind = known.get(name, "")
        value = _content(child, kind.strip("[]"))
        if kind.startswith("["):
            found.setdefault(name, []).append(value)
        else:
            found[name] = [found[name], value] if name in found else value
    return found


def _content(element: ElementTree.Element, type_name: str) -> Any:
    if element.get(NIL) == "true":
        return None
    if type_name == "reference":
        return {**element.attrib, "value": (element.text or "").strip()}
    if is_type(type_name) or len(element):
        return _object(element, type_name)
    return element.text or ""
