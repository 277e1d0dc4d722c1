"""The rules by which two transactions are one, strongest first: what must be equal, and what is looked at last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

TOLERANCE = 0.1
"""How far the totals of one transaction may differ, as a share, where neither id nor number tells."""

EMPTY = -1
"""The code of an empty text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Equal on `keys` (none of `filled` empty) is the same transaction.

    counted: pair identical entries by counting, else only what is alone on either side. exact: whole vectors are
    compared, so that nothing of the amounts is left open. accept: a last look at the pairs.
    """

    name: str
    confidence: float
    keys: tuple[str, ...]
    filled: tuple[str, ...] = ()
    counted: bool = False
    exact: bool = False
    accept: Callable[[pd.DataFrame], pd.Series[bool]] | None = None


def same_number(pairs: pd.DataFrame) -> pd.Series[bool]:
    """The numbers do not speak against it: equal, or one of them empty."""
    one, other = pairs["number_key_x"], pairs["number_key_y"]
    return (one == other) | (one == EMPTY) | (other == EMPTY)


def near_total(pairs: pd.DataFrame) -> pd.Series[bool]:
    """The totals lie within the tolerance, and the numbers do not speak against it."""
    one, other = pairs["total_x"], pairs["total_y"]
    return ((one - other).abs() <= np.maximum(one, other) * TOLERANCE) & same_number(pairs)


_NUMBER = ("number_key",)
RULES = (
    Rule(
        "number, type and total", 0.99, ("nature", "number_key", "vector", "date", "party_key"), _NUMBER,
        counted=True, exact=True,
    ),
    Rule("number, type and total", 0.98, ("nature", "number_key", "vector", "date"), _NUMBER, counted=True, exact=True),
    Rule("number, type and total", 0.97, ("nature", "number_key", "vector"), _NUMBER, counted=True, exact=True),
    Rule("number, type and total", 0.95, ("nature", "number_key", "total", "date"), _NUMBER),
    Rule("number, type and total", 0.93, ("nature", "number_key", "total"), _NUMBER),
    Rule(
        "date, total and party", 0.92, ("nature", "date", "vector", "party_key"), ("party_key",),
        counted=True, exact=True, accept=same_number,
    ),
    Rule("number and type", 0.85, ("nature", "number_key"), _NUMBER),
    Rule("date, total and party", 0.85, ("nature", "date", "total", "party_key"), ("party_key",), accept=same_number),
)  # fmt: skip
"""Rules before the day window."""

LAST_RULES = (
    Rule(
        "day and month swapped, total and party", 0.7, ("nature", "swapped", "vector", "party_key"),
        ("swapped", "party_key"), accept=same_number,
    ),
    Rule("date and total", 0.7, ("nature", "date", "vector"), accept=same_number),
    Rule("date and party", 0.6, ("nature", "date", "party_key"), ("party_key",), accept=near_total),
)  # fmt: skip
"""Rules after it."""
