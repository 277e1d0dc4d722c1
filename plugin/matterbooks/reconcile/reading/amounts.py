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
_FORMS = re.compile(
    rf"(?P<open>\()?(?P<sign>-)?{_CURRENCY}?(?P<inner>-|(?P<inner_open>\())?"
    rf"(?P<number>[\d.,' ]*\d[\d.,' ]*?)(?P<inner_close>\))?\ ?{_CURRENCY}?(?P<after>-)?(?P<close>\))?"
)
_WHOLE = re.compile(r"\d{1,15}|\d{1,3}(?P<mark>[,.' ])\d{3}(?:(?P=mark)\d{3}){0,3}")
_PLACES = re.compile(r"\d{1,2}0*")
_SAME = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2019": "'"})
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
    found = _FORMS.fullmatch(text.translate(_SAME).strip())
    if found is None or not _brackets_pair(found):
        return None
    signs = [found["open"], found["sign"], found["inner"], found["after"]]
    if sum(sign is not None for sign in signs) > 1:
        return None
    cents = _unsigned(found["number"], mark)
    return None if cents is None else -cents if any(signs) else cents


def printed(cents: int) -> str:
    """Write cents as a person reads them, such as `-1,234.50`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def _brackets_pair(found: re.Match[str]) -> bool:
    return bool(found["open"]) == bool(found["close"]) and bool(found["inner_open"]) == bool(found["inner_close"])


def _unsigned(number: str, mark: str) -> int | None:
    whole, _, places = number.partition(mark)
    grouped = _WHOLE.fullmatch(whole) if whole else None
    if (whole and (grouped is None or grouped["mark"] == mark)) or (places and not _PLACES.fullmatch(places)):
        return None
    if not whole and not places:
        return None
    return int(re.sub(r"\D", "", whole) or "0") * 100 + int(places[:2].ljust(2, "0"))
