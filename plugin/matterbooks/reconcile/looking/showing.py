"""Tables in a notebook: whole or with a search box, amounts on the right with separators, long texts wrapped."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from numbers import Integral
from textwrap import fill
from typing import Any

import pandas as pd
from itables import show

SHORT = 16
"""A column whose longest text has at most so many letters is never broken into lines."""

PAGE = 10
LETTERS = 110
"""A printed line is broken between words after so many letters."""
LONG = 60
"""Columns with longer texts than this share two thirds of the width; one alone has half of it."""

_LOOK: dict[str, Any] = {
    "classes": "display compact", "style": "width:100%;table-layout:auto;margin:0", "autoWidth": False,
    "maxBytes": 0, "showIndex": False,
}  # fmt: skip
_SEARCH = {"topStart": "info", "topEnd": "search", "bottomStart": None, "bottomEnd": None}
_BARE = {"topStart": None, "topEnd": None, "bottomStart": None, "bottomEnd": None}


def say(lines: Iterable[str]) -> None:
    """Print sentences, one under the other."""
    for line in lines:
        print(fill(line, LETTERS))


def table(frame: pd.DataFrame) -> None:
    """Show a small table as a whole."""
    _show(frame, paging=False, layout=_BARE)


def searched(frame: pd.DataFrame) -> None:
    """Show a table with a search box, page by page where it is longer than a page."""
    paged = len(frame) > PAGE
    _show(frame, paging=paged, layout=_SEARCH | ({"bottomEnd": "paging"} if paged else {}))


def _show(frame: pd.DataFrame, **options: Any) -> None:
    show(readable(frame), columnDefs=column_looks(frame), **_LOOK, **options)


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Amounts as `1,234.50`, dates as ISO texts, nothing where nothing is known; everything else as it is."""
    return pd.DataFrame({name: [_text(cell) for cell in frame[name]] for name in frame.columns})


def column_looks(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Numbers to the right and texts to the left, short ones unbroken (options of DataTables)."""
    lengths = [max((len(str(cell)) for cell in frame[name]), default=0) for name in frame.columns]
    wide = {"width": f"{min(66 // max(sum(length > LONG for length in lengths), 1), 50)}%"}
    looks = []
    for at, (name, length) in enumerate(zip(frame.columns, lengths, strict=True)):
        side = "right" if len(frame) and all(map(_is_number, frame[name])) else "left"
        unbroken = " dt-body-nowrap" if length <= SHORT else ""
        look = {"className": f"dt-head-{side} dt-body-{side}{unbroken}", "targets": at}
        looks.append(look | (wide if length > LONG else {}))
    return looks


def _is_number(cell: object) -> bool:
    return isinstance(cell, Integral | Decimal) or _text(cell) == "" or str(cell).endswith("%")


def _text(cell: object) -> object:
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:  # noqa: PLR0124
        return ""
    return cell
