"""What a report reader hands on: postings with their dates still as printed, and the frame that they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from matterbooks.reconcile.frames import QUICKBOOKS_POSTINGS
from matterbooks.reconcile.reading.dates import DateCell, read_dates
from matterbooks.reconcile.reading.periods import Period

UNKNOWN = -1
"""Debit and credit of a posting whose side cannot be known."""

_MONEY = ("amount_cents", "debit_cents", "credit_cents")


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


def to_frame(file: str, postings: Sequence[Posting], period: Period, *, dated: bool) -> pd.DataFrame:
    """Return QUICKBOOKS_POSTINGS; with `dated` every posting must have a date, else all dates are NaT."""
    days: dict[str, date] = {}
    if dated:
        days = read_dates(file, [DateCell(p.row, p.date, p.run) for p in postings], period)
    columns = {
        "file": [file] * len(postings),
        "row": np.array([p.row for p in postings], dtype=np.int64),
        "transaction_id": [p.transaction_id for p in postings],
        "date": _days(postings, days),
        "type": [p.type for p in postings],
        "number": [p.number for p in postings],
        "name": [p.name for p in postings],
        "memo": [p.memo for p in postings],
        "account": [p.account for p in postings],
        "amount_cents": np.array([p.amount for p in postings], dtype=np.int64),
        "debit_cents": np.array([p.debit for p in postings], dtype=np.int64),
        "credit_cents": np.array([p.credit for p in postings], dtype=np.int64),
    }
    frame = pd.DataFrame(columns, columns=list(QUICKBOOKS_POSTINGS))
    texts = [name for name in QUICKBOOKS_POSTINGS if name not in ("row", "date", *_MONEY)]
    return frame.astype(dict.fromkeys(texts, "str"))


def _days(postings: Sequence[Posting], days: dict[str, date]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    iso = {text: day.isoformat() for text, day in days.items()}
    return np.array([iso.get(p.date, "NaT") for p in postings], dtype="datetime64[ns]")
