"""From JSON bytes to records and back, and from a body to an HTTP answer: JSON if asked for, XML otherwise."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from flask import Request, Response

from matterbooks.sandbox import faults
from matterbooks.sandbox.company import Answer
from matterbooks.sandbox.markup import to_xml

JSON = "application/json;charset=UTF-8"
XML = "application/xml;charset=UTF-8"
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


def decode(data: bytes) -> Any:
    """JSON, numbers as `Decimal` or `int`. Raises: ServiceFault 2010 for anything else."""
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise faults.unreadable() from None


def encode(body: object) -> bytes:
    """JSON with decimals as numbers."""
    return _encoder.encode(_plain(body))


def _plain(value: object) -> object:
    """Decimals without exponents, which some readers refuse."""
    if isinstance(value, Decimal):
        return value if value.as_tuple().exponent in range(-7, 1) else Decimal(format(value, "f"))
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def written(request: Request, body: Mapping[str, Any], status: int = 200) -> Answer:
    """`body` in the form the request accepts; without ``Accept: application/json`` that is XML (Intuit)."""
    if "json" in request.headers.get("Accept", "").lower():
        return Answer(status, encode(body), JSON)
    return Answer(status, to_xml(body).encode(), XML)


def respond(answer: Answer) -> Response:
    """An answer as Flask sends it."""
    return Response(answer.body, status=answer.status, content_type=answer.content_type)
