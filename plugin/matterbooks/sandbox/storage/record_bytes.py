"""Records as compact JSON bytes and back, every number of the very type and places it had; instants as integers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from matterbooks.sandbox.schema import Record

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)


def packed(record: Record) -> bytes:
    """`record` as JSON."""
    return _encoder.encode(_marked(record))


def unpacked(body: bytes) -> Record:
    """What :func:`packed` was given."""
    record: Record = _decoder.decode(body)
    return record


def _marked(value: object) -> object:
    """Whole decimals with an exponent, by which they come back as decimals and not as integers."""
    if isinstance(value, dict):
        return {name: _marked(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_marked(one) for one in value]
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0:
        return msgspec.Raw(f"{value}e0".encode())
    return value


def ticks(instant: datetime) -> int:
    """Microseconds since 1970."""
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant(ticks: int) -> datetime:
    """The instant, in UTC."""
    return EPOCH + timedelta(microseconds=ticks)
