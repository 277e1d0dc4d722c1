"""JSON with money: a Decimal is written as a JSON number and read back as one, never through a float."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def encode(body: dict[str, Any]) -> bytes:
    """The body as JSON with sorted keys: the same body is always the same bytes."""
    _refuse_floats(body)
    return _ENCODER.encode(body)


def indented(body: dict[str, Any]) -> str:
    """The same JSON for a person to read."""
    return msgspec.json.format(encode(body), indent=2).decode()


def decode(content: bytes) -> dict[str, Any]:
    """A JSON object with every fraction as Decimal. Raises ValueError for anything that is not one."""
    try:
        found = _DECODER.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as trouble:
        raise ValueError("not a JSON document") from trouble
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    return found


def money(value: object) -> Decimal:
    """An amount as QuickBooks answers it: a number, or in places text. Raises ValueError when it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError(f"not an amount: {type(value).__name__}")
    try:
        amount = Decimal(value)
    except ArithmeticError as trouble:
        raise ValueError("not an amount") from trouble
    if not amount.is_finite():
        raise ValueError("not an amount")
    return amount


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("money is never a float")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_floats(part)
