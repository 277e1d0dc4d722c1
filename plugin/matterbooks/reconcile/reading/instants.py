"""When a transaction was last modified, as a report prints it, to ISO text; never read without knowing day from month.

Printed forms: `09/08/2025 07:48:03 PM`, `08/09/2025 19:48`, `2025-09-08T19:48:03-07:00` (Intuit: last_mod_date). The
printed zone, if there is one, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

_FORM = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?([ap])?\.?(?:m\.?)?"
    r"(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\d+")


def is_day_first(dates: Mapping[str, date]) -> bool | None:
    """Tell from printed dates and what they were read as whether the day stands first, None if none of them tells."""
    for text, day in dates.items():
        first, second, *_ = (int(part) for part in _PARTS.findall(text))
        if first != second and first <= 31:
            return first == day.day
    return None


def iso_instant(text: str, day_first: bool | None) -> str:
    """Return ISO text to the second; what cannot be read with certainty stays as it is printed."""
    found = _FORM.fullmatch(text)
    if found is None:
        return text
    first, second, third = (int(found[place]) for place in (1, 2, 3))
    if len(found[1]) == 4:
        year, month, day = first, second, third
    elif max(first, second) <= 12 and first != second and day_first is None:
        return text
    else:
        swapped = first > 12 if day_first is None else day_first
        year, month, day = (third, second, first) if swapped else (third, first, second)
    try:
        at = datetime.combine(date(year, month, day), _time(found))
    except ValueError:
        return text
    return at.isoformat() + (found[8] or "")


def _time(found: re.Match[str]) -> time:
    hour, half = int(found[4]), (found[7] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found[5]), int(found[6] or 0))
