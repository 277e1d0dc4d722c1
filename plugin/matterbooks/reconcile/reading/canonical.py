"""The canonical CSV files of the practice side as text columns: UTF-8, comma, one header row, named columns.

Absent optional columns read as empty, unknown ones are warned of, a row with too many or too few cells is refused.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import to_cents
from matterbooks.reconcile.reading.dates import DateCell, read_dates
from matterbooks.reconcile.reading.profiles import Profile
from matterbooks.reconcile.reading.rows import DELIMITERS, TextFile, read_text, split

EXPORT_AGAIN = "Write the file again with `flask matterbooks export`, and do not save it from a spreadsheet."

Cents = np.ndarray[tuple[int], np.dtype[np.int64]]
Codes = np.ndarray[tuple[int], np.dtype[np.intp]]
Days = np.ndarray[tuple[int], np.dtype[np.datetime64]]


@dataclass(slots=True)
class Canonical:
    """One file: `frame` holds every expected column as text and `row`, the 1-based row in the file."""

    file: TextFile
    frame: pd.DataFrame
    warnings: list[str] = field(default_factory=list)

    def refuse(self, row: int | None, problem: str) -> NoReturn:
        """Refuse the file."""
        raise FileRefusedError(self.file.name, problem, EXPORT_AGAIN, row)

    def refuse_where(self, wrong: pd.Series[bool], problem: str) -> None:
        """Refuse the file and name the first row for which `wrong` holds, if there is one."""
        if wrong.any():
            self.refuse(int(self.frame.loc[wrong, "row"].iloc[0]), problem)

    def cents(self, column: str) -> Cents:
        """Return a money column as int64 cents, 0 where empty."""
        codes, texts, rows = self._distinct(column)
        values = [self._amount(column, text, row) for text, row in zip(texts, rows, strict=True)]
        return np.array(values, dtype=np.int64)[codes]

    def days(self, column: str) -> Days:
        """Return a date column as datetime64[ns], NaT where empty."""
        codes, texts, rows = self._distinct(column)
        cells = [DateCell(row, text, row) for text, row in zip(texts, rows, strict=True) if text]
        days = read_dates(self.file.name, cells)
        iso = [days[text].isoformat() if text else "NaT" for text in texts]
        return np.array(iso, dtype="datetime64[ns]")[codes]

    def _amount(self, column: str, text: str, row: int) -> int:
        cents = to_cents(text)
        if cents is None:
            self.refuse(row, f"{text!r} in column {column} is not an amount with at most two decimal places")
        return cents

    def _distinct(self, column: str) -> tuple[Codes, list[str], list[int]]:
        """Return each cell's index into the distinct texts, these texts, and the row in which each stands first."""
        codes, texts = pd.factorize(self.frame[column])
        rows = self.frame.loc[~self.frame[column].duplicated(), "row"]
        return codes, list(texts), [int(row) for row in rows]


def read_canonical(
    path: Path, columns: Sequence[str], required: Sequence[str], profile: Profile | None = None
) -> Canonical:
    """Read one canonical file (or another through a profile); all of `columns` are in its frame afterwards."""
    file = read_text(path)
    raw = _read(file)
    if profile is not None:
        raw = profile.apply(file.name, raw)
    missing = [column for column in required if column not in raw.columns]
    if missing:
        problem = f"has no column {', '.join(missing)}"
        raise FileRefusedError(file.name, problem, EXPORT_AGAIN, 1)
    unknown = [column for column in raw.columns if column not in (*columns, "row")]
    warnings = [*file.warnings, *(f"column {column!r} is not known and was not read" for column in unknown)]
    for column in columns:
        if column not in raw.columns:
            raw[column] = ""
    return Canonical(file, raw[["row", *columns]].reset_index(drop=True), warnings)


def header_of(file: TextFile) -> tuple[str, list[str]]:
    """Return the delimiter and the first row: the delimiter is the one that splits it into most cells."""
    rows = {delimiter: next(split(file, delimiter, strict=False), []) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda candidate: len(rows[candidate]))
    return delimiter, rows[delimiter]


def _read(file: TextFile) -> pd.DataFrame:
    delimiter, header = header_of(file)
    repeated = {column for column in header if header.count(column) > 1}
    if repeated:
        raise FileRefusedError(file.name, f"has the column {min(repeated)!r} twice", EXPORT_AGAIN, 1)
    try:
        raw = pd.read_csv(
            io.BytesIO(file.content), sep=delimiter, header=None, dtype="str", keep_default_na=False,
            na_filter=False, skip_blank_lines=False,
        )  # fmt: skip
    except pd.errors.ParserError as error:
        _refuse_uneven(file, delimiter, len(header))
        raise FileRefusedError(file.name, f"is not a CSV file ({error})", EXPORT_AGAIN) from error
    _refuse_short(file, raw, delimiter)
    raw.columns = pd.Index(header)
    raw["row"] = np.arange(1, len(raw) + 1)
    filled = (raw[header] != "").any(axis=1)
    return raw[filled].iloc[1:]


def _refuse_short(file: TextFile, raw: pd.DataFrame, delimiter: str) -> None:
    """A row that ends early would read as empty cells; the csv module tells it from one whose cells are empty."""
    if (raw[raw.columns[-1]] == "").any():
        _refuse_uneven(file, delimiter, len(raw.columns))


def _refuse_uneven(file: TextFile, delimiter: str, width: int) -> None:
    for number, cells in enumerate(split(file, delimiter), start=1):
        if cells and len(cells) != width:
            problem = f"the row has {len(cells)} cells, the header has {width}"
            raise FileRefusedError(file.name, problem, EXPORT_AGAIN, number)
