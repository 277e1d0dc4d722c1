"""Base of the practice's own tables, and how money and instants are kept in them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

CENT = Decimal("0.01")


class Base(DeclarativeBase):
    """Every table of the practice application."""


class Money(TypeDecorator[Decimal]):
    """`Decimal` with two places, kept as whole cents, so that sums are exact in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Any) -> int | None:
        """Cents. Raises ValueError for a fraction of a cent: rounding is the caller's decision."""
        if value is None:
            return None
        cents = Decimal(value).scaleb(2)
        if cents != cents.to_integral_value():
            raise ValueError(f"{value} is not a whole number of cents")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        """Back from cents."""
        return None if value is None else Decimal(value).scaleb(-2).quantize(CENT)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """UTC without its zone, which SQLite cannot keep."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware again."""
        return None if value is None else value.replace(tzinfo=UTC)
