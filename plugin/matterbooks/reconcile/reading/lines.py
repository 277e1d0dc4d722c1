"""The postings of a report as columns, their dates still as printed, and the frame that they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from matterbooks.reconcile.frames import QUICKBOOKS_POSTINGS
from matterbooks.reconcile.reading.cells import Counts, Texts, constant, is_filled, texts
from matterbooks.reconcile.reading.dates import DateColumn, read_column
from matterbooks.reconcile.reading.instants import is_day_first, iso_instant
from matterbooks.reconcile.reading.money import Cents, encoded
from matterbooks.reconcile.reading.periods import Period
from matterbooks.reconcile.reading.postings import Posting

WORDS = ("transaction_id", "date", "type", "number", "name", "memo", "account", "modified_at", "modified_by")
"""The columns of text; `date` is the printed text, "" where the report has none."""

Days = np.ndarray[tuple[int], np.dtype[np.datetime64]]


@dataclass(frozen=True, slots=True)
class Lines:
    """Postings in the order of the report: row numbers, cents, runs as in `DateCell`, and `words`: WORDS -> column."""

    rows: Counts
    amount: Cents
    debit: Cents
    credit: Cents
    words: dict[str, Texts]
    runs: Counts

    @classmethod
    def of(cls, postings: Sequence[Posting]) -> Lines:
        """Lay out postings that were read one by one."""
        columns = zip(*postings, strict=True) if postings else ([] for _ in Posting._fields)
        by_name = dict(zip(Posting._fields, columns, strict=True))
        numbers = {
            name: np.array(by_name[name], dtype=np.int64) for name in ("row", "amount", "debit", "credit", "run")
        }
        words = {name: texts(list(by_name[name])) for name in WORDS}
        return cls(numbers["row"], numbers["amount"], numbers["debit"], numbers["credit"], words, numbers["run"])


def to_frame(file: str, lines: Lines, period: Period, *, dated: bool) -> pd.DataFrame:
    """Return QUICKBOOKS_POSTINGS; with `dated` every posting must have a date, else all dates are NaT."""
    codes, distinct = encoded(lines.words["date"])
    column = DateColumn(first_rows(codes, distinct, lines.rows), codes, lines.runs)
    days = read_column(file, column, period) if dated else {}
    columns = {
        **{name: text_series(lines.words[name]) for name in WORDS},
        "modified_at": text_series(_instants(lines.words["modified_at"], days)),
        "file": text_series(constant(file, len(lines.rows))),
        "row": lines.rows,
        "date": days_of(codes, distinct, days),
        "amount_cents": lines.amount,
        "debit_cents": lines.debit,
        "credit_cents": lines.credit,
    }
    return pd.DataFrame({name: columns[name] for name in QUICKBOOKS_POSTINGS})


def _instants(printed: Texts, days: dict[str, date]) -> Texts:
    if not is_filled(printed).any():
        return printed
    codes, distinct = encoded(printed)
    day_first = is_day_first(days)
    return texts([iso_instant(text, day_first) for text in distinct]).take(pa.array(codes))


def text_series(column: Texts) -> pd.Series[str]:
    """A column of text for pandas."""
    return pd.Series(pd.array(column, dtype="str"))


def days_of(codes: Cents, distinct: Sequence[str], days: dict[str, date]) -> Days:
    """Return datetime64[ns] for each row, NaT for a text that stands for no date."""
    iso = [days[text].isoformat() if text in days else "NaT" for text in distinct]
    found: Days = np.array(iso, dtype="datetime64[ns]")[codes]
    return found


def first_rows(codes: Cents, distinct: Sequence[str], rows: Counts) -> dict[str, int]:
    """Return each distinct text's first row."""
    first = np.zeros(len(distinct), dtype=np.int64)
    first[codes[::-1]] = rows[::-1]
    return dict(zip(distinct, first.tolist(), strict=True))
