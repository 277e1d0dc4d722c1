"""The canonical CSV files of the practice side as text columns: UTF-8, comma, one header row, named columns.

Absent optional columns read as empty, unknown ones are warned of, a row with too many or too few cells is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
import pyarrow as pa

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import POINT
from matterbooks.reconcile.reading.cells import Cells, Mask, Texts, is_filled
from matterbooks.reconcile.reading.cutting import cut
from matterbooks.reconcile.reading.dates import DateCell, read_dates
from matterbooks.reconcile.reading.lines import Days, days_of, first_rows, text_series
from matterbooks.reconcile.reading.money import Cents, column_cents, encoded, mark_of
from matterbooks.reconcile.reading.profiles import Profile
from matterbooks.reconcile.reading.raw_ledger import open_raw
from matterbooks.reconcile.reading.rows import DELIMITERS, TextFile, read_text, split

_REALM = "realm"
CORRECT = "Correct the file, or what its profile says of it: matterbooks profile FILE shows that."
EXPORT_AGAIN = "Write the file again with `flask matterbooks export`, and do not save it from a spreadsheet."


@dataclass(slots=True)
class Canonical:
    """One file: `frame` holds every expected column as text and `row`, the 1-based row in the file.

    `file` has let go of its content; `realms`: the companies that an optional column `realm` names.
    """

    file: TextFile
    frame: pd.DataFrame
    warnings: list[str] = field(default_factory=list)
    realms: tuple[str, ...] = ()
    mark: str = POINT
    way_out: str = EXPORT_AGAIN

    def refuse(self, row: int | None, problem: str) -> NoReturn:
        """Refuse the file."""
        raise FileRefusedError(self.file.name, problem, self.way_out, row)

    def refuse_where(self, wrong: pd.Series[bool], problem: str) -> None:
        """Refuse the file and name the first row for which `wrong` holds, if there is one."""
        if wrong.any():
            self.refuse(int(self.frame.loc[wrong, "row"].iloc[0]), problem)

    def texts(self, column: str) -> Texts:
        """Return a column for checks of whole columns."""
        return pa.chunked_array(pa.array(self.frame[column]))

    def cents(self, column: str) -> Cents:
        """Return a money column as int64 cents, 0 where empty."""
        cents, bad = column_cents(self.texts(column), self.mark)
        if bad.any():
            text = self.frame[column].iloc[int(np.argmax(bad))]
            problem = f"{text!r} in column {column} is not an amount with at most two decimal places"
            self.refuse_where(pd.Series(bad), problem)
        return cents

    def days(self, column: str) -> Days:
        """Return a date column as datetime64[ns], NaT where empty."""
        codes, distinct = encoded(self.texts(column))
        rows = first_rows(codes, distinct, self.frame["row"].to_numpy())
        days = read_dates(self.file.name, [DateCell(row, text, row) for text, row in rows.items() if text])
        return days_of(codes, distinct, days)


def read_canonical(
    path: Path,
    columns: Sequence[str],
    required: Sequence[str],
    profile: Profile | None = None,
    money: Sequence[str] = (),
) -> Canonical:
    """Read one canonical file (or another through a profile); all of `columns` are in its frame afterwards.

    money: the columns by which the decimal mark of another program's file is told.
    """
    file, raw = _own(path) if profile is None else _foreign(path, profile)
    missing = [column for column in required if column not in raw.columns]
    if missing:
        problem = f"has no column {', '.join(missing)}"
        raise FileRefusedError(file.name, problem, EXPORT_AGAIN, 1)
    unknown = [column for column in raw.columns if column not in (*columns, "row", _REALM)]
    realms = tuple(str(realm) for realm in raw[_REALM].unique() if realm) if _REALM in raw.columns else ()
    warnings = [*file.warnings, *(f"column {column!r} is not known and was not read" for column in unknown)]
    for column in columns:
        if column not in raw.columns:
            raw[column] = ""
    mark = POINT if profile is None else mark_of([pa.chunked_array(pa.array(raw[column])) for column in money])
    return Canonical(
        replace(file, content=b""),
        raw[["row", *columns]],
        warnings,
        realms,
        mark,
        EXPORT_AGAIN if profile is None else CORRECT,
    )


def _own(path: Path) -> tuple[TextFile, pd.DataFrame]:
    """A file of ours."""
    file = read_text(path)
    return file, _read(file)


def _foreign(path: Path, profile: Profile) -> tuple[TextFile, pd.DataFrame]:
    """A file of another program, in the columns that its profile makes of it."""
    raw = open_raw(path, profile.header)
    return raw.file, profile.apply(raw.file.name, raw.frame)


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
    cells = cut(file, delimiter)
    filled = _filled(cells)
    _refuse_uneven(file, cells, filled, len(header))
    columns = [column.slice(1) for column in cells.columns]
    kept = filled[1:]
    if not kept.all():
        columns = [column.filter(pa.array(kept)) for column in columns]
    named = {name: text_series(column) for name, column in zip(header, columns, strict=False)}
    return pd.DataFrame({**named, "row": np.flatnonzero(kept) + 2})


def _filled(cells: Cells) -> Mask:
    filled = is_filled(cells.columns[0])
    for column in cells.columns[1:]:
        if filled.all():
            break
        filled = filled | is_filled(column)
    return filled


def _refuse_uneven(file: TextFile, cells: Cells, filled: Mask, width: int) -> None:
    uneven = np.flatnonzero(filled & (cells.written != width))
    if len(uneven):
        problem = f"the row has {cells.written[uneven[0]]} cells, the header has {width}"
        raise FileRefusedError(file.name, problem, EXPORT_AGAIN, int(uneven[0]) + 1)
