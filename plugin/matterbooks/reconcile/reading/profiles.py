"""Column profiles: how the columns of another program's export become the canonical columns of `ledger.csv`.

A profile is a JSON object such as `{"columns": {"transaction_id": "ID", ...}, "fixed": {"kind": "general_journal"}}`:
canonical name -> column name in the file, and values that every row takes. `amount` in place of debit and credit is a
signed amount, debit positive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.rows import read_text
from matterbooks.values import LEDGER_COLUMNS

SIGNED_AMOUNT = "amount"
_TARGETS = frozenset({*LEDGER_COLUMNS, SIGNED_AMOUNT})


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    columns: dict[str, str]
    fixed: dict[str, str] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """Canonical column -> column in the file, and canonical column -> the value of every row."""

    name: str
    columns: dict[str, str]
    fixed: dict[str, str] = field(default_factory=dict)

    def apply(self, file: str, raw: pd.DataFrame) -> pd.DataFrame:
        """Rename and fill the columns of a frame of text; a column that the file lacks is refused."""
        missing = [printed for printed in self.columns.values() if printed not in raw.columns]
        if missing:
            problem = f"has no column {missing[0]!r}, which the profile {self.name} names"
            raise FileRefusedError(file, problem, "Correct the profile, or give the export it was made for.", 1)
        renamed = pd.DataFrame({name: raw[printed] for name, printed in self.columns.items()}, index=raw.index)
        return renamed.assign(row=raw["row"], **self.fixed)


def read_profile(path: Path) -> Profile:
    """Read a profile; a file that is not one is refused."""
    file = read_text(path)
    way_out = 'Give a JSON file such as {"columns": {"transaction_id": "Transaction ID", ...}, "fixed": {}}.'
    try:
        shape = msgspec.json.decode(file.text, type=_Shape)
    except msgspec.DecodeError as error:
        raise FileRefusedError(file.name, f"is not a column profile ({error})", way_out) from error
    unknown = [name for name in (*shape.columns, *shape.fixed) if name not in _TARGETS]
    if unknown:
        raise FileRefusedError(file.name, f"names {unknown[0]!r}, which is no column of ledger.csv", way_out)
    return Profile(file.name, shape.columns, shape.fixed)
