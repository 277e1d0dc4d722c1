"""Cells as the Reports API writes them: every value a text, with the id of the record it names."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from matterbooks.sandbox.clock import pacific
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.model import Cell, Cells

Json = dict[str, Any]
Money = Callable[[int], str]


def amount(cents: int) -> str:
    """Cents as lists and ledgers write them: ``5000.00``, and nothing before the point below one: ``.00``."""
    text = f"{abs(cents) // 100 or ''}.{abs(cents) % 100:02d}"
    return f"-{text}" if cents < 0 else text


def full_amount(cents: int) -> str:
    """Cents as statements and summaries write them: ``0.00`` (Intuit: samples)."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def cell(one: Cell, money: Money = amount) -> Json:
    """One cell; its id only where it names a record."""
    text = _text(one, money)
    return {"value": text} if one.id is None else {"value": text, "id": one.id}


def cells(row: Cells, columns: Sequence[Column], money: Money = amount) -> list[Json]:
    """A row's cells under `columns`, empty where it has none."""
    return [cell(row.get(column.key, Cell()), money) for column in columns]


def labelled(label: str, row: Cells, columns: Sequence[Column], money: Money = amount) -> list[Json]:
    """The cells of a heading or total, with `label` in the first column."""
    return [{"value": label}, *cells(row, columns[1:], money)]


def _text(one: Cell, money: Money) -> str:
    value = one.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return pacific(value).strftime("%Y-%m-%dT%H:%M:%S%z")
    if isinstance(value, date):
        return value.isoformat()
    return money(value) if isinstance(value, int) else value
