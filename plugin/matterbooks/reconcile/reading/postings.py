"""A posting as a report reader that goes row by row hands it on, its date still as printed."""

from __future__ import annotations

from typing import NamedTuple

UNKNOWN = -1
"""Debit and credit of a posting whose side cannot be known."""


class Posting(NamedTuple):
    """One posting as printed; `date` is the printed text, "" where the report has none; `run` as in `DateCell`."""

    row: int
    account: str
    amount: int
    debit: int = UNKNOWN
    credit: int = UNKNOWN
    transaction_id: str = ""
    date: str = ""
    type: str = ""
    number: str = ""
    name: str = ""
    memo: str = ""
    run: int = 0
    modified_at: str = ""
    modified_by: str = ""
