"""Amounts: JSON decimals to whole cents and back, never through a binary float."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    """`value` at two decimals, halves away from zero."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def to_cents(value: Decimal) -> int:
    """Whole cents of `value`, rounded at two decimals."""
    return int(rounded(value) * 100)


def from_cents(cents: int) -> Decimal:
    """`cents` as a decimal with two places."""
    return Decimal(cents).scaleb(-2)
