"""Opening a file of either form: text with a delimiter, a workbook, an archive of workbooks, a Reports API answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from matterbooks.reconcile.reading.archives import read_archive
from matterbooks.reconcile.reading.cutting import cut
from matterbooks.reconcile.reading.grids import SEARCHED_ROWS, Grid
from matterbooks.reconcile.reading.headers import find_header
from matterbooks.reconcile.reading.limits import LARGEST_BYTES
from matterbooks.reconcile.reading.reports_api import read_report
from matterbooks.reconcile.reading.rows import DELIMITERS, TextFile, decode, read_bytes, split
from matterbooks.reconcile.reading.workbooks import is_workbook, read_workbook

ZIP = b"PK\x03\x04"
_BLANK = b"\r\n \t" + "".join(DELIMITERS).encode()


def open_file(path: Path) -> list[Grid]:
    """Every table of a file, at least one. Raises: FileRefusedError for what is no export."""
    name = str(path)
    content = read_bytes(path, LARGEST_BYTES)
    if content.startswith(ZIP):
        return (read_workbook if is_workbook(content) else read_archive)(name, content)
    if content.lstrip()[:1] in (b"{", b"["):
        return [read_report(name, content)]
    return [_of_text(_without_blank_end(decode(name, content)))]


def _without_blank_end(file: TextFile) -> TextFile:
    """Without the rows of mere delimiters that a spreadsheet writes down to its last row, a million of them."""
    return replace(file, content=file.content.rstrip(_BLANK) or file.content)


def _of_text(file: TextFile) -> Grid:
    """The rows under the delimiter that brings a header to light, or (where none does) that splits the first rows."""
    found = (mark for mark in DELIMITERS if find_header(list(islice(split(file, mark, strict=False), SEARCHED_ROWS))))
    mark = next(found, None) or max(DELIMITERS, key=lambda one: file.content[:500].count(one.encode()))
    return Grid(file.name, file.sha256, cut(file, mark), file.warnings)
