"""A chart of accounts as a CSV file: the columns number, name and type, in any order and with others beside them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from matterbooks.errors import FileRefusedError

COLUMNS = ("number", "name", "type")
_WAY_OUT = "Save it as CSV in UTF-8 with the columns number, name and type in its first row."


@dataclass(frozen=True, slots=True)
class Line:
    """One account as written; row is its place in the file, the header being row 1. number and type may be empty."""

    row: int
    number: str
    name: str
    type: str


def read_chart(path: Path) -> tuple[Line, ...]:
    """The accounts of a file in their order. Raises FileRefusedError with file, row and way out."""
    name, text = str(path), _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = [[cell.strip() for cell in cells] for cells in reader]
    except csv.Error as trouble:
        raise FileRefusedError(name, f"it is not a CSV file ({trouble})", _WAY_OUT, reader.line_num) from trouble
    places = _places(name, rows[0] if rows else [])
    numbered = ((number, cells) for number, cells in enumerate(rows[1:], start=2) if any(cells))
    return tuple(_line(name, number, cells, places, len(rows[0])) for number, cells in numbered)


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        raise FileRefusedError(str(path), f"it cannot be opened ({trouble.strerror})", "Check the path.") from trouble
    except UnicodeDecodeError as trouble:
        raise FileRefusedError(str(path), "it is not text in UTF-8", _WAY_OUT) from trouble
    if "\0" in text or not text.strip():
        raise FileRefusedError(str(path), "it is not text" if text.strip() else "it is empty", _WAY_OUT)
    return text


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)


def _places(name: str, header: list[str]) -> dict[str, int]:
    heads = [head.casefold() for head in header]
    for column in COLUMNS:
        if heads.count(column) != 1:
            problem = "is missing from" if column not in heads else "is there twice in"
            raise FileRefusedError(name, f"the column {column} {problem} the first row", _WAY_OUT, 1)
    return {column: heads.index(column) for column in COLUMNS}


def _line(name: str, row: int, cells: list[str], places: dict[str, int], width: int) -> Line:
    if len(cells) != width:
        way_out = "Put quotation marks around a cell that holds the separator, or remove what is too much."
        raise FileRefusedError(name, f"it has {len(cells)} cells and the first row {width}", way_out, row)
    number, title, type_ = (cells[places[column]] for column in COLUMNS)
    if not title:
        raise FileRefusedError(name, "the name is empty", "Name the account, or remove the row.", row)
    return Line(row, number, title, type_)
