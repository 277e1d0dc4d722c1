"""Money on the wire: numbers, exact both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.quickbooks import wire


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=2))
def test_an_amount_comes_back_as_it_left(amount: Decimal) -> None:
    found = wire.decode(wire.encode({"Amount": amount}))["Amount"]
    assert wire.money(found) == amount


def test_a_decimal_is_a_number_and_keys_are_sorted() -> None:
    assert wire.encode({"b": Decimal("0.10"), "a": "x"}) == b'{"a":"x","b":0.10}'


def test_a_float_is_refused_wherever_it_hides() -> None:
    with pytest.raises(TypeError, match="never a float"):
        wire.encode({"Line": [{"Amount": 0.1}]})


@pytest.mark.parametrize("value", [None, True, "x", [], {}, "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        wire.money(value)


@pytest.mark.parametrize("content", [b"", b"[]", b"NaN", b"{", b'{"a":NaN}', b"[" * 100_000, b'"\xff"'])
def test_what_is_no_object_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a JSON"):
        wire.decode(content)
