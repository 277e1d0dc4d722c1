"""What a webhook's body and headers look like: the legacy form, and CloudEvents 1.0 (Intuit: mandatory since 2026)."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

import msgspec


class Form(StrEnum):
    """The two forms of a body."""

    LEGACY = "legacy"
    CLOUDEVENTS = "cloudevents"


class Event(NamedTuple):
    """What happened to one record; `operation` is Create, Update, Delete or Void."""

    realm: str
    entity: str
    identifier: str
    operation: str
    time: datetime


CONTENT_TYPES = {Form.LEGACY: "application/json", Form.CLOUDEVENTS: "application/cloudevents+json"}
PAST = {"Create": "created", "Update": "updated", "Delete": "deleted", "Void": "voided"}


def body(form: Form, events: Sequence[Event], token: Callable[[int], str]) -> bytes:
    """The body that tells of `events`, which may be of several companies."""
    if form is Form.LEGACY:
        realms = dict.fromkeys(event.realm for event in events)
        told = [_legacy(realm, [event for event in events if event.realm == realm]) for realm in realms]
        return msgspec.json.encode({"eventNotifications": told})
    return msgspec.json.encode([_cloud_event(event, token) for event in events])


def _legacy(realm: str, events: Sequence[Event]) -> dict[str, Any]:
    entities = [
        {
            "name": event.entity,
            "id": event.identifier,
            "operation": event.operation,
            "lastUpdated": _instant(event.time),
        }
        for event in events
    ]
    return {"realmId": realm, "dataChangeEvent": {"entities": entities}}


def _cloud_event(event: Event, token: Callable[[int], str]) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": _uuid(token),
        "source": "intuit.sandbox",
        "type": f"qbo.{event.entity.lower()}.{PAST[event.operation]}.v1",
        "datacontenttype": "application/json",
        "time": _instant(event.time),
        "intuitentityid": event.identifier,
        "intuitaccountid": event.realm,
        "data": {},
    }


def headers(form: Form, verifier: str, content: bytes, now: datetime, token: Callable[[int], str]) -> Mapping[str, str]:
    """The headers that go with a body; the signature is over its very bytes (Intuit)."""
    return {
        "Content-Type": CONTENT_TYPES[form],
        "intuit-signature": signature(verifier, content),
        "intuit-created-time": _instant(now),
        "intuit-t-id": _uuid(token),
        "intuit-notification-schema-version": "0.1" if form is Form.LEGACY else "1.0",
    }


def signature(verifier: str, content: bytes) -> str:
    """HMAC-SHA256 of `content` under the verifier token, in base64."""
    return base64.b64encode(hmac.new(verifier.encode(), content, hashlib.sha256).digest()).decode()


def _uuid(token: Callable[[int], str]) -> str:
    return str(UUID(bytes=hashlib.sha256(token(32).encode()).digest()[:16], version=4))


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
