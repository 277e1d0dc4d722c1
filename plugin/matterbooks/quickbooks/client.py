"""The only sender: one request out, one of four outcomes back, and never an exception that loses one.

Answer: done. Fault: refused, and nothing applied. NotSent: it never left, nothing applied. Silence: nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, SSLError

from matterbooks import __version__
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.environment import Environment
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault, read_fault
from matterbooks.quickbooks.request import Request

CONNECT_SECONDS = 5
READ_SECONDS = 30
BATCH_READ_SECONDS = 125
"""Intuit cuts a request off after 120 s; a shorter wait would make uncertainty of our own."""

LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes, unpacked; a page of 1000 invoices is far below it."""

MINOR_VERSION = "75"


@dataclass(frozen=True, slots=True)
class Answer:
    """QuickBooks did it. served_at is the server's own clock, took_ms the time until its first byte."""

    status: int
    body: dict[str, Any]
    intuit_tid: str
    served_at: datetime | None = None
    took_ms: int = 0


@dataclass(frozen=True, slots=True)
class NotSent:
    """The request never left this machine whole: nothing can have been applied."""

    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer that can be believed: it may have been applied. fault is what a failing server said, if anything."""

    reason: str
    intuit_tid: str = ""
    fault: Fault | None = None


Outcome = Answer | Fault | NotSent | Silence


class Http(Protocol):
    """What is needed of a `requests.Session` (see `session.open_session`); a simulation hands in its own."""

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Any = ...,
        data: Any = ...,
        headers: Any = ...,
        timeout: Any = ...,
        allow_redirects: bool = ...,
        stream: bool | None = ...,
    ) -> requests.Response:
        """As `requests.Session.request`."""


@dataclass(frozen=True, slots=True)
class Client:
    """Sends to one company with one access token. Not shared between threads, as its session is not."""

    http: Http = field(repr=False)
    environment: Environment
    realm: str = field(repr=False)
    access_token: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.realm.isascii() or not self.realm.isalnum():
            raise ValueError("a company's id is letters and digits")

    def send(self, request: Request) -> Outcome:
        """Send once, without repeating and without following anybody elsewhere."""
        body = None if request.body is None else _Body(request.body)
        try:
            with self._open(request, body) as response:
                return _outcome(response, _read(response))
        except requests.RequestException as trouble:
            if _stopped_before_leaving(trouble) and not (body and body.begun):
                return NotSent(_reason(trouble))
            return Silence(_reason(trouble))
        except OSError as trouble:
            return Silence(_reason(trouble))

    def _open(self, request: Request, body: _Body | None) -> requests.Response:
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {self.access_token}",
            "User-Agent": f"matterbooks/{__version__}",
        }
        if body is not None:
            headers["Content-Type"] = request.content_type
        return self.http.request(
            request.method,
            f"{self.environment.api_base}/v3/company/{self.realm}/{request.path}",
            params=[*request.params, ("minorversion", MINOR_VERSION)],
            data=body,
            headers=headers,
            timeout=(CONNECT_SECONDS, BATCH_READ_SECONDS if request.path == "batch" else READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )


class _Body:
    """Bytes that remember whether anybody began to take them: before that, nothing can have been applied."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.begun = False

    def __len__(self) -> int:
        return len(self._content)

    def __iter__(self) -> Iterator[bytes]:
        self.begun = True
        yield self._content


def _read(response: requests.Response) -> bytes | None:
    """The whole answer, None when it is larger than any that can be meant."""
    content = bytearray()
    for chunk in response.iter_content(64 * 1024):
        content += chunk
        if len(content) > LARGEST_ANSWER:
            return None
    return bytes(content)


def _outcome(response: requests.Response, content: bytes | None) -> Outcome:
    status, tid = response.status_code, response.headers.get("intuit_tid", "")
    if content is None:
        return Silence(f"HTTP {status} with an answer that is too large", tid)
    if 300 <= status < 400:
        return Silence(f"HTTP {status}: sent elsewhere, and not followed", tid)
    body = _json(content)
    text = content[:65536].decode("utf-8", "replace") if body is None else ""
    fault = read_fault(status, body, text, tid, _seconds(response.headers.get("Retry-After")))
    if fault is not None:
        return _silence_of(fault) if fault.cls is FaultClass.SERVER else fault
    if not body:
        return Silence(f"HTTP {status} with an answer that is empty or not JSON", tid)
    took = round(response.elapsed.total_seconds() * 1000)
    return Answer(status, body, tid, _served_at(response.headers.get("Date")), took)


def _silence_of(fault: Fault) -> Silence:
    return Silence(f"QuickBooks failed ({fault.code})", fault.intuit_tid, fault)


def _json(content: bytes) -> dict[str, Any] | None:
    try:
        return wire.decode(content)
    except ValueError:
        return None


def _seconds(header: str | None) -> int | None:
    return min(int(header), 3600) if header and header.isascii() and header.isdigit() else None


def _served_at(header: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _stopped_before_leaving(trouble: requests.RequestException) -> bool:
    if isinstance(trouble, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    if isinstance(trouble, ValueError):  # requests' own word for an address or header that it will not send
        return True
    cause = getattr(trouble.args[0], "reason", None) if trouble.args else None
    return isinstance(cause, NewConnectionError | ConnectTimeoutError | SSLError)


def _reason(trouble: Exception) -> str:
    """The class of the failure and of its cause: enough to act on, and free of addresses and names."""
    cause = getattr(trouble.args[0], "reason", None) if trouble.args else None
    inner = f" ({type(cause).__name__})" if cause is not None else ""
    return f"{type(trouble).__name__}{inner}"
