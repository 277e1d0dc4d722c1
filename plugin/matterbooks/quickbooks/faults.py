"""What QuickBooks refuses: the three shapes of a fault, and the class of each, by which the engine decides.

Intuit answers a service fault as JSON, a gateway fault as JSON with lower-case keys, and throttling as XML even when
JSON was asked for (recorded). What each code means is the table in `fault_catalogue`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from matterbooks.quickbooks.fault_catalogue import MENDED_BY_ITSELF, FaultClass, find
from matterbooks.values import Held

_BY_STATUS = {401: FaultClass.UNAUTHORISED, 403: FaultClass.FORBIDDEN, 429: FaultClass.THROTTLED}
_URGENCY = tuple(FaultClass)
_XML_ERROR = re.compile(r'<Error\b[^>]*?code="(?P<code>[^"]*)"[^>]*>(?P<inside>.*?)</Error>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class FaultError:
    """One error of a fault. code has no leading zeros; element names the field that Intuit blames, or is empty."""

    code: str
    message: str
    detail: str = ""
    element: str = ""

    @property
    def text(self) -> str:
        """Message and detail, the text that patterns are looked for in."""
        return f"{self.message} {self.detail}".strip()


@dataclass(frozen=True, slots=True)
class Fault:
    """A definite refusal: nothing was applied, unless an earlier sending of the same request was.

    retry_after is in seconds, None where Intuit named none (it documents no Retry-After).
    """

    status: int
    errors: tuple[FaultError, ...]
    intuit_tid: str
    cls: FaultClass
    retry_after: int | None = None

    @property
    def code(self) -> str:
        """The code that decided the class, or the HTTP status where there was none."""
        deciding = next((error for error in self.errors if _class_of(error, self.status) is self.cls), None)
        return deciding.code if deciding and deciding.code else f"HTTP {self.status}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fault in words for a person. held is None where the engine goes on by itself; button mends it, or is empty.

    catalogued is False for a code that the table does not know: the words then quote Intuit's own.
    """

    held: Held | None
    words: str
    button: str
    catalogued: bool = True


def read_fault(
    status: int, body: dict[str, Any] | None, text: str, intuit_tid: str, retry_after: int | None = None
) -> Fault | None:
    """The fault in an answer, None when there is none. `body` is the JSON, or None where it is not JSON."""
    errors = _from_json(body) if body is not None else _from_xml(text)
    if not errors and status < 400:
        return None
    classes = {_class_of(error, status) for error in errors} or {_by_status(status)}
    return Fault(status, errors, intuit_tid, min(classes, key=_URGENCY.index), retry_after)


def explain(fault: Fault) -> Explanation:
    """Why it was refused and what mends it, in plain words with Intuit's code."""
    known = [(error, entry) for error in fault.errors if (entry := find(error.code, error.text))]
    entry = next((entry for _, entry in known if entry.cls is fault.cls), None)
    if entry is None:
        return _unknown(fault)
    return Explanation(entry.held, f"{entry.words} (Intuit {fault.code})", entry.button)


def _class_of(error: FaultError, status: int) -> FaultClass:
    entry = find(error.code, error.text)
    return entry.cls if entry else _by_status(status)


def _by_status(status: int) -> FaultClass:
    return FaultClass.SERVER if status >= 500 else _BY_STATUS.get(status, FaultClass.INVALID)


def _unknown(fault: Fault) -> Explanation:
    said = "; ".join(error.detail or error.message for error in fault.errors) or "no reason given"
    held = None if fault.cls in MENDED_BY_ITSELF else Held.REFUSED
    return Explanation(held, f"QuickBooks refused it: {said} (Intuit {fault.code})", "Try again", catalogued=False)


def _from_json(body: dict[str, Any]) -> tuple[FaultError, ...]:
    fault = body.get("Fault") or body.get("fault")
    if not isinstance(fault, dict):
        return ()
    listed = fault.get("Error") or fault.get("error") or []
    rows = listed if isinstance(listed, list) else [listed]
    return tuple(_error(row) for row in rows if isinstance(row, dict)) or (FaultError("", str(fault.get("type", ""))),)


def _error(row: dict[str, Any]) -> FaultError:
    lower = {key.lower(): value for key, value in row.items()}
    code, message, detail, element = (str(lower.get(key) or "") for key in ("code", "message", "detail", "element"))
    return FaultError(_plain(code), message, detail, element)


def _from_xml(text: str) -> tuple[FaultError, ...]:
    return tuple(
        FaultError(_plain(found["code"]), _tag("Message", found["inside"]), _tag("Detail", found["inside"]))
        for found in _XML_ERROR.finditer(text)
    )


def _tag(name: str, inside: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", inside, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def _plain(code: str) -> str:
    return code.strip().lstrip("0") or code.strip()
