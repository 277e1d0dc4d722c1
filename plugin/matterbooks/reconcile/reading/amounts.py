"""Printed amounts to whole cents, exactly: every negative form that QuickBooks and spreadsheets write.

`-1`, `-$1`, `$-1`, `£-1`, `(1)`, `($1)`, `1-`, with or without thousands separators; empty means zero. Two decimal
places at most. No floating point anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

POINT = "."
COMMA = ","
_CURRENCY = r"(?:[A-Z]{0,3}[$£€¥]|[A-Z]{3})"
_NEGATIVE = tuple(
    re.compile(form) for form in (r"-(.+)", r"(.+)-", r"\((.+)\)", rf"({_CURRENCY})-(.+)", rf"({_CURRENCY})\((.+)\)")
)
_POSITIVE = re.compile(rf"{_CURRENCY}?([0-9.,' ]*[0-9]) ?{_CURRENCY}?")
_WHOLE = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?P<mark>[,.' ])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,3}")
_PLACES = re.compile(r"[0-9]{1,2}0*")
_SAME = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2019": "'"})
_PLAIN = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_COMMA_DECIMALS = re.compile(r",\d{1,2}\D*$")
_POINT_DECIMALS = re.compile(r"\.\d{1,2}\D*$")


def decimal_mark(texts: Iterable[str]) -> str:
    """Tell a file's decimal mark from all of its amounts: a comma only if some end in `,50` and none in `.50`."""
    comma = False
    for text in texts:
        if _POINT_DECIMALS.search(text):
            return POINT
        comma = comma or _COMMA_DECIMALS.search(text) is not None
    return COMMA if comma else POINT


def to_cents(text: str, mark: str = POINT) -> int | None:
    """Return the amount in cents, 0 for empty text, None for what is not an amount or has more than two places."""
    if not text:
        return 0
    if mark == POINT and _PLAIN.fullmatch(text):
        return int(text.replace(POINT, ""))
    plain = text.translate(_SAME).strip()
    negative = next((found for form in _NEGATIVE if (found := form.fullmatch(plain))), None)
    bare = _POSITIVE.fullmatch("".join(negative.groups()) if negative else plain)
    cents = _unsigned(bare[1], mark) if bare else None
    return -cents if negative and cents is not None else cents


def printed(cents: int) -> str:
    """Write cents as a person reads them, such as `-1,234.50`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def _unsigned(number: str, mark: str) -> int | None:
    whole, _, places = number.partition(mark)
    grouped = _WHOLE.fullmatch(whole) if whole else None
    if (whole and (grouped is None or grouped["mark"] == mark)) or (places and not _PLACES.fullmatch(places)):
        return None
    if not whole and not places:
        return None
    return int(re.sub(r"[^0-9]", "", whole) or "0") * 100 + int(places[:2].ljust(2, "0"))
