"""A folder of exports, as the notebooks are given one: which file is which, by its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.summary import units

QUICKBOOKS_WORDS = ("journal", "trial", "account")
"""A CSV file whose name holds one of these words, in any case, was exported from QuickBooks."""

CANONICAL = ("ledger.csv", "links.csv", "mapping.csv", "bank.csv")


def read_folder(folder: str | Path, start: str = "", end: str = "") -> Inputs:
    """Read ledger.csv, the QuickBooks exports and, where they are there, links.csv, mapping.csv and books.json.

    start, end: ISO dates, "" for open. Raises FileRefusedError, naming the file, where something cannot be compared.
    """
    place = Path(folder)
    if not (place / "ledger.csv").is_file():
        way_out = "Put the files of `flask matterbooks export` and QuickBooks' Journal there, or change the folder."
        raise FileRefusedError(str(place), "the folder holds no ledger.csv", way_out)
    return read_inputs(
        place / "ledger.csv",
        _quickbooks(place),
        _optional(place / "links.csv"),
        _optional(place / "mapping.csv"),
        _optional(place / "books.json"),
        _day(start),
        _day(end),
    )


def files_table(inputs: Inputs) -> pd.DataFrame:
    """What was read: file, report, company, period, postings, debits and how many totals in it were checked."""
    rows = [
        {
            "file": Path(file.path).name,
            "report": file.report,
            "company": file.company,
            "from": file.period[0],
            "to": file.period[1],
            "postings": len(file.postings),
            "debits": units(int(file.postings["amount_cents"].clip(lower=0).sum())),
            "totals checked": file.totals_checked,
        }
        for file in inputs.files
    ]
    return pd.DataFrame(rows)


def _quickbooks(place: Path) -> list[Path]:
    files = [path for path in sorted(place.iterdir()) if path.suffix.lower() == ".csv" and path.name not in CANONICAL]
    return [path for path in files if any(word in path.name.lower() for word in QUICKBOOKS_WORDS)]


def _optional(path: Path) -> Path | None:
    return path if path.is_file() else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
