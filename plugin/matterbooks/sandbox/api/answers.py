"""From the bytes of a request to its body, and from a body to an HTTP answer: JSON if asked for, XML otherwise."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from flask import Request, Response

from matterbooks.sandbox import faults
from matterbooks.sandbox.api import markup_in
from matterbooks.sandbox.api.markup import to_xml
from matterbooks.sandbox.company import Answer

JSON = "application/json;charset=UTF-8"
XML = "application/xml;charset=UTF-8"
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


def received(request: Request, root: str) -> Any:
    """The body of a request in JSON or, if its content type says so, in XML (Intuit: both are served).

    `root` is the outermost element of the XML, which JSON does not have. A request that names no content type is read
    as JSON (assumed). Raises: ServiceFault 2010 for what cannot be read, 500 for what is not UTF-8, or is neither JSON
    nor XML.
    """
    kind = request.mimetype
    if kind.endswith("xml"):
        return markup_in.read(request.get_data(), root)
    if kind and not kind.endswith("json"):
        raise faults.unsupported_media(kind)
    return decode(request.get_data())


def decode(data: bytes) -> Any:
    """JSON, numbers as `Decimal` or `int`.

    Raises: ServiceFault 2010 for anything else, also for what is nested beyond reason; 500 for what is not UTF-8.
    """
    try:
        return _decoder.decode(data)
    except UnicodeDecodeError:
        raise faults.malformed_utf8() from None
    except (msgspec.DecodeError, RecursionError):
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
