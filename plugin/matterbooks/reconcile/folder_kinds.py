"""What a file in a folder of exports is, told by its content; its name only settles what the content leaves open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.files import ZIP, open_file
from matterbooks.reconcile.reading.grids import SEARCHED_ROWS
from matterbooks.reconcile.reading.headers import find_header
from matterbooks.reconcile.reading.limits import DAMAGED
from matterbooks.reconcile.reading.rows import DELIMITERS, TextFile, decode, split
from matterbooks.reconcile.reading.titles import other_report
from matterbooks.reconcile.trust.bank_csv import is_bank_csv
from matterbooks.reconcile.trust.camt import is_camt
from matterbooks.reconcile.trust.matters_csv import read_matters
from matterbooks.reconcile.trust.ofx import is_ofx
from matterbooks.reconcile.trust.reading import read_statement

LOOKED_AT = 200_000
"""Bytes from a file's beginning that tell what it is."""


class Role(StrEnum):
    """What a file is used as."""

    LEDGER = "practice ledger"
    QUICKBOOKS = "QuickBooks"
    LINKS = "links"
    MAPPING = "mapping"
    BOOKS = "books"
    PROFILE = "column profile"
    BANK = "trust bank statement"
    MATTERS = "matter trial list"
    WORKBOOK = "workbook of an earlier run"
    OTHER = "not used"


@dataclass(frozen=True, slots=True)
class Told:
    """One file: what it is used as, and why it is not used where it is not."""

    path: Path
    role: Role
    why: str = ""


_COLUMNS = (
    (Role.LINKS, {"transaction_id", "quickbooks_id", "state"}),
    (Role.MAPPING, {"section", "host_code", "quickbooks_name"}),
    (Role.LEDGER, {"transaction_id", "kind", "date", "account_number"}),
    (Role.LEDGER, {"transaction_id", "kind", "date", "account_name"}),
)
_JSON = (
    ('"findings"', Role.OTHER, "findings that an earlier run wrote"),
    ('"Columns"', Role.QUICKBOOKS, ""),
    ('"realm"', Role.BOOKS, ""),
    ('"columns"', Role.PROFILE, ""),
)
_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".zip", ".json", ".ofx", ".qfx", ".xml"})
OUR_SHEET = "Summary and sign-off"


def told(path: Path) -> Told:
    """What one file is; a file that is nothing we know is not used, with the reason."""
    if path.suffix.lower() not in _SUFFIXES:
        return Told(path, Role.OTHER, "neither text, workbook, archive nor JSON")
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    try:
        return _of_content(path, start)
    except FileRefusedError as error:
        return Told(path, Role.OTHER, error.problem)


def _of_content(path: Path, start: bytes) -> Told:
    if start.startswith(ZIP):
        return Told(path, Role.WORKBOOK) if _is_ours(path) else _of_grids(path)
    if is_camt(start) or is_ofx(start):
        return Told(path, Role.BANK)
    if start.lstrip()[:1] in (b"{", b"["):
        return _of_json(path, start.decode("utf-8", errors="replace"))
    return _of_text(path, decode(str(path), _whole_rows(start)))


def _whole_rows(start: bytes) -> bytes:
    """Without the row that the end of what was looked at cut in two."""
    return start if len(start) < LOOKED_AT else start[: start.rfind(b"\n") + 1] or start


def _of_json(path: Path, text: str) -> Told:
    for word, role, why in _JSON:
        if word in text:
            return Told(path, role, why)
    return Told(path, Role.OTHER, "JSON that is neither a QuickBooks report, books.json nor a column profile")


def _of_text(path: Path, file: TextFile) -> Told:
    if is_bank_csv(file.text.partition("\n")[0]):
        return Told(path, Role.BANK)
    for mark in DELIMITERS:
        rows = list(islice(split(file, mark, strict=False), SEARCHED_ROWS))
        if rows and (found := _of_header(rows)):
            return Told(path, *found)
    return _of_trust(path)


def _of_header(rows: list[list[str]]) -> tuple[Role, str] | None:
    """Canonical columns in the first row, or the columns of a QuickBooks report in one of the first."""
    columns = {cell.lower() for cell in rows[0]}
    role = next((role for role, needed in _COLUMNS if needed <= columns), None)
    if role is not None:
        return role, ""
    header = find_header(rows)
    named = other_report(rows[: 5 if header is None else header.index])
    if named:
        return Role.OTHER, f"the report {named!r}, which is not compared"
    titled = header is not None and (header.index > 0 or header.has("date", "type") or header.has("account_type"))
    return (Role.QUICKBOOKS, "") if titled else None


def _of_grids(path: Path) -> Told:
    grids = open_file(path)
    found = [_of_header([list(row) for row in islice(grid.rows, SEARCHED_ROWS)]) for grid in grids if grid.rows]
    known = [pair for pair in found if pair is not None]
    used = next((pair for pair in known if pair[0] != Role.OTHER), None)
    return Told(path, *(used or next(iter(known), (Role.OTHER, "no sheet has the columns of a report"))))


def _of_trust(path: Path) -> Told:
    """A matter trial list or a bank's CSV, if it can be read as one."""
    refusals = []
    for role, read in ((Role.MATTERS, read_matters), (Role.BANK, lambda place: read_statement("", place))):
        try:
            read(path)
        except FileRefusedError as error:
            refusals.append(error.problem)
        else:
            return Told(path, role)
    return Told(path, Role.OTHER, "no columns of an export that we know")


def _is_ours(path: Path) -> bool:
    """Whether a workbook is one that a run wrote: its sheets are named in one small part of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive, archive.open("xl/workbook.xml") as part:
            return OUR_SHEET.encode() in part.read(LOOKED_AT)
    except (KeyError, *DAMAGED):
        return False


def columns_of(path: Path) -> set[str]:
    """The first row of a CSV file, as it stands there; nothing of a file that is no text."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    try:
        text = decode(str(path), _whole_rows(start))
    except FileRefusedError:
        return set()
    return {cell for mark in DELIMITERS for cell in next(split(text, mark, strict=False), [])}


def files_of(folder: Path) -> Iterator[Told]:
    """Every file of a folder that a person put there, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith((".", "~$")) and path.suffix != ".ipynb":
            yield told(path)
