"""A whole column of printed amounts to cents: the plain form at once, every other form once per distinct text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matterbooks.reconcile.reading.amounts import COMMA, POINT, to_cents
from matterbooks.reconcile.reading.cells import Mask, Texts, as_mask, is_filled

Cents = np.ndarray[tuple[int], np.dtype[np.int64]]

_PLAIN = r"^-?\$?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})\.\d\d$"
_POINT_DECIMALS = r"\.\d{1,2}\D*$"
_COMMA_DECIMALS = r",\d{1,2}\D*$"
_FIRST = 1_000


def column_cents(column: Texts, mark: str) -> tuple[Cents, Mask]:
    """Return each amount in cents, 0 where empty, and where a text is no amount (0 there too); as `to_cents`."""
    cents = np.zeros(len(column), dtype=np.int64)
    rest = is_filled(column)
    if mark == POINT and rest.any():
        plain = pc.match_substring_regex(column, _PLAIN)
        digits = column.filter(plain)
        for sign in ("$", ",", "."):
            digits = pc.replace_substring(digits, sign, "")
        where = as_mask(plain)
        cents[where] = digits.cast(pa.int64()).to_numpy()
        rest &= ~where
    bad = np.zeros(len(column), dtype=np.bool_)
    if rest.any():
        codes, distinct = encoded(column.filter(pa.array(rest)))
        worth = [to_cents(text, mark) for text in distinct]
        cents[rest] = np.array([each or 0 for each in worth], dtype=np.int64)[codes]
        bad[rest] = np.array([each is None for each in worth], dtype=np.bool_)[codes]
    return cents, bad


def encoded(column: Texts) -> tuple[Cents, list[str]]:
    """Return each text's place among the distinct ones, and these in the order in which they first stand."""
    found = pc.dictionary_encode(column.combine_chunks())
    return found.indices.to_numpy(zero_copy_only=False).astype(np.int64), found.dictionary.to_pylist()


def mark_of(columns: list[Texts]) -> str:
    """Tell a file's decimal mark from all of its amounts, as `decimal_mark`."""
    for part in ([column.slice(0, _FIRST) for column in columns], columns):
        if any(_any(column, _POINT_DECIMALS) for column in part):
            return POINT
    return COMMA if any(_any(column, _COMMA_DECIMALS) for column in columns) else POINT


def _any(column: Texts, form: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(column, form)).as_py())
