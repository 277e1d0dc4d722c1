"""What the plugin exports beside the ledger: `links.csv`, `mapping.csv` and `books.json`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec
import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.canonical import EXPORT_AGAIN, Canonical, read_canonical
from matterbooks.reconcile.reading.rows import read_text
from matterbooks.values import LINKS_COLUMNS, MAPPING_COLUMNS

_LINKS_REQUIRED = ("transaction_id", "kind", "state", "quickbooks_id")
_MAPPING_REQUIRED = ("version", "section", "host_code", "quickbooks_name")
_MONEY = {"amount": "amount_cents", "returned_total": "returned_total_cents", "returned_tax": "returned_tax_cents"}
_DATES = ("closing_date", "host_lockout", "trust_lockout")


Content = TypeVar("Content")


class Given(NamedTuple, Generic[Content]):
    """One file: its name, the SHA-256 of its bytes, the realms that it names, and what it holds."""

    name: str
    sha256: str
    realms: tuple[str, ...]
    content: Content


def read_links(path: Path) -> pd.DataFrame:
    """As `open_links`, the table alone."""
    return open_links(path).content


def read_mapping(path: Path) -> pd.DataFrame:
    """As `open_mapping`, the table alone."""
    return open_mapping(path).content


def read_books(path: Path) -> dict[str, object]:
    """As `open_books`, the object alone."""
    return open_books(path).content


def open_links(path: Path) -> Given[pd.DataFrame]:
    """Return LINKS_COLUMNS (text; `date` datetime64[ns]) with amount, returned total and returned tax in cents added.

    The text columns stay: an empty `returned_total` is 0 cents and still tells that nothing was returned.
    """
    table = read_canonical(path, LINKS_COLUMNS, _LINKS_REQUIRED)
    table.refuse_where(table.frame["transaction_id"] == "", "column transaction_id is empty")
    cents = {name: table.cents(column) for column, name in _MONEY.items()}
    frame = table.frame.assign(**cents, date=table.days("date"))
    return _given(table, frame[[*LINKS_COLUMNS, *_MONEY.values()]])


def open_mapping(path: Path) -> Given[pd.DataFrame]:
    """Return MAPPING_COLUMNS, all text: every version of the mapping."""
    table = read_canonical(path, MAPPING_COLUMNS, _MAPPING_REQUIRED)
    table.refuse_where(table.frame["section"] == "", "column section is empty")
    return _given(table, table.frame[list(MAPPING_COLUMNS)])


def _given(table: Canonical, content: pd.DataFrame) -> Given[pd.DataFrame]:
    return Given(table.file.name, table.file.sha256, table.realms, content)


def open_books(path: Path) -> Given[dict[str, object]]:
    """Return `books.json` as it stands; what is no such object, or a lockout that is no date, is refused."""
    file = read_text(path)
    try:
        books = msgspec.json.decode(file.text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError) as error:
        raise FileRefusedError(file.name, f"is not a JSON object ({error})", EXPORT_AGAIN) from error
    if "realm" not in books:
        raise FileRefusedError(file.name, "names no realm, so it is not a books.json", EXPORT_AGAIN)
    for name in _DATES:
        _refuse_no_date(file.name, name, books.get(name))
    if (month := books.get("fiscal_year_start_month")) not in (None, *range(1, 13)):
        raise FileRefusedError(file.name, f"fiscal_year_start_month is {month!r}, not 1 to 12", EXPORT_AGAIN)
    return Given(file.name, file.sha256, (str(books["realm"]),) if books["realm"] else (), books)


def _refuse_no_date(file: str, name: str, value: object) -> None:
    if value in (None, ""):
        return
    try:
        date.fromisoformat(str(value))
    except ValueError as error:
        raise FileRefusedError(file, f"{name} is {value!r}, which is not a date", EXPORT_AGAIN) from error
