"""Whether a value fits one condition of a query: numbers, days, instants and texts, each compared as what it is."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.faults import query_fault

Test = Callable[[Any], bool]
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "!=": ne, "<": lt, ">": gt, "<=": le, ">=": ge}


def test_of(kind: str, operator: str, values: tuple[str, ...]) -> Test:
    """A test for values of the type `kind`; what is absent fits nothing.

    Raises: ServiceFault 4001 for a text that is no value of that type.
    """
    if operator == "LIKE":
        pattern = re.compile(".*".join(re.escape(part) for part in values[0].split("%")), re.IGNORECASE | re.DOTALL)
        return lambda value: value is not None and pattern.fullmatch(_text(value)) is not None
    key = _KEYS.get(kind, _folded)
    if operator == "IN":
        wanted = {key(one) for one in values}
        return lambda value: value is not None and key(value) in wanted
    compare, bound = _COMPARISONS[operator], key(values[0])
    return lambda value: value is not None and compare(key(value), bound)


def sort_key(kind: str, value: Any) -> tuple[int, Any]:
    """What values of one type are sorted by; what is absent comes first."""
    return (0, 0) if value is None else (1, _KEYS.get(kind, _folded)(value))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _folded(value: object) -> tuple[int, int, str]:
    """A text with its case aside; ids, and other texts of digits, as numbers before all others."""
    text = _text(value).casefold()
    return (0, int(text), text) if text.isdecimal() and text.isascii() else (1, 0, text)


def _number(value: Decimal | int | str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise query_fault("4001", f"value {value} is not a number")
    return number


def _day(value: object) -> date:
    """A day; of an instant the day that it names."""
    try:
        return date.fromisoformat(str(value)) if len(str(value)) == 10 else datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise query_fault("4001", f"value {value} is not a date") from None


def instant(value: str) -> datetime:
    """An instant; one without a zone is Pacific, as every time of QuickBooks is. Raises: ServiceFault 4001."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise query_fault("4001", f"value {value} is not a date and time") from None
    if found.tzinfo is None:
        found = datetime.fromisoformat(f"{found.isoformat()}{stamp(found.replace(tzinfo=UTC))[-6:]}")
    return found


_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "decimal": _number,
    "integer": _number,
    "date": _day,
    "dateTime": instant,
}
