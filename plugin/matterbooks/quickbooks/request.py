"""The requests we make, as plain values that can be stored and sent again to the letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from matterbooks.quickbooks import wire

JSON = "application/json"
TEXT = "application/text"


@dataclass(frozen=True, slots=True)
class Request:
    """One request below `/v3/company/{realm}/`. A stored one is sent again unchanged, whatever we learnt meanwhile."""

    method: Literal["GET", "POST"]
    path: str
    params: tuple[tuple[str, str], ...] = ()
    body: bytes | None = field(default=None, repr=False)
    content_type: str = JSON


def create(entity: str, body: dict[str, Any], request_id: str, *, number_may_repeat: bool = False) -> Request:
    """Make a record. entity is Intuit's name (`Invoice`); request_id at most 50 characters, one for each intent.

    number_may_repeat: another record of the company may bear the same number (Intuit: `allowduplicatedocnum`).
    """
    return _write(entity, body, request_id, *([("include", "allowduplicatedocnum")] if number_may_repeat else []))


def update(entity: str, body: dict[str, Any], request_id: str) -> Request:
    """Replace a record: body holds `Id`, `SyncToken` and every field that is to stay (Intuit: full update)."""
    return _write(entity, body, request_id)


def delete(entity: str, record_id: str, sync_token: str, request_id: str) -> Request:
    """Remove a transaction (Intuit: `Id` and `SyncToken` are enough for every entity)."""
    body = {"Id": record_id, "SyncToken": sync_token}
    return _write(entity, body, request_id, ("operation", "delete"))


def read(entity: str, record_id: str) -> Request:
    """One record by its id."""
    return Request("GET", f"{entity.lower()}/{quote(record_id, safe='')}")


def query(text: str) -> Request:
    """A query. Sent as a body, since addresses end up in logs and a query may hold a client's name."""
    return Request("POST", "query", (), text.encode(), TEXT)


def company_info(realm: str) -> Request:
    """The company's own data."""
    return read("CompanyInfo", realm)


def preferences() -> Request:
    """The company's settings."""
    return Request("GET", "preferences")


def _write(entity: str, body: dict[str, Any], request_id: str, *more: tuple[str, str]) -> Request:
    if not 0 < len(request_id) <= 50:
        raise ValueError("Intuit takes a request id of 1 to 50 characters")
    return Request("POST", entity.lower(), (*more, ("requestid", request_id)), wire.encode(body))
