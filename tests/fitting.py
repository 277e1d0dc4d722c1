"""Every answer that a sandbox of this process gives, checked against Intuit's own types, over the whole test run.

A pytest plugin: a test during which an answer does not fit fails at its end, and the summary counts answers and misfits
of all workers. Sandboxes in other processes are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from flask import Flask, Response, request, request_finished

from tests.quickbooks.types import known_types

API = "/v3/"
WRAPPERS = frozenset({"time", "requestId"})
RECORDED = frozenset({"ReportPrefs.CalcAgingReportFromTxnDate"})
"""Fields marked as Desktop's that recorded answers of QuickBooks Online hold all the same (Intuit: Preferences)."""
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
DAYS = re.compile(r"\d{4}-\d\d-\d\d")
NUMBERS = (int, float)
ONLINE_TOO = frozenset({"ClassRef", "SalesTermRef", "CalcAgingReportFromTxnDate"})
"""Fields that the schema calls QuickBooks Desktop's and QuickBooks Online has: two of sales forms in the API reference,
one of the preferences in recorded answers."""

SCALARS: dict[str, Callable[[object], bool]] = {
    "xs:string": lambda value: isinstance(value, str),
    "xs:anyURI": lambda value: isinstance(value, str),
    "xs:decimal": lambda value: type(value) in NUMBERS,
    "xs:int": lambda value: type(value) is int,
    "xs:long": lambda value: type(value) is int,
    "xs:positiveInteger": lambda value: type(value) is int and value > 0,
    "xs:boolean": lambda value: isinstance(value, bool),
    "xs:date": lambda value: isinstance(value, str) and DAYS.fullmatch(value) is not None,
    "xs:dateTime": lambda value: isinstance(value, str) and TIMES.fullmatch(value) is not None,
    "xs:anyType": lambda value: True,
}


class Fitting:
    """The answers seen and what did not fit."""

    def __init__(self) -> None:
        self.answers = 0
        self.misfits: list[str] = []

    def see(self, sender: Flask, response: Response, **more: object) -> None:
        """Check one answer of the Accounting API."""
        del more
        if sender.name != "matterbooks.sandbox" or not request.path.startswith(API):
            return
        if response.mimetype != "application/json" or response.is_streamed:
            return
        self.answers += 1
        path = f"{request.method} {request.path}"
        self.misfits += [f"{path}: {words}" for words in misfits(msgspec.json.decode(response.get_data()))]


def misfits(answer: Any) -> Iterator[str]:
    """What in an answer is not as Intuit's types have it."""
    if not isinstance(answer, dict):
        yield "the answer is no object"
        return
    if "fault" in answer or "TaxCodeId" in answer:
        return
    for name, value in answer.items():
        if name in {"Header", "Columns", "Rows"}:
            yield from _object("Report", {name: value}, "Report")
        elif name == "QueryResponse":
            yield from _records(value, name)
        elif name == "CDCResponse":
            feeds = value if isinstance(value, list) else [value]  # one object where it is an item of a batch
            yield from (words for one in feeds for part in one["QueryResponse"] for words in _records(part, name))
        elif name in {"BatchItemResponse", "AttachableResponse"}:
            yield from (words for item in value for words in misfits({k: v for k, v in item.items() if k != "bId"}))
        elif name in known_types():
            yield from _record(name, value, name)
        elif name not in WRAPPERS:
            yield f"{name} is no part of an answer"


def _records(part: dict[str, Any], where: str) -> Iterator[str]:
    for name, value in part.items():
        if name in known_types() and isinstance(value, list):
            for one in value:
                yield from _record(name, one, f"{where}.{name}")
        elif name not in {"startPosition", "maxResults", "totalCount"} or type(value) is not int:
            yield f"{where}.{name} is no part of a page"


def _record(name: str, record: Any, where: str) -> Iterator[str]:
    """A record whole, a notice of its deletion, or (sparse) some of its fields."""
    yield from _object(name, record, where)
    identified = isinstance(record, dict) and ("Id" in record or name in {"ExchangeRate", "Fault"})
    if not identified and not record.get("sparse"):
        yield f"{where} has no Id"


def _object(type_name: str, value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    known = known_types()[type_name]
    for name, one in value.items():
        place = f"{where}.{name}"
        about = known["fields"].get(name)
        if name in known.get("attrs", ()):
            if not isinstance(one, str | bool | None):
                yield f"{place} is no attribute"
        elif about is None:
            yield f"{place} is unknown to Intuit"
        elif about.get("desktop") and name not in ONLINE_TOO:
            yield f"{place} is a field of QuickBooks Desktop"
        elif about["many"] != isinstance(one, list):
            yield f"{place} must repeat, or must not"
        else:
            for part in one if isinstance(one, list) else [one]:
                yield from _value(about["type"], part, place)


def _value(type_name: str, value: Any, where: str) -> Iterator[str]:
    if type_name in SCALARS:
        if not SCALARS[type_name](value):
            yield f"{where} is not {type_name}: {value!r}"
        return
    about = known_types().get(type_name, {"kind": "any"})
    match about["kind"]:
        case "enum":
            if value not in about["values"]:
                yield f"{where} is none of Intuit's choices: {value!r}"
        case "text":
            if not isinstance(value, dict) or not set(value) <= {"value", *about["attrs"]}:
                yield f"{where} is no reference: {value!r}"
        case "simple":
            yield from _value(about["base"], value, where)
        case "complex" if about["fields"]:
            yield from _object(type_name, value, where)


seen = Fitting()
"""The answers of this process."""
_of_workers: list[tuple[int, list[str]]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Listen to every sandbox of this process."""
    del config
    request_finished.connect(seen.see)


@pytest.fixture(autouse=True)
def _every_answer_fits() -> Iterator[None]:
    before = len(seen.misfits)
    yield
    assert seen.misfits[before:] == []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the controlling process what this worker saw."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["fitting"] = (seen.answers, seen.misfits)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Keep what a worker saw."""
    told = getattr(node, "workeroutput", {}).get("fitting")
    if told is not None:
        _of_workers.append(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many answers were seen, and how many did not fit."""
    answers = seen.answers + sum(count for count, _ in _of_workers)
    wrong = len(seen.misfits) + sum(len(words) for _, words in _of_workers)
    if answers:
        terminalreporter.write_line(f"sandbox: {answers} answers checked against Intuit's types, {wrong} misfits")
