"""What a sheet cannot hold, in a CSV file beside the workbook; no text there becomes a formula where it is opened."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_rest(path: Path, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write titles and rows as UTF-8 with a byte order mark, which Excel asks for; return how many rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(titles)
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
    return count


def guarded(text: str) -> str:
    """A text that a spreadsheet would read as a formula, with an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA_BEGINS) else text


def _plain(value: object) -> object:
    if isinstance(value, str):
        return guarded(value)
    return guarded(str(value[0])) if isinstance(value, tuple) else value
